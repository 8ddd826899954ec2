// The systems of the customer, played by e2e/receiver.
import { get, secret } from './kubectl.mjs'
import { AURORA, receiverAddress } from './platform.mjs'
import { until } from './waiting.mjs'

// On a line of its own: links have digits too.
const CODE = /^\s*(\d{6})\s*$/m

/** Client of the receiver's API. */
export class Receiver {
  static async connect() {
    const receiver = new Receiver()
    receiver.address = await receiverAddress()
    return receiver
  }

  async #json(path) {
    const answer = await fetch(this.address + path)
    if (!answer.ok) throw new Error(`receiver answered ${answer.status} on ${path}`)
    return answer.json()
  }

  calls = (hook) => this.#json(`/hooks/${hook}`)
  mails = (to) => this.#json(`/mail?to=${encodeURIComponent(to)}`)

  messages = (to) => this.#json(`/sms?to=${encodeURIComponent(to)}`)

  /** Says how a hook answers; signatures are verified with the target's own secret. */
  async behave(hook, behaviour = {}) {
    const target = await get('activationtarget', hook, '-n', AURORA.namespace)
    const data = await secret(AURORA.namespace, target.spec.webhook.signingSecretName)
    const secrets = Object.values(data).filter((value) => value.startsWith('whsec_'))
    const answer = await fetch(`${this.address}/hooks/${hook}/behaviour`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...behaviour, secrets }),
    })
    if (!answer.ok) throw new Error(`receiver refused the behaviour: ${answer.status}`)
  }

  /** Deliveries of a hook about one person. */
  async about(hook, sub) {
    return (await this.calls(hook)).filter((call) => call.body.subject === sub)
  }

  /** The six digits of the newest mail to an address that came after `since`. */
  async code(to, since) {
    const mail = await until('a mail with a code', async () =>
      (await this.mails(to)).findLast((one) => Date.parse(one.receivedAt) >= since && CODE.test(one.text)), 30)
    return mail.text.match(CODE)[1]
  }

  /** The newest message by SMS to a number that came after `since`. */
  message(to, since) {
    return until('a message with a code', async () =>
      (await this.messages(to)).findLast((one) => Date.parse(one.receivedAt) >= since), 30)
  }

  /** The six digits of a message, from the line for the browser. */
  codeOf = (message) => message.text.match(/^@\S+ #(\d{6})$/m)[1]
}
