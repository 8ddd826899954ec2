// Signing in by an OpenID provider that nobody here wrote, in Chromium: the first arrival makes an account, the second needs
// nothing else.
import assert from 'node:assert/strict'
import { after, before } from 'node:test'
import { startSignIn } from './lib/application.mjs'
import { openBrowser } from './lib/browser.mjs'
import { apply, get, kubectl } from './lib/kubectl.mjs'
import { decide, deleteAccount, newPerson, openPortal } from './lib/person.mjs'
import { AURORA, login, requireInstallation } from './lib/platform.mjs'
import { signInAtProvider, startProvider } from './lib/provider.mjs'
import { Receiver } from './lib/receiver.mjs'
import { story } from './lib/story.mjs'
import { settled } from './steps/operation.mjs'

const HOME = 'eu'
const SEAT = `window-${Date.now()}`
const CLIENT = { namespace: AURORA.namespace, name: 'elsewhere-client' }
const TENANT = ['identitytenant', AURORA.tenant, '-n', AURORA.namespace]
const world = {}
const step = story(world, 300_000)

const change = (spec) => kubectl('patch', ...TENANT, '--type=merge', '-p', JSON.stringify({ spec }))

/** The tenant as it should be with these providers and trusted hosts; a provider restarts the pods of sign-in. */
async function offer(social, hosts) {
  await change({ signIn: { social }, openid: { trustedOutbound: { allowedHosts: hosts } } })
  await settled(240)
}

before(async () => {
  await requireInstallation()
  const { DOMICILE_HOST_ADDRESS: address, DOMICILE_PARTNERS: folder } = process.env
  if (!address || !folder) throw new Error('DOMICILE_PARTNERS is not set: run `eval "$(cargo domicile env)"` first')
  world.receiver = await Receiver.connect()
  world.camille = newPerson({
    givenName: 'camille', country: 'FR', language: 'en', decisions: { newsletter: false, marketing: false },
  })
  const { givenName, familyName, email, canary } = world.camille
  world.login = `cam-${canary}`
  world.provider = await startProvider({
    address, folder, redirectUri: `${login()}/federation/callback`,
    people: { [world.login]: { given_name: givenName, family_name: familyName, email, email_verified: true, seat: SEAT } },
  })
  const { spec } = await get(...TENANT)
  world.before = { social: spec.signIn.social ?? null, hosts: spec.openid.trustedOutbound.allowedHosts }
}, { timeout: 60_000 })

after(async () => {
  try {
    if (world.camille?.sub) await deleteAccount(world.camille)
  } finally {
    await world.camille?.window?.close()
    if (world.before) await offer(world.before.social, world.before.hosts)
    await kubectl('delete', 'secret', CLIENT.name, '-n', CLIENT.namespace, '--ignore-not-found')
    world.provider?.close()
  }
}, { timeout: 300_000 })

/** A browser at the page of the person's details, for an account that is new or not. */
async function arrive(window, way) {
  const signIn = await startSignIn()
  const { page } = window
  await page.goto(signIn.address)
  await page.selectOption('#country', 'FR')
  await page.click(way)
  await page.click('#social-elsewhere')
  await signInAtProvider(page, world.login)
  return signIn
}

step('a tenant offers a provider that nobody here wrote', async ({ provider, before }) => {
  const { ok, output } = await apply({ apiVersion: 'v1', kind: 'Secret', metadata: CLIENT, stringData: { 'client-secret': provider.client.secret } })
  assert.ok(ok, output)
  await offer([{
    name: 'elsewhere', displayName: 'Elsewhere', issuer: provider.issuer, clientId: provider.client.id,
    clientSecretRef: { name: CLIENT.name }, scopes: ['email', 'profile'],
    claims: [{ claim: 'seat', attribute: 'seatPreference', purpose: 'service' }],
  }], [...before.hosts, provider.host])
})

step('who comes by it for the first time proves the mailbox, chooses what is taken, and has an account', async (world) => {
  const { camille, provider, receiver } = world
  const window = await openBrowser(HOME, 'en')
  Object.assign(camille, { window })
  const { page } = window
  const signIn = await arrive(window, '#continue')
  try {
    await page.waitForSelector('#social-arrived')
    assert.equal(await page.inputValue('#given_name'), camille.givenName, 'what the provider says is proposed')
    assert.equal(await page.inputValue('#email'), camille.email)
    const since = Date.now()
    await page.click('#continue')
    await page.waitForSelector('#code')
    await page.fill('#code', await receiver.code(camille.email, since))
    await page.click('#continue')
    await page.waitForSelector('#link')
    assert.match(await page.innerText('#values'), new RegExp(SEAT))
    assert.equal(await page.isChecked('#take-seatPreference'), false, 'nothing is chosen beforehand')
    await page.check('#take-seatPreference')
    await page.click('#link')
    await decide(page, camille.decisions)
    await page.waitForSelector('#signed-in')
    const { claims } = await signIn.finish()
    camille.sub = claims.sub
  } finally {
    signIn.close()
  }
  const portal = await openPortal(camille)
  assert.match(await portal.innerText('body'), new RegExp(SEAT), 'what was chosen is in the profile')
  assert.deepEqual(provider.mistakes, [])
})

step('who comes again is signed in by it alone', async ({ camille, provider }) => {
  const window = await openBrowser(HOME, 'en')
  const signIn = await arrive(window, '#sign-in')
  try {
    await window.page.waitForSelector('#signed-in')
    const { claims } = await signIn.finish()
    assert.equal(claims.sub, camille.sub)
    assert.deepEqual(claims.amr, ['fed'])
  } finally {
    signIn.close()
    await window.close()
  }
  assert.deepEqual(provider.mistakes, [])
})
