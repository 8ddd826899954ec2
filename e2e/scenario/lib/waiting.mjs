// Waits for a condition, never for a time.
import { setTimeout as pause } from 'node:timers/promises'

/** The first truthy value of `look`, asked again until `seconds` are over; then an error that says what was awaited. */
export async function until(what, look, seconds = 60) {
  const deadline = Date.now() + seconds * 1000
  let last
  for (;;) {
    try {
      const value = await look()
      if (value) return value
      last = value
    } catch (error) {
      last = error
    }
    if (Date.now() > deadline) throw new Error(`${what}: not within ${seconds} s (last: ${describe(last)})`)
    await pause(200)
  }
}

/** Holds when `look` stays truthy for so many seconds: for what must NOT happen. */
export async function throughout(what, look, seconds) {
  const deadline = Date.now() + seconds * 1000
  do {
    const value = await look()
    if (!value) throw new Error(`${what}: no longer true`)
    await pause(500)
  } while (Date.now() < deadline)
}

const describe = (value) => (value instanceof Error ? value.message : JSON.stringify(value))?.slice(0, 500)
