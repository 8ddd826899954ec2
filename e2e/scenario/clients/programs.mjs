// Clients in other languages, as programs of their own behind the proxy: Authlib (Python) and kubelogin (Go).
import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { mkdtemp, rm } from 'node:fs/promises'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startProxy } from '../lib/proxy.mjs'
import { login } from '../lib/platform.mjs'

const SCRIPT = new URL('authlib_client.py', import.meta.url).pathname

/** Runs a program behind the proxy; what it says on standard error is part of an Error. */
async function running(program, words, use) {
  const proxy = await startProxy()
  const child = spawn(program, words, { env: { ...process.env, ...proxy.environment } })
  let complaint = ''
  child.stderr.setEncoding('utf8').on('data', (text) => (complaint += text))
  const ended = once(child, 'close')
  try {
    const result = await use(child)
    const [code] = await ended
    if (code !== 0) throw new Error(`${program} ended with ${code}`)
    return result
  } catch (error) {
    error.message += `\n${complaint.slice(-4000)}`
    throw error
  } finally {
    child.kill()
    proxy.close()
  }
}

/** One task of `authlib_client.py`; `arrive` takes the authorization address to the callback. */
export function authlib(task, arrive) {
  return running(process.env.DOMICILE_PYTHON ?? 'python3', [SCRIPT], async (child) => {
    const say = (message) => child.stdin.write(`${JSON.stringify(message)}\n`)
    say({ issuer: login(), ...task })
    for await (const line of createInterface({ input: child.stdout })) {
      const message = JSON.parse(line)
      if (message.visit) say({ callback: (await arrive(message.visit)).href })
      if (message.result) return message.result
    }
    throw new Error('Authlib ended without a result')
  })
}

/** `kubelogin get-token`: the ExecCredential that kubectl gets. `visit` is told the address to open. */
export async function kubelogin({ clientId }, words, visit) {
  const cache = await mkdtemp(join(tmpdir(), 'kubelogin-'))
  const own = ['get-token', '--oidc-issuer-url', login(), '--oidc-client-id', clientId, '--token-cache-dir', cache,
    '--certificate-authority', process.env.NODE_EXTRA_CA_CERTS, '--skip-open-browser', ...words]
  try {
    return await running('kubelogin', own, async (child) => {
      let answer = ''
      child.stdout.setEncoding('utf8').on('data', (text) => (answer += text))
      let told = ''
      const shown = new Promise((resolve) => child.stderr.on('data', (text) => {
        told += text
        const address = told.match(/https?:\/\/\S+/)
        if (address) resolve(address[0])
      }))
      const ended = once(child, 'close')
      await Promise.race([shown.then(visit), ended])
      await ended
      return JSON.parse(answer)
    })
  } finally {
    await rm(cache, { recursive: true, force: true })
  }
}
