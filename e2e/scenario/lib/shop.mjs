// The shop's server: sends events with Segment's own library.
import { Analytics } from '@segment/analytics-node'
import { get, secret } from './kubectl.mjs'
import { AURORA, events } from './platform.mjs'

/** A client of the ingest endpoint that the region `near` (or any) serves. */
export async function openShop(region) {
  const { spec } = await get('profilesource', 'shop', '-n', AURORA.namespace)
  const data = await secret(AURORA.namespace, spec.writeKeySecretName)
  const analytics = new Analytics({ writeKey: data['write-key'], host: events(region), path: '/v1/batch', flushAt: 1 })
  const sent = (send) => new Promise((resolve, reject) => send((error, context) => (error ? reject(error) : resolve(context))))
  return {
    writeKey: data['write-key'],
    identify: (userId, traits) => sent((done) => analytics.identify({ userId, traits }, done)),
    track: (userId, event, properties) => sent((done) => analytics.track({ userId, event, properties }, done)),
    close: () => analytics.closeAndFlush(),
  }
}
