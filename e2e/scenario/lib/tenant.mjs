// The tenant of examples/airline, changed by a platform engineer while it runs.
import { get, kubectl } from './kubectl.mjs'
import { AURORA } from './platform.mjs'
import { settled } from '../steps/operation.mjs'

const TENANT = ['identitytenant', AURORA.tenant, '-n', AURORA.namespace]

/** Its spec as it stands. */
export const tenantSpec = async () => (await get(...TENANT)).spec

/** Merges a change into its spec (RFC 7396), and waits until it is in force; a provider restarts the pods of sign-in. */
export async function changeTenant(spec) {
  await kubectl('patch', ...TENANT, '--type=merge', '-p', JSON.stringify({ spec }))
  await settled(240)
}
