"""What a tablet sends: one test per row, read as if a stranger had written it."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from werkzeug.datastructures import MultiDict

from ketens.catalogus import Antwoordfout, Instrument
from ketens.inwoners.models import Geslacht
from ketens.kern.forms import Formulier
from ketens.kern.fouten import Domeinfout
from ketens.kern.velden import DatumVeld, TekstVeld, TelefoonVeld, Verplicht
from ketens.valrisicodagen.sleutelpaar import Onleesbaar, open_envelop
from ketens.verwijzingen.namen import splits

MEESTE_RIJEN, MEESTE_TEKENS = 50, 65_536
# All that is kept of an age, and an age in that class for the instrument: it keeps no more than the class.
KLASSEN = {
    "0-64": 64, "65-69": 65, "70-74": 70, "75-79": 75, "80-84": 80, "85-89": 85, "90-94": 90, "95+": 95,
}  # fmt: skip
PC4 = re.compile(r"[1-9][0-9]{3}")
NIET_TE_LEZEN = "De naam is niet te lezen. Vraag de inwoner opnieuw, of bel de coördinator."


class Persoonvelden(Formulier):
    """Who wants to be called: enough for one phone call."""

    voornaam = TekstVeld("Voornaam", [Verplicht("Vul de voornaam in.")])
    achternaam = TekstVeld("Achternaam", [Verplicht("Vul de achternaam in.")])
    geboortedatum = DatumVeld("Geboortedatum", [Verplicht("Vul de geboortedatum in.")], toekomst=False)
    telefoon = TelefoonVeld("Telefoonnummer", [Verplicht("Vul het telefoonnummer in.")])

    @property
    def persoon(self) -> dict[str, Any]:
        """What `meld_aan` takes."""
        tussenvoegsel, achternaam = splits(self.achternaam.data or "")
        return {
            "voornaam": self.voornaam.data,
            "tussenvoegsel": tussenvoegsel,
            "achternaam": achternaam or None,
            "geboortedatum": self.geboortedatum.data,
            "telefoon": self.telefoon.data,
        }


@dataclass(frozen=True, slots=True)
class Rij:
    """One test: what was answered, of whom no more than class, sex and area, and who wants to be called."""

    id: UUID
    antwoorden: Mapping[str, object]
    leeftijdsklasse: str | None = None
    geslacht: Geslacht = Geslacht.ONBEKEND
    pc4: str | None = None
    al_getest: bool | None = None
    # Sealed by the browser (`naam`), or as typed while there was a connection (`persoon`).
    naam: object = None
    persoon: dict[str, Any] | None = field(default=None, repr=False)

    @property
    def wil_gebeld(self) -> bool:
        """Whether a name came with it."""
        return self.naam is not None or self.persoon is not None

    @property
    def zonder_naam(self) -> "Rij":
        """The same test, as a count."""
        return replace(self, naam=None, persoon=None)


def lees_rijen(tekst: str) -> list[object]:
    """Return the rows of a sending, unread. Raises `Domeinfout` when it is no list, or too much."""
    if len(tekst.encode(errors="replace")) > MEESTE_TEKENS:
        raise Domeinfout("Dit is te veel in een keer.")
    try:
        rijen = json.loads(tekst)
    except (ValueError, RecursionError) as fout:
        raise Domeinfout("Dit is niet te lezen.") from fout
    if not isinstance(rijen, list) or not 0 < len(rijen) <= MEESTE_RIJEN:
        raise Domeinfout(f"Stuur 1 tot en met {MEESTE_RIJEN} tests in een keer.")
    return rijen


def id_van(ruw: object) -> UUID | None:
    """Return the id of a row, or None when it has none to answer to."""
    try:
        return UUID(ruw["id"]) if isinstance(ruw, dict) and isinstance(ruw.get("id"), str) else None
    except ValueError:
        return None


def lees_rij(ruw: object, instrument: Instrument) -> Rij:
    """Read one row. Raises `Domeinfout` on what the page never sends."""
    rij_id = id_van(ruw)
    if rij_id is None or not isinstance(ruw, dict) or not isinstance(ruw.get("antwoorden"), dict):
        raise Domeinfout("Dit is geen test.")
    try:
        gelezen = instrument.lees(ruw["antwoorden"])
    except Antwoordfout as fout:
        raise Domeinfout(fout.zin) from fout
    klasse, pc4, getest, geslacht = (ruw.get(naam) for naam in ("leeftijd", "pc4", "al_getest", "geslacht"))
    kent = (klasse is None or _in(klasse, KLASSEN)) and (geslacht is None or _in(geslacht, {*Geslacht}))
    plek = pc4 is None or (isinstance(pc4, str) and PC4.fullmatch(pc4))
    if not (kent and plek) or not isinstance(getest, bool | None):
        raise Domeinfout("Dit is geen test.")
    persoon = ruw.get("persoon")
    return Rij(
        rij_id,
        gelezen,
        klasse,
        Geslacht(geslacht or Geslacht.ONBEKEND),
        pc4,
        getest,
        naam=ruw.get("naam"),
        persoon=persoon if isinstance(persoon, dict) else None,
    )


def _in(waarde: object, bekend: Any) -> bool:
    return isinstance(waarde, str) and waarde in bekend


def lees_persoon(rij: Rij, sleutel: str | None) -> dict[str, Any]:
    """Return who wants to be called and that they agreed, as `meld_aan` takes it. Raises `Domeinfout`."""
    ruw = rij.persoon
    if rij.naam is not None:
        try:
            ruw = open_envelop(sleutel or "", rij.naam, rij.id)
        except Onleesbaar as fout:
            raise Domeinfout(NIET_TE_LEZEN) from fout
    ruw = ruw or {}
    velden = MultiDict({naam: waarde for naam, waarde in ruw.items() if isinstance(waarde, str)})
    form = Persoonvelden(velden, meta={"csrf": False})
    if not form.validate():
        raise Domeinfout(next(zin for zinnen in form.errors.values() for zin in zinnen))
    return {**form.persoon, "geslacht": rij.geslacht, "toestemming_doorgeven": ruw.get("toestemming") is True}
