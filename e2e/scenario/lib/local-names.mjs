// Resolves `*.localhost` to the local edge, as browsers do (RFC 6761, section 6.3), for libraries that ask the system,
// which does not. Loaded with `node --import`; nothing else about name resolution changes.
import dns from 'node:dns'

const EDGE = process.env.DOMICILE_EDGE_ADDRESS ?? '127.0.0.1'
const lookup = dns.lookup

dns.lookup = (name, options, callback) => {
  const done = typeof options === 'function' ? options : callback
  if (!String(name).endsWith('.localhost')) return lookup(name, options, callback)
  if (typeof options === 'object' && options?.all) return done(null, [{ address: EDGE, family: 4 }])
  return done(null, EDGE, 4)
}
