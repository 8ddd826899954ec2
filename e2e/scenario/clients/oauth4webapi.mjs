// oauth4webapi (npm), a strict low-level client, as its documentation uses it: every answer goes through its checks.
import { setTimeout as pause } from 'node:timers/promises'
import * as oauth from 'oauth4webapi'

export const name = 'oauth4webapi'

async function discovered({ issuer, clientId, clientSecret }) {
  const identifier = new URL(issuer)
  const server = await oauth.processDiscoveryResponse(identifier, await oauth.discoveryRequest(identifier))
  const proof = clientSecret ? oauth.ClientSecretBasic(clientSecret) : oauth.None()
  return { server, client: { client_id: clientId }, proof }
}

/** Repeats a request once when the server wants its nonce in the DPoP proof (RFC 9449, section 8). */
async function withNonce(request, read) {
  try {
    return await read(await request())
  } catch (error) {
    if (!oauth.isDPoPNonceError(error)) throw error
    return read(await request())
  }
}

/** A code with PKCE, pushed where wished (RFC 9126); `arrive` takes the authorization address to the callback. */
export async function signIn(application, arrive, { scope, bound, pushed }) {
  const known = await discovered(application)
  const { server, client, proof } = known
  const DPoP = bound && oauth.DPoP(client, await oauth.generateKeyPair('ES256'))
  const verifier = oauth.generateRandomCodeVerifier()
  const [state, nonce] = [oauth.generateRandomState(), oauth.generateRandomNonce()]
  const address = new URL(server.authorization_endpoint)
  const parameters = new URLSearchParams({
    client_id: client.client_id,
    response_type: 'code',
    redirect_uri: application.redirect,
    scope,
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    state,
    nonce,
  })
  address.search = pushed ? await push(known, parameters, DPoP) : parameters
  const callback = oauth.validateAuthResponse(server, client, await arrive(address), state)
  const tokens = await withNonce(
    () => oauth.authorizationCodeGrantRequest(server, client, proof, callback, application.redirect, verifier, { DPoP }),
    (answer) => oauth.processAuthorizationCodeResponse(server, client, answer, { expectedNonce: nonce, requireIdToken: true }),
  )
  return session(known, tokens, oauth.getValidatedIdTokenClaims(tokens), DPoP)
}

/** What is left of a request for the browser after it was pushed. */
async function push({ server, client, proof }, parameters, DPoP) {
  const { request_uri } = await withNonce(
    () => oauth.pushedAuthorizationRequest(server, client, proof, parameters, { DPoP }),
    (answer) => oauth.processPushedAuthorizationResponse(server, client, answer),
  )
  return new URLSearchParams({ client_id: client.client_id, request_uri })
}

function session(known, tokens, claims, DPoP) {
  const { server, client, proof } = known
  return {
    tokens,
    claims,
    userinfo: () => withNonce(
      () => oauth.userInfoRequest(server, client, tokens.access_token, { DPoP }),
      (answer) => oauth.processUserInfoResponse(server, client, claims.sub, answer),
    ),
    refresh: async () => {
      const fresh = await withNonce(
        () => oauth.refreshTokenGrantRequest(server, client, proof, tokens.refresh_token, { DPoP }),
        (answer) => oauth.processRefreshTokenResponse(server, client, answer),
      )
      return session(known, fresh, claims, DPoP)
    },
    introspect: async () => oauth.processIntrospectionResponse(server, client,
      await oauth.introspectionRequest(server, client, proof, tokens.access_token)),
    revoke: async () => oauth.processRevocationResponse(
      await oauth.revocationRequest(server, client, proof, tokens.access_token)),
    signOutAddress: (afterSignOut) => {
      const address = new URL(server.end_session_endpoint)
      address.search = new URLSearchParams({ id_token_hint: tokens.id_token, post_logout_redirect_uri: afterSignOut })
      return address
    },
  }
}

/** A device without a browser; `approve` is told what the device shows. */
export async function signInDevice(application, approve, { scope }) {
  const known = await discovered(application)
  const { server, client, proof } = known
  const shown = await oauth.processDeviceAuthorizationResponse(server, client,
    await oauth.deviceAuthorizationRequest(server, client, proof, { scope }))
  const [tokens] = await Promise.all([poll(known, shown), approve(shown)])
  return session(known, tokens, oauth.getValidatedIdTokenClaims(tokens))
}

/** Asks as often as the server allows (RFC 8628, section 3.5). */
async function poll({ server, client, proof }, shown) {
  let interval = shown.interval ?? 5
  for (;;) {
    await pause(interval * 1000)
    try {
      const answer = await oauth.deviceCodeGrantRequest(server, client, proof, shown.device_code)
      return await oauth.processDeviceCodeResponse(server, client, answer)
    } catch (error) {
      if (error.error === 'slow_down') interval += 5
      else if (error.error !== 'authorization_pending') throw error
    }
  }
}

/** A token of the application itself. */
export async function ownToken(application, parameters) {
  const known = await discovered(application)
  const { server, client, proof } = known
  const answer = await oauth.clientCredentialsGrantRequest(server, client, proof, parameters)
  return session(known, await oauth.processClientCredentialsResponse(server, client, answer))
}
