// Telephone numbers, and the pages where a person proves one.
import { randomInt } from 'node:crypto'

const AREAS = [202, 206, 212, 303, 312, 415, 503, 617, 702, 808]

/** A number of a mobile phone that nobody has: 555-0100 to 555-0199 are kept for fiction in each area. */
export const newNumber = () => `+1${AREAS[randomInt(AREAS.length)]}55501${String(randomInt(100)).padStart(2, '0')}`

/** On the page that asks for a number: types it and the code that the adapter got, up to the recovery codes. */
export async function proveNumber(page, number, receiver) {
  await page.fill('#number', number)
  const since = Date.now()
  await page.click('#continue')
  await page.waitForSelector('#code')
  const message = await receiver.message(number, since)
  await page.fill('#code', receiver.codeOf(message))
  await page.click('#continue')
  await page.waitForSelector('#recovery-codes')
  return message
}

/** On the page that asks for a second proof: has a code sent to the number, and types it. */
export async function proveAgain(page, number, receiver) {
  await page.waitForSelector('#send-sms')
  const since = Date.now()
  await page.click('#send-sms')
  await page.waitForSelector('#sms_code')
  const message = await receiver.message(number, since)
  await page.fill('#sms_code', receiver.codeOf(message))
  await page.click('#use-sms-code')
}
