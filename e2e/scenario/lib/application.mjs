// The application "shop": an unmodified certified OpenID client (openid-client), with a loopback redirect address.
import * as openid from 'openid-client'
import { listen } from './callback.mjs'
import { secret, get } from './kubectl.mjs'
import { AURORA, login } from './platform.mjs'

const REDIRECT = 'http://127.0.0.1:5555/callback'

/** Starts a sign-in: where to send the browser, and how to go on when it comes back. */
export async function startSignIn(parameters = {}) {
  const { spec } = await get('application', 'shop', '-n', AURORA.namespace)
  const credentials = await secret(AURORA.namespace, spec.secretName)
  const configuration = await openid.discovery(new URL(login()), credentials['client-id'], credentials['client-secret'])
  const verifier = openid.randomPKCECodeVerifier()
  const [state, nonce] = [openid.randomState(), openid.randomNonce()]
  const address = openid.buildAuthorizationUrl(configuration, {
    redirect_uri: REDIRECT,
    scope: 'openid profile email',
    code_challenge: await openid.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    state,
    nonce,
    ...parameters,
  })
  const callback = await listen(REDIRECT)
  const finish = async () => {
    try {
      const currentUrl = await callback.arrival
      const tokens = await openid.authorizationCodeGrant(configuration, currentUrl, {
        pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce,
      })
      const claims = tokens.claims()
      const userinfo = await openid.fetchUserInfo(configuration, tokens.access_token, claims.sub)
      return { tokens, claims, userinfo, code: currentUrl.searchParams.get('code'), configuration, verifier }
    } finally {
      callback.close()
    }
  }
  return { address: address.href, finish, close: callback.close }
}
