// An application's redirect address on the own device (RFC 8252, section 7.3): waits for the browser.
import { createServer } from 'node:http'
import { once } from 'node:events'

/** Listens on a loopback address; `arrival` is the address that the browser came to. */
export async function listen(redirect) {
  const { hostname, port, pathname } = new URL(redirect)
  let arrived
  const arrival = new Promise((resolve) => (arrived = resolve))
  const server = createServer((request, response) => {
    const url = new URL(request.url, redirect)
    response.setHeader('content-type', 'text/html; charset=utf-8')
    response.end('<!doctype html><title>Shop</title><p id="signed-in">Signed in to the shop.</p>')
    if (url.pathname === pathname) arrived(url)
  })
  server.listen(Number(port), hostname)
  await once(server, 'listening')
  const close = () => {
    server.close()
    server.closeAllConnections()
  }
  return { arrival, close }
}
