"""Do the parts of a keten fit together, and do the instruments and interventies that it names exist?"""

from collections.abc import Iterable, Mapping
from typing import Protocol

from ketens.catalogus.indicator import Indicatoren
from ketens.catalogus.instrument import Instrument
from ketens.catalogus.interventie import Interventie
from ketens.catalogus.keten import Keten
from ketens.catalogus.ketendelen import Route, Vervolg
from ketens.catalogus.lezen import Plek, bedoelt_u
from ketens.catalogus.organisatiesoorten import ORGANISATIESOORTEN
from ketens.catalogus.regels.voorrang import VOORRANG
from ketens.catalogus.regels.voorwaarden import GESCHIKTHEID
from ketens.catalogus.vragen import controleer_vragen, uniek


def controleer_keten(
    keten: Keten, instrumenten: Mapping[str, Instrument], interventies: Mapping[str, Interventie], plek: Plek
) -> None:
    """Raise Catalogusfout at the first reference that leads nowhere. The maps have pins (`code@versie`) as keys."""
    _controleer_codes(keten, plek)
    _controleer_verwijzen(keten, plek)
    _controleer_instrumenten(keten, instrumenten, plek)
    _controleer_leidt_ergens_heen(keten, plek)
    _controleer_bereikbaar(keten, plek)
    _controleer_interventies(keten, interventies, plek)
    _controleer_terugkoppelingen(keten, plek)
    _controleer_voorbeelden(keten, plek)


def controleer_meten(interventie: Interventie, instrumenten: Mapping[str, Instrument], plek: Plek) -> None:
    """Raise Catalogusfout on a measurement that can't be compared, or at a session that there is not."""
    if (meten := interventie.meten) is None:
        return
    plek = plek.bij("meten")
    for nummer, pin in enumerate(meten.instrumenten):
        waar = plek.bij("instrumenten").op(nummer)
        _bestaat(pin, instrumenten, waar, "instrument")
        if instrumenten[pin].beter is None:
            raise waar.fout("dit instrument zegt niet wat beter is; het is niet te vergelijken.")
    if len({pin.partition("@")[0] for pin in meten.instrumenten}) < max(1, len(meten.instrumenten)):
        raise plek.bij("instrumenten").fout("verwacht een of meer instrumenten, elk een keer.")
    if interventie.bijeenkomsten is None:
        raise plek.fout("hoort bij een cursus waarvan het aantal bijeenkomsten vaststaat.")


def _controleer_codes(keten: Keten, plek: Plek) -> None:
    for lijst in ("stappen", "routes", "afsluitredenen", "terugkoppelingen", "stromen"):
        uniek(getattr(keten, lijst), "code", plek.bij(lijst))
    uniek(keten.uitslagen, "uitslag", plek.bij("uitslagen"))
    uniek(keten.toestemmingen, "soort", plek.bij("toestemmingen"))
    uniek(keten.interventies, "code", plek.bij("interventies"))
    uniek(keten.instrumenten, "instrument", plek.bij("instrumenten"))
    uniek(keten.verwijzen.herkomst, "code", plek.bij("verwijzen").bij("herkomst"))
    uniek(keten.verwijzen.wil_nu_niet, "code", plek.bij("verwijzen").bij("wil_nu_niet"))
    uniek(keten.triage.weigerredenen, "code", plek.bij("triage").bij("weigerredenen"))
    if keten.voorrangsregel is not None:
        _bestaat(keten.voorrangsregel, VOORRANG, plek.bij("voorrangsregel"), "voorrangsregel")


def _controleer_verwijzen(keten: Keten, plek: Plek) -> None:
    soorten = plek.bij("verwijzen").bij("organisatiesoorten")
    for nummer, soort in enumerate(keten.verwijzen.organisatiesoorten):
        _bestaat(soort, ORGANISATIESOORTEN, soorten.op(nummer), "soort organisatie")


