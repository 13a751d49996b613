// The fall-risk test on a tablet, a question at a time. It knows no rule: every outcome stands in a table that the
// server worked out. Shows, hides, reads; keeping and sending is done by the wachtrij.
(() => {
  "use strict";
  const tablet = document.getElementById("tablet");
  if (!tablet || !window.indexedDB) return;
  const dag = JSON.parse(tablet.dataset.dag), { tabel } = dag;
  const een = (wat) => tablet.querySelector(wat), alle = (wat) => [...tablet.querySelectorAll(wat)];
  const rij = een("#wachtrij"), storing = een("#storing-tablet"), feiten = een("#feitenform"), namen = een("#naamform");
  const codes = new Set();
  let gegeven, seconden, uitslag, weg, loopt = 0, tikker, open = dag.open;

  // ---- the table: which question comes now, and whether the result is certain
  const woord = () => tabel.eerste.map((vraag) => gegeven[vraag] || "").join("");
  function stand() {
    const begin = tabel.eerste.find((vraag) => !gegeven[vraag]);
    if (begin) return { vraag: begin };
    const { vragen, tabel: letters } = tabel.vervolg[woord()];
    let van = 0, breed = letters.length;
    for (const vraag of vragen) {
      const stuk = letters.slice(van, van + breed);
      if (stuk === stuk[0].repeat(breed)) break;
      if (!gegeven[vraag]) return { vraag };
      const cijfers = tabel.cijfers[dag.soorten[vraag]];
      breed /= cijfers.length;
      van += breed * cijfers.indexOf(gegeven[vraag]);
    }
    return { uitslag: tabel.letters[letters[van]] };
  }
  const alsCijfer = (getal) => (getal < tabel.grens ? "<" : getal > tabel.grens ? ">" : "=");
  function antwoorden() {
    const uit = {};
    for (const [vraag, letter] of Object.entries(gegeven)) {
      if (dag.soorten[vraag] === "getal") { if (letter !== "?") uit[vraag] = seconden; }
      else if (letter !== "?") uit[vraag] = letter === "j";
    }
    return uit;
  }

  // ---- screens
  function toon(blad) {
    alle(".blad").forEach((el) => { el.hidden = el !== blad; });
    tablet.dataset.nu = blad.dataset.vraag || blad.dataset.blad;
    een("[data-doe=terug]").hidden = weg.length === 0;
    blad.querySelector("h2").focus({ preventScroll: true });
    scrollTo(0, 0);
  }
  const blad = (naam) => een(`[data-blad="${naam}"]`);
  function volgende() {
    if (!open && !Object.keys(gegeven).length) return toon(blad("gesloten"));
    const nu = stand();
    uitslag = nu.uitslag;
    toon(uitslag ? blad(`uitslag-${uitslag}`) : een(`[data-vraag="${nu.vraag}"]`));
  }
  function opnieuw() {
    gegeven = {};
    weg = [];
    seconden = null;
    stop();
    [feiten, namen].forEach((form) => form.reset());
    alle(".error").forEach((el) => { el.textContent = ""; });
    een("#seconden").value = "";
    een("#klokstand").textContent = "0,0";
    een("#te-jong").hidden = true;
    volgende();
  }
  function ga(naam) { weg.push(null); toon(blad(naam)); }
  function beantwoord(letter) {
    const vraag = een(".blad:not([hidden])").dataset.vraag;
    weg.push(vraag);
    gegeven[vraag] = letter;
    volgende();
  }
  function terug() {
    stop();
    const vraag = weg.pop();
    if (vraag) { delete gegeven[vraag]; return volgende(); }
    const nu = tablet.dataset.nu;
    if (nu === "naam") return toon(blad("bellen"));
    if (nu === "bellen") return toon(blad("feiten"));
    volgende();
  }

  // ---- the walking test
  function stop() {
    clearInterval(tikker);
    if (loopt) een("#seconden").value = een("#klokstand").textContent = ((performance.now() - loopt) / 1000).toFixed(1).replace(".", ",");
    loopt = 0;
    const knop = een("[data-doe=stopwatch]");
    if (knop) knop.textContent = "Start";
  }
  function stopwatch(knop) {
    if (loopt) return stop();
    loopt = performance.now();
    knop.textContent = "Stop";
    tikker = setInterval(() => { een("#klokstand").textContent = ((performance.now() - loopt) / 1000).toFixed(1).replace(".", ","); }, 100);
  }
  function neemSeconden() {
    stop();
    const tekst = een("#seconden").value.trim().replace(",", "."), getal = Number(tekst);
    const goed = /^\d{1,2}(\.\d{1,2})?$/.test(tekst) && getal >= 1 && getal <= 60;
    een("#secondenfout").textContent = goed ? "" : "Vul de seconden in, van 1 tot en met 60. Of sla de looptest over.";
    if (!goed) return een("#seconden").focus();
    seconden = tekst;
    beantwoord(alsCijfer(getal));
  }

  // ---- what is counted, and who wants to be called
  function naFeiten() {
    const vak = new FormData(feiten), pc4 = vak.get("pc4").trim();
    const mist = [["al_getest", "of dit jaar al getest is"], ["leeftijd", "de leeftijd"], ["geslacht", "het geslacht"]].find(([naam]) => !vak.get(naam));
    const fout = mist ? `Kies ${mist[1]}.` : pc4 && !/^[1-9]\d{3}$/.test(pc4) ? "Vul vier cijfers in, of laat de postcode leeg." : "";
    een("#feitenfout").textContent = fout;
    if (fout) return;
    if (pc4) codes.add(pc4);
    const teJong = dag.teJong.includes(vak.get("leeftijd"));
    if (dag.metNaam.includes(uitslag) && !teJong && open) return ga("bellen");
    bewaar();
  }
  function leesNaam() {
    const vak = new FormData(namen), uit = {};
    for (const naam of ["voornaam", "achternaam", "geboortedatum", "telefoon"]) uit[naam] = vak.get(naam).trim();
    const leeg = Object.keys(uit).find((naam) => !uit[naam]);
    const dagdelen = /^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})$/.exec(uit.geboortedatum) || /^(\d\d)(\d\d)(\d{4})$/.exec(uit.geboortedatum);
    const geboren = dagdelen && new Date(Date.UTC(dagdelen[3], dagdelen[2] - 1, dagdelen[1]));
    const bestaat = geboren && geboren.getUTCDate() === Number(dagdelen[1]) && geboren.getUTCMonth() === dagdelen[2] - 1;
    const cijfers = uit.telefoon.replace(/\D/g, "");
    let fout = "";
    if (leeg) fout = `Vul de ${leeg === "telefoon" ? "telefoon in. Dat is nodig om te bellen" : `${leeg} in`}.`;
    else if (!bestaat || dagdelen[3] < 1900) fout = "Schrijf de geboortedatum als dag-maand-jaar, bijvoorbeeld 14-11-1941.";
    else if (cijfers.length < 10 || cijfers.length > 13) fout = "Vul een telefoonnummer met 10 cijfers in, bijvoorbeeld 074 123 4567.";
    else if (!vak.get("toestemming")) fout = "Lees de zin voor. Zet het vinkje alleen als de inwoner ja zegt.";
    een("#naamfout").textContent = fout;
    return fout ? null : { ...uit, toestemming: true };
  }
  function maakRij() {
    const vak = new FormData(feiten);
    return {
      id: Wachtrij.id(), antwoorden: antwoorden(), leeftijd: vak.get("leeftijd"), geslacht: vak.get("geslacht"),
      pc4: vak.get("pc4").trim() || null, al_getest: vak.get("al_getest") === "ja",
    };
  }
  async function bewaar(persoon) {
    if (bewaar.bezig) return;
    bewaar.bezig = true;
    zeg("");
    try {
      const test = maakRij();
      if (persoon && Wachtrij.kanVerzegelen() && dag.sleutel) test.naam = await Wachtrij.verzegel(persoon, dag.sleutel, test.id);
      else if (persoon) return await meteen({ ...test, persoon });
      await Wachtrij.bewaar(test, dag.inzending);
      klaar();
      Wachtrij.verstuur(dag.meeste);
    } catch {
      // A full disk, a browser that keeps nothing: say it while the volunteer still knows.
      zeg(`Dit apparaat kan de test niet bewaren. Schrijf op papier: ${een(`[data-blad="uitslag-${uitslag}"] h2`).textContent.toLowerCase()}.`);
      opnieuw();
    } finally { bewaar.bezig = false; }
  }
  // Without a secure connection nothing can be sealed: then a name goes at once or not at all, and is never kept here.
  async function meteen(test) {
    try {
      const { rijen: [gedaan] } = await Wachtrij.post(dag.inzending, [test]);
      if (gedaan.zin) zeg(gedaan.zin);
      klaar();
    } catch {
      een("#naamfout").textContent = "Er is geen verbinding. De naam kan nu niet bewaard worden. Probeer het opnieuw, of kies ‘Toch niet’.";
    }
  }
  async function klaar() {
    opnieuw();
    tel(await Wachtrij.aantal());
  }

  // ---- what is said
  function zeg(tekst) {
    const regel = Object.assign(document.createElement("p"), { className: "alert alert--warning", textContent: tekst });
    storing.replaceChildren(...(tekst ? [regel] : []));
  }
  function tel(aantal, fout) {
    if (aantal === null) return;
    const wat = aantal ? `${aantal} nog niet verstuurd` : "Alles is verstuurd";
    rij.textContent = fout && !navigator.onLine ? `Geen verbinding. ${wat}` : wat;
    rij.className = aantal ? "wacht" : "";
    rij.dataset.aantal = aantal;
  }
  function melding({ antwoord, naar, aantal, fout }) {
    tel(aantal, fout);
    if (fout?.status === 404) zeg("De dag is niet meer te vinden. Bel de coördinator; wat op deze tablet staat blijft staan.");
    const gemist = antwoord?.rijen.filter((deel) => deel.zin) || [];
    if (gemist.length) zeg(`${gemist.length === 1 ? "Bij 1 test" : `Bij ${gemist.length} tests`} ging iets niet goed: ${gemist[0].zin}`);
    if (antwoord && naar === dag.inzending && antwoord.open !== open) {
      open = antwoord.open;
      if (!Object.keys(gegeven).length) volgende();
    }
    kanaal?.postMessage("kijk");
  }

  // The areas that were typed on this tablet today, in order of number: it does not say whose was last.
  function toonCodes() {
    een("#pc4s").replaceChildren(...[...codes].sort().slice(0, 6).map((code) =>
      Object.assign(document.createElement("button"), { type: "button", className: "btn", textContent: code, value: code })));
  }
  const DOE = { terug, opnieuw, stopwatch, seconden: neemSeconden, bewaar: () => bewaar(), naam: () => ga("naam"),
    feiten: () => { toonCodes(); ga("feiten"); } };
  tablet.addEventListener("click", ({ target }) => {
    const knop = target.closest("button");
    if (knop?.dataset.antwoord) beantwoord(knop.dataset.antwoord);
    else if (knop?.dataset.doe) DOE[knop.dataset.doe](knop);
    else if (knop?.parentElement.id === "pc4s") feiten.elements.pc4.value = knop.value;
  });
  feiten.addEventListener("change", () => {
    const teJong = dag.teJong.includes(new FormData(feiten).get("leeftijd"));
    een("#te-jong").hidden = !(teJong && dag.metNaam.includes(uitslag));
  });
  feiten.addEventListener("submit", (e) => { e.preventDefault(); naFeiten(); });
  namen.addEventListener("submit", (e) => { e.preventDefault(); const wie = leesNaam(); if (wie) bewaar(wie); });

  // Two tabs on one tablet show the same number.
  const kanaal = window.BroadcastChannel && new BroadcastChannel("valrisicodag");
  kanaal?.addEventListener("message", async () => tel(await Wachtrij.aantal()));

  async function bewaakPagina() {
    if (!navigator.serviceWorker || !navigator.onLine) return;
    await navigator.serviceWorker.register(dag.bewaker);
    const { active } = await navigator.serviceWorker.ready;
    const bewaard = [...document.querySelectorAll("script[src]")].map((el) => el.src)
      .concat([...document.querySelectorAll("head link[href]")].map((el) => el.href), location.pathname);
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => { tablet.dataset.offline = "ja"; };
    active.postMessage({ bewaar: bewaard, pagina: location.pathname }, [port2]);
    navigator.storage?.persist?.();
  }

  document.getElementById("zonder-script").hidden = true;
  tablet.hidden = false;
  document.body.classList.add("op-tablet");
  weg = [];
  opnieuw();
  const csrf = document.querySelector("#versturen [name=csrf_token]").value;
  Wachtrij.begin({ meeste: dag.meeste, csrf, melding }).catch(() => zeg("Dit apparaat kan niets bewaren. Gebruik een ander apparaat."));
  bewaakPagina().catch(() => { tablet.dataset.offline = "nee"; });
})();
