"""The indicators of a keten as data: what is counted, of which fact, against what. No expressions, only names."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from ketens.catalogus.feiten import ALTIJD, FEITEN, Feitsoort
from ketens.catalogus.fouten import Onbekend
from ketens.catalogus.lezen import Code, Pin, Plek, bedoelt_u
from ketens.catalogus.vragen import uniek

Soort = Literal["aantal", "som", "aandeel", "gemiddelde", "mediaan", "percentiel", "bedrag"]
TELT, MEET = ("aantal", "som"), ("gemiddelde", "mediaan", "percentiel")
JA_NEE = {"ja", "nee"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Voorwaarde:
    """A column has one of these values, or none of those."""

    kolom: Code
    een_van: tuple[str, ...] = ()
    niet: tuple[str, ...] = ()

    def na_lezen(self, plek: Plek) -> None:
        if bool(self.een_van) == bool(self.niet):
            raise plek.fout("verwacht een_van of niet, en niet allebei.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Doelgroep:
    """A group of people that counts are measured against; how many they are is a figure of the gemeente, per year."""

    code: Code
    naam: str
    definitie: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Leeftijden:
    """Classes of five years from `van` to `tot`; under `van` is one class, from `tot` on another."""

    van: int = 20
    tot: int = 95

    def na_lezen(self, plek: Plek) -> None:
        if self.van % 5 or self.tot % 5 or not 5 <= self.van < self.tot:
            raise plek.fout("verwacht veelvouden van 5, met van kleiner dan tot.")

    def klasse(self, leeftijd: int) -> str:
        """Return the class of an age in completed years, such as `75-79`."""
        if leeftijd < self.van:
            return f"0-{self.van - 1}"
        if leeftijd >= self.tot:
            return f"{self.tot}+"
        return f"{leeftijd // 5 * 5}-{leeftijd // 5 * 5 + 4}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """One figure. The order of the splits is that of the page; the first that is not a month comes first there.

    - `aantal` counts the rows of `feit` that meet every voorwaarde, or with `telt = "inwoners"` the different residents
      among them: of each resident the first row of the year counts, so that parts add up;
    - `som` adds up `maten` over them; `gemiddelde`, `mediaan` and `percentiel` (`procent`) are of one maat;
    - `aandeel` is `teller` (an indicator) of every hundred of `noemer` (an indicator, or a doelgroep);
    - `bedrag` is money divided over `noemer`: whoever knows the money fills it in.
    """

    code: Code
    naam: str
    definitie: str
    eenheid: str
    hoofdstuk: Code
    soort: Soort = "aantal"
    feit: Code | None = None
    telt: Literal["rijen", "inwoners"] = "rijen"
    maten: tuple[Code, ...] = ()
    procent: int | None = None
    voorwaarden: tuple[Voorwaarde, ...] = ()
    splitsingen: tuple[Code, ...] = ()
    teller: Code | None = None
    noemer: Code | None = None
    doel: Decimal | None = None
    # Below so many it says more of persons than of the whole: then there is no figure.
    minimum: int = 1
    # Whether it says something of residents: then small numbers are hidden in what is published.
    personen: bool = True

    def na_lezen(self, plek: Plek) -> None:
        """Check that it names what its kind needs, and columns that its fact has."""
        is_deling = self.soort in ("aandeel", "bedrag")
        if is_deling == (self.feit is not None):
            raise plek.bij("feit").fout("hoort bij tellen en meten; een aandeel of bedrag heeft een noemer.")
        if is_deling != (self.noemer is not None) or (self.soort == "aandeel") != (self.teller is not None):
            raise plek.fout("een aandeel heeft een teller en een noemer, een bedrag alleen een noemer, de rest geen.")
        if (self.soort == "percentiel") != (self.procent is not None):
            raise plek.bij("procent").fout("hoort bij soort percentiel, en alleen daarbij.")
        if (self.soort in MEET and len(self.maten) != 1) or (self.soort == "som") != (
            len(self.maten) > 0 and self.soort not in MEET
        ):
            raise plek.bij("maten").fout("een som heeft maten, een gemiddelde, mediaan of percentiel precies een.")
        if self.feit is not None:
            self._controleer_feit(self.feit, plek)
        elif self.voorwaarden or self.splitsingen:
            raise plek.fout("voorwaarden en splitsingen horen bij een feit.")

    def _controleer_feit(self, naam: str, plek: Plek) -> None:
        if naam not in FEITEN:
            raise plek.bij("feit").fout(
                f"dit feit is niet bekend.{bedoelt_u(naam, list(FEITEN))} Mogelijk zijn: {', '.join(FEITEN)}."
            )
        feit = FEITEN[naam]
        if self.telt == "inwoners" and not feit.van_inwoner:
            raise plek.bij("telt").fout("bij dit feit is er geen inwoner.")
        for nummer, voorwaarde in enumerate(self.voorwaarden):
            _controleer_voorwaarde(voorwaarde, feit, plek.bij("voorwaarden").op(nummer))
        mag = {*feit.kolommen, *ALTIJD, *(["wijk"] if "pc4" in feit.kolommen else [])}
        for nummer, splitsing in enumerate(self.splitsingen):
            if splitsing not in mag:
                raise (
                    plek.bij("splitsingen")
                    .op(nummer)
                    .fout(f"dit feit heeft geen {splitsing}.{bedoelt_u(splitsing, sorted(mag))}")
                )
        if naam != "telling" and (vreemd := sorted(set(self.maten) - set(feit.maten))):
            raise plek.bij("maten").fout(f"dit feit heeft geen {', '.join(vreemd)}.")


def _controleer_voorwaarde(voorwaarde: Voorwaarde, feit: Feitsoort, plek: Plek) -> None:
    kent = [*feit.kolommen, *feit.ja_nee]
    if voorwaarde.kolom not in kent:
        raise plek.bij("kolom").fout(f"dit feit heeft geen {voorwaarde.kolom}.{bedoelt_u(voorwaarde.kolom, kent)}")
    if voorwaarde.kolom in feit.ja_nee and not set(voorwaarde.een_van) | set(voorwaarde.niet) <= JA_NEE:
        raise plek.fout("verwacht ja of nee.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Hoofdstuk:
    """A part of the page under a heading of its own."""

    code: Code
    naam: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Trechterstap:
    """A step of the funnel: the figure of an indicator, under a short name."""

    indicator: Code
    naam: str
    toelichting: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicatoren:
    """One version of what is counted of one keten; `code` is that of the keten."""

    code: Code
    versie: int
    naam: str
    leeftijden: Leeftijden
    doelgroepen: tuple[Doelgroep, ...] = ()
    hoofdstukken: tuple[Hoofdstuk, ...]
    indicatoren: tuple[Indicator, ...]
    trechter: tuple[Trechterstap, ...] = ()
    # The figures on top of the page.
    tegels: tuple[Code, ...] = ()
    bronnen: tuple[str, ...] = ()
    te_controleren: tuple[str, ...] = ()

    @property
    def pin(self) -> Pin:
        """Code and version, as a signed-off period names it."""
        return Pin(f"{self.code}@{self.versie}")

    def indicator(self, code: str) -> Indicator:
        """Raises Onbekend."""
        for indicator in self.indicatoren:
            if indicator.code == code:
                return indicator
        raise Onbekend(f"De indicatoren van {self.code} (versie {self.versie}) kennen geen '{code}'.")

    def doelgroep(self, code: str) -> Doelgroep | None:
        """Return the group of people with this code, or None when it is an indicator."""
        return next((groep for groep in self.doelgroepen if groep.code == code), None)

    def na_lezen(self, plek: Plek) -> None:
        """Check that every name it uses is there, and that no share is of a share."""
        for lijst in ("doelgroepen", "hoofdstukken", "indicatoren"):
            uniek(getattr(self, lijst), "code", plek.bij(lijst))
        per_code: dict[str, Indicator] = {indicator.code: indicator for indicator in self.indicatoren}
        groepen, koppen = {groep.code for groep in self.doelgroepen}, {kop.code for kop in self.hoofdstukken}
        if dubbel := sorted(groepen & set(per_code)):
            raise plek.bij("doelgroepen").fout(f"{', '.join(dubbel)} is ook een indicator.")
        for nummer, indicator in enumerate(self.indicatoren):
            waar = plek.bij("indicatoren").op(nummer)
            if indicator.hoofdstuk not in koppen:
                raise waar.bij("hoofdstuk").fout(f"er is geen hoofdstuk '{indicator.hoofdstuk}'.")
            for veld in ("teller", "noemer"):
                naam = getattr(indicator, veld)
                if naam is not None and not (veld == "noemer" and naam in groepen):
                    _telbaar(naam, per_code, waar.bij(veld))
        for nummer, code in enumerate(self.tegels):
            if code not in per_code:
                waar = plek.bij("tegels").op(nummer)
                raise waar.fout(f"er is geen indicator '{code}'.{bedoelt_u(code, list(per_code))}")
        for nummer, stap in enumerate(self.trechter):
            _telbaar(stap.indicator, per_code, plek.bij("trechter").op(nummer).bij("indicator"))


def _telbaar(code: str, per_code: Mapping[str, Indicator], plek: Plek) -> None:
    if code not in per_code:
        raise plek.fout(f"er is geen indicator '{code}'.{bedoelt_u(code, list(per_code))}")
    if per_code[code].soort not in TELT:
        raise plek.fout(f"{code} is geen aantal of som.")


def controleer_indicatoren(
    ding: Indicatoren, ketens: Mapping[str, Any], activiteiten: Mapping[str, Any], plek: Plek
) -> None:
    """Raise Catalogusfout unless its keten is there, and what it adds up of counts stands in an activity of it."""
    bekend = sorted({keten.code for keten in ketens.values()})
    if ding.code not in bekend:
        raise plek.bij("code").fout(f"er is geen keten '{ding.code}'.{bedoelt_u(ding.code, bekend)}")
    velden: dict[str, set[str]] = {}
    for activiteit in activiteiten.values():
        if activiteit.keten == ding.code:
            velden.setdefault(activiteit.code, set()).update(veld.sleutel for veld in activiteit.velden)
    for nummer, indicator in enumerate(ding.indicatoren):
        if indicator.feit == "telling":
            _controleer_telling(indicator, velden, plek.bij("indicatoren").op(nummer))


def _controleer_telling(indicator: Indicator, velden: Mapping[str, set[str]], plek: Plek) -> None:
    gekozen = [code for eis in indicator.voorwaarden if eis.kolom == "activiteit" for code in eis.een_van]
    if not gekozen or not set(gekozen) <= set(velden):
        raise plek.bij("voorwaarden").fout(f"verwacht een activiteit van deze keten: {', '.join(sorted(velden))}.")
    kent = set().union(*(velden[code] for code in gekozen))
    if vreemd := sorted(set(indicator.maten) - kent):
        raise plek.bij("maten").fout(f"deze activiteit telt geen {', '.join(vreemd)}.")
