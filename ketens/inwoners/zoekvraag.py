"""What someone typed in the one search box, read as demands that must all hold."""

import re
from dataclasses import dataclass
from datetime import date

from stdnum.nl import bsn as stdnum_bsn

from ketens.inwoners.zoeksleutels import (
    KORTST,
    LANGST,
    LANGST_VOORNAAM,
    TUSSENVOEGSELS,
    adressleutel,
    klank,
    telefoonsleutel,
    vouw,
    woorden,
    zonder_tussenvoegsels,
)
from ketens.kern.klok import vandaag

Eis = frozenset[tuple[str, str]]

TE_KORT = "Typ minstens 3 letters van de achternaam, of een geboortedatum, postcode of telefoonnummer."
ONBEKEND_GETAL = (
    "Een van de getallen is geen hele geboortedatum (12-3-1941), postcode (7621 AB) of telefoonnummer (10 cijfers)."
)
GEEN_DATUM = "Deze geboortedatum bestaat niet. Schrijf dag-maand-jaar, bijvoorbeeld 12-3-1941."
TOEKOMST = "Deze geboortedatum ligt in de toekomst."
TE_VEEL = "Zoek met minder woorden: een naam, en als u wilt een geboortedatum, postcode of telefoonnummer."
MEESTE_EISEN = 8

_DATUM = re.compile(
    r"(?<![\d+])(\d{1,2})[-/. ](\d{1,2})[-/. ]((?:19|20)\d\d)(?!\d)|(?<![\d+])(\d\d)(\d\d)((?:19|20)\d\d)(?!\d)"
)
_POSTCODE = re.compile(r"(?<!\w)([1-9]\d{3}) ?([a-z]{2})(?!\w)(?:[ ,]+(\d{1,5})[-a-z0-9]{0,4}(?![\w-]))?")
_EMAIL = re.compile(r"\S+@\S+")
_NUMMER = re.compile(r"(?:\+|(?<!\w))\d[\d ().-]*\d(?!\w)")


class Onduidelijk(Exception):
    """What was typed can't be searched for; the sentence says what to type."""

    def __init__(self, zin: str) -> None:
        super().__init__(zin)
        self.zin = zin


@dataclass
class _Lezer:
    """Takes apart what was typed: each `neem_` takes its kind out of `rest` and adds a demand."""

    rest: str
    eisen: list[Eis]

    def neem(self, patroon: re.Pattern[str]) -> list[re.Match[str]]:
        gevonden = list(patroon.finditer(self.rest))
        self.rest = patroon.sub(" ", self.rest)
        return gevonden

    def neem_datums(self) -> None:
        for delen in self.neem(_DATUM):
            dag, maand, jaar = (int(deel) for deel in delen.groups() if deel)
            try:
                geboren = date(jaar, maand, dag)
            except ValueError as fout:
                raise Onduidelijk(GEEN_DATUM) from fout
            if geboren > vandaag():
                raise Onduidelijk(TOEKOMST)
            self.eisen.append(frozenset({("geboren", geboren.isoformat())}))

    def neem_postcodes(self) -> None:
        for cijfers, letters, huisnummer in (delen.groups() for delen in self.neem(_POSTCODE)):
            postcode = f"{cijfers}{letters.upper()}"
            eis = ("adres", adressleutel(postcode, huisnummer)) if huisnummer else ("postcode", postcode)
            self.eisen.append(frozenset({eis}))

    def neem_nummers(self, met_bsn: bool) -> None:
        for adres in self.neem(_EMAIL):
            self.eisen.append(frozenset({("email", adres[0])}))
        for gevonden in self.neem(_NUMMER):
            cijfers = re.sub(r"\D", "", gevonden[0])
            eis: set[tuple[str, str]] = set()
            if 9 <= len(cijfers) <= 15:
                eis |= {(soort, telefoonsleutel(cijfers)) for soort in ("telefoon", "naaste")}
            if met_bsn and len(cijfers) in (8, 9) and stdnum_bsn.is_valid(cijfers.zfill(9)):
                eis.add(("bsn", cijfers.zfill(9)))
            if not eis:
                raise Onduidelijk(ONBEKEND_GETAL)
            self.eisen.append(frozenset(eis))

    def neem_namen(self) -> None:
        if any(teken.isdigit() for teken in self.rest):
            raise Onduidelijk(ONBEKEND_GETAL)
        alle = woorden(self.rest)
        # "van der" is a name half typed; "van" may be the beginning of Vandaele.
        namen = [] if len(alle) > 1 and TUSSENVOEGSELS.issuperset(alle) else zonder_tussenvoegsels(alle)
        lang = [naam for naam in namen if len(naam) >= KORTST]
        if not lang and not self.eisen:
            raise Onduidelijk(TE_KORT)
        if not self.eisen:
            # One of the words is the surname; a first name alone finds half the gemeente.
            korter = {("achternaam", klank(naam)) for naam in alle if naam not in lang}
            self.eisen.append(frozenset({_begin(naam) for naam in lang} | korter))
        for eis in (_naameis(naam, namen) for naam in namen):
            # What is demanded already in a narrower way asks nothing new.
            if not any(eerder <= eis for eerder in self.eisen):
                self.eisen.append(eis)


def _begin(naam: str) -> tuple[str, str]:
    return "begin", klank(naam)[:LANGST]


def _naameis(naam: str, namen: list[str]) -> Eis:
    """A word is a first name or its beginning, or (the beginning of) a surname; a letter is an initial."""
    heel = ("achternaam", klank(naam))
    if len(naam) == 1:
        return frozenset({("voorletter", naam), heel})
    voornaam = ("voornaam", klank(naam)[:LANGST_VOORNAAM])
    # In "jan jansen" the surname that begins with jan is already there: jan must be something else.
    al_gezegd = any(ander != naam and ander.startswith(naam) for ander in namen)
    return frozenset({voornaam, heel} if al_gezegd or len(naam) < KORTST else {voornaam, heel, _begin(naam)})


def lees(tekst: str, *, met_bsn: bool = False) -> list[Eis]:
    """Return the demands in `tekst`: each is met by any of its (soort, waarde). Raise `Onduidelijk` with what to type.

    A BSN is understood only `met_bsn`: else nine digits are a phone number, and nothing tells that more is kept.
    """
    lezer = _Lezer(vouw(tekst), [])
    lezer.neem_datums()
    lezer.neem_postcodes()
    lezer.neem_nummers(met_bsn)
    lezer.neem_namen()
    if len(lezer.eisen) > MEESTE_EISEN:
        raise Onduidelijk(TE_VEEL)
    return lezer.eisen
