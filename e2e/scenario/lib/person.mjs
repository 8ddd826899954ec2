// A person in front of a browser: what they see and click, by the stable ids of the pages.
import { randomBytes } from 'node:crypto'
import { openBrowser, seen } from './browser.mjs'
import { startSignIn } from './application.mjs'
import { portal } from './platform.mjs'
import { until } from './waiting.mjs'

/** A person with canary values: texts that occur nowhere else. */
export function newPerson({ givenName, country, language, decisions }) {
  const canary = randomBytes(6).toString('hex')
  return {
    givenName: `${givenName}${canary}`,
    familyName: `Canary${canary}`,
    email: `${givenName}.${canary}@example.org`,
    country,
    language,
    decisions,
    canary,
  }
}

/** Registers through the application, starting at the pages that the region `near` serves. */
export async function register(person, near, receiver) {
  const window = await openBrowser(near, person.language)
  const { page } = window
  const signIn = await startSignIn()
  try {
    await page.goto(signIn.address)
    person.startedAt = new URL(page.url()).host
    await page.selectOption('#country', person.country)
    await page.click('#continue')
    await page.waitForSelector('#email')
    person.typedDataAt = new URL(page.url()).host
    await page.fill('#given_name', person.givenName)
    await page.fill('#family_name', person.familyName)
    await page.fill('#email', person.email)
    const since = Date.now()
    await page.click('#continue')
    await page.waitForSelector('#code')
    await page.fill('#code', await receiver.code(person.email, since))
    await page.click('#continue')
    await decide(page, person.decisions)
    await page.waitForSelector('#signed-in')
    person.signIn = await signIn.finish()
    person.sub = person.signIn.claims.sub
    person.window = window
    return person
  } catch (error) {
    signIn.close()
    error.message += await seen(page)
    await window.close()
    throw error
  }
}

/** Signs in by e-mailed code in another browser: the same pages, and no question that was answered before. */
export const signInAgain = (person, near, receiver) =>
  register({ ...person, startedAt: undefined, decisions: {} }, near, receiver)

/** On the sign-in page of somebody who has an account: by the password, or by the code that is mailed. */
export async function signIn(page, person, receiver, { password } = {}) {
  await page.fill('#email', person.email)
  await page.click('#continue')
  await page.waitForSelector('#email-code, #code')
  if (password !== undefined) {
    await page.fill('#password', password)
    await page.click('#continue')
    return
  }
  const since = Date.now()
  if (await page.locator('#email-code').count()) await page.click('#email-code')
  await page.waitForSelector('#code')
  await page.fill('#code', await receiver.code(person.email, since))
  await page.click('#continue')
}

/** Answers the purposes that registration asks for. */
export async function decide(page, decisions) {
  if (Object.keys(decisions).length === 0) return
  await page.waitForSelector(Object.keys(decisions).map((purpose) => `#purpose-${purpose}-given`).join(','))
  for (const [purpose, given] of Object.entries(decisions)) {
    await page.check(`#purpose-${purpose}-${given ? 'given' : 'denied'}`)
  }
  await page.click('#continue')
}

/** Opens the portal; the session of the sign-in pages carries over. */
export async function openPortal(person) {
  const { page } = person.window
  await page.goto(portal())
  await page.waitForSelector('#delete-account')
  return page
}

/** Withdraws a purpose in the portal; returns once the portal has acknowledged it. */
export async function withdraw(person, purpose) {
  const page = await openPortal(person)
  await page.click(`#withdraw-${purpose}`)
  await page.waitForSelector(`#give-${purpose}`)
}

/** Deletes the account in the portal. */
export async function deleteAccount(person) {
  const page = await openPortal(person)
  await page.click('#delete-account')
  await page.click('#confirm-delete')
  await until('the account is gone', async () => (await page.locator('#delete-account').count()) === 0)
}
