// Serves the pages that the stories `gallery` have written.
import { once } from 'node:events'
import { readdir, readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { join } from 'node:path'

const FOLDER = new URL('../../../target/gallery/', import.meta.url).pathname
/** Each with the pages of one workload, and what pictures of them are called after. */
const GALLERIES = [{ gallery: 'auth', title: '' }, { gallery: 'portal', title: 'portal-' }]

/** Every page of a brand in a language: where it is served, and its name. */
export async function pagesOf(brand, language) {
  const prefix = `${brand}-${language}-`
  const pages = await Promise.all(GALLERIES.map(async ({ gallery, title }) => {
    const files = await readdir(join(FOLDER, gallery)).catch(() => {
      throw new Error(`${FOLDER}${gallery} is not there: \`cargo domicile test pages\` writes it first`)
    })
    return files.filter((file) => file.startsWith(prefix) && file.endsWith('.html'))
      .map((file) => ({ path: `/${gallery}/${file}`, name: `${title}${file.slice(prefix.length, -'.html'.length)}` }))
  }))
  return pages.flat()
}

/** Stricter than that of sign-in but for styles: the nonces of written pages are of no use. */
const POLICY = "default-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'"

/** A server of the gallery on loopback. */
export async function serveGallery() {
  const server = createServer(async (request, response) => {
    const path = new URL(request.url, 'http://gallery').pathname
    try {
      const text = await readFile(join(FOLDER, path))
      const type = path.endsWith('.css') ? 'text/css' : 'text/html; charset=utf-8'
      response.writeHead(200, { 'content-type': type, 'content-security-policy': POLICY })
      response.end(text)
    } catch {
      response.writeHead(404).end()
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return { origin: `http://127.0.0.1:${server.address().port}`, close: () => server.close() }
}
