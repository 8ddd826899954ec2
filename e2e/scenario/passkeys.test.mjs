// Passkeys in real Chromium with its virtual authenticator: register, sign in, suggestions of a field, wrong origin,
// cloned counter, removed key. A second library (@simplewebauthn/server) judges the same answers.
import assert from 'node:assert/strict'
import { after, before } from 'node:test'
import { startSignIn } from './lib/application.mjs'
import { Authenticator, independentlyRegistered, independentlyVerified, overheard } from './lib/passkeys.mjs'
import { deleteAccount, newPerson, register } from './lib/person.mjs'
import { AURORA, login, origin, portal, requireInstallation } from './lib/platform.mjs'
import { Receiver } from './lib/receiver.mjs'
import { story } from './lib/story.mjs'

const HOME = 'eu'
const world = {}
const step = story(world, 120_000)

/** Begins a sign-in that asks who the person is, with the passkey lying beside the keyboard. */
async function signInAgain({ camille, authenticator }) {
  await authenticator.touching(false)
  const signIn = await startSignIn({ prompt: 'login' })
  await camille.window.page.goto(signIn.address)
  await camille.window.page.waitForSelector('#passkey-button')
  return signIn
}

/** The answer may leave before the page has loaded whole. */
function mayBeInterrupted(error) {
  if (!/ERR_ABORTED|interrupted by another navigation/.test(error.message)) throw error
}

/** Touches the reader as soon as the button asks for it: Chromium does not look again at a request that waits. */
async function showPasskey({ camille, authenticator }) {
  await authenticator.touching(true)
  await camille.window.page.click('#passkey-button')
}

before(async () => {
  await requireInstallation()
  world.receiver = await Receiver.connect()
})

after(async () => {
  if (!world.camille) return
  try {
    await deleteAccount(world.camille)
  } finally {
    await world.camille.window.close()
  }
}, { timeout: 120_000 })

step('a person adds a passkey to the account, and a second library finds the registration right', async (world) => {
  const camille = newPerson({
    givenName: 'camille', country: 'FR', language: 'en', decisions: { newsletter: false, marketing: false },
  })
  world.camille = await register(camille, HOME, world.receiver)
  const { page } = camille.window
  world.authenticator = await Authenticator.attach(camille.window)
  await page.goto(`${login(HOME)}/account`)
  await page.click('#add-passkey')
  await page.waitForSelector('#new-passkey:not([hidden])')
  await page.fill('#name', 'Laptop')
  const heard = await overheard(page, '/account/passkeys/new', () => page.click('#continue'))
  await page.waitForSelector('#notice')
  assert.match(await page.innerText('#passkeys'), /Laptop/)
  assert.equal(heard.options.rp.id, AURORA.domain)
  assert.equal(heard.options.authenticatorSelection.residentKey, 'required')
  world.credential = await independentlyRegistered(heard, login(HOME))
  assert.ok(world.credential)
  assert.match(Buffer.from(heard.options.user.id, 'base64url').toString(), /^eu\./, 'the handle names the home region')
})

step('the passkey signs in by the button, and the second library agrees', async (world) => {
  const { page } = world.camille.window
  const signIn = await signInAgain(world)
  assert.match(await page.getAttribute('#email', 'autocomplete'), /\bwebauthn$/)
  const heard = await overheard(page, '/passkey', () => showPasskey(world))
  await page.waitForSelector('#signed-in')
  const { claims } = await signIn.finish()
  assert.equal(claims.sub, world.camille.sub)
  assert.ok(claims.amr.includes('user') && claims.amr.includes('mfa'), claims.amr.join())
  const judged = await independentlyVerified(heard, login(HOME), world.credential)
  assert.ok(judged.userVerified)
  world.credential.counter = judged.newCounter
})

