// openid-client (npm), a certified relying party, as its documentation uses it.
import * as openid from 'openid-client'

export const name = 'openid-client'

const discovered = ({ issuer, clientId, clientSecret }) =>
  openid.discovery(new URL(issuer), clientId, clientSecret, clientSecret ? undefined : openid.None())

/** A code with PKCE, pushed where wished (RFC 9126); `arrive` takes the authorization address to the callback. */
export async function signIn(application, arrive, { scope, bound, pushed }) {
  const configuration = await discovered(application)
  const key = bound && openid.getDPoPHandle(configuration, await openid.randomDPoPKeyPair('ES256'))
  const verifier = openid.randomPKCECodeVerifier()
  const [state, nonce] = [openid.randomState(), openid.randomNonce()]
  const parameters = {
    redirect_uri: application.redirect,
    scope,
    code_challenge: await openid.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    state,
    nonce,
  }
  const address = pushed
    ? await openid.buildAuthorizationUrlWithPAR(configuration, parameters, { DPoP: key })
    : openid.buildAuthorizationUrl(configuration, parameters)
  const callback = await arrive(address)
  const checks = { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce }
  const tokens = await openid.authorizationCodeGrant(configuration, callback, checks, undefined, { DPoP: key })
  return session(configuration, tokens, tokens.claims(), key)
}

function session(configuration, tokens, claims, key) {
  return {
    tokens,
    claims,
    userinfo: () => openid.fetchUserInfo(configuration, tokens.access_token, claims.sub, { DPoP: key }),
    refresh: async () => {
      const fresh = await openid.refreshTokenGrant(configuration, tokens.refresh_token, undefined, { DPoP: key })
      return session(configuration, fresh, claims, key)
    },
    introspect: () => openid.tokenIntrospection(configuration, tokens.access_token),
    revoke: () => openid.tokenRevocation(configuration, tokens.access_token),
    signOutAddress: (afterSignOut) => openid.buildEndSessionUrl(configuration, {
      id_token_hint: tokens.id_token, post_logout_redirect_uri: afterSignOut,
    }),
  }
}

/** A device without a browser; `approve` is told what the device shows. */
export async function signInDevice(application, approve, { scope }) {
  const configuration = await discovered(application)
  const shown = await openid.initiateDeviceAuthorization(configuration, { scope })
  const [tokens] = await Promise.all([openid.pollDeviceAuthorizationGrant(configuration, shown), approve(shown)])
  return session(configuration, tokens, tokens.claims())
}

/** A token of the application itself. */
export async function ownToken(application, parameters) {
  const configuration = await discovered(application)
  return session(configuration, await openid.clientCredentialsGrant(configuration, parameters))
}
