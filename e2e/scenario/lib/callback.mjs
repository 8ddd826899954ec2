// An application's redirect address on the own device (RFC 8252, section 7.3): waits for the browser.
import { createServer } from 'node:http'
import { once } from 'node:events'

const PATIENCE_SECONDS = 30

/** Listens on a loopback address; `arrival()` waits for the browser and gives the address that it came to. */
export async function listen(redirect) {
  const { hostname, port, pathname } = new URL(redirect)
  let arrived
  const came = new Promise((resolve) => (arrived = resolve))
  const server = createServer((request, response) => {
    const url = new URL(request.url, redirect)
    response.setHeader('content-type', 'text/html; charset=utf-8')
    response.end('<!doctype html><title>Shop</title><p id="signed-in">Signed in to the shop.</p>')
    if (url.pathname === pathname) arrived(url)
  })
  server.listen(Number(port), hostname)
  await once(server, 'listening')
  const arrival = () => new Promise((resolve, reject) => {
    const late = () => reject(new Error(`nobody came to ${redirect} within ${PATIENCE_SECONDS} s`))
    const timer = setTimeout(late, PATIENCE_SECONDS * 1000)
    came.then((url) => {
      clearTimeout(timer)
      resolve(url)
    })
  })
  const close = () => {
    server.close()
    server.closeAllConnections()
  }
  return { arrival, close }
}
