// The main scenario, from the first handshake to a tenant deleted and made again. Steps build on each other: one that
// fails ends the run.
import { after, before } from 'node:test'
import { get } from './lib/kubectl.mjs'
import { AURORA, requireInstallation } from './lib/platform.mjs'
import { Receiver } from './lib/receiver.mjs'
import { story } from './lib/story.mjs'
import * as changes from './steps/changes.mjs'
import * as memberships from './steps/memberships.mjs'
import * as numbers from './steps/numbers.mjs'
import * as operation from './steps/operation.mjs'
import * as people from './steps/people.mjs'

const world = {}
const step = story(world, 300_000)

before(async () => {
  await requireInstallation()
  world.receiver = await Receiver.connect()
  await operation.settled()
})

after(async () => {
  for (const person of [world.camille, world.jordan]) await person?.window?.close()
})

step('a person resident in France opens the page that jp serves, registers at home in eu, and is signed in', people.camilleRegisters)
step('targets get exactly what their purpose allows, and the log says why one got nothing', people.targetsGetWhatTheirPurposeAllows)
step('the portal names the recipients themselves', people.thePortalNamesWhoReceived)
step('a person resident in the US registers at the address of eu and is homed in us', people.jordanRegisters)
step('personal data is found in the database of the home region and nowhere else', people.dataStaysHome)
step('a withdrawal takes effect at once, for new events and for a waiting retry', people.withdrawalTakesEffectAtOnce)
step('a telephone number is proven by the code that the adapter got, told to the shop, and a second proof in another browser', numbers.aNumberIsProvenAndIsASecondProof)
step('a sign-in that needs two proofs has a telephone number set up on the way', numbers.aNumberIsSetUpOnTheWay)
step('a member links a mileage number on the way to the shop, which is told it', memberships.aMemberLinksTheirNumberOnTheWay)
step('whoever is no member goes on to the shop and is not asked again', memberships.whoeverIsNoMemberGoesOn)
step('without the operator people register, are served and withdraw; it comes back and writes nothing', operation.worksWithoutTheOperator)
step('deleted and edited objects are repaired', operation.driftIsRepaired)
step('a pod on another region\'s node makes ResidencyProven False and is named', operation.aMisplacedPodIsNamed)
step('an unknown attribute is rejected and what ran goes on running', changes.unknownAttributeIsRejected)
step('an unlawful transfer is rejected with a counterexample', changes.unlawfulTransferIsRejectedWithACounterexample)
step('an unknown field is refused', changes.unknownFieldIsRefused)
step('a region cannot be taken from a tenant', changes.aRegionCannotBeTakenAway)
step('a brand team gets its brand within 5 s, and a stranger does not', changes.aBrandTeamGetsItsBrand)
step('a tenant deleted and made again finds its people', async () => {
  const { apiVersion, kind, metadata, spec } = await get('identitytenant', AURORA.tenant, '-n', AURORA.namespace)
  await operation.aRecreatedTenantFindsItsPeople(world, {
    apiVersion, kind, metadata: { name: metadata.name, namespace: metadata.namespace }, spec,
  })
})
