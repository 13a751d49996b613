// Marks that wait on a phone: kept in IndexedDB, with ids and no names, until the server said what became of each.
window.Marks = (() => {
  "use strict";
  const GEDULD = 15000;
  let kast;

  const belofte = (verzoek) => new Promise((goed, fout) => {
    verzoek.onsuccess = () => goed(verzoek.result);
    verzoek.onerror = () => fout(verzoek.error);
  });
  async function winkel(wijze) {
    if (!kast) {
      const verzoek = indexedDB.open("aanwezigheid", 1);
      verzoek.onupgradeneeded = () => verzoek.result.createObjectStore("marks", { keyPath: "id" });
      kast = await belofte(verzoek);
      kast.onclose = () => { kast = null; };
    }
    return kast.transaction("marks", wijze, { durability: "strict" }).objectStore("marks");
  }
  // One transaction reads and writes, so that a tap during an answer is not lost. Null takes away, undefined leaves.
  async function wijzig(id, doe) {
    const marks = await winkel("readwrite"), nieuw = doe(await belofte(marks.get(id)));
    if (nieuw) marks.put(nieuw);
    else if (nieuw === null) marks.delete(id);
    return new Promise((goed, fout) => {
      marks.transaction.oncomplete = () => goed(nieuw);
      marks.transaction.onabort = () => fout(marks.transaction.error);
    });
  }
  // Of this person: who signs in after another does not send the other's marks.
  const van = async (wie) => (await belofte((await winkel("readonly")).getAll())).filter((rij) => rij.wie === wie);

  // A token of a session that is gone is replaced once, by the answer that refused it.
  async function post(adres, rijen, token, opnieuw = true) {
    const inhoud = new FormData();
    inhoud.set("csrf_token", token.value);
    inhoud.set("rijen", JSON.stringify(rijen.map(({ plaatsing, stand, versie }) => ({ plaatsing, stand, versie }))));
    const antwoord = await fetch(adres, { method: "POST", body: inhoud, redirect: "manual", signal: AbortSignal.timeout(GEDULD) });
    if (antwoord.status === 422 && opnieuw) {
      token.value = (await antwoord.json()).token;
      return post(adres, rijen, token, false);
    }
    if (antwoord.type === "opaqueredirect") throw Object.assign(new Error("uitgelogd"), { wat: "uit" });
    if (!antwoord.ok) throw Object.assign(new Error("niet aangenomen"), { wat: antwoord.status === 404 ? "weg" : "storing" });
    return (await antwoord.json()).rijen;
  }
  // Before sending it is noted what is sent: when the answer gets lost, our own mark is no one else's.
  async function verstuur(adres, rijen, token) {
    for (const rij of rijen) await wijzig(rij.id, (nu) => nu && { ...nu, verstuurd: [...new Set([...nu.verstuurd, rij.stand])] });
    const uitslagen = [];
    for (const rij of await post(adres, rijen, token)) {
      const weg = rijen.find((een) => een.plaatsing === rij.plaatsing);
      const over = await wijzig(weg.id, (nu) => {
        if (!nu) return undefined;
        const zelf = rij.wat === "botsing" && rij.van_mij && rij.versie === nu.versie + 1 && nu.verstuurd.includes(rij.stand);
        if (zelf || (rij.wat === "bewaard" && nu.stand !== weg.stand)) return { ...nu, versie: rij.versie };
        return rij.wat === "botsing" ? undefined : null;
      });
      uitslagen.push({ ...rij, id: weg.id, wat: over ? "opnieuw" : rij.wat });
    }
    return uitslagen;
  }
  return { van, verstuur, wijzig };
})();
