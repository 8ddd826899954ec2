// Clients in other languages, as programs of their own behind the proxy: Authlib and schemathesis (Python), kubelogin (Go).
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { mkdtemp, rm } from 'node:fs/promises'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startProxy } from '../lib/proxy.mjs'

const SCRIPT = new URL('authlib_client.py', import.meta.url).pathname
const TRIALS = new URL('schemathesis.toml', import.meta.url).pathname
/** The longest that a program may take, where nothing else is said. */
const TIMEOUT = 60_000

/**
 * Runs a program behind the proxy. `use` talks with it and is handed its end as a promise; what the program says on
 * standard error is part of an Error.
 */
async function running(program, words, use, { timeout = TIMEOUT, ...options } = {}) {
  const proxy = await startProxy()
  const env = { ...process.env, ...proxy.environment, ...options.env }
  const child = spawn(program, words, { ...options, env, timeout })
  const ended = once(child, 'close')
  // Whoever waits for the end hears of a program that cannot be started; until then it is no unhandled rejection.
  ended.catch(() => {})
  // A program that ended early does not read on: its exit code says more.
  child.stdin.on('error', () => {})
  let complaint = ''
  child.stderr.setEncoding('utf8').on('data', (text) => (complaint += text))
  try {
    const result = await use(child, ended)
    const [code, signal] = await ended
    if (code !== 0) throw new Error(`${program} ended with ${code ?? signal}`)
    return result
  } catch (error) {
    error.message += `\n${complaint.slice(-4000)}`
    throw error
  } finally {
    child.kill()
    proxy.close()
  }
}

/** The Python interpreter that has the libraries of requirements.txt. */
function interpreter() {
  const python = process.env.DOMICILE_PYTHON
  if (!python) throw new Error('DOMICILE_PYTHON is not set: run `eval "$(cargo domicile env)"` first')
  if (!existsSync(python)) throw new Error(`${python} is not there: \`cargo domicile test e2e\` installs it`)
  return python
}

/** One task of `authlib_client.py`; `arrive` takes the authorization address to the callback. */
export async function authlib(task, arrive) {
  return running(interpreter(), [SCRIPT], async (child, ended) => {
    const say = (message) => child.stdin.write(`${JSON.stringify(message)}\n`)
    say(task)
    for await (const line of createInterface({ input: child.stdout })) {
      const message = JSON.parse(line)
      if (message.visit) say({ callback: (await arrive(message.visit)).href })
      if (message.result) return message.result
    }
    const [code, signal] = await ended
    throw new Error(`Authlib ended with ${code ?? signal}, without a result`)
  })
}

/** `kubelogin get-token`: the ExecCredential that kubectl gets. `visit` is told the address to open. */
export async function kubelogin({ issuer, clientId }, words, visit) {
  const cache = await mkdtemp(join(tmpdir(), 'kubelogin-'))
  const own = ['get-token', '--oidc-issuer-url', issuer, '--oidc-client-id', clientId, '--token-cache-dir', cache,
    '--certificate-authority', process.env.NODE_EXTRA_CA_CERTS, '--skip-open-browser', ...words]
  try {
    const answer = await running('kubelogin', own, async (child, ended) => {
      let said = ''
      child.stdout.setEncoding('utf8').on('data', (text) => (said += text))
      let told = ''
      const shown = new Promise((resolve) => child.stderr.on('data', (text) => {
        told += text
        // Only what follows shows that the address is whole.
        const address = told.match(/https?:\/\/\S+(?=\s)/)
        if (address) resolve(address[0])
      }))
      await Promise.race([shown.then(visit), ended])
      await ended
      return said
    })
    return JSON.parse(answer)
  } finally {
    await rm(cache, { recursive: true, force: true })
  }
}

/**
 * Tries every operation of an OpenAPI document at `origin`, as schemathesis.toml says; answers what the program reports.
 * `credentials` are the variables that schemathesis.toml names.
 */
export async function schemathesis(document, origin, credentials, timeout) {
  const folder = await mkdtemp(join(tmpdir(), 'schemathesis-'))
  const words = ['-m', 'schemathesis.cli', '--config-file', TRIALS, 'run', document, '--url', origin, '--no-color']
  let report = ''
  try {
    await running(interpreter(), words, async (child, ended) => {
      child.stdout.setEncoding('utf8').on('data', (text) => (report += text))
      await ended
    }, { env: credentials, cwd: folder, timeout })
    return report
  } catch (error) {
    error.message += `\n${report.slice(-8000)}`
    throw error
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
