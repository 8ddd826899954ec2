// An issuer that nobody here wrote stands in for sign-in, in Chromium: who comes for the first time is made a person at home by its
// word, reads the terms and decides as before; signing out ends both sessions; who comes again is the same person.
import assert from 'node:assert/strict'
import { after, before } from 'node:test'
import * as openid from 'openid-client'
import { application } from './clients/applications.mjs'
import { startSignIn } from './lib/application.mjs'
import { openBrowser } from './lib/browser.mjs'
import { listen } from './lib/callback.mjs'
import { apply, kubectl } from './lib/kubectl.mjs'
import { decide, deleteAccount, newPerson, openPortal } from './lib/person.mjs'
import { AURORA, requireInstallation } from './lib/platform.mjs'
import { signInAtProvider, signOutAtProvider, startProvider } from './lib/provider.mjs'
import { story } from './lib/story.mjs'
import { changeTenant, tenantSpec } from './lib/tenant.mjs'

const HOME = 'eu'
const LOGIN = 'camille'
const SEAT = `aisle-${Date.now()}`
const CLIENT = { namespace: AURORA.namespace, name: 'staff-login-client' }
/** Ways to sign in that cannot stand beside an issuer. */
const BESIDE = ['methods', 'social', 'passkeys', 'password', 'keepSignedIn', 'secondFactor']
const world = {}
const step = story(world, 300_000)

before(async () => {
  await requireInstallation()
  world.camille = newPerson({
    givenName: 'camille', country: 'FR', language: 'en', decisions: { newsletter: false, marketing: false },
  })
  const { givenName, familyName, email, country } = world.camille
  world.provider = await startProvider({
    people: {
      [LOGIN]: { given_name: givenName, family_name: familyName, email, email_verified: true, seat: SEAT, address: { country } },
    },
  })
  const { signIn, openid: { trustedOutbound } } = await tenantSpec()
  world.before = { signIn, hosts: trustedOutbound.allowedHosts }
}, { timeout: 60_000 })

after(async () => {
  const { before: was, camille, provider } = world
  try {
    if (camille?.sub) await deleteAccount(camille)
  } finally {
    await camille?.window?.close()
    if (was) {
      await changeTenant({ signIn: { ...was.signIn, external: null }, openid: { trustedOutbound: { allowedHosts: was.hosts } } })
    }
    await kubectl('delete', 'secret', CLIENT.name, '-n', CLIENT.namespace, '--ignore-not-found')
    provider?.close()
  }
}, { timeout: 300_000 })

step('a tenant lets an issuer that nobody here wrote stand in for sign-in', async ({ provider, before: was }) => {
  const { ok, output } = await apply({ apiVersion: 'v1', kind: 'Secret', metadata: CLIENT, stringData: { 'client-secret': provider.client.secret } })
  assert.ok(ok, output)
  await changeTenant({
    signIn: {
      ...Object.fromEntries(BESIDE.map((way) => [way, null])),
      external: {
        displayName: 'Aurora staff', issuer: provider.issuer, clientId: provider.client.id, clientSecretRef: { name: CLIENT.name },
        scopes: ['email', 'profile', 'address'], authoritativeForEmail: true, residenceClaim: '/address/country',
        claims: [{ claim: 'seat', attribute: 'seatPreference', purpose: 'service' }],
      },
    },
    openid: { trustedOutbound: { allowedHosts: [...was.hosts, provider.host] } },
  })
})

step('who comes for the first time signs in there, reads the terms, decides, and has an account', async ({ camille, provider }) => {
  camille.window = await openBrowser(HOME, camille.language)
  const { page } = camille.window
  const signIn = await startSignIn()
  try {
    // No page of ours asks for anything before.
    await page.goto(signIn.address)
    await signInAtProvider(page, LOGIN)
    await page.waitForURL('**/documents')
    await page.click('#continue')
    await decide(page, camille.decisions)
    await page.waitForSelector('#signed-in')
    camille.signIn = await signIn.finish()
  } finally {
    signIn.close()
  }
  const { claims, userinfo } = camille.signIn
  camille.sub = claims.sub
  assert.equal(userinfo.email, camille.email)
  assert.equal(userinfo.given_name, camille.givenName)
  assert.equal(userinfo.family_name, camille.familyName)
  const portal = await openPortal(camille)
  assert.match(await portal.innerText('body'), new RegExp(SEAT), 'what is mapped is in the profile')
  assert.deepEqual(provider.mistakes, [])
})

step('signing out of the application goes on to the issuer and comes back', async ({ camille, provider }) => {
  const { page } = camille.window
  const { afterSignOut } = await application('shop')
  const { configuration, tokens } = camille.signIn
  const callback = await listen(afterSignOut)
  try {
    const address = openid.buildEndSessionUrl(configuration, {
      id_token_hint: tokens.id_token, post_logout_redirect_uri: afterSignOut, state: 'left',
    })
    await page.goto(address.href)
    await signOutAtProvider(page)
    await page.waitForSelector('#signed-in')
    const back = await callback.arrival()
    assert.equal(back.searchParams.get('state'), 'left')
  } finally {
    callback.close()
  }
  assert.deepEqual(provider.mistakes, [])
})

step('who comes again has to sign in there, and is the same person without another question', async ({ camille, provider }) => {
  const { page } = camille.window
  const signIn = await startSignIn()
  try {
    await page.goto(signIn.address)
    // Both sessions have ended: the issuer asks who it is.
    await signInAtProvider(page, LOGIN)
    await page.waitForSelector('#signed-in')
    const { claims } = await signIn.finish()
    assert.equal(claims.sub, camille.sub)
  } finally {
    signIn.close()
  }
  assert.deepEqual(provider.mistakes, [])
})
