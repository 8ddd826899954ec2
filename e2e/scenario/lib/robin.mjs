// Somebody who is there for one step, and gone afterwards.
import { seen } from './browser.mjs'
import { deleteAccount, newPerson, register } from './person.mjs'

/** Robin lives here. */
export const HOME = 'eu'

/** Somebody who registered a moment ago, for as long as `act` takes. */
export async function withRobin({ receiver }, act) {
  const robin = newPerson({
    givenName: 'robin', country: 'FR', language: 'en', decisions: { newsletter: false, marketing: false },
  })
  await register(robin, HOME, receiver)
  try {
    await act(robin)
    await deleteAccount(robin)
  } catch (error) {
    error.message += await seen(robin.window.page)
    throw error
  } finally {
    await robin.window.close()
  }
}
