"""Reading the catalogue: the files of the app itself, and those a gemeente lays beside them."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeAlias, TypeVar, cast

from ketens.catalogus.activiteit import Activiteit
from ketens.catalogus.bedrag import Bedrag
from ketens.catalogus.bewaartermijn import Bewaartermijnen
from ketens.catalogus.fouten import Catalogusfout, Onbekend
from ketens.catalogus.hoofdstuk import Hoofdstuktekst
from ketens.catalogus.indicator import Indicatoren, controleer_indicatoren
from ketens.catalogus.instrument import Instrument
from ketens.catalogus.interventie import Interventie
from ketens.catalogus.keten import Keten
from ketens.catalogus.lezen import PIN, Plek, bedoelt_u, lees_tabel
from ketens.catalogus.regeling import Regeling
from ketens.catalogus.samenhang import controleer_genoemd, controleer_keten, controleer_meten
from ketens.catalogus.verantwoording import Verantwoording
from ketens.catalogus.verwerking import Verwerkingen, controleer_verwerkingen

EIGEN = Path(__file__).parent
SOORTEN: Mapping[str, type[Any]] = MappingProxyType(
    {
        "instrumenten": Instrument,
        "interventies": Interventie,
        "ketens": Keten,
        "verwerkingen": Verwerkingen,
        "bedragen": Bedrag,
        "activiteiten": Activiteit,
        "regelingen": Regeling,
        "indicatoren": Indicatoren,
        "hoofdstukken": Hoofdstuktekst,
        "verantwoordingen": Verantwoording,
        "bewaartermijnen": Bewaartermijnen,
    }
)
D = TypeVar(
    "D", Keten, Instrument, Interventie, Verwerkingen, Bedrag, Activiteit, Verantwoording, Regeling, Indicatoren
)
Bestand: TypeAlias = (
    Keten | Instrument | Interventie | Verwerkingen | Bedrag | Activiteit | Hoofdstuktekst | Verantwoording
    | Regeling | Indicatoren | Bewaartermijnen
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Catalogus:
    """Every version of every keten, its flows, and every instrument, interventie and activity, by pin."""

    alle_ketens: Mapping[str, Keten]
    alle_instrumenten: Mapping[str, Instrument]
    alle_interventies: Mapping[str, Interventie]
    alle_verwerkingen: Mapping[str, Verwerkingen]
    alle_bedragen: Mapping[str, Bedrag]
    alle_activiteiten: Mapping[str, Activiteit]
    alle_indicatoren: Mapping[str, Indicatoren]
    alle_regelingen: Mapping[str, Regeling]
    alle_hoofdstukken: Mapping[str, Hoofdstuktekst]
    alle_verantwoordingen: Mapping[str, Verantwoording]
    alle_bewaartermijnen: Mapping[str, Bewaartermijnen]

    @property
    def ketens(self) -> tuple[Keten, ...]:
        """The newest version of each keten, by name."""
        return _nieuwste(self.alle_ketens)

    @property
    def interventies(self) -> tuple[Interventie, ...]:
        """The newest version of each interventie, by name."""
        return _nieuwste(self.alle_interventies)

    @property
    def activiteiten(self) -> tuple[Activiteit, ...]:
        """The newest version of each activity that is counted, by name."""
        return _nieuwste(self.alle_activiteiten)

    @property
    def regelingen(self) -> tuple[Regeling, ...]:
        """The newest version of each regeling, the oldest first."""
        return tuple(sorted(_nieuwste(self.alle_regelingen), key=lambda regeling: regeling.vanaf))

    @property
    def verantwoordingen(self) -> tuple[Verantwoording, ...]:
        """The newest version of each duty to answer for a year, by name."""
        return _nieuwste(self.alle_verantwoordingen)

    @property
    def bewaartermijnen(self) -> Bewaartermijnen:
        """How long what is kept: the newest list."""
        return max(self.alle_bewaartermijnen.values(), key=lambda lijst: lijst.versie)

    def hoofdstuk(self, keten_code: str) -> Hoofdstuktekst | None:
        """What the monitor says of a keten, or None when nobody wrote that yet."""
        versies = [deel for deel in self.alle_hoofdstukken.values() if deel.code == keten_code]
        return max(versies, key=lambda deel: deel.versie, default=None)

    def geteld(self, keten_code: str) -> list[str]:
        """What is counted around a keten without anybody's name, as the pages of that keten say it."""
        return [deel.naam for deel in self.activiteiten if deel.keten == keten_code]

    def activiteit(self, code: str) -> Activiteit:
        """By pin, or the newest by code. Raises Onbekend."""
        return _vind(self.alle_activiteiten, code, "activiteit")

    def keten(self, code: str, versie: int | None = None) -> Keten:
        """By code (newest), by code and version, or by pin. Raises Onbekend."""
        return _vind(self.alle_ketens, code if versie is None else f"{code}@{versie}", "keten")

    def instrument(self, code: str) -> Instrument:
        """By pin, or the newest by code. Raises Onbekend."""
        return _vind(self.alle_instrumenten, code, "instrument")

    def interventie(self, code: str) -> Interventie:
        """By pin, or the newest by code. Raises Onbekend."""
        return _vind(self.alle_interventies, code, "interventie")

    def bedrag(self, code: str) -> Bedrag:
        """By code: the newest file decides. Raises Onbekend."""
        return _vind(self.alle_bedragen, code, "bedrag")

    def verwerkingen(self, keten_code: str) -> Verwerkingen | None:
        """The newest flows of a keten, or None when nobody has written them down yet."""
        versies = [deel for deel in self.alle_verwerkingen.values() if deel.code == keten_code]
        return max(versies, key=lambda deel: deel.versie, default=None)

    def indicatoren(self, keten_code: str) -> Indicatoren:
        """What is counted of a keten, by its code (newest) or by pin. Raises Onbekend."""
        return _vind(self.alle_indicatoren, keten_code, "lijst met indicatoren")


