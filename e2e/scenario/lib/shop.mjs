// The shop's server: sends events with Segment's own library.
import { Analytics } from '@segment/analytics-node'
import { get, secret } from './kubectl.mjs'
import { AURORA, events } from './platform.mjs'

/** The write key of the ProfileSource `shop`, from the Secret that the operator wrote. */
export async function shopWriteKey() {
  const { spec } = await get('profilesource', 'shop', '-n', AURORA.namespace)
  return (await secret(AURORA.namespace, spec.writeKeySecretName))['write-key']
}

/** A client of the ingest endpoint that the region `near` (or any) serves. */
export async function openShop(region) {
  const writeKey = await shopWriteKey()
  const analytics = new Analytics({ writeKey, host: events(region), path: '/v1/batch', flushAt: 1 })
  const sent = (send) => new Promise((resolve, reject) => send((error, context) => (error ? reject(error) : resolve(context))))
  return {
    writeKey,
    identify: (userId, traits) => sent((done) => analytics.identify({ userId, traits }, done)),
    track: (userId, event, properties) => sent((done) => analytics.track({ userId, event, properties }, done)),
    close: () => analytics.closeAndFlush(),
  }
}
