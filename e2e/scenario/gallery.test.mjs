// Every page of sign-in and of the portal, as the stories `gallery` have written it (see CONTRIBUTING.md): axe-core finds nothing, nothing is
// wider than the window, nothing is asked of a stranger, and everything can be reached with the keyboard.
//
// `DOMICILE_PAGES=<word>` looks at pages with the word in their name only. `DOMICILE_SCREENS=<folder>` also takes a picture
// of every page: in English at a desk in the light, in French on a phone in the dark.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { chromium } from 'playwright-core'
import { pagesOf, serveGallery } from './lib/gallery.mjs'
import { faults, FEW_VIEWS, keyboardFaults, ON_A_SMALL_PHONE, watchRequests } from './lib/looking.mjs'
import { Screens } from './lib/screens.mjs'

/** Both brands in two languages, in full; what another language can change is whether its words have room. */
const LOOKED_AT = [
  ...['aurora', 'holidays'].flatMap((brand) => ['en', 'fr'].map((language) => ({ brand, language, views: FEW_VIEWS, inFull: true }))),
  ...['de', 'es', 'ja', 'th'].map((language) => ({ brand: 'aurora', language, views: [ON_A_SMALL_PHONE], inFull: false })),
]
const WANTED = process.env.DOMICILE_PAGES ?? ''

let gallery
let browser
const screens = process.env.DOMICILE_SCREENS && await Screens.open(process.env.DOMICILE_SCREENS)

before(async () => {
  gallery = await serveGallery()
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] })
})

after(async () => {
  await browser.close()
  gallery.close()
  await screens?.writeIndex()
})

for (const { brand, language, views, inFull } of LOOKED_AT) {
  test(`everybody can read and use every page of ${brand} in ${language}`, { timeout: 900_000 }, async () => {
    const context = await browser.newContext()
    const requests = watchRequests(context)
    const page = await context.newPage()
    const own = (await pagesOf(brand, language)).filter(({ name }) => name.includes(WANTED))
    assert.ok(own.length > 0, 'there are pages')
    const found = {}
    for (const { path, name } of own) {
      await page.goto(`${gallery.origin}${path}`)
      const faulty = await faults(page, views)
      if (inFull) {
        faulty.push(...await keyboardFaults(page))
        await screens?.take(page, { brand, language, name })
      }
      if (faulty.length > 0) found[name] = faulty
    }
    assert.deepEqual(found, {})
    assert.deepEqual(requests.strangers((url) => url.origin === gallery.origin), [])
    await context.close()
  })
}
