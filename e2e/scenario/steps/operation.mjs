// Steps 7, 8 and 11: the operator's absence, drift, and a tenant deleted and made again.
import assert from 'node:assert/strict'
import { apply, condition, find, get, kubectl } from '../lib/kubectl.mjs'
import { deleteAccount, newPerson, register, signInAgain } from '../lib/person.mjs'
import { AURORA } from '../lib/platform.mjs'
import { throughout, until } from '../lib/waiting.mjs'
import { targetsGetWhatTheirPurposeAllows, withdrawalTakesEffectAtOnce } from './people.mjs'

const OPERATOR = ['deployment', 'domicile-operator', '-n', 'domicile-system']
const IN_TENANT = ['-n', AURORA.namespace]

export const tenant = () => get('identitytenant', AURORA.tenant, ...IN_TENANT)

/** Waits until every resource is Ready for its generation. */
export const settled = (seconds = 120) => until('every resource is Ready', async () => {
  const { items } = await get('domicile', '-A')
  return items.length > 0 && items.every((item) =>
    item.status?.observedGeneration === item.metadata.generation && condition(item, 'Ready')?.status === 'True')
}, seconds)

export async function worksWithoutTheOperator(world) {
  const { spec } = await get(...OPERATOR)
  await kubectl('scale', ...OPERATOR, '--replicas=0')
  await until('the operator is gone', async () => (await operatorPods()).length === 0)
  const camille = newPerson({ givenName: 'camille', country: 'FR', language: 'fr', decisions: { newsletter: true, marketing: false } })
  await register(camille, 'jp', world.receiver)
  const alone = { ...world, camille }
  await targetsGetWhatTheirPurposeAllows(alone)
  await withdrawalTakesEffectAtOnce(alone)
  await deleteAccount(camille)
  await camille.window.close()
  const before = await versions()
  await kubectl('scale', ...OPERATOR, `--replicas=${spec.replicas}`)
  await kubectl('rollout', 'status', ...OPERATOR, '--timeout=120s')
  await throughout('nothing changed, so nothing is written', async () => {
    const now = await versions()
    const written = Object.keys(now).filter((name) => now[name] !== before[name])
    if (written.length > 0) throw new Error(`written: ${written.join(', ')}`)
    return true
  }, 20)
}

const operatorPods = async () =>
  (await get('pods', '-n', 'domicile-system', '-l', 'app.kubernetes.io/name=domicile-operator')).items

/** Resource versions of everything that the operator owns or reports on. */
async function versions() {
  const kinds = 'domicile,configmaps,secrets,services,serviceaccounts,deployments,statefulsets,networkpolicies,poddisruptionbudgets'
  const { items } = await get(kinds, ...IN_TENANT)
  return Object.fromEntries(items.map(({ kind, metadata }) => [`${kind}/${metadata.name}`, metadata.resourceVersion]))
}

export async function driftIsRepaired() {
  const gone = [['deployment', 'aurora-eu-activation'], ['service', 'aurora-us-auth']]
  const { items: [policy] } = await get('networkpolicies', ...IN_TENANT, '-l', 'domicile.dev/region=jp')
  gone.push(['networkpolicy', policy.metadata.name])
  for (const [kind, name] of gone) {
    const { metadata } = await get(kind, name, ...IN_TENANT)
    await kubectl('delete', kind, name, ...IN_TENANT, '--wait=false')
    await until(`${kind} ${name} is back`, async () => {
      const live = await find(kind, name, ...IN_TENANT)
      return live && live.metadata.uid !== metadata.uid && !live.metadata.deletionTimestamp
    })
  }
  const { items } = await get('configmaps', ...IN_TENANT, '-l', 'domicile.dev/region=eu')
  const map = items.find(({ data }) => data?.['index.json'])
  await kubectl('patch', 'configmap', map.metadata.name, ...IN_TENANT, '--type=merge', '-p', '{"data":{"index.json":"edited by hand"}}')
  await until('the ConfigMap is as it was', async () =>
    (await get('configmap', map.metadata.name, ...IN_TENANT)).data['index.json'] === map.data['index.json'])
  await settled()
}

export async function aMisplacedPodIsNamed() {
  const name = 'aurora-eu-activation'
  // The operator is held back while the affinity is taken away, so that the pod really lands elsewhere.
  const { spec } = await get(...OPERATOR)
  await kubectl('scale', ...OPERATOR, '--replicas=0')
  await until('the operator is gone', async () => (await operatorPods()).length === 0)
  const { spec: { template } } = await get('deployment', name, ...IN_TENANT)
  const elsewhere = JSON.parse(JSON.stringify(template.spec.affinity.nodeAffinity).replaceAll('"eu"', '"us"'))
  await kubectl('patch', 'deployment', name, ...IN_TENANT, '--type=json', '-p', JSON.stringify([
    { op: 'replace', path: '/spec/template/spec/affinity/nodeAffinity', value: elsewhere },
  ]))
  const pod = await until('the pod runs on another region\'s node', async () =>
    (await get('pods', ...IN_TENANT, '-l', 'domicile.dev/region=eu,domicile.dev/workload=activation')).items
      .find((one) => one.spec.nodeName === 'us' && one.status.phase === 'Running'))
  // What is to be seen is short: the operator names the pod, and repairs the Deployment at the same time.
  const named = kubectl('wait', 'identitytenant', AURORA.tenant, ...IN_TENANT, '--for=condition=ResidencyProven=False', '--timeout=60s')
  await kubectl('scale', ...OPERATOR, `--replicas=${spec.replicas}`)
  await named
  const messages = (await kubectl('get', 'events', ...IN_TENANT, '-o', 'jsonpath={range .items[*]}{.message}{"\\n"}{end}')) +
    (condition(await tenant(), 'ResidencyProven')?.message ?? '')
  assert.ok(messages.includes(pod.metadata.name), `the culprit ${pod.metadata.name} is named`)
  await kubectl('wait', 'identitytenant', AURORA.tenant, ...IN_TENANT, '--for=condition=ResidencyProven=True', '--timeout=120s')
  await until('the misplaced pod is gone', async () => (await find('pod', pod.metadata.name, ...IN_TENANT)) === null)
  await settled()
}

export async function aRecreatedTenantFindsItsPeople(world, manifest) {
  const camille = newPerson({ givenName: 'camille', country: 'FR', language: 'fr', decisions: { newsletter: true, marketing: false } })
  await register(camille, 'eu', world.receiver)
  await camille.window.close()
  const volumes = async () => (await get('persistentvolumeclaims', ...IN_TENANT)).items.map(({ metadata, spec }) => [metadata.uid, spec.volumeName])
  const before = await volumes()
  await kubectl('delete', 'identitytenant', AURORA.tenant, ...IN_TENANT, '--timeout=120s')
  await until('the workloads are gone', async () => (await get('pods', ...IN_TENANT)).items.length === 0)
  assert.deepEqual(await volumes(), before, 'the volumes stay')
  const { ok, output } = await apply(manifest)
  assert.ok(ok, output)
  await settled(180)
  await until('sign-in answers again', async () => (await fetch(`https://login.${AURORA.domain}:${AURORA.port}/.well-known/openid-configuration`)).ok)
  const again = await signInAgain(camille, 'eu', world.receiver)
  assert.equal(again.sub, camille.sub, 'the same person')
  await deleteAccount(again)
  await again.window.close()
}
