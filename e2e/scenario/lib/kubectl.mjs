// kubectl, as a platform engineer uses it. Needs KUBECONFIG and kubectl on PATH (`eval "$(cargo domicile env)"`).
import { execFile, spawn } from 'node:child_process'
import { promisify } from 'node:util'

const run = promisify(execFile)
const LARGEST_OUTPUT = 256 * 1024 * 1024

/** Output of kubectl; an Error with its message when it fails. */
export async function kubectl(...words) {
  const { stdout } = await run('kubectl', words, { maxBuffer: LARGEST_OUTPUT })
  return stdout
}

/** An object or list as JSON. */
export const get = async (...words) => JSON.parse(await kubectl('get', ...words, '-o', 'json'))

/** An object, or null when there is none. */
export async function find(...words) {
  const text = await kubectl('get', ...words, '-o', 'json', '--ignore-not-found')
  return text.trim() === '' ? null : JSON.parse(text)
}

/** Applies an object or YAML text; returns {ok, output} and never throws, since refusals are part of the scenario. */
export function apply(object, ...words) {
  return new Promise((resolve, reject) => {
    const child = spawn('kubectl', ['apply', '-f', '-', ...words])
    let output = ''
    child.stdout.on('data', (text) => (output += text))
    child.stderr.on('data', (text) => (output += text))
    child.on('error', reject)
    child.on('close', (code) => resolve({ ok: code === 0, output }))
    child.stdin.end(typeof object === 'string' ? object : JSON.stringify(object))
  })
}

/** A decoded Secret: {key: text}. */
export async function secret(namespace, name) {
  const { data } = await get('secret', name, '-n', namespace)
  return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, Buffer.from(value, 'base64').toString()]))
}

/** Runs SQL in a region's PostgreSQL as its superuser; returns rows as arrays of text. */
export async function sql({ namespace, tenant }, region, statement) {
  const pod = `${tenant}-${region}-postgresql-0`
  const text = await kubectl('exec', '-n', namespace, pod, '-c', 'postgresql', '--',
    'psql', '-h', '/var/run/postgresql', '-U', 'postgres', '-d', 'domicile', '-At', '-F', '\t', '-c', statement)
  return text.trimEnd().split('\n').filter((line) => line !== '').map((line) => line.split('\t'))
}

/** The condition of that type, or undefined. */
export const condition = (object, type) => object.status?.conditions?.find((one) => one.type === type)
