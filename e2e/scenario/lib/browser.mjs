// Real Chromium, near one region: global names resolve as geographic DNS would resolve them there.
import { execFile } from 'node:child_process'
import { mkdtemp, mkdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { chromium } from 'playwright-core'
import { NEAR } from './platform.mjs'

const EXECUTABLE = process.env.CHROMIUM ?? '/usr/bin/chromium'
const run = promisify(execFile)

/** A home folder whose certificate store trusts the tenant's trial authority, as a person's would after importing it, and
 * that of its partners. */
async function homeThatTrustsTheAuthority() {
  const home = await mkdtemp(join(tmpdir(), 'domicile-browser-'))
  const store = join(home, '.pki', 'nssdb')
  await mkdir(store, { recursive: true })
  await run('certutil', ['-N', '-d', `sql:${store}`, '--empty-password'])
  const authorities = { tenant: process.env.NODE_EXTRA_CA_CERTS, partners: join(process.env.DOMICILE_PARTNERS, 'authority.crt') }
  for (const [name, file] of Object.entries(authorities)) {
    await run('certutil', ['-A', '-d', `sql:${store}`, '-n', name, '-t', 'C,,', '-i', file])
  }
  return home
}

/** A browser of a person near `region` who reads `language`. */
export async function openBrowser(region, language = 'en') {
  const home = await homeThatTrustsTheAuthority()
  const browser = await chromium.launch({
    executablePath: EXECUTABLE,
    env: { ...process.env, HOME: home },
    args: [
      '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
      '--disable-component-update', '--disable-sync',
      `--host-resolver-rules=MAP *.localhost ${NEAR[region]}`,
    ],
  })
  const context = await browser.newContext({ locale: language })
  const page = await context.newPage()
  page.setDefaultTimeout(15_000)
  const close = async () => {
    await browser.close()
    await rm(home, { recursive: true, force: true })
  }
  return { browser, context, page, close }
}

/** Where a page is and what stands on it, as lines for an Error. */
export async function seen(page) {
  const text = await page.locator('body').innerText({ timeout: 2_000 }).catch(() => '')
  return `\n  at ${page.url()}\n  page: ${text.slice(0, 600)}`
}