def _controleer_instrumenten(keten: Keten, instrumenten: Mapping[str, Instrument], plek: Plek) -> None:
    stappen = _codes(keten.stappen)
    for nummer, gebruik in enumerate(keten.instrumenten):
        waar = plek.bij("instrumenten").op(nummer)
        _bestaat(gebruik.instrument, instrumenten, waar.bij("instrument"), "instrument")
        _bestaat(gebruik.stap, stappen, waar.bij("stap"), "stap")
    for nummer, keuze in enumerate(keten.keuze_instrumenten):
        _bestaat(keuze, instrumenten, plek.bij("keuze_instrumenten").op(nummer), "instrument")
    if sum(gebruik.bij_verwijzing for gebruik in keten.instrumenten) > 1:
        raise plek.bij("instrumenten").fout("verwacht hooguit een instrument met bij_verwijzing = true.")
    pin = keten.instrument_bij_verwijzing
    bekend = [keuze.code for keuze in instrumenten[pin].uitslagen] if pin else []
    for nummer, vervolg in enumerate(keten.uitslagen):
        _bestaat(vervolg.uitslag, bekend, plek.bij("uitslagen").op(nummer).bij("uitslag"), "uitslag")
    if mist := [code for code in bekend if code not in {vervolg.uitslag for vervolg in keten.uitslagen}]:
        raise plek.bij("uitslagen").fout(f"elke uitslag van {pin} moet er staan; deze ontbreekt: {', '.join(mist)}.")
    sleutels = [vraag.sleutel for vraag in instrumenten[pin].alle_vragen] if pin else []
    controleer_vragen(keten.verwijzen.vragen, plek.bij("verwijzen").bij("vragen"), bekend=sleutels)
    for nummer, stap in enumerate(keten.stappen):
        controleer_vragen(stap.vragen, plek.bij("stappen").op(nummer).bij("vragen"))


def _controleer_leidt_ergens_heen(keten: Keten, plek: Plek) -> None:
    for nummer, vervolg in enumerate(keten.uitslagen):
        _leidt_ergens_heen(keten, vervolg, plek.bij("uitslagen").op(nummer))
        if vervolg.opent_traject and vervolg.volgende_stap is None:
            raise plek.bij("uitslagen").op(nummer).fout("wie een traject opent, heeft een volgende_stap nodig.")
    soorten = {stap.code: stap.soort for stap in keten.stappen}
    for nummer, route in enumerate(keten.routes):
        waar = plek.bij("routes").op(nummer)
        if soorten.get(route.stap) != "beoordeling":
            raise waar.bij("stap").fout("verwacht de code van een stap van soort beoordeling.")
        _leidt_ergens_heen(keten, route, waar)
    for nummer, stap in enumerate(keten.stappen):
        if (stap.soort == "overdracht") != (stap.sluit_met is not None):
            raise plek.bij("stappen").op(nummer).bij("sluit_met").fout("hoort bij soort overdracht, en alleen daarbij.")
        if stap.sluit_met is not None:
            waar = plek.bij("stappen").op(nummer).bij("sluit_met")
            _bestaat(stap.sluit_met, _codes(keten.afsluitredenen), waar, "reden om af te sluiten")
        if stap.soort == "beoordeling" and stap.code not in {route.stap for route in keten.routes}:
            raise plek.bij("stappen").op(nummer).fout("een stap van soort beoordeling heeft routes nodig.")


def _leidt_ergens_heen(keten: Keten, vervolg: Vervolg | Route, plek: Plek) -> None:
    if (vervolg.volgende_stap is None) == (vervolg.sluit_met is None):
        raise plek.fout("verwacht een volgende_stap of een sluit_met, niet allebei.")
    if vervolg.volgende_stap is not None:
        _bestaat(vervolg.volgende_stap, _codes(keten.stappen), plek.bij("volgende_stap"), "stap")
    if vervolg.sluit_met is not None:
        _bestaat(vervolg.sluit_met, _codes(keten.afsluitredenen), plek.bij("sluit_met"), "reden om af te sluiten")


def _controleer_bereikbaar(keten: Keten, plek: Plek) -> None:
    codes = _codes(keten.stappen)
    for nummer, stap in enumerate(keten.stappen):
        for plaats, vorige in enumerate(stap.opent_na):
            _bestaat(vorige, codes, plek.bij("stappen").op(nummer).bij("opent_na").op(plaats), "stap")
    open_ = {stap.code for stap in keten.stappen if stap.begin}
    leidt_naar: list[Vervolg | Route] = [*keten.uitslagen, *keten.routes]
    open_ |= {deel.volgende_stap for deel in leidt_naar if deel.volgende_stap is not None}
    while erbij := {stap.code for stap in keten.stappen if open_ & set(stap.opent_na)} - open_:
        open_ |= erbij
    for nummer, stap in enumerate(keten.stappen):
        if stap.code not in open_:
            waar = plek.bij("stappen").op(nummer)
            raise waar.fout("deze stap gaat nooit open; verwacht begin, opent_na, of een uitslag of route hierheen.")


