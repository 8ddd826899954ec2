// Runs axe-core over the pages that the gallery story has written (see CONTRIBUTING.md), and takes screenshots of them.
// Words after the command name the pages, for example `aurora-de`.
import { createServer } from 'node:http'
import { once } from 'node:events'
import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import { look, keyboardFaults, watchRequests } from './lib/looking.mjs'

const FOLDER = new URL('../../target/gallery/auth/', import.meta.url).pathname
const POLICY = "default-src 'none'; style-src 'self' 'unsafe-inline'; img-src data:; frame-ancestors 'none'; base-uri 'none'"

const server = createServer(async (request, response) => {
  const path = new URL(request.url, 'http://gallery').pathname
  try {
    const text = await readFile(join(FOLDER, path))
    response.writeHead(200, {
      'content-type': path.endsWith('.css') ? 'text/css' : 'text/html; charset=utf-8', 'content-security-policy': POLICY,
    })
    response.end(text)
  } catch {
    response.writeHead(404).end()
  }
})
server.listen(0, '127.0.0.1')
await once(server, 'listening')
const origin = `http://127.0.0.1:${server.address().port}`
const wanted = process.argv.slice(2)
const pages = (await readdir(FOLDER)).filter((name) => name.endsWith('.html'))
  .filter((name) => wanted.length === 0 || wanted.some((word) => name.includes(word)))
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] })
const context = await browser.newContext()
const requests = watchRequests(context)
const page = await context.newPage()
for (const name of pages) {
  await page.goto(`${origin}/${name}`)
  try {
    await look(page, name.replace('.html', ''))
    const keyboard = await keyboardFaults(page)
    if (keyboard.length > 0) throw new Error(keyboard.join('\n'))
    console.log(`ok   ${name}`)
  } catch (error) {
    process.exitCode = 1
    console.log(`FAIL ${name}\n${error.message}`)
  }
}
const strangers = requests.strangers((url) => url.origin === origin)
if (strangers.length > 0) {
  process.exitCode = 1
  console.log(`asked of strangers: ${strangers.join(' ')}`)
}
await browser.close()
server.close()
