// The application "shop": an unmodified certified OpenID client (openid-client), with a loopback redirect address.
import * as openid from 'openid-client'
import { application } from '../clients/applications.mjs'
import { listen } from './callback.mjs'

/** Starts a sign-in: where to send the browser, and how to go on when it comes back. */
export async function startSignIn(parameters = {}) {
  const shop = await application('shop')
  const configuration = await openid.discovery(new URL(shop.issuer), shop.clientId, shop.clientSecret)
  const verifier = openid.randomPKCECodeVerifier()
  const [state, nonce] = [openid.randomState(), openid.randomNonce()]
  const address = openid.buildAuthorizationUrl(configuration, {
    redirect_uri: shop.redirect,
    scope: 'openid profile email',
    code_challenge: await openid.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    state,
    nonce,
    ...parameters,
  })
  const callback = await listen(shop.redirect)
  const finish = async () => {
    try {
      const currentUrl = await callback.arrival()
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
