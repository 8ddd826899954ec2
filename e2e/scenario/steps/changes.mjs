// Steps 9 and 10: bad changes, and a brand asked for from another namespace.
import assert from 'node:assert/strict'
import { apply, condition, find, get, kubectl } from '../lib/kubectl.mjs'
import { AURORA, origin } from '../lib/platform.mjs'
import { until } from '../lib/waiting.mjs'
import { settled, tenant } from './operation.mjs'

const IN_TENANT = ['-n', AURORA.namespace]
const serves = async () => (await fetch(origin(`login.${AURORA.domain}`) + '/.well-known/openid-configuration')).ok

/** The object as a person would apply it: without what the server added. */
async function manifest(kind, name) {
  const { apiVersion, kind: own, metadata, spec } = await get(kind, name, ...IN_TENANT)
  return { apiVersion, kind: own, metadata: { name: metadata.name, namespace: metadata.namespace }, spec }
}

/** Applies a bad change that only the operator can judge, and corrects it. */
async function rejected(kind, name, spoil, expected) {
  const good = await manifest(kind, name)
  const bad = structuredClone(good)
  spoil(bad.spec)
  const revisions = (await tenant()).status.regions.map((region) => region.bundleRevision)
  const restarts = await podIdentities()
  const { ok, output } = await apply(bad, '--server-side', '--force-conflicts')
  assert.ok(ok, output)
  const refusal = await until('Accepted is False', async () => {
    const found = condition(await get(kind, name, ...IN_TENANT), 'Accepted')
    return found?.status === 'False' && found
  }, 30)
  for (const part of expected) assert.ok(refusal.message.includes(part), `"${refusal.message}" says ${part}`)
  assert.ok(await serves(), 'what ran goes on running')
  assert.deepEqual((await tenant()).status.regions.map((region) => region.bundleRevision), revisions)
  const corrected = await apply(good, '--server-side', '--force-conflicts')
  assert.ok(corrected.ok, corrected.output)
  await settled(60)
  assert.deepEqual(await podIdentities(), restarts, 'no pod was restarted')
}

const podIdentities = async () => (await get('pods', ...IN_TENANT)).items
  .filter(({ metadata }) => metadata.labels['domicile.dev/tenant'] && !metadata.deletionTimestamp)
  .map(({ metadata, status }) => [metadata.name, status.containerStatuses?.[0]?.restartCount]).sort()

export async function unknownAttributeIsRejected() {
  const { items: [policy] } = await get('consentpolicies.domicile.dev', ...IN_TENANT)
  await rejected('consentpolicy.domicile.dev', policy.metadata.name,
    (spec) => spec.purposes[0].attributes.push('shoeSize'), ['shoeSize', 'attributes'])
}

export async function unlawfulTransferIsRejectedWithACounterexample() {
  await rejected('activationtarget', 'us-ads', (spec) => {
    spec.regions = ['eu', 'us']
  }, ['eu', 'us-ads', 'US', 'basis', 'transfer'])
}

export async function unknownFieldIsRefused() {
  const brand = await manifest('brand', 'aurora')
  brand.spec.colour = '#ffffff'
  const { ok, output } = await apply(brand, '--validate=strict')
  assert.ok(!ok)
  assert.match(output, /unknown field/)
}

export async function aRegionCannotBeTakenAway() {
  const object = await manifest('identitytenant', AURORA.tenant)
  object.spec.regions = object.spec.regions.filter((region) => region !== 'jp')
  const { ok, output } = await apply(object)
  assert.ok(!ok, 'refused')
  assert.match(output, /region/i)
}

const NAMESPACES = ['brand-team', 'strangers']

const brandIn = (namespace, host) => ({
  apiVersion: 'domicile.dev/v1alpha1',
  kind: 'Brand',
  metadata: { name: 'sunrise', namespace },
  spec: {
    tenantRef: { name: AURORA.tenant, namespace: AURORA.namespace },
    displayName: 'Sunrise Air',
    hosts: [host],
    look: { primaryColor: '#b4235a', backgroundColor: '#fff7f2' },
    languages: ['en', 'fr'],
    documents: [],
    supportEmail: 'help@sunrise.example',
  },
})

export async function aBrandTeamGetsItsBrand() {
  const { spec } = await tenant()
  const [{ key }] = spec.allowedNamespaces.selector.matchExpressions
  const [allowed, stranger] = NAMESPACES
  try {
    await apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: allowed, labels: { [key]: 'sunrise' } } })
    await apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: stranger } })
    const host = 'id.sunrise.localhost'
    const started = Date.now()
    const { ok, output } = await apply(strip(brandIn(allowed, host)))
    assert.ok(ok, output)
    const page = await until('the brand is served with its look', async () => {
      const answer = await fetch(origin(host), { redirect: 'follow' }).catch(() => null)
      const text = answer?.ok ? await answer.text() : ''
      return text.includes('Sunrise Air') && text
    }, 20)
    const seconds = (Date.now() - started) / 1000
    assert.ok(page.toLowerCase().includes('#b4235a'), 'its colours')
    assert.ok(seconds < 5, `served after ${seconds} s`)

    const revisions = (await tenant()).status.regions.map((region) => region.bundleRevision)
    await apply(strip(brandIn(stranger, 'id.strangers.localhost')))
    const refusal = await until('the stranger\'s brand is refused', async () => {
      const found = condition(await get('brand', 'sunrise', '-n', stranger), 'Accepted')
      return found?.status === 'False' && found
    }, 30)
    assert.equal(refusal.reason, 'NamespaceNotAllowed')
    assert.deepEqual((await tenant()).status.regions.map((region) => region.bundleRevision), revisions, 'it touches nothing')
  } finally {
    for (const namespace of NAMESPACES) {
      if (await find('namespace', namespace)) await kubectl('delete', 'namespace', namespace, '--timeout=60s')
    }
    await settled(60)
  }
}

/** Empty lists are left out, as the API server would. */
function strip(object) {
  if (object.spec.documents.length === 0) delete object.spec.documents
  return object
}