def _nieuwste(alle: Mapping[str, D]) -> tuple[D, ...]:
    nieuwste: dict[str, D] = {}
    for ding in sorted(alle.values(), key=lambda ding: ding.versie):
        nieuwste[ding.code] = ding
    return tuple(sorted(nieuwste.values(), key=lambda ding: ding.naam.casefold()))


def _vind(alle: Mapping[str, D], code: str, wat: str) -> D:
    if code in alle:
        return alle[code]
    versies = [ding for ding in alle.values() if ding.code == code]
    if not versies:
        raise Onbekend(f"De catalogus kent geen {wat} '{code}'.{bedoelt_u(code, list(alle))}")
    return max(versies, key=lambda ding: ding.versie)


def laad(extra: Path | None = None) -> Catalogus:
    """The whole catalogue, with the files in the folder `extra` added. Raises Catalogusfout at the first mistake."""
    catalogus, fouten = lees_alles(extra)
    if fouten:
        raise fouten[0]
    return catalogus


def lees_alles(extra: Path | None = None) -> tuple[Catalogus, list[Catalogusfout]]:
    """What could be read, and the first mistake of each file that could not."""
    gelezen: dict[str, dict[str, Any]] = {soort: {} for soort in SOORTEN}
    fouten: list[Catalogusfout] = []
    for soort, bestand in _bestanden(extra, fouten):
        try:
            ding = _lees_bestand(soort, bestand)
            if ding.pin in gelezen[soort]:
                raise Catalogusfout(
                    bestand.name, "versie", f"{ding.pin} bestaat al; geef uw bestand een nieuwe versie."
                )
            if isinstance(ding, Interventie):
                controleer_meten(ding, gelezen["instrumenten"], Plek(bestand.name))
            if isinstance(ding, Keten):
                plek = Plek(bestand.name)
                controleer_keten(ding, gelezen["instrumenten"], gelezen["interventies"], plek)
            if isinstance(ding, Verwerkingen):
                controleer_verwerkingen(ding, gelezen["ketens"], Plek(bestand.name))
            if isinstance(ding, Activiteit):
                _controleer_activiteit(ding, gelezen["ketens"], Plek(bestand.name))
            if isinstance(ding, Hoofdstuktekst | Verantwoording):
                controleer_genoemd(ding.genoemd, gelezen["indicatoren"], Plek(bestand.name))
            if isinstance(ding, Indicatoren):
                controleer_indicatoren(ding, gelezen["ketens"], gelezen["activiteiten"], Plek(bestand.name))
            gelezen[soort][ding.pin] = ding
        except Catalogusfout as fout:
            fouten.append(fout)
    vast = {soort: MappingProxyType(dingen) for soort, dingen in gelezen.items()}
    return Catalogus(**{f"alle_{soort}": dingen for soort, dingen in vast.items()}), fouten


