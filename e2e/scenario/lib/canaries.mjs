// Looks for a person's canary in everything that a cluster keeps, in every spelling that software gives text.
import { find, get, kubectl } from './kubectl.mjs'
import { AURORA, REGIONS } from './platform.mjs'

/** Spellings of a text: plain (any case), base64 at the three alignments, hexadecimal. */
export function spellings(text) {
  const found = new Set([text.toLowerCase(), Buffer.from(text).toString('hex')])
  for (const spelled of [text, text.toLowerCase()]) {
    for (let shift = 0; shift < 3; shift += 1) {
      const encoded = Buffer.from('x'.repeat(shift) + spelled).toString('base64').replace(/=+$/, '')
      // The characters at the ends share bits with what stands around the text.
      found.add(encoded.slice(shift === 0 ? 0 : shift + 1, -1).toLowerCase())
    }
  }
  return [...found]
}

const contains = (haystack, needles) => needles.some((needle) => haystack.includes(needle))

/** Names of the places in which a person's canary is found. */
export async function placesOf(person) {
  const needles = spellings(person.canary)
  const places = []
  for await (const { place, text } of everythingKept()) {
    if (contains(text.toLowerCase(), needles)) places.push(place)
  }
  return places
}

/** Every text that the cluster keeps, with the name of its place. */
async function* everythingKept() {
  for (const region of REGIONS) {
    const pod = `${AURORA.tenant}-${region}-postgresql-0`
    const dump = await kubectl('exec', '-n', AURORA.namespace, pod, '-c', 'postgresql', '--',
      'pg_dump', '-h', '/var/run/postgresql', '-U', 'postgres', '--data-only', 'domicile')
    yield { place: `database ${region}`, text: dump }
  }
  const pods = await get('pods', '-A')
  for (const { metadata, status } of pods.items) {
    for (const container of [...(status.initContainerStatuses ?? []), ...(status.containerStatuses ?? [])]) {
      if (!hasStarted(container)) continue
      yield { place: `log ${metadata.namespace}/${metadata.name}/${container.name}`, text: await log(metadata, container.name) }
    }
  }
  yield { place: 'pods', text: JSON.stringify(pods) }
  const kinds = ['configmaps', 'events', 'events.events.k8s.io', 'domicile', 'leases', 'services', 'deployments', 'statefulsets', 'networkpolicies']
  for (const kind of kinds) yield { place: kind, text: await kubectl('get', kind, '-A', '-o', 'json') }
  const secrets = await get('secrets', '-A')
  for (const { metadata, data } of secrets.items) {
    const values = Object.values(data ?? {}).map((value) => Buffer.from(value, 'base64').toString('latin1'))
    yield { place: `secret ${metadata.namespace}/${metadata.name}`, text: values.join('\n') }
  }
}

const hasStarted = ({ state }) => state.running !== undefined || state.terminated !== undefined

/** A container's log. One that cannot be read is an error, unless its pod went away meanwhile. */
async function log({ namespace, name, uid }, container) {
  try {
    return await kubectl('logs', '-n', namespace, name, '-c', container)
  } catch (error) {
    const live = await find('pod', name, '-n', namespace)
    if (live?.metadata.uid === uid && live.metadata.deletionTimestamp === undefined) throw error
    return ''
  }
}
