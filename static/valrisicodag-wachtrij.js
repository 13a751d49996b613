// What a tablet has not sent yet: kept in IndexedDB until the server answered of each test what became of it.
// A test has an id of its own, so that sending twice, from two tabs or after a lost answer, counts once.
window.Wachtrij = (() => {
  "use strict";
  const VERTRAGING = 20000, GEDULD = 15000, MEESTE_TEKENS = 60000;
  let kast, bezig = null, nogEens = false, later = 0, token = "", meld = () => {};

  const belofte = (verzoek) => new Promise((goed, fout) => {
    verzoek.onsuccess = () => goed(verzoek.result);
    verzoek.onerror = () => fout(verzoek.error);
  });
  async function rijen(wijze) {
    if (!kast) {
      const verzoek = indexedDB.open("valrisicodag", 1);
      verzoek.onupgradeneeded = () => verzoek.result.createObjectStore("rijen", { keyPath: "id" });
      kast = await belofte(verzoek);
      kast.onclose = () => { kast = null; };
    }
    return kast.transaction("rijen", wijze, { durability: "strict" }).objectStore("rijen");
  }
  const alle = async () => belofte((await rijen("readonly")).getAll());
  const aantal = async () => belofte((await rijen("readonly")).count());

  // Kept only when the transaction is done: what is on disk survives a battery that runs out.
  async function bewaar(rij, naar) {
    const winkel = await rijen("readwrite");
    winkel.put({ id: rij.id, naar, rij });
    await new Promise((goed, fout) => {
      winkel.transaction.oncomplete = goed;
      winkel.transaction.onabort = winkel.transaction.onerror = () => fout(winkel.transaction.error);
    });
  }
  async function verwijder(ids) {
    const winkel = await rijen("readwrite");
    ids.forEach((id) => winkel.delete(id));
    await new Promise((goed) => { winkel.transaction.oncomplete = goed; });
  }

  function id() {
    const b = crypto.getRandomValues(new Uint8Array(16));
    b[6] = (b[6] & 15) | 64;
    b[8] = (b[8] & 63) | 128;
    const hex = [...b].map((n) => n.toString(16).padStart(2, "0")).join("");
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  }

  // Sealed for the day: only the server opens it, and only for this test.
  const kanVerzegelen = () => Boolean(window.isSecureContext && crypto.subtle);
  const tekst64 = (bytes) => btoa(String.fromCharCode(...new Uint8Array(bytes)));
  async function verzegel(persoon, publiek, test) {
    const p256 = { name: "ECDH", namedCurve: "P-256" }, schrijf = new TextEncoder();
    const punt = Uint8Array.from(atob(publiek), (teken) => teken.charCodeAt(0));
    const ander = await crypto.subtle.importKey("raw", punt, p256, false, []);
    const eigen = await crypto.subtle.generateKey(p256, false, ["deriveBits"]);
    const geheim = await crypto.subtle.deriveBits({ name: "ECDH", public: ander }, eigen.privateKey, 256);
    const bron = await crypto.subtle.importKey("raw", geheim, "HKDF", false, ["deriveKey"]);
    const afleiding = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(), info: schrijf.encode("ketens.valrisicodag") };
    const sleutel = await crypto.subtle.deriveKey(afleiding, bron, { name: "AES-GCM", length: 256 }, false, ["encrypt"]);
    const nonce = crypto.getRandomValues(new Uint8Array(12));
    const hoe = { name: "AES-GCM", iv: nonce, additionalData: schrijf.encode(test) };
    const inhoud = await crypto.subtle.encrypt(hoe, sleutel, schrijf.encode(JSON.stringify(persoon)));
    const mijn = await crypto.subtle.exportKey("raw", eigen.publicKey);
    return { e: tekst64(mijn), n: tekst64(nonce), c: tekst64(inhoud) };
  }

  // Send some tests and return the answer; a token of a session that is gone is replaced once.
  async function post(naar, welke, opnieuw = true) {
    const inhoud = new FormData();
    inhoud.set("csrf_token", token);
    inhoud.set("rijen", JSON.stringify(welke));
    const antwoord = await fetch(naar, { method: "POST", body: inhoud, signal: AbortSignal.timeout(GEDULD) });
    if (antwoord.status === 422) {
      token = (await antwoord.json()).token;
      if (opnieuw) return post(naar, welke, false);
    }
    if (antwoord.status === 429) later = Date.now() + 1000 * (Number(antwoord.headers.get("Retry-After")) || 60);
    if (!antwoord.ok) throw Object.assign(new Error("niet aangenomen"), { status: antwoord.status });
    return antwoord.json();
  }
  function* delen(bewaard, meeste) {
    const per = Map.groupBy ? Map.groupBy(bewaard, (een) => een.naar) : groepeer(bewaard);
    for (const [naar, groep] of per) {
      let deel = [], lang = 0;
      for (const { rij } of groep) {
        const nu = JSON.stringify(rij).length + 1;
        if (deel.length === meeste || lang + nu > MEESTE_TEKENS) { yield [naar, deel]; deel = []; lang = 0; }
        deel.push(rij);
        lang += nu;
      }
      if (deel.length) yield [naar, deel];
    }
  }
  function groepeer(bewaard) {
    const per = new Map();
    bewaard.forEach((een) => per.set(een.naar, [...(per.get(een.naar) || []), een]));
    return per;
  }
  async function ronde(meeste, dringend) {
    if (!dringend && Date.now() < later) return;
    try {
      for (const [naar, deel] of delen(await alle(), meeste)) {
        const antwoord = await post(naar, deel);
        await verwijder(antwoord.rijen.map((een) => een.id).filter(Boolean));
        meld({ antwoord, naar, aantal: await aantal() });
      }
      meld({ aantal: await aantal() });
    } catch (fout) {
      meld({ fout, aantal: await aantal().catch(() => null) });
    }
  }
  // One round at a time here; another tab may send the same, and the server then says that it has them.
  function verstuur(meeste, dringend = false) {
    // Who asks during a round may have kept something after it had looked: then once more.
    if (bezig) { nogEens = true; return bezig; }
    bezig = (async () => {
      do { nogEens = false; await ronde(meeste, dringend); } while (nogEens);
    })().finally(() => { bezig = null; });
    return bezig;
  }
  function begin({ meeste, csrf, melding }) {
    token = csrf;
    meld = melding;
    const nu = () => verstuur(meeste, true);
    addEventListener("online", nu);
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && nu());
    setInterval(() => verstuur(meeste), VERTRAGING);
    return nu();
  }
  return { aantal, alle, begin, bewaar, id, kanVerzegelen, post, verstuur, verzegel };
})();