def _controleer_activiteit(activiteit: Activiteit, ketens: Mapping[str, Keten], plek: Plek) -> None:
    bekend = {keten.code for keten in ketens.values()}
    if activiteit.keten is not None and activiteit.keten not in bekend:
        hint = bedoelt_u(activiteit.keten, sorted(bekend))
        raise plek.bij("keten").fout(f"er is geen keten '{activiteit.keten}'.{hint}")


def _bestanden(extra: Path | None, fouten: list[Catalogusfout]) -> Iterable[tuple[str, Path]]:
    """Files with their kind: what names others comes after them; our own before those of the gemeente."""
    if extra is not None:
        fouten.extend(_vreemd_in(extra))
    mappen = [EIGEN] if extra is None else [EIGEN, extra]
    for soort in SOORTEN:
        for map_ in mappen:
            yield from ((soort, bestand) for bestand in sorted((map_ / soort).glob("*.toml")))


def _vreemd_in(extra: Path) -> list[Catalogusfout]:
    if not extra.is_dir():
        return [Catalogusfout(str(extra), "", "deze map bestaat niet.")]
    plaats = f"verwacht dit bestand in een van de mappen {', '.join(SOORTEN)}."
    return [
        Catalogusfout(str(bestand.relative_to(extra)), "", plaats)
        for bestand in sorted(extra.rglob("*.toml"))
        if bestand.parent.parent != extra or bestand.parent.name not in SOORTEN
    ]


def _lees_bestand(soort: str, bestand: Path) -> Bestand:
    try:
        tabel = tomllib.loads(bestand.read_text(encoding="utf-8"), parse_float=Decimal)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fout:
        raise Catalogusfout(bestand.name, "", f"dit is geen goed TOML-bestand ({fout}).") from fout
    ding = cast("Bestand", lees_tabel(SOORTEN[soort], tabel, Plek(bestand.name)))
    if bestand.name != f"{ding.code}-{ding.versie}.toml" or not PIN.fullmatch(ding.pin):
        naam = f"{ding.code}-{ding.versie}.toml"
        raise Catalogusfout(bestand.name, "code", f"code en versie horen bij de bestandsnaam {naam}, versie vanaf 1.")
    return ding


_gekozen: list[Path | None] = []


def kies_map(extra: Path | None) -> Catalogus:
    """Load the catalogue of this process, once, at start. Raises RuntimeError when another folder is in use."""
    if not _gekozen:
        _gekozen.append(extra)
    if _gekozen[0] != extra:
        raise RuntimeError(f"De catalogus is al geladen met de map {_gekozen[0]}.")
    return catalogus()


@cache
def catalogus() -> Catalogus:
    """The catalogue of this process; without `kies_map` before it that is the app's own files."""
    if not _gekozen:
        _gekozen.append(None)
    return laad(_gekozen[0])