step('the passkey is offered among the suggestions of the address field', async (world) => {
  const { page } = world.camille.window
  const signIn = await startSignIn({ prompt: 'login' })
  // Nobody clicks anything: touching the reader chooses the suggestion.
  await world.authenticator.touching(true)
  await page.goto(signIn.address).catch(mayBeInterrupted)
  await page.waitForSelector('#signed-in')
  assert.equal((await signIn.finish()).claims.sub, world.camille.sub)
})

step('an answer that another site of the domain got is refused', async (world) => {
  const { page } = world.camille.window
  const signIn = await signInAgain(world)
  const options = await page.getAttribute('#passkey', 'data-options')
  // The portal is within the domain, so the browser would sign for it; its origin is not one of sign-in.
  const other = await world.camille.window.context.newPage()
  const authenticator = await Authenticator.attach({ context: world.camille.window.context, page: other })
  for (const credential of await world.authenticator.credentials()) await authenticator.add(credential)
  await other.goto(`${portal()}/no-such-page`)
  const { origin: elsewhere, host } = new URL(other.url())
  assert.match(host, /my\./)
  const answer = await other.evaluate(async (text) => {
    const bytes = (value) => Uint8Array.from(atob(value.replace(/-/g, '+').replace(/_/g, '/')), (c) => c.charCodeAt(0))
    const text64 = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '')
    const { publicKey } = JSON.parse(text)
    publicKey.challenge = bytes(publicKey.challenge)
    const { id, rawId, type, response } = await navigator.credentials.get({ publicKey })
    return JSON.stringify({
      id, type, rawId: text64(rawId), clientExtensionResults: {},
      response: {
        clientDataJSON: text64(response.clientDataJSON), authenticatorData: text64(response.authenticatorData),
        signature: text64(response.signature), userHandle: text64(response.userHandle),
      },
    })
  }, options)
  await other.close()
  // Nothing but the origin is wrong with it: the second library takes it as the portal's own, and not as that of sign-in.
  const heard = { options: JSON.parse(options).publicKey, response: JSON.parse(answer) }
  assert.ok(await independentlyVerified(heard, elsewhere, world.credential))
  await assert.rejects(independentlyVerified(heard, login(HOME), world.credential), /origin/)
  await page.evaluate((value) => {
    const form = document.getElementById('passkey')
    form.elements.answer.value = value
    form.submit()
  }, answer)
  await page.waitForSelector('#passkey-refused')
  signIn.close()
})

step('on a host outside the domain the browser itself refuses', async (world) => {
  const { page } = world.camille.window
  const signIn = await signInAgain(world)
  const options = await page.getAttribute('#passkey', 'data-options')
  signIn.close()
  await page.goto(`${origin('id.holidays.localhost')}/`)
  const name = await page.evaluate(async (text) => {
    const { publicKey } = JSON.parse(text)
    publicKey.challenge = new Uint8Array(32)
    return navigator.credentials.get({ publicKey }).then(() => 'signed', (error) => error.name)
  }, options)
  assert.equal(name, 'SecurityError')
})

step('a restored copy whose counter did not go up is refused, and the account says so', async (world) => {
  const { page } = world.camille.window
  const [before] = await world.authenticator.credentials()
  let signIn = await signInAgain(world)
  await showPasskey(world)
  await page.waitForSelector('#signed-in')
  await signIn.finish()
  await world.authenticator.touching(false)
  await world.authenticator.restore({ ...before, signCount: Math.max(0, before.signCount - 1) })
  signIn = await signInAgain(world)
  await showPasskey(world)
  await page.waitForSelector('#passkey-refused')
  signIn.close()
  await world.authenticator.touching(false)
  await page.goto(`${login(HOME)}/account`)
  await page.waitForSelector('[id^="cloned-"]')
})

step('a removed passkey signs nobody in', async (world) => {
  const { page } = world.camille.window
  await page.click('[id^="remove-"]')
  await page.waitForSelector('#notice')
  const signIn = await signInAgain(world)
  await showPasskey(world)
  await page.waitForSelector('#passkey-refused')
  signIn.close()
})
