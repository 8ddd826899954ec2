// Chromium's virtual authenticator, and a second library that judges what browser and server say to each other.
import { verifyAuthenticationResponse, verifyRegistrationResponse } from '@simplewebauthn/server'
import { AURORA } from './platform.mjs'

/** A phone or laptop with a fingerprint reader, attached to one page. */
export class Authenticator {
  static async attach({ context, page }) {
    const session = await context.newCDPSession(page)
    await session.send('WebAuthn.enable', { enableUI: false })
    const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2', ctap2Version: 'ctap2_1', transport: 'internal', hasResidentKey: true,
        hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true,
      },
    })
    return Object.assign(new Authenticator(), { session, authenticatorId })
  }

  /** Whether the person touches the reader as soon as they are asked. */
  touching(enabled) {
    return this.#send('setAutomaticPresenceSimulation', { enabled })
  }

  async credentials() {
    return (await this.#send('getCredentials')).credentials
  }

  /** Puts back what was there before, as a restored copy of the device would. */
  async restore(credential) {
    await this.#send('removeCredential', { credentialId: credential.credentialId })
    await this.add(credential)
  }

  /** Puts a credential into it that it does not have. */
  async add(credential) {
    await this.#send('addCredential', { credential })
  }

  #send(command, parameters = {}) {
    return this.session.send(`WebAuthn.${command}`, { authenticatorId: this.authenticatorId, ...parameters })
  }
}

/** What the page asked for, and what the browser sent to `path`: known once `act` has made it send. */
export async function overheard(page, path, act) {
  const options = await page.evaluate(() => JSON.parse(document.querySelector('[data-passkey]').dataset.options).publicKey)
  const isTheAnswer = (request) => request.method() === 'POST' && new URL(request.url()).pathname === path
  const [request] = await Promise.all([page.waitForRequest(isTheAnswer), act()])
  const form = new URLSearchParams(request.postData())
  return { options, response: JSON.parse(form.get('answer')) }
}

const EXPECTED = { expectedRPID: AURORA.domain, requireUserVerification: true }

/** The second library's judgement of a registration at `origin`; returns the credential as that library keeps it. */
export async function independentlyRegistered({ options, response }, origin) {
  const { verified, registrationInfo } = await verifyRegistrationResponse({
    response, expectedChallenge: options.challenge, expectedOrigin: origin, ...EXPECTED,
  })
  return verified && registrationInfo.credential
}

/** The second library's judgement of an assertion at `origin`. */
export async function independentlyVerified({ options, response }, origin, credential) {
  const { verified, authenticationInfo } = await verifyAuthenticationResponse({
    response, expectedChallenge: options.challenge, expectedOrigin: origin, credential, ...EXPECTED,
  })
  return verified && authenticationInfo
}
