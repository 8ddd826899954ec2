// Passkeys for forms (Web Authentication, level 3). A form says what it is for:
//
//   <form data-passkey="create|get" data-options="{…}" hidden>
//     <input type="hidden" name="answer">
//     <button>…</button>
//     <p data-passkey-problem="failed" hidden>…</p>
//   </form>
//
// Without this script, or without passkeys in the browser, the form stays hidden and the page works as before.
"use strict";

(() => {
  if (!window.PublicKeyCredential || !navigator.credentials) return;

  const bytes = (text) =>
    Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));
  const text = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const descriptors = (list) => (list ?? []).map((item) => ({ ...item, id: bytes(item.id) }));

  const parsed = (form) => {
    const { publicKey } = JSON.parse(form.dataset.options);
    publicKey.challenge = bytes(publicKey.challenge);
    if (publicKey.user) publicKey.user.id = bytes(publicKey.user.id);
    if (publicKey.excludeCredentials) publicKey.excludeCredentials = descriptors(publicKey.excludeCredentials);
    if (publicKey.allowCredentials) publicKey.allowCredentials = descriptors(publicKey.allowCredentials);
    return publicKey;
  };

  const written = (credential) => {
    const { response } = credential;
    const own = { clientDataJSON: text(response.clientDataJSON) };
    if (response.attestationObject) {
      own.attestationObject = text(response.attestationObject);
      const known = ["ble", "cable", "hybrid", "internal", "nfc", "smart-card", "usb"];
      own.transports = (response.getTransports?.() ?? []).filter((transport) => known.includes(transport));
    } else {
      own.authenticatorData = text(response.authenticatorData);
      own.signature = text(response.signature);
      own.userHandle = response.userHandle ? text(response.userHandle) : null;
    }
    return JSON.stringify({
      id: credential.id,
      rawId: text(credential.rawId),
      type: credential.type,
      response: own,
      clientExtensionResults: {},
    });
  };

  const send = (form, credential) => {
    form.elements.answer.value = written(credential);
    form.submit();
  };

  const say = (form, problem) => {
    for (const line of form.querySelectorAll("[data-passkey-problem]")) {
      line.hidden = line.dataset.passkeyProblem !== problem;
    }
  };

  let waiting = null;

  const ask = async (form) => {
    // One request at a time: the one that waits in a field's suggestions ends.
    waiting?.abort();
    waiting = null;
    say(form, "none");
    try {
      const publicKey = parsed(form);
      const credential = form.dataset.passkey === "create"
        ? await navigator.credentials.create({ publicKey })
        : await navigator.credentials.get({ publicKey });
      send(form, credential);
    } catch (error) {
      say(form, error.name === "InvalidStateError" ? "known" : "failed");
      suggest(form);
    }
  };

  // Passkeys among the suggestions of the field with autocomplete="… webauthn".
  const suggest = async (form) => {
    // A passkey that was just refused is not suggested at once again.
    const possible = form.dataset.passkey === "get" && !document.getElementById("passkey-refused")
      && document.querySelector('[autocomplete~="webauthn"]')
      && (await PublicKeyCredential.isConditionalMediationAvailable?.());
    if (!possible) return;
    waiting = new AbortController();
    const { signal } = waiting;
    try {
      send(form, await navigator.credentials.get({ publicKey: parsed(form), mediation: "conditional", signal }));
    } catch (error) {
      if (error.name !== "AbortError") say(form, "failed");
    }
  };

  for (const form of document.querySelectorAll("form[data-passkey]")) {
    form.hidden = false;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      ask(form);
    });
    suggest(form);
  }
})();
