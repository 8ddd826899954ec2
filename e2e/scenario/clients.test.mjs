// Client libraries that nobody here wrote, unmodified, against the running provider: one person signs in everywhere.
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { after, before, test } from 'node:test'
import { application } from './clients/applications.mjs'
import * as openidClient from './clients/openid-client.mjs'
import * as oauth4webapi from './clients/oauth4webapi.mjs'
import { authlib, kubelogin, schemathesis } from './clients/programs.mjs'
import { listen } from './lib/callback.mjs'
import { deleteAccount, newPerson, register, signInAgain } from './lib/person.mjs'
import { events, login, requireInstallation } from './lib/platform.mjs'
import { Receiver } from './lib/receiver.mjs'
import { shopWriteKey } from './lib/shop.mjs'

/** The resource server of examples/airline. */
const BOOKINGS = 'https://bookings.aurora.localhost/'

/** For each test and hook. */
const LIMITED = { timeout: 120_000 }
/** For hundreds of requests to each of an API's operations. */
const THOROUGH = { timeout: 600_000 }

let person
let receiver

before(async () => {
  await requireInstallation()
  receiver = await Receiver.connect()
  const newcomer = newPerson({
    givenName: 'chandra', country: 'FR', language: 'en', decisions: { newsletter: false, marketing: false },
  })
  person = await register(newcomer, 'eu', receiver)
}, LIMITED)

/** The last test has signed the person out, so they sign in once more to leave nothing behind. */
after(async () => {
  if (!person) return
  await person.window.close()
  const again = await signInAgain(person, 'eu', receiver)
  try {
    await deleteAccount(again)
  } finally {
    await again.window.close()
  }
}, LIMITED)

/** Opens an address in the person's browser and waits until it comes back to the application. */
const arriveAt = (redirect) => async (address) => {
  const callback = await listen(redirect)
  try {
    await person.window.page.goto(String(address))
    return await callback.arrival()
  } finally {
    callback.close()
  }
}

/** Types the code that a device shows where it is not typed already, and says yes. */
async function approve(shown) {
  const { page } = person.window
  await page.goto(shown.verification_uri_complete ?? shown.verification_uri)
  const typed = page.locator('#user-code')
  if (await typed.count() > 0) {
    if (await typed.inputValue() === '') await typed.fill(shown.user_code)
    await page.click('#continue')
  }
  await page.waitForSelector('#shown-code')
  await page.click('#continue')
  await page.waitForSelector('#shown-code', { state: 'detached' })
}

for (const client of [openidClient, oauth4webapi]) {
  test(`${client.name}: a code with PKCE, userinfo, a refreshed token, introspection and revocation`, LIMITED, async () => {
    const shop = await application('shop')
    const session = await client.signIn(shop, arriveAt(shop.redirect), { scope: 'openid profile email offline_access' })
    assert.equal(session.claims.sub, person.sub)
    assert.equal((await session.userinfo()).email, person.email)
    const fresh = await session.refresh()
    assert.notEqual(fresh.tokens.refresh_token, session.tokens.refresh_token)
    assert.equal((await fresh.userinfo()).sub, person.sub)
    assert.equal((await fresh.introspect()).active, true)
    await fresh.revoke()
    assert.equal((await fresh.introspect()).active, false)
  })

  test(`${client.name}: tokens that are bound to the device's own key`, LIMITED, async () => {
    const crew = await application('crew')
    const session = await client.signIn(crew, arriveAt(crew.redirect), { scope: 'openid profile offline_access', bound: true })
    assert.equal(session.tokens.token_type, 'dpop')
    assert.equal((await session.userinfo()).sub, person.sub)
    assert.equal((await (await session.refresh()).userinfo()).sub, person.sub)
  })

  test(`${client.name}: a pushed request, with a secret and with the device's own key`, LIMITED, async () => {
    const shop = await application('shop')
    const session = await client.signIn(shop, arriveAt(shop.redirect), { scope: 'openid email', pushed: true })
    assert.equal(session.claims.sub, person.sub)
    const crew = await application('crew')
    const bound = await client.signIn(crew, arriveAt(crew.redirect), { scope: 'openid profile', pushed: true, bound: true })
    assert.equal(bound.claims.sub, person.sub)
  })

  test(`${client.name}: an app whose tokens have to be bound gets none without a key`, LIMITED, async () => {
    const crew = await application('crew')
    // The code is given; what is refused is its exchange (RFC 9449, section 5).
    const refused = { code: 'OAUTH_RESPONSE_BODY_ERROR', status: 400, error: 'invalid_dpop_proof' }
    await assert.rejects(client.signIn(crew, arriveAt(crew.redirect), { scope: 'openid profile' }), refused)
  })

  test(`${client.name}: a device without a browser`, LIMITED, async () => {
    const session = await client.signInDevice(await application('kiosk'), approve, { scope: 'openid profile' })
    assert.equal(session.claims.sub, person.sub)
    assert.equal((await session.userinfo()).sub, person.sub)
  })

  test(`${client.name}: a token of an application itself`, LIMITED, async () => {
    const session = await client.ownToken(await application('bookings'), { scope: 'bookings_read', resource: BOOKINGS })
    const found = await session.introspect()
    assert.equal(found.active, true)
    assert.equal(found.client_id, 'aurora.bookings')
    await session.revoke()
    assert.equal((await session.introspect()).active, false)
  })
}

