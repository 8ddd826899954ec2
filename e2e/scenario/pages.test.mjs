// Every page on the cluster, as everybody can read it: axe-core finds nothing at four widths in light and dark, nothing
// is asked of a stranger, and everything can be done with the keyboard.
import { before, test } from 'node:test'
import assert from 'node:assert/strict'
import { startSignIn } from './lib/application.mjs'
import { openBrowser } from './lib/browser.mjs'
import { faults, keyboardFaults, watchRequests } from './lib/looking.mjs'
import { newPerson } from './lib/person.mjs'
import { login, portal, requireInstallation } from './lib/platform.mjs'
import { Receiver } from './lib/receiver.mjs'

const BRANDS = { aurora: login(), holidays: login().replace('login.aurora', 'id.holidays') }
const LANGUAGES = ['en', 'fr']
let receiver

before(async () => {
  await requireInstallation()
  receiver = await Receiver.connect()
})

const own = (url) => url.hostname.endsWith('.localhost') || url.hostname === '127.0.0.1'

for (const [brand, origin] of Object.entries(BRANDS)) {
  for (const language of LANGUAGES) {
    test(`the pages of ${brand} in ${language} can be read and used by everybody`, { timeout: 600_000 }, async () => {
      const window = await openBrowser('eu', language)
      const requests = watchRequests(window.context)
      try {
        await visit(window.page, { brand, origin, language })
        assert.deepEqual(requests.strangers(own), [], 'every request goes to an address of ours')
      } finally {
        await window.close()
      }
    })
  }
}

async function visit(page, { brand, origin, language }) {
  const seen = async (name) => {
    assert.deepEqual(await faults(page), [], name)
    assert.deepEqual(await keyboardFaults(page), [], `${name}: keyboard`)
  }
  await page.goto(`${origin}/`)
  await seen('landing')
  await page.goto(`${origin}/nowhere`)
  await seen('not-found')
  const signIn = await startSignIn()
  try {
    await page.goto(signIn.address.replace(login(), origin))
    await seen('residence')
    const person = newPerson({ givenName: 'Camille', country: 'FR', language, decisions: {} })
    await page.selectOption('#country', person.country)
    await page.click('#continue')
    await page.waitForSelector('#given_name')
    await seen('details')
    await page.fill('#given_name', '<b>')
    await page.fill('#email', person.email)
    await page.click('#continue')
    await page.waitForSelector('#corrections')
    await seen('details-problem')
    await page.fill('#given_name', person.givenName)
    await page.fill('#family_name', person.familyName)
    const since = Date.now()
    await page.click('#continue')
    await page.waitForSelector('#code')
    await seen('code')
    await page.fill('#code', await receiver.code(person.email, since))
    await page.click('#continue')
    if (origin !== login()) {
      // The application is of the default brand, whose terms nobody has accepted at another brand's address.
      await page.waitForSelector('#document-terms')
      await seen('documents')
      await page.click('#continue')
    }
    await page.waitForSelector('.question')
    await seen('consent')
    for (const answer of await page.locator('input[value=given]').all()) await answer.check()
    await page.click('#continue')
    await page.waitForSelector('#signed-in')
    await signIn.finish()
  } finally {
    signIn.close()
  }
  await page.goto(`${origin.replace('//', '//eu.')}/account`)
  await seen('account')
  // The portal signs in at the tenant's own address, where only this brand's session is known.
  if (origin !== login()) return
  await page.goto(`${portal('eu')}/`)
  await page.waitForSelector('#known')
  await seen('portal')
  await page.goto(`${portal('eu')}/delete`)
  await seen('delete')
}
