// A story: tests that build on each other.
import { test } from 'node:test'
import { seen } from './browser.mjs'

/**
 * What makes steps of one story about `world`; each may take `timeout` milliseconds. Once one failed, the later ones
 * fail at once instead of misleading. A failure says what Camille sees.
 */
export function story(world, timeout) {
  let failed = false
  return (sentence, run) => test(sentence, { timeout }, async () => {
    if (failed) throw new Error('an earlier step failed')
    failed = true
    try {
      await run(world)
    } catch (error) {
      if (world.camille?.window) error.message += await seen(world.camille.window.page)
      throw error
    }
    failed = false
  })
}
