/* Passkeys: a form marked data-passkey="get" or "create" asks the browser for one and sends it.

   What the browser is asked comes as JSON from the page (data-options: an id) or from the server
   (data-options-url); bytes in it are written in base64url, as WebAuthn's own JSON has them. */

const PROBLEMS = {
  NotAllowedError: "cancelled",
  AbortError: "cancelled",
  InvalidStateError: "known",
  SecurityError: "address",
};

function bytes(text) {
  const base64 = text.replaceAll("-", "+").replaceAll("_", "/");
  return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
}

function text(buffer) {
  const base64 = btoa(String.fromCharCode(...new Uint8Array(buffer)));
  return base64.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/* The options with bytes where the browser wants bytes. */
function understood({ publicKey }) {
  const named = (list) => list?.map((key) => ({ ...key, id: bytes(key.id) }));
  const options = { ...publicKey, challenge: bytes(publicKey.challenge) };
  if (options.user) options.user = { ...options.user, id: bytes(options.user.id) };
  if (options.excludeCredentials) options.excludeCredentials = named(options.excludeCredentials);
  if (options.allowCredentials) options.allowCredentials = named(options.allowCredentials);
  return options;
}

/* The answer with text where JSON wants text. */
function written(credential) {
  const { id, type, rawId, response, authenticatorAttachment } = credential;
  const parts = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"];
  const answer = {};
  for (const part of parts) if (response[part]) answer[part] = text(response[part]);
  if (response.getTransports) answer.transports = response.getTransports();
  return {
    id,
    type,
    rawId: text(rawId),
    response: answer,
    authenticatorAttachment,
    clientExtensionResults: credential.getClientExtensionResults(),
  };
}

async function optionsOf(form) {
  if (form.dataset.options) {
    return JSON.parse(document.getElementById(form.dataset.options).textContent);
  }
  const answer = await fetch(form.dataset.optionsUrl, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(answer.statusText);
  return (await answer.json()).request_options;
}

async function ask(form) {
  const publicKey = understood(await optionsOf(form));
  if (form.dataset.passkey === "get") return navigator.credentials.get({ publicKey });
  const alone = form.elements.passwordless?.checked;
  publicKey.authenticatorSelection = {
    ...publicKey.authenticatorSelection,
    residentKey: alone ? "required" : "discouraged",
    requireResidentKey: Boolean(alone),
    ...(alone && { userVerification: "required" }),
  };
  return navigator.credentials.create({ publicKey });
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  const button = form.querySelector("[data-passkey-button]");
  const problem = form.querySelector("[data-passkey-problem]");
  const tell = (name) => {
    const words = form.querySelector(`[data-passkey-words="${name}"]`);
    problem.textContent = words.content.textContent;
  };

  const go = async () => {
    problem.textContent = "";
    button.setAttribute("aria-disabled", "true");
    try {
      form.elements.credential.value = JSON.stringify(written(await ask(form)));
      form.submit();
    } catch (error) {
      tell(PROBLEMS[error.name] ?? "unknown");
      button.removeAttribute("aria-disabled");
    }
  };

  if (window.PublicKeyCredential) {
    button.hidden = false;
    button.addEventListener("click", () => { if (!button.hasAttribute("aria-disabled")) go(); });
    // Enter in a field of the form does what the button does.
    form.addEventListener("submit", (event) => { event.preventDefault(); go(); });
  } else if (form.hasAttribute("data-optional")) {
    form.hidden = true; // there is another way on the page
  } else {
    tell("absent");
  }
}
