// The applications of examples/airline as their developers configure them: from the Secret that the operator wrote.
import { get, secret } from '../lib/kubectl.mjs'
import { AURORA } from '../lib/platform.mjs'

/** {issuer, clientId, clientSecret?, redirect?, afterSignOut?} of an Application. */
export async function application(name) {
  const { spec } = await get('application', name, '-n', AURORA.namespace)
  const credentials = await secret(AURORA.namespace, spec.secretName)
  return {
    issuer: credentials.issuer,
    clientId: credentials['client-id'],
    clientSecret: credentials['client-secret'],
    redirect: spec.redirectUris?.find((uri) => uri.startsWith('http://')),
    afterSignOut: spec.postLogoutRedirectUris?.find((uri) => uri.startsWith('http://')),
  }
}
