// Real Chromium, near one region: global names resolve as geographic DNS would resolve them there.
import { execFile } from 'node:child_process'
import { X509Certificate, createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import { chromium } from 'playwright-core'
import { NEAR } from './platform.mjs'

const EXECUTABLE = process.env.CHROMIUM ?? '/usr/bin/chromium'

/** SHA-256 of the public key of the tenant's trial authority: trusted by Chromium for these runs only. */
async function authorityFingerprint() {
  const certificate = new X509Certificate(await readFile(process.env.NODE_EXTRA_CA_CERTS))
  const key = certificate.publicKey.export({ type: 'spki', format: 'der' })
  return createHash('sha256').update(key).digest('base64')
}

/** A browser of a person near `region` who reads `language`. */
export async function openBrowser(region, language = 'en') {
  await promisify(execFile)(EXECUTABLE, ['--version'])
  const browser = await chromium.launch({
    executablePath: EXECUTABLE,
    args: [
      '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
      '--disable-component-update', '--disable-sync',
      `--host-resolver-rules=MAP *.localhost ${NEAR[region]}`,
      `--ignore-certificate-errors-spki-list=${await authorityFingerprint()}`,
    ],
  })
  const context = await browser.newContext({ locale: language })
  const page = await context.newPage()
  page.setDefaultTimeout(15_000)
  return { browser, context, page, close: () => browser.close() }
}
