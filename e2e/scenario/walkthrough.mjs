// The walk-through of `cargo domicile up`: the story of one person, on the cluster that was just started. Leaves no
// person behind: the account is deleted at the end.
import { performance } from 'node:perf_hooks'
import { requireInstallation } from './lib/platform.mjs'
import { deleteAccount } from './lib/person.mjs'
import { Receiver } from './lib/receiver.mjs'
import * as people from './steps/people.mjs'

const STEPS = [
  ['Camille (FR) opens the page that jp serves, registers at home in eu, is signed in to the shop', people.camilleRegisters],
  ['Her order reaches newsletter-tool and crm, each with what its purpose allows; us-ads gets nothing', people.targetsGetWhatTheirPurposeAllows],
  ['Jordan (US) registers at the address of eu and is homed in us; us-ads gets the order', people.jordanRegisters],
  ['Databases, logs, ConfigMaps, resources and events are searched: their data is at home only', people.dataStaysHome],
  ['Camille withdraws the newsletter in the portal: nothing leaves any more, not even a waiting retry', people.withdrawalTakesEffectAtOnce],
  ['Both delete their accounts', async (world) => { await deleteAccount(world.camille); await deleteAccount(world.jordan) }],
]

const world = {}
try {
  await requireInstallation()
  world.receiver = await Receiver.connect()
  for (const [sentence, run] of STEPS) {
    const started = performance.now()
    await run(world)
    console.log(`  done  ${sentence} (${((performance.now() - started) / 1000).toFixed(1)} s)`)
  }
} catch (error) {
  console.error(`  FAILED  ${error.stack}`)
  process.exitCode = 1
} finally {
  for (const person of [world.camille, world.jordan]) await person?.window?.close()
}
