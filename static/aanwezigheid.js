// Who was there, tapped on a phone. A mark says which one was seen, so that two trainers never overwrite each other.
// Without this file the page is a plain form.
(() => {
  "use strict";
  const blad = document.getElementById("aanwezigheid"), ELKE = 5000, RUST = 300;
  if (!blad || !window.indexedDB) return;
  const { wie, naar, pagina, hier } = blad.dataset, opslag = document.getElementById("opslag");
  const token = blad.querySelector("[name=csrf_token]"), ongedaan = document.getElementById("ongedaan");
  const regels = new Map([...blad.querySelectorAll("[data-plaatsing]")].map((el) => [el.dataset.plaatsing, el]));
  const leeg = (stand) => (stand === "teruggenomen" ? "" : stand), woord = (stand) => leeg(stand) || "nog niets";
  const nu = (el) => el.dataset.nu ?? el.dataset.stand;
  const keuzes = new Set(); // differences that wait for a choice
  let bezig = null, nogEens = false, wacht = 0, storing = "", nee = "", laatste = [];

  function toon(el, stand, regel, soort = "") {
    el.querySelectorAll("[type=radio]").forEach((rond) => { rond.checked = rond.value === stand; });
    Object.assign(el.dataset, { nu: leeg(stand), soort });
    el.querySelector(".opkomst-door").textContent = regel;
    if (soort !== "anders") el.querySelector(".opkomst-anders")?.remove();
  }
  function staat(el, rij, soort = "") {
    Object.assign(el.dataset, { versie: rij.versie, stand: leeg(rij.stand) });
    toon(el, rij.stand, leeg(rij.stand) ? `Bewaard als ${rij.stand}: ${rij.door}, ${rij.tijd}` : "", soort);
  }
  // Someone else marked it meanwhile: nothing is written until one of the two is chosen.
  function verschil(el, rij) {
    const vak = document.createElement("div"), tekst = document.createElement("p"), knoppen = document.createElement("div");
    const knop = (naam, doe) => knoppen.append(
      Object.assign(document.createElement("button"), { type: "button", className: "btn", textContent: naam, onclick: doe }),
    );
    keuzes.add(rij.id);
    staat(el, rij);
    el.dataset.soort = "anders";
    vak.className = "alert alert--warning opkomst-anders";
    vak.setAttribute("role", "alert");
    knoppen.className = "actions";
    tekst.textContent = `${rij.door} zette ${el.dataset.naam} op ${woord(rij.stand)} (${rij.tijd}). U koos ${woord(rij.mijn)}. Wat klopt?`;
    knop(`Laat ${woord(rij.stand)} staan`, async () => {
      await Marks.wijzig(rij.id, () => null);
      keuzes.delete(rij.id);
      staat(el, rij);
      tel();
    });
    knop(`Maak er ${woord(rij.mijn)} van`, () => tik(el, rij.mijn));
    vak.append(tekst, knoppen);
    el.append(vak);
  }

  async function tik(el, stand) {
    const plaatsing = el.dataset.plaatsing, id = `${hier}:${plaatsing}`, versie = Number(el.dataset.versie);
    toon(el, stand, "Nog niet verstuurd", "wacht");
    keuzes.delete(id);
    try {
      await Marks.wijzig(id, (oud) => ({ id, wie, naar, pagina, plaatsing, stand, versie, verstuurd: oud?.verstuurd || [] }));
    } catch {
      document.getElementById("bewaar").hidden = false;
      return meld("Deze telefoon kan niets bewaren. Gebruik de knop onderaan en wacht tot het gelukt is.", "fout");
    }
    clearTimeout(wacht);
    wacht = setTimeout(verstuur, RUST);
    return tel();
  }

  async function ronde() {
    const rijen = (await Marks.van(wie)).filter((rij) => !keuzes.has(rij.id));
    storing = "";
    for (const adres of new Set(rijen.map((rij) => rij.naar))) {
      try {
        const uitslagen = await Marks.verstuur(adres, rijen.filter((rij) => rij.naar === adres), token);
        uitslagen.forEach((rij) => volg(rij, adres === naar && regels.get(rij.plaatsing)));
      } catch (fout) {
        storing = fout.wat || "verbinding";
      }
    }
  }
  function volg(rij, el) {
    if (rij.wat === "opnieuw") nogEens = true;
    if (rij.wat === "botsing") keuzes.add(rij.id);
    if (!el && rij.wat === "geweigerd") nee = ` Niet bewaard bij een andere bijeenkomst: ${rij.zin}`; // it has left the phone
    if (!el) return;
    if (rij.wat === "opnieuw") el.dataset.versie = rij.versie;
    else if (rij.wat === "botsing") verschil(el, rij);
    else if (rij.wat === "geweigerd") toon(el, el.dataset.stand, rij.zin, "fout");
    else staat(el, rij);
  }
  function verstuur() {
    if (bezig) { nogEens = true; return bezig; }
    bezig = (async () => {
      do { nogEens = false; await ronde(); } while (nogEens && !storing);
    })().catch(() => { storing = "verbinding"; }).finally(() => { bezig = null; return tel(); });
    return bezig;
  }

  function meld(tekst, soort) {
    Object.assign(opslag, { hidden: false, textContent: tekst, className: `opkomst-stand opkomst-stand--${soort}` });
  }
  async function tel() {
    const rijen = await Marks.van(wie), elders = rijen.find((rij) => rij.naar !== naar), n = rijen.length;
    const er = regels.size ? ` ${[...regels.values()].filter((el) => nu(el) === "aanwezig").length} van ${regels.size} aanwezig.` : "";
    const staan = n === 1 ? "1 vinkje staat" : `${n} vinkjes staan`;
    if (!n && nee) meld(`${er}${nee}`.trim(), "fout");
    else if (!n && !er) opslag.hidden = true;
    else if (!n) meld(`Alles is bewaard.${er}`, "goed");
    else if (storing === "uit") meld(`U bent uitgelogd. ${staan} op deze telefoon. Log in en open deze pagina weer: dan gaan zij mee.`, "fout");
    else if (storing === "weg") meld(`${staan} op deze telefoon, van een groep die u niet meer leidt. Bel de coördinator.`, "fout");
    else if (storing) meld(`Geen verbinding. ${staan} veilig op deze telefoon. Versturen gaat vanzelf.${er}`, "wacht");
    else if (rijen.some((rij) => rij.naar === naar && keuzes.has(rij.id))) meld(`Er is een verschil. Kies wat klopt.${er}`, "wacht");
    else if (elders && keuzes.has(elders.id)) {
      meld("Bij een andere bijeenkomst staat iets anders dan u koos. ", "wacht");
      opslag.append(Object.assign(document.createElement("a"), { href: elders.pagina, textContent: "Kies daar wat klopt." }));
    } else meld(`Bezig met bewaren.${er}`, "wacht");
  }

  blad.addEventListener("change", ({ target }) => target.type === "radio" && tik(target.closest("[data-plaatsing]"), target.value));
  blad.addEventListener("submit", (e) => {
    if (e.submitter?.name !== "allen") return;
    e.preventDefault();
    e.stopImmediatePropagation();
    laatste = [...regels.values()].filter((el) => !nu(el));
    laatste.forEach((el) => tik(el, "aanwezig"));
    ongedaan.hidden = !laatste.length;
  }, true);
  ongedaan?.addEventListener("click", () => {
    laatste.filter((el) => nu(el) === "aanwezig").forEach((el) => tik(el, "teruggenomen"));
    ongedaan.hidden = true;
  });
  (async () => {
    for (const rij of await Marks.van(wie)) {
      const el = rij.naar === naar && regels.get(rij.plaatsing);
      if (el) toon(el, rij.stand, "Nog niet verstuurd", "wacht");
    }
    document.getElementById("bewaar")?.setAttribute("hidden", "");
    await verstuur();
  })().catch(() => {}); // a browser that keeps nothing has the plain form
  addEventListener("online", verstuur);
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && verstuur());
  setInterval(() => storing && verstuur(), ELKE);
})();
