// The SMS adapter that docs/sms.md prints, in the Python that has its libraries.
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const here = (path) => fileURLToPath(new URL(path, import.meta.url))

/** What it answers to each call, and what it hands to the provider behind it. A call is {id, timestamp, signature, body}. */
export function documentedAdapter(secret, calls) {
  const python = process.env.DOMICILE_PYTHON
  if (!python) throw new Error('DOMICILE_PYTHON is not set: run `eval "$(cargo domicile env)"` first')
  return new Promise((resolve, reject) => {
    const child = spawn(python, [here('documented_adapter.py'), here('../../../docs/sms.md')])
    let [output, errors] = ['', '']
    child.stdout.on('data', (text) => (output += text))
    child.stderr.on('data', (text) => (errors += text))
    child.on('error', reject)
    child.on('close', (code) =>
      (code === 0 ? resolve(JSON.parse(output)) : reject(new Error(`the documented adapter ended with ${code}:\n${errors}`))))
    child.stdin.end(JSON.stringify({ secret, calls }))
  })
}
