// Confirm, announce, errors, and small help with forms. Everything works without this file too.
(() => {
  "use strict";
  const FOUTEN = {
    0: "Er is geen verbinding. Wat u typte staat er nog. Probeer het zo opnieuw.",
    400: "Deze aanvraag klopt niet. Laad de pagina opnieuw en probeer het nog een keer.",
    401: "U bent uitgelogd. Meld u in een nieuw tabblad aan en verstuur daarna opnieuw. ",
    403: "U mag dit niet doen of bekijken.",
    404: "Dit is niet (meer) te vinden. Laad de pagina opnieuw.",
    413: "Wat u verstuurt is te groot.",
    500: "Er ging iets mis bij ons. Probeer het over een minuut opnieuw. Wat u typte staat er nog.",
    429: "U probeert het te vaak. Wacht een minuut en probeer het dan opnieuw.",
  };
  const op = (soort, doe, vang) => document.addEventListener(soort, doe, vang);
  const alle = (wat, binnen = document) => [...binnen.querySelectorAll(wat)];
  const maak = (soort, eigenschappen) => Object.assign(document.createElement(soort), eigenschappen);
  const stop = (e) => { e.preventDefault(); e.stopImmediatePropagation(); };

  function zeg(plek, tekst, soort) {
    const regel = maak("p", { className: `alert alert--${soort}`, textContent: tekst });
    document.getElementById(plek).replaceChildren(regel);
    return regel;
  }
  function zegFout(status) {
    const regel = zeg("storing", FOUTEN[status] || FOUTEN[500], "error");
    if (status === 401) regel.append(maak("a", { href: "/inloggen", target: "_blank", textContent: "Aanmelden in een nieuw tabblad" }));
    regel.scrollIntoView({ block: "nearest" });
  }
  op("melding", (e) => zeg("melding", e.detail.value, "success"));
  op("htmx:before:request", () => document.getElementById("storing").replaceChildren());
  op("htmx:response:error", ({ detail: { ctx } }) => ctx.response.status === 422 || zegFout(ctx.response.status));
  op("htmx:error", ({ detail: { ctx } }) => { if (ctx && !ctx.response) zegFout(0); });

  // One <dialog> asks, before htmx sees the form. Without this file the server asks on a page (field `bevestigd`).
  const dialoog = document.getElementById("bevestiging");
  let wacht;
  op("submit", (e) => {
    const form = e.target, vraag = e.submitter?.dataset.bevestig || form.dataset.bevestig;
    if (form.dataset.bezig) return stop(e);
    if (!vraag || form.dataset.gevraagd) return;
    stop(e);
    wacht = { form, knop: e.submitter };
    dialoog.querySelector("h2").textContent = vraag;
    dialoog.querySelector("[value=ja]").textContent = e.submitter?.firstChild.textContent.trim() || "Ja";
    dialoog.returnValue = "";
    dialoog.showModal();
  }, true);
  dialoog.addEventListener("close", () => {
    const { form, knop } = wacht;
    if (dialoog.returnValue !== "ja" || !form.isConnected) return;
    const veld = form.elements.bevestigd || form.appendChild(maak("input", { type: "hidden", name: "bevestigd" }));
    veld.value = form.dataset.gevraagd = "ja";
    form.requestSubmit(knop);
  });
  // Sent once: the button waits for the answer. aria-disabled and not disabled, so that it keeps the focus.
  op("submit", ({ target: form, submitter }) => {
    if (form.method !== "post" || form.target || form.dataset.bestand) return; // a file (data-bestand) leaves the page
    form.dataset.bezig = "ja";
    submitter?.setAttribute("aria-disabled", "true");
    if (!form.matches("[hx-post]")) setTimeout(vrij, 15000, form); // in case no answer comes
  });
  function vrij(form) {
    delete form.dataset.bezig;
    delete form.dataset.gevraagd;
    alle("[aria-disabled=true]", form).forEach((knop) => knop.removeAttribute("aria-disabled"));
  }
  op("htmx:finally:request", ({ detail: { ctx } }) => alle("form[data-bezig]").forEach((form) => ctx.hx?.redirect || vrij(form)));

  function bij() {
    alle("[data-js]").forEach((el) => { el.hidden = false; });
    // data-toon-als="a=ja b=1|2": shown when all parts hold. What is hidden is not sent.
    alle("[data-toon-als]").forEach((el) => {
      const gegeven = new FormData(el.closest("form"));
      el.hidden = !el.dataset.toonAls.split(" ").map((deel) => deel.split("="))
        .every(([naam, waarden]) => gegeven.getAll(naam).some((waarde) => waarden.split("|").includes(waarde)));
      alle("input,select,textarea", el).forEach((invoer) => { invoer.disabled = el.hidden; });
    });
    alle("[data-alles]").forEach((baas) => {
      const vakjes = alle(`input[name="${baas.dataset.alles}"]`, baas.form), aan = vakjes.filter((vak) => vak.checked).length;
      Object.assign(baas, { checked: aan > 0 && aan === vakjes.length, indeterminate: aan > 0 && aan < vakjes.length });
      alle("output", baas.form).forEach((uit) => { uit.value = `${aan} gekozen`; });
    });
  }
  op("change", ({ target: { dataset: { alles }, form, checked } }) => {
    if (alles) alle(`input[name="${alles}"]`, form).forEach((vak) => { vak.checked = checked; });
    bij();
  });
  op("htmx:after:swap", bij); addEventListener("pageshow", () => { alle("form").forEach(vrij); bij(); });

  op("click", async ({ target }) => {
    alle("details.user[open]").forEach((menu) => { menu.open = menu.contains(target); });
    if (target.closest("[data-print]")) return print();
    const erbij = target.closest("[data-erbij]"), vak = erbij?.form.elements[erbij.dataset.veld]; if (vak) vak.value = Math.max(0, (parseInt(vak.value, 10) || 0) + Number(erbij.dataset.erbij));
    const bron = document.querySelector(target.closest("[data-kopieer]")?.dataset.kopieer || "nix");
    if (!bron) return;
    getSelection().selectAllChildren(bron);
    const gelukt = await navigator.clipboard?.writeText(bron.textContent.trim()).then(() => true, () => false) ?? document.execCommand("copy");
    zeg("melding", gelukt ? "Gekopieerd. Plak de regel met Ctrl+V." : "De regel is geselecteerd. Druk op Ctrl+C.", gelukt ? "success" : "warning");
  });
})();