test('Authlib: a code with PKCE, userinfo, a refreshed token, introspection and revocation', LIMITED, async () => {
  const shop = await application('shop')
  const found = await authlib({ do: 'signIn', scope: 'openid profile email offline_access', ...shop }, arriveAt(shop.redirect))
  assert.equal(found.claims.sub, person.sub)
  assert.equal(found.userinfo.email, person.email)
  assert.deepEqual(
    [found.rotated, found.revoked, found.activeBefore, found.activeAfter],
    [true, 200, true, false],
  )
})

test('Authlib: a pushed request', LIMITED, async () => {
  const shop = await application('shop')
  const task = { do: 'signIn', scope: 'openid profile email offline_access', pushed: true, ...shop }
  const found = await authlib(task, arriveAt(shop.redirect))
  assert.equal(found.claims.sub, person.sub)
})

test('Authlib: a token of an application itself', LIMITED, async () => {
  const found = await authlib({ do: 'ownToken', scope: 'bookings_read', ...await application('bookings') })
  assert.equal(found.introspection.active, true)
})

test('kubelogin: kubectl gets its token through the browser', LIMITED, async () => {
  const { page } = person.window
  const credential = await kubelogin(await application('kubectl'), ['--grant-type', 'authcode'], (address) => page.goto(address))
  assert.equal(credential.kind, 'ExecCredential')
  assert.equal(subjectOf(credential), person.sub)
})

test('kubelogin: kubectl gets its token by a code typed elsewhere', LIMITED, async () => {
  const credential = await kubelogin(await application('kubectl'), ['--grant-type', 'device-code'],
    (address) => approve({ verification_uri: address, verification_uri_complete: address }))
  assert.equal(subjectOf(credential), person.sub)
})

/** kubelogin has verified the token; here it is only read. */
const subjectOf = ({ status }) => JSON.parse(Buffer.from(status.token.split('.')[1], 'base64url').toString()).sub

for (const [workload, origin] of [['profile-store', events()], ['auth', login()]]) {
  test(`schemathesis: whatever ${workload} is sent, it answers as its OpenAPI document says`, THOROUGH, async () => {
    const document = new URL(`../../docs/openapi/${workload}.json`, import.meta.url)
    const served = await (await fetch(`${origin}/.well-known/openapi.json`)).json()
    assert.deepEqual(served, JSON.parse(await readFile(document, 'utf8')))
    const shop = await application('shop')
    const session = await openidClient.signIn(shop, arriveAt(shop.redirect), { scope: 'openid profile email' })
    const report = await schemathesis(document.pathname, origin, {
      WRITE_KEY: await shopWriteKey(),
      CLIENT_ID: shop.clientId,
      CLIENT_SECRET: shop.clientSecret,
      ACCESS_TOKEN: session.tokens.access_token,
    }, THOROUGH.timeout)
    assert.match(report, /(\d+) generated, \1 passed/)
  })
}

test('openid-client and oauth4webapi: signing out at the provider', LIMITED, async () => {
  const shop = await application('shop')
  const sessions = []
  for (const client of [openidClient, oauth4webapi]) {
    sessions.push(await client.signIn(shop, arriveAt(shop.redirect), { scope: 'openid' }))
  }
  // The second one finds nobody signed in any more: that is no error (RP-Initiated Logout 1.0, section 2).
  for (const session of sessions) {
    const back = await signOut(session.signOutAddress(shop.afterSignOut), shop.afterSignOut)
    assert.equal(back.origin, new URL(shop.afterSignOut).origin)
  }
})

/** Signs out, confirming where the page asks. */
async function signOut(address, afterSignOut) {
  const { page } = person.window
  const callback = await listen(afterSignOut)
  try {
    await page.goto(String(address))
    const confirm = page.locator('#continue')
    if (await confirm.count() > 0) await confirm.click()
    return await callback.arrival()
  } finally {
    callback.close()
  }
}
