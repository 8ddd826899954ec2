// Where things are: the tenant of examples/airline as the local cluster serves it.
import { readFile } from 'node:fs/promises'
import { get, secret } from './kubectl.mjs'

export const AURORA = { namespace: 'aurora', tenant: 'aurora', domain: 'aurora.localhost', port: 8443 }
export const REGIONS = ['eu', 'us', 'jp']
/** Addresses at which the edge answers global names from one region, as geographic DNS would. */
export const NEAR = { eu: '127.0.0.11', us: '127.0.0.12', jp: '127.0.0.13' }

export const origin = (host) => `https://${host}:${AURORA.port}`
export const login = (region) => origin(`${region ? `${region}.` : ''}login.${AURORA.domain}`)
export const portal = (region) => origin(`${region ? `${region}.` : ''}my.${AURORA.domain}`)
export const events = (region) => origin(`${region ? `${region}.` : ''}events.${AURORA.domain}`)

/** The receiver's HTTP address: the ClusterIP, which the host reaches. */
export async function receiverAddress() {
  const service = await get('service', 'receiver', '-n', 'receiver')
  return `http://${service.spec.clusterIP}:8080`
}

/** Fails early, with what to do, when the environment is not that of a running installation. */
export async function requireInstallation() {
  const file = process.env.NODE_EXTRA_CA_CERTS
  if (!file) throw new Error('NODE_EXTRA_CA_CERTS is not set: run `eval "$(cargo domicile env)"` first')
  const [mounted, { 'ca.crt': live }] = [await readFile(file, 'utf8'), await secret(AURORA.namespace, 'aurora-authority')]
  if (mounted.trim() !== live.trim()) throw new Error(`${file} is not the tenant's authority: run \`cargo domicile up\``)
}
