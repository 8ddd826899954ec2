// Steps 2 to 6: a person registers, is served, and withdraws; data stays home.
import assert from 'node:assert/strict'
import { placesOf } from '../lib/canaries.mjs'
import { get, sql } from '../lib/kubectl.mjs'
import { newPerson, openPortal, register, withdraw } from '../lib/person.mjs'
import { AURORA } from '../lib/platform.mjs'
import { openShop } from '../lib/shop.mjs'
import { throughout, until } from '../lib/waiting.mjs'

const ORDER = { orderId: 'A-1', total: 420.5, currency: 'EUR' }
const HOOKS = ['crm', 'newsletter-tool', 'us-ads']

export async function camilleRegisters(world) {
  const camille = newPerson({
    givenName: 'camille', country: 'FR', language: 'fr', decisions: { newsletter: true, marketing: false },
  })
  await register(camille, 'jp', world.receiver)
  assert.match(camille.startedAt, /^(jp\.)?login\./, 'starts at the page that jp serves')
  assert.match(camille.typedDataAt, /^eu\.login\./, 'types personal data at home only')
  assert.equal(camille.signIn.claims.domicile_region, 'eu')
  assert.match(camille.signIn.code, /^eu\./)
  assert.equal(camille.signIn.userinfo.email, camille.email)
  world.camille = camille
}

export async function targetsGetWhatTheirPurposeAllows(world) {
  const { camille, receiver } = world
  for (const hook of HOOKS) await receiver.behave(hook)
  const shop = await openShop('eu')
  await shop.identify(camille.sub, { seatPreference: 'window', loyaltyTier: 'gold' })
  await shop.track(camille.sub, 'Order Completed', ORDER)
  await shop.close()
  const [delivery] = await until('newsletter-tool gets the event', async () => {
    const calls = await receiver.about('newsletter-tool', camille.sub)
    return calls.length > 0 && calls
  })
  assert.equal(delivery.signature, 'verified')
  assert.equal(delivery.body.specversion, '1.0')
  assert.deepEqual(delivery.body.data.event.properties, ORDER)
  assert.deepEqual(Object.keys(delivery.body.data.attributes).sort(), (await allowedAttributes('newsletter-tool', ['newsletter'])))
  assert.equal(delivery.body.data.attributes.email, camille.email)
  await until('the log says why us-ads got nothing', async () =>
    (await logged('eu', camille.sub, 'us-ads')).some(([, reason]) => reason === 'NoFlowFromRegion'))
  assert.deepEqual(await receiver.about('us-ads', camille.sub), [])
  const crm = await until('crm gets the event', async () => (await receiver.about('crm', camille.sub))[0])
  assert.deepEqual(crm.body.data.purposes, ['service'], 'marketing was declined')
  world.shop = shop
}

export async function jordanRegisters(world) {
  const jordan = newPerson({
    givenName: 'jordan', country: 'US', language: 'en', decisions: { newsletter: true, marketing: true },
  })
  await register(jordan, 'eu', world.receiver)
  assert.match(jordan.typedDataAt, /^us\.login\./)
  assert.equal(jordan.signIn.claims.domicile_region, 'us')
  // The event comes in at eu: it is handed to the person's home region and nothing of it stays.
  const shop = await openShop('eu')
  await shop.track(jordan.sub, 'Order Completed', { ...ORDER, currency: 'USD' })
  await shop.close()
  const delivery = await until('us-ads gets the event of someone who gave marketing in the US', async () =>
    (await world.receiver.about('us-ads', jordan.sub))[0])
  assert.equal(delivery.signature, 'verified')
  world.jordan = jordan
}

/** The portal names the recipients themselves (CJEU, C-154/21), and nobody who received nothing. */
export async function thePortalNamesWhoReceived({ camille }) {
  const received = await until('both deliveries are on the record', async () => {
    const page = await openPortal(camille)
    const text = await page.innerText('section[aria-labelledby=recipients]')
    return text.includes('Letterbird SAS') && text.includes('Aurora Service Desk') && text
  })
  assert.ok(!received.includes('Roadside Ads'), received)
}

export async function dataStaysHome(world) {
  assert.deepEqual(await placesOf(world.camille), ['database eu'])
  assert.deepEqual(await placesOf(world.jordan), ['database us'])
}

export async function withdrawalTakesEffectAtOnce(world) {
  const { camille, receiver } = world
  const shop = await openShop('eu')
  // One delivery waits for its retry: the target refuses it.
  await receiver.behave('newsletter-tool', { status: 503 })
  const before = (await receiver.about('newsletter-tool', camille.sub)).length
  await shop.track(camille.sub, 'Order Completed', { ...ORDER, orderId: 'A-2' })
  await until('the refused attempt', async () => (await receiver.about('newsletter-tool', camille.sub)).length > before)
  await withdraw(camille, 'newsletter')
  const acknowledged = (await receiver.about('newsletter-tool', camille.sub)).length
  await receiver.behave('newsletter-tool')
  await shop.track(camille.sub, 'Order Completed', { ...ORDER, orderId: 'A-3' })
  await until('the event after the withdrawal is served to crm', async () =>
    (await receiver.about('crm', camille.sub)).some((call) => call.body.data.event.properties.orderId === 'A-3'))
  await until('the log says that it was withdrawn', async () =>
    (await logged('eu', camille.sub, 'newsletter-tool')).some(([, reason]) => reason === 'ConsentWithdrawn'))
  await throughout('nothing leaves after the withdrawal', async () =>
    (await receiver.about('newsletter-tool', camille.sub)).length === acknowledged, 8)
  await shop.close()
}

/** Rows of the delivery log: [outcome, reason]. */
async function logged(region, sub, target) {
  return sql(AURORA, region, `SELECT outcome, coalesce(reason, '') FROM activation.log
    WHERE sub = '${sub}' AND target = '${AURORA.namespace}/${target}' ORDER BY at`)
}

async function allowedAttributes(target, purposes) {
  const { spec } = await get('activationtarget', target, '-n', AURORA.namespace)
  const policy = (await get('consentpolicies.domicile.dev', '-n', AURORA.namespace)).items.flatMap((one) => one.spec.purposes)
  const covered = new Set(policy.filter((one) => purposes.includes(one.name)).flatMap((one) => one.attributes ?? []))
  // Camille has not told every attribute: only known values can leave.
  const known = ['email', 'givenName', 'familyName', 'language', 'seatPreference', 'loyaltyTier', 'country']
  return spec.attributes.filter((name) => covered.has(name) && known.includes(name)).sort()
}
