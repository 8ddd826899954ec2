// An OpenID provider that nobody here wrote (npm oidc-provider, certified), where people have accounts already. Its pages are
// its own; browsers here and pods of the cluster reach it at the same address.
import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:https'
import { join } from 'node:path'
import Provider from 'oidc-provider'
import { login } from './platform.mjs'

const PORT = 9444

/** Starts it for one client; `people` are claims by login. */
export async function startProvider({ people }) {
  const { DOMICILE_HOST_ADDRESS: address, DOMICILE_PARTNERS: folder } = process.env
  if (!address || !folder) throw new Error('DOMICILE_PARTNERS is not set: run `eval "$(cargo domicile env)"` first')
  const issuer = `https://${address}:${PORT}`
  const client = { id: 'aurora', secret: randomBytes(24).toString('base64url') }
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const provider = new Provider(issuer, {
    clients: [{
      client_id: client.id, client_secret: client.secret, redirect_uris: [`${login()}/federation/callback`],
      post_logout_redirect_uris: [`${login()}/federation/signed-out`], id_token_signed_response_alg: 'ES256',
    }],
    jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'ES256', kid: 'one' }] },
    cookies: { keys: [randomBytes(24).toString('base64url')] },
    claims: {
      openid: ['sub'], email: ['email', 'email_verified'], profile: ['given_name', 'family_name', 'seat'], address: ['address'],
    },
    findAccount: (_, id) => people[id] && { accountId: id, claims: () => ({ sub: id, ...people[id] }) },
  })
  const mistakes = []
  for (const event of ['server_error', 'authorization.error', 'grant.error', 'userinfo.error']) {
    provider.on(event, (_, error) => mistakes.push(`${event}: ${error.message}`))
  }
  const [cert, key] = await Promise.all(['crt', 'key'].map((end) => readFile(join(folder, `provider.${end}`))))
  const server = createServer({ cert, key }, provider.callback())
  server.listen(PORT, address)
  await once(server, 'listening')
  const close = () => {
    server.close()
    server.closeAllConnections()
  }
  return { issuer, host: `${address}:${PORT}`, client, mistakes, close }
}

/** On the provider's own pages: signs in, and lets the client know. */
export async function signInAtProvider(page, name) {
  await page.fill('input[name=login]', name)
  await page.fill('input[name=password]', 'any will do')
  await page.click('button[type=submit]')
  await page.waitForSelector('input[name=prompt][value=consent]', { state: 'attached' })
  await page.click('button[type=submit]')
}

/** On the provider's own pages: signs out there too. */
export const signOutAtProvider = (page) => page.click('button[name=logout][value=yes]')
