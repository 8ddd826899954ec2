// Signing in by an OpenID provider that nobody here wrote, in Chromium: as a provider that people have an account at (the first
// arrival makes an account here, the second needs nothing else), and as an organisation's own login.
import assert from 'node:assert/strict'
import { after, before } from 'node:test'
import * as openid from 'openid-client'
import { application } from './clients/applications.mjs'
import { startSignIn } from './lib/application.mjs'
import { openBrowser } from './lib/browser.mjs'
import { apply, kubectl } from './lib/kubectl.mjs'
import { decide, deleteAccount, newPerson, openPortal } from './lib/person.mjs'
import { AURORA, login, requireInstallation } from './lib/platform.mjs'
import { signInAtProvider, startProvider } from './lib/provider.mjs'
import { Receiver } from './lib/receiver.mjs'
import { story } from './lib/story.mjs'
import { changeTenant, tenantSpec } from './lib/tenant.mjs'
import { settled } from './steps/operation.mjs'

const HOME = 'eu'
const SEAT = `window-${Date.now()}`
const CLIENT = { namespace: AURORA.namespace, name: 'elsewhere-client' }
const BACK_OFFICE = { namespace: AURORA.namespace, name: 'back-office' }
const world = {}
const step = story(world, 300_000)

/** The tenant as it should be with these providers and trusted hosts. */
const offer = (social, hosts) => changeTenant({ signIn: { social }, openid: { trustedOutbound: { allowedHosts: hosts } } })

before(async () => {
  await requireInstallation()
  world.receiver = await Receiver.connect()
  world.camille = newPerson({
    givenName: 'camille', country: 'FR', language: 'en', decisions: { newsletter: false, marketing: false },
  })
  world.ann = newPerson({
    givenName: 'ann', country: 'FR', language: 'en', decisions: { newsletter: false, marketing: false },
  })
  const { givenName, familyName, email, canary } = world.camille
  world.login = `cam-${canary}`
  world.domain = `contoso-${canary}.example`
  world.ann.email = `ann@${world.domain}`
  world.provider = await startProvider({
    people: {
      [world.login]: { given_name: givenName, family_name: familyName, email, email_verified: true, seat: SEAT },
      ann: { given_name: world.ann.givenName, family_name: world.ann.familyName, email: world.ann.email, email_verified: true },
    },
  })
  const spec = await tenantSpec()
  world.before = { social: spec.signIn.social ?? null, hosts: spec.openid.trustedOutbound.allowedHosts }
}, { timeout: 60_000 })

after(async () => {
  try {
    for (const person of [world.camille, world.ann]) if (person?.sub) await deleteAccount(person)
    // Later: it ends the sessions that its login has opened.
    if (world.organization) await world.manage('DELETE', `/${world.organization}`)
  } finally {
    for (const person of [world.camille, world.ann]) await person?.window?.close()
    await kubectl('delete', 'application.domicile.dev', BACK_OFFICE.name, '-n', BACK_OFFICE.namespace, '--ignore-not-found')
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
    claims: [
      { claim: 'given_name', attribute: 'givenName', purpose: 'service' },
      { claim: 'family_name', attribute: 'familyName', purpose: 'service' },
      { claim: 'seat', attribute: 'seatPreference', purpose: 'service' },
    ],
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
    assert.equal(await page.inputValue('#family_name'), camille.familyName)
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

/** The airline's back office, which opens organisations: sends a request, with a token for itself. */
async function openBackOffice() {
  const { ok, output } = await apply({
    apiVersion: 'domicile.dev/v1alpha1', kind: 'Application', metadata: BACK_OFFICE,
    spec: {
      tenantRef: { name: AURORA.tenant }, brandRef: { name: 'aurora' }, displayName: 'Back office', type: 'Web',
      grantTypes: ['ClientCredentials'], scopes: ['organizations'], secretName: 'back-office-client',
    },
  })
  assert.ok(ok, output)
  // The tenant may be settled still, as it was before it knew of this application.
  await kubectl('wait', 'application.domicile.dev', BACK_OFFICE.name, '-n', BACK_OFFICE.namespace, '--for=condition=Ready', '--timeout=60s')
  await settled(60)
  const { issuer, clientId, clientSecret } = await application(BACK_OFFICE.name)
  const configuration = await openid.discovery(new URL(issuer), clientId, clientSecret)
  const { access_token: token } = await openid.clientCredentialsGrant(configuration, { scope: 'organizations' })
  return async (method, path, body) => {
    const answer = await fetch(`${login()}/organizations/v1/organizations${path}`, {
      method, headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' }, body: body && JSON.stringify(body),
    })
    const text = await answer.text()
    assert.ok(answer.ok, `${method} ${path}: ${answer.status} ${text}`)
    return text === '' ? undefined : JSON.parse(text)
  }
}

step('an organisation proves its mail domain and names the provider as its own login', async (world) => {
  const { domain, provider, receiver } = world
  world.manage = await openBackOffice()
  const { id } = await world.manage('POST', '', { name: 'Contoso Travel', country: 'FR', administrator: { email: `boss@${domain}` } })
  world.organization = id
  const path = `/${id}/domains/${domain}`
  await world.manage('PUT', path)
  const since = Date.now()
  await world.manage('POST', `${path}/code`, { mailbox: 'postmaster' })
  await world.manage('POST', `${path}/proof`, { code: await receiver.code(`postmaster@${domain}`, since) })
  await world.manage('PUT', `/${id}/issuer`, {
    issuer: provider.issuer, clientId: provider.client.id, clientSecret: provider.client.secret,
    justInTimeMembership: { role: 'traveller' },
  })
})

step('an address of the domain leads there, and its person comes back with an account and as a member', async (world) => {
  const { ann, organization, provider } = world
  const window = await openBrowser(HOME, 'en')
  Object.assign(ann, { window })
  const { page } = window
  const signIn = await startSignIn()
  try {
    await page.goto(signIn.address)
    await page.selectOption('#country', 'FR')
    await page.click('#sign-in')
    await page.fill('#email', ann.email)
    await page.click('#continue')
    await signInAtProvider(page, 'ann')
    // The provider's word made the account: no page of ours has shown the terms yet.
    await page.waitForURL('**/documents')
    await page.click('#continue')
    await page.waitForSelector('#purpose-newsletter-denied')
    await decide(page, ann.decisions)
    await page.waitForSelector('#signed-in')
    const { claims, userinfo } = await signIn.finish()
    ann.sub = claims.sub
    assert.equal(userinfo.email, ann.email)
    assert.equal(userinfo.given_name, ann.givenName)
  } finally {
    signIn.close()
  }
  const { members } = await world.manage('GET', `/${organization}/members`)
  assert.deepEqual(members.map(({ roles }) => roles), [['traveller']])
  assert.deepEqual(provider.mistakes, [])
})
