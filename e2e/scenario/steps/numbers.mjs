// Telephone numbers: proven on the account and on the way of a sign-in, told to the shop, and asked for as a second proof.
import assert from 'node:assert/strict'
import { startSignIn } from '../lib/application.mjs'
import { openBrowser, seen } from '../lib/browser.mjs'
import { documentedAdapter } from '../lib/documented-adapter.mjs'
import { secret } from '../lib/kubectl.mjs'
import { newNumber, proveAgain, proveNumber } from '../lib/numbers.mjs'
import { signIn } from '../lib/person.mjs'
import { AURORA, login } from '../lib/platform.mjs'
import { HOME, withRobin } from '../lib/robin.mjs'

const MULTI = 'urn:domicile:acr:multi-factor'
const SCOPE = 'openid profile email phone'

/** Signs in to the shop in another browser, by the mailed code and a code by SMS. */
async function signInByNumber(person, number, receiver) {
  const window = await openBrowser(HOME, person.language)
  const shop = await startSignIn({ scope: SCOPE, acr_values: MULTI })
  const { page } = window
  try {
    await page.goto(shop.address)
    await page.selectOption('#country', person.country)
    await page.click('#sign-in')
    await page.waitForSelector('#email')
    await signIn(page, person, receiver)
    await proveAgain(page, number, receiver)
    await page.waitForSelector('#signed-in')
    return await shop.finish()
  } catch (error) {
    error.message += await seen(page)
    throw error
  } finally {
    shop.close()
    await window.close()
  }
}

/** The shop knows the number, that it is proven, and that it was the second proof of this sign-in. */
function knows({ claims, userinfo }, person, number) {
  assert.equal(claims.sub, person.sub)
  assert.equal(claims.acr, MULTI)
  for (const method of ['otp', 'sms', 'mfa']) assert.ok(claims.amr.includes(method), claims.amr.join())
  for (const told of [claims, userinfo]) {
    assert.equal(told.phone_number, number)
    assert.equal(told.phone_number_verified, true)
  }
}

export async function aNumberIsProvenAndIsASecondProof(world) {
  await withRobin(world, async (robin) => {
    const { page } = robin.window
    const number = newNumber()
    await page.goto(`${login(HOME)}/account`)
    await page.click('#add-phone')
    const message = await proveNumber(page, number, world.receiver)
    assert.equal(message.kind, 'verification')
    await page.click('#back')
    await page.waitForSelector('#phone-number')
    knows(await signInByNumber(robin, number, world.receiver), robin, number)
    await theDocumentedAdapterTakes(message)
  })
}

/** The call of a real pod, and the adapter that docs/sms.md prints. */
async function theDocumentedAdapterTakes({ to, text, signed }) {
  const { secret: signing } = await secret(AURORA.namespace, 'sms-signing')
  const forged = { ...signed, body: signed.body.replace(to, newNumber()) }
  const { statuses, sent } = await documentedAdapter(signing, [signed, forged])
  assert.deepEqual(statuses, [202, 401])
  assert.deepEqual(sent, [{ to, text, idempotency_key: signed.id }])
}

export async function aNumberIsSetUpOnTheWay(world) {
  await withRobin(world, async (robin) => {
    const { page } = robin.window
    const number = newNumber()
    const essential = { id_token: { acr: { essential: true, values: [MULTI] } } }
    const shop = await startSignIn({ scope: SCOPE, claims: JSON.stringify(essential) })
    try {
      await page.goto(shop.address)
      await page.click('#use-number')
      await proveNumber(page, number, world.receiver)
      await page.click('#continue')
      await page.waitForSelector('#signed-in')
      knows(await shop.finish(), robin, number)
    } finally {
      shop.close()
    }
    knows(await signInByNumber(robin, number, world.receiver), robin, number)
  })
}
