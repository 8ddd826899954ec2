// Programs that documents print, run as they stand. Needs no cluster.
import assert from 'node:assert/strict'
import { createHmac, randomBytes } from 'node:crypto'
import { test } from 'node:test'
import { documentedAdapter } from './lib/documented-adapter.mjs'

const KEY = randomBytes(32)
const BODY = JSON.stringify({
  type: 'sms.code', to: '+33612345678', text: '123456 is your code.\n\n@eu.login.aurora.example #123456',
  language: 'en', kind: 'verification', more: 'than is known today',
})

/** Signs as Standard Webhooks says, with nobody's library. */
function signed({ key = KEY, seconds = Date.now() / 1000, body = BODY } = {}) {
  const [id, timestamp] = ['message-1', String(Math.floor(seconds))]
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')
  return { id, timestamp, signature: `v1,${signature}`, body }
}

test('the adapter in docs/sms.md sends what was signed lately, under the id of its call, and nothing else', async () => {
  const genuine = signed()
  const { statuses, sent } = await documentedAdapter(`whsec_${KEY.toString('base64')}`, [
    genuine,
    signed({ key: randomBytes(32) }),
    signed({ seconds: Date.now() / 1000 - 3600 }),
    { ...genuine, body: BODY.replace('+33612345678', '+33612345679') },
    { ...genuine, id: 'message-2' },
  ])
  assert.deepEqual(statuses, [202, 401, 401, 401, 401])
  const { to, text } = JSON.parse(BODY)
  assert.deepEqual(sent, [{ to, text, idempotency_key: 'message-1' }])
})
