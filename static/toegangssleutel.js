// Passkeys: ask the server what to sign, let the browser sign it, and send the answer in the form. Works beside htmx.
(() => {
  "use strict";
  const ZINNEN = {
    NotAllowedError: "Het is afgebroken of duurde te lang. Probeer het nog een keer.",
    InvalidStateError: "Deze sleutel is al ingesteld voor uw account.",
    SecurityError: "Op dit adres werken toegangssleutels niet.",
    NotSupportedError: "Dit apparaat kan geen toegangssleutel maken. Kies een codeapp.",
  };
  const ZONDER = " Hebt u op dit apparaat geen toegangssleutel? Log dan in met uw wachtwoord.";
  const MISLUKT = "Het lukte niet. Laad de pagina opnieuw en probeer het nog een keer.";
  const naarBytes = (tekst) => Uint8Array.from(atob(tekst.replace(/-/g, "+").replace(/_/g, "/")), (t) => t.charCodeAt(0));
  const naarTekst = (bytes) => btoa(String.fromCharCode(...new Uint8Array(bytes))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const metBytes = (rij) => (rij || []).map((een) => ({ ...een, id: naarBytes(een.id) }));

  async function vraag(form, doel) {
    const velden = new URLSearchParams({ csrf_token: form.elements.csrf_token.value, doel });
    const antwoord = await fetch(form.dataset.vraag, { method: "POST", body: velden, credentials: "same-origin" });
    if (!antwoord.ok) throw new Error(String(antwoord.status));
    const opties = await antwoord.json();
    opties.challenge = naarBytes(opties.challenge);
    if (opties.user) opties.user.id = naarBytes(opties.user.id);
    opties.excludeCredentials = metBytes(opties.excludeCredentials);
    opties.allowCredentials = metBytes(opties.allowCredentials);
    return opties;
  }
  function inWoorden(bewijs) {
    const { response } = bewijs, deel = { clientDataJSON: naarTekst(response.clientDataJSON) };
    for (const naam of ["attestationObject", "authenticatorData", "signature", "userHandle"]) {
      if (response[naam]) deel[naam] = naarTekst(response[naam]);
    }
    return JSON.stringify({ id: bewijs.id, rawId: naarTekst(bewijs.rawId), type: bewijs.type, response: deel });
  }
  function zeg(form, zin) {
    const regel = Object.assign(document.createElement("p"), { className: "alert alert--error wide", textContent: zin });
    regel.setAttribute("role", "alert");
    form.querySelector(".actions").before(regel);
  }
  async function teken(form, knop) {
    const doel = form.dataset.sleutel;
    form.querySelectorAll("p[role=alert]").forEach((regel) => regel.remove());
    knop.setAttribute("aria-disabled", "true");
    try {
      const publicKey = await vraag(form, doel);
      const bewijs = doel === "maken" ? await navigator.credentials.create({ publicKey }) : await navigator.credentials.get({ publicKey });
      form.elements.antwoord.value = inWoorden(bewijs);
      form.requestSubmit(knop);
    } catch (fout) {
      zeg(form, (ZINNEN[fout.name] || MISLUKT) + (doel === "inloggen" && fout.name === "NotAllowedError" ? ZONDER : ""));
    } finally {
      knop.removeAttribute("aria-disabled");
    }
  }
  // Before app.js, on the window: the form is only sent once it holds an answer.
  addEventListener("submit", (e) => {
    const form = e.target.closest?.("form[data-sleutel]");
    if (!form || form.elements.antwoord.value || form.elements.naam?.value.trim() === "") return; // no key without a name: the server says so
    e.preventDefault();
    e.stopImmediatePropagation();
    const knop = e.submitter || form.querySelector("button");
    if (knop.getAttribute("aria-disabled") !== "true") teken(form, knop);
  }, true);
  addEventListener("pageshow", () => document.querySelectorAll("form[data-sleutel]").forEach((form) => { form.elements.antwoord.value = ""; }));
  if (!window.PublicKeyCredential) {
    document.querySelectorAll("form[data-sleutel]").forEach((form) => {
      zeg(form, ZINNEN.NotSupportedError);
      form.querySelector("button").remove();
    });
  }
})();