def _controleer_interventies(keten: Keten, interventies: Mapping[str, Interventie], plek: Plek) -> None:
    gevraagd = {vraag.sleutel for stap in keten.stappen for vraag in stap.vragen}
    uitslagen = [vervolg.uitslag for vervolg in keten.uitslagen]
    for nummer, inzet in enumerate(keten.interventies):
        waar = plek.bij("interventies").op(nummer)
        _bestaat(inzet.interventie, interventies, waar.bij("interventie"), "interventie")
        for plaats, uitslag in enumerate(inzet.bij_uitslagen):
            _bestaat(uitslag, uitslagen, waar.bij("bij_uitslagen").op(plaats), "uitslag")
        if bool(inzet.bij_uitslagen) != bool(inzet.waarschuwing):
            raise waar.bij("waarschuwing").fout("hoort bij bij_uitslagen: geef ze allebei, of geen van beide.")
        for regel in interventies[inzet.interventie].geschiktheid:
            if mist := sorted(set(GESCHIKTHEID[regel.regel].sleutels) - gevraagd):
                raise waar.fout(f"regel {regel.regel} leest {', '.join(mist)}; geen stap stelt die vraag.")
    if keten.interventies and "plaatsing" not in {stap.soort for stap in keten.stappen}:
        raise plek.bij("interventies").fout("een keten met interventies heeft een stap van soort plaatsing nodig.")


def _controleer_terugkoppelingen(keten: Keten, plek: Plek) -> None:
    for nummer, terugkoppeling in enumerate(keten.terugkoppelingen):
        waar = plek.bij("terugkoppelingen").op(nummer).bij("stap")
        if (terugkoppeling.moment == "stap") != (terugkoppeling.stap is not None):
            raise waar.fout('hoort bij het moment "stap", en alleen daarbij.')
        if terugkoppeling.stap is not None:
            _bestaat(terugkoppeling.stap, _codes(keten.stappen), waar, "stap")


def _controleer_voorbeelden(keten: Keten, plek: Plek) -> None:
    vervolgen = {vervolg.uitslag: vervolg for vervolg in keten.uitslagen}
    routes = {route.code: route for route in keten.routes}
    for nummer, voorbeeld in enumerate(keten.voorbeelden):
        waar = plek.bij("voorbeelden").op(nummer)
        deel: Vervolg | Route
        if (voorbeeld.uitslag is None) == (voorbeeld.route is None):
            raise waar.fout("verwacht een uitslag of een route, niet allebei.")
        if voorbeeld.uitslag is not None:
            _bestaat(voorbeeld.uitslag, vervolgen, waar.bij("uitslag"), "uitslag")
            deel = vervolgen[voorbeeld.uitslag]
            if deel.opent_traject is not voorbeeld.opent_traject:
                raise waar.bij("opent_traject").fout(f"'{voorbeeld.naam}' klopt niet met de tabel uitslagen.")
        elif voorbeeld.route is not None:
            _bestaat(voorbeeld.route, routes, waar.bij("route"), "route")
            deel = routes[voorbeeld.route]
        if (deel.volgende_stap, deel.sluit_met) != (voorbeeld.volgende_stap, voorbeeld.sluit_met):
            raise waar.fout(f"'{voorbeeld.naam}' leidt ergens anders heen.")


class _MetCode(Protocol):
    @property
    def code(self) -> str: ...


def _codes(dingen: Iterable[_MetCode]) -> list[str]:
    return [ding.code for ding in dingen]


def _bestaat(code: str, bekend: Iterable[str], plek: Plek, wat: str) -> None:
    keuzes = list(bekend)
    if code not in keuzes:
        raise plek.fout(f"er is geen {wat} '{code}'.{bedoelt_u(code, keuzes)}")


def controleer_genoemd(
    genoemd: Iterable[tuple[str, str, str | None]], bestanden: Mapping[str, Indicatoren], plek: Plek
) -> None:
    """Check that indicators (keten, code, split or None) that another file names are there, in the newest file."""
    nieuwste = {
        str(bestand.code): bestand for bestand in sorted(bestanden.values(), key=lambda bestand: bestand.versie)
    }
    for keten, code, splitsing in genoemd:
        if keten not in nieuwste:
            raise plek.fout(
                f"er is geen bestand met indicatoren van de keten '{keten}'.{bedoelt_u(keten, [*nieuwste])}"
            )
        bekend = {str(een.code): een for een in nieuwste[keten].indicatoren}
        if code not in bekend:
            raise plek.fout(f"{keten} heeft geen indicator '{code}'.{bedoelt_u(code, [*bekend])}")
        if splitsing and splitsing not in bekend[code].splitsingen:
            raise plek.fout(f"'{code}' van {keten} is niet te splitsen naar '{splitsing}'.")
