// Looks at a page as people see it: at four widths, light and dark, with axe-core (WCAG 2.2 AA and best practices), and
// notes every request that does not go to an origin of ours.
import { readFile, mkdir } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import assert from 'node:assert/strict'

const AXE = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const WIDTHS = [320, 390, 768, 1280]
const SCHEMES = ['light', 'dark']
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** Folder for screenshots; unset, none are taken. */
export const SCREENS = process.env.DOMICILE_SCREENS

/** Keeps the addresses that a context asks for; `strangers(own)` are those that are not ours. */
export function watchRequests(context) {
  const asked = new Set()
  context.on('request', (request) => asked.add(request.url()))
  return { strangers: (own) => [...asked].filter((address) => /^(https?|wss?):/.test(address) && !own(new URL(address))) }
}

/** What axe finds, and what is wider than the window, at every width and in both schemes. */
export async function faults(page) {
  const size = page.viewportSize()
  const found = []
  for (const colorScheme of SCHEMES) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 900 })
      const at = `${width} px, ${colorScheme}`
      const { scrollWidth } = await page.evaluate(() => ({ scrollWidth: document.documentElement.scrollWidth }))
      if (scrollWidth > width) found.push(`${at}: the page is ${scrollWidth} px wide`)
      // The page's policy forbids scripts: axe comes in through the debugger, as an isolated world.
      await page.evaluate(AXE)
      const { violations } = await page.evaluate((values) => axe.run(document, { runOnly: { type: 'tag', values } }), RULES)
      for (const { id, nodes } of violations) {
        for (const { target, failureSummary } of nodes) found.push(`${at}: ${id} at ${target.join(' ')}: ${failureSummary}`)
      }
    }
  }
  await page.emulateMedia({ colorScheme: null, reducedMotion: null })
  if (size) await page.setViewportSize(size)
  return found
}

/** Fails with what axe finds. With `DOMICILE_SCREENS`, takes two screenshots: a phone in the dark, a desk in the light. */
export async function look(page, name) {
  assert.deepEqual(await faults(page), [], name)
  if (SCREENS) await screenshots(page, name)
}

async function screenshots(page, name) {
  await mkdir(SCREENS, { recursive: true })
  const size = page.viewportSize()
  for (const [suffix, width, height, colorScheme] of [['desk', 1024, 720, 'light'], ['phone', 390, 780, 'dark']]) {
    await page.setViewportSize({ width, height })
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    // JPEG of middling quality: pictures for people who leaf through a folder, 20 to 40 KB each.
    await page.screenshot({ path: join(SCREENS, `${name}-${suffix}.jpg`), type: 'jpeg', quality: 60 })
  }
  await page.emulateMedia({ colorScheme: null, reducedMotion: null })
  if (size) await page.setViewportSize(size)
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
