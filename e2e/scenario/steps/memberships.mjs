// A mileage number: linked on the way to the shop, once the airline's own system has confirmed it, and told to the shop.
import assert from 'node:assert/strict'
import { randomInt } from 'node:crypto'
import { startSignIn } from '../lib/application.mjs'
import { login } from '../lib/platform.mjs'
import { HOME, withRobin } from '../lib/robin.mjs'

/** Letters that the airline's numbers begin with. */
const AIRLINE = 'AU'
const SCOPE = 'openid profile miles'

/** A number that nobody has linked, as the airline writes it. Its PIN is the last four digits. */
function newNumber() {
  const digits = String(randomInt(100_000_000)).padStart(8, '0')
  const [first, pin] = [digits.slice(0, 4), digits.slice(4)]
  return { written: `${AIRLINE} ${first} ${pin}`, typed: `${AIRLINE}${digits}`.toLowerCase(), pin }
}

/** Types number and PIN on the page that asks whether somebody is a member. */
async function type(page, number, pin) {
  await page.waitForSelector('#membership-miles')
  await page.fill('#membership-miles', number)
  await page.fill('#membership-miles-pin', pin)
  await page.click('#continue')
}

/** Goes to the shop, which wants to know the number; what is asked on the way is answered by `act`. */
async function toTheShop(page, act) {
  const shop = await startSignIn({ scope: SCOPE })
  try {
    await page.goto(shop.address)
    await act()
    await page.waitForSelector('#signed-in')
    return await shop.finish()
  } finally {
    shop.close()
  }
}

export async function aMemberLinksTheirNumberOnTheWay(world) {
  await withRobin(world, async (robin) => {
    const { page } = robin.window
    const number = newNumber()
    const { userinfo } = await toTheShop(page, async () => {
      await type(page, number.typed, '0000' === number.pin ? '1111' : '0000')
      await page.waitForSelector('#corrections')
      await type(page, number.typed, number.pin)
    })
    assert.equal(userinfo.sub, robin.sub)
    assert.equal(userinfo.mileage_number, number.written)
    // Asked once: the next time leads straight to the shop.
    const again = await toTheShop(page, async () => {})
    assert.equal(again.userinfo.mileage_number, number.written)
    await page.goto(`${login(HOME)}/account`)
    assert.equal(await page.textContent('#membership-miles-number'), number.written)
  })
}

export async function whoeverIsNoMemberGoesOn(world) {
  await withRobin(world, async (robin) => {
    const { page } = robin.window
    const skipped = await toTheShop(page, async () => page.click('#skip'))
    assert.equal(skipped.userinfo.mileage_number, undefined)
    await toTheShop(page, async () => {})
  })
}
