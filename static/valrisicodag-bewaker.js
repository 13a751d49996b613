// Keeps the page of the test, so that it opens without a connection: what came last from the server is shown again.
// It never keeps what was sent.
const KAST = "valrisicodag-1", GEDULD = 4000;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (e) => e.waitUntil(self.clients.claim()));
self.addEventListener("message", ({ data, ports: [poort] }) => {
  caches.open(KAST).then(async (kast) => {
    for (const adres of data.bewaar) {
      const antwoord = await fetch(adres, { cache: "reload" }).catch(() => null);
      if (antwoord?.ok && !antwoord.redirected) await kast.put(adres, antwoord);
    }
    if (data.pagina) await kast.put("pagina", new Response(data.pagina));
    poort?.postMessage("klaar");
  });
});

async function antwoord(verzoek) {
  const kast = await caches.open(KAST);
  const bewaard = await kast.match(verzoek, { ignoreSearch: true, ignoreVary: true });
  try {
    const vers = await fetch(verzoek, bewaard && { signal: AbortSignal.timeout(GEDULD) });
    if (bewaard && vers.ok && !vers.redirected) await kast.put(verzoek.url, vers.clone());
    return bewaard && vers.status >= 500 ? bewaard : vers;
  } catch (fout) {
    if (bewaard) return bewaard;
    const laatste = verzoek.mode === "navigate" && (await kast.match("pagina"));
    const pagina = laatste && (await kast.match(await laatste.text(), { ignoreVary: true }));
    if (pagina) return pagina;
    throw fout;
  }
}
self.addEventListener("fetch", (e) => {
  if (e.request.method === "GET" && new URL(e.request.url).origin === location.origin) e.respondWith(antwoord(e.request));
});
