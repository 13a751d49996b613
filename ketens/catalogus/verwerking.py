"""The flows of personal data of one keten, as data: what goes from whom to whom, about whom, and why (AVG 30).

What the law calls it and how long it is kept are proposals here; a gemeente decides, in dated rows of its own.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from ketens.catalogus.fouten import Onbekend
from ketens.catalogus.grondslagen import GEEN, GRONDSLAGEN, UITZONDERINGEN
from ketens.catalogus.keten import Keten
from ketens.catalogus.lezen import Code, Pin, Plek, bedoelt_u
from ketens.catalogus.vragen import uniek


@dataclass(frozen=True, slots=True, kw_only=True)
class Voorstel:
    """What the catalogue proposes; `{gemeente}` stands for the name of the gemeente."""

    grondslag: Code
    uitzondering: Code
    verantwoordelijke: str
    ontvangers: str
    bewaartermijn: str
    wet: str = ""

    def in_gemeente(self, naam: str) -> dict[str, str]:
        """The words of the proposal for one gemeente; the legal choices are left for the gemeente itself."""
        namen = ("verantwoordelijke", "ontvangers", "bewaartermijn")
        return {veld: getattr(self, veld).replace("{gemeente}", naam) for veld in namen}


@dataclass(frozen=True, slots=True, kw_only=True)
class Gegevensstroom:
    """One flow. `gezondheid`: data about health are in it; `eigen_taak`: the gemeente does it as its own task.

    `toestemming` is the consent that goes before it. `voor_inwoner` stands on the privacy page.
    """

    code: Code
    naam: str
    van: str
    naar: str
    doel: str
    betrokkenen: tuple[str, ...]
    gegevens: tuple[str, ...]
    gezondheid: bool
    eigen_taak: bool
    voor_inwoner: str
    voorstel: Voorstel
    toestemming: Literal["doorgeven", "terugkoppelen", "opnieuw_bellen"] | None = None
    te_controleren: tuple[str, ...] = ()

    def na_lezen(self, plek: Plek) -> None:
        """Refuse a proposal that a gemeente could not take over. Raises Catalogusfout."""
        waar = plek.bij("voorstel")
        for sleutel, lijst in (("grondslag", GRONDSLAGEN), ("uitzondering", UITZONDERINGEN)):
            code = getattr(self.voorstel, sleutel)
            if code not in lijst:
                keuzes = f" Mogelijk zijn: {', '.join(lijst)}."
                raise waar.bij(sleutel).fout(f"er is geen {sleutel} '{code}'.{bedoelt_u(code, list(lijst)) or keuzes}")
        if self.gezondheid and self.voorstel.uitzondering == GEEN:
            raise waar.bij("uitzondering").fout("verwacht een uitzondering: in deze stroom zitten gezondheidsgegevens.")
        if GRONDSLAGEN[self.voorstel.grondslag].vraagt_wet and not self.voorstel.wet:
            raise waar.bij("wet").fout(
                f"deze sleutel ontbreekt; de grondslag {self.voorstel.grondslag} vraagt een wet."
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Verwerkingen:
    """One version of the flows of one keten; `code` is the code of that keten."""

    code: Code
    versie: int
    naam: str
    stromen: tuple[Gegevensstroom, ...]
    te_controleren: tuple[str, ...] = ()

    @property
    def pin(self) -> Pin:
        """Code and version."""
        return Pin(f"{self.code}@{self.versie}")

    def stroom(self, code: str) -> Gegevensstroom:
        """By code. Raises Onbekend."""
        for stroom in self.stromen:
            if stroom.code == code:
                return stroom
        raise Onbekend(f"De verwerkingen van {self.naam} (versie {self.versie}) kennen geen stroom '{code}'.")


def controleer_verwerkingen(verwerkingen: Verwerkingen, ketens: Mapping[str, Keten], plek: Plek) -> None:
    """Raise Catalogusfout when the keten does not exist, or when file and keten disagree on its flows or consents."""
    if not verwerkingen.stromen:
        raise plek.bij("stromen").fout("verwacht minstens één stroom.")
    uniek(verwerkingen.stromen, "code", plek.bij("stromen"))
    versies = [keten for keten in ketens.values() if keten.code == verwerkingen.code]
    if not versies:
        codes = sorted({keten.code for keten in ketens.values()})
        raise plek.bij("code").fout(f"er is geen keten '{verwerkingen.code}'.{bedoelt_u(verwerkingen.code, codes)}")
    keten = max(versies, key=lambda keten: keten.versie)
    hier = {stroom.code for stroom in verwerkingen.stromen}
    if mist := [stroom.code for stroom in keten.stromen if stroom.code not in hier]:
        raise plek.bij("stromen").fout(f"{keten.pin} noemt ook: {', '.join(mist)}.")
    soorten = {toestemming.soort for toestemming in keten.toestemmingen}
    for nummer, stroom in enumerate(verwerkingen.stromen):
        if stroom.toestemming is not None and stroom.toestemming not in soorten:
            waar = plek.bij("stromen").op(nummer).bij("toestemming")
            raise waar.fout(f"{keten.pin} vraagt geen toestemming '{stroom.toestemming}'.")
