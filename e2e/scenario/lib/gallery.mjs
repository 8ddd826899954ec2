// Serves the pages that the story `gallery` has written.
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { join } from 'node:path'

export const FOLDER = new URL('../../../target/gallery/auth/', import.meta.url).pathname
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
