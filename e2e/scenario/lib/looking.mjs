// Looks at a page as people see it: at several widths, light and dark, with axe-core (WCAG 2.2 AA and best practices), and
// notes every request that does not go to an origin of ours.
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'

const AXE = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** From a small phone to a desk, in both schemes. */
export const ALL_VIEWS = ['light', 'dark'].flatMap((scheme) => [320, 390, 768, 1280].map((width) => ({ scheme, width })))
/** Where words have the least room. */
export const ON_A_SMALL_PHONE = { scheme: 'dark', width: 320 }
/** What finds the same on nearly every page: colours need both schemes, layout both ends. */
export const FEW_VIEWS = [ON_A_SMALL_PHONE, { scheme: 'light', width: 1280 }]

/** Keeps the addresses that a context asks for; `strangers(own)` are those that are not ours. */
export function watchRequests(context) {
  const asked = new Set()
  context.on('request', (request) => asked.add(request.url()))
  return { strangers: (own) => [...asked].filter((address) => /^(https?|wss?):/.test(address) && !own(new URL(address))) }
}

/** Shows the page in a view while `act` looks at it, and as it was afterwards. */
export async function seenAs(page, { scheme, width, height = 900 }, act) {
  const size = page.viewportSize()
  await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' })
  await page.setViewportSize({ width, height })
  try {
    return await act()
  } finally {
    // Motion stays reduced: colours that glide from one scheme into the other are none of the page's.
    await page.emulateMedia({ colorScheme: null })
    if (size) await page.setViewportSize(size)
  }
}

/** What axe finds, and what is wider than the window, in every view. */
export async function faults(page, views = ALL_VIEWS) {
  const found = []
  for (const view of views) {
    const seen = await seenAs(page, view, () => faultsOfView(page, view))
    found.push(...seen.map((fault) => `${view.width} px, ${view.scheme}: ${fault}`))
  }
  return found
}

async function faultsOfView(page, { width }) {
  const found = []
  const scrollWidth = await page.evaluate(() => document.documentElement.scrollWidth)
  if (scrollWidth > width) found.push(`the page is ${scrollWidth} px wide`)
  // The page's policy forbids scripts: axe comes in through the debugger, as an isolated world.
  if (!await page.evaluate(() => 'axe' in globalThis)) await page.evaluate(AXE)
  const { violations } = await page.evaluate((values) => axe.run(document, { runOnly: { type: 'tag', values } }), RULES)
  for (const { id, nodes } of violations) {
    for (const { target, failureSummary } of nodes) found.push(`${id} at ${target.join(' ')}: ${failureSummary}`)
  }
  return found
}

/** Every element that can be reached by the Tab key shows that it has the focus, in the order of the page. */
export async function keyboardFaults(page) {
  await page.evaluate(() => { document.activeElement?.blur(); window.scrollTo(0, 0) })
  const found = []
  let before = -1
  for (let press = 0; press < 60; press += 1) {
    await page.keyboard.press('Tab')
    const { place, name, outlined } = await page.evaluate(() => {
      const element = document.activeElement
      const all = [...document.querySelectorAll('*')]
      const visible = (one) => one && getComputedStyle(one).outlineStyle !== 'none'
      return {
        place: element === document.body ? -1 : all.indexOf(element),
        name: element.id || element.tagName,
        outlined: visible(element) || visible(element.closest('label')),
      }
    })
    if (place === -1 || place === before) return found
    if (!outlined) found.push(`${name} does not show its focus`)
    if (place < before) return found
    before = place
  }
  return found
}
