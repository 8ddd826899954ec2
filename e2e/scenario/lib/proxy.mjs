// A forward proxy on loopback (RFC 9110, section 9.3.6: CONNECT) that knows where `*.localhost` is, as local-names.mjs
// taught this process: for client programs in other languages, which resolve names by the system and obey HTTPS_PROXY.
import { createServer } from 'node:http'
import { connect } from 'node:net'
import { once } from 'node:events'

/** Starts it; `environment` is what a program needs to use it and to trust the tenant's authority. */
export async function startProxy() {
  const server = createServer()
  const open = new Set()
  server.on('connect', (request, socket, head) => {
    const { hostname, port } = new URL(`http://${request.url}`)
    if (!hostname.endsWith('.localhost')) return socket.end('HTTP/1.1 403 Forbidden\r\n\r\n')
    const onward = connect(Number(port), hostname, () => {
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n')
      onward.write(head)
      onward.pipe(socket).pipe(onward)
    })
    for (const end of [socket, onward]) {
      open.add(end)
      end.on('error', () => { socket.destroy(); onward.destroy() })
      end.on('close', () => open.delete(end))
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = `http://127.0.0.1:${server.address().port}`
  const authority = process.env.NODE_EXTRA_CA_CERTS
  return {
    environment: {
      HTTPS_PROXY: address, https_proxy: address, NO_PROXY: '', no_proxy: '',
      REQUESTS_CA_BUNDLE: authority, SSL_CERT_FILE: authority,
    },
    close: () => { open.forEach((end) => end.destroy()); server.close() },
  }
}
