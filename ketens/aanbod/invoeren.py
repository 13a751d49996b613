"""A file with the kaart in it: read, compared, and only then written, all of it or nothing."""

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import select

from ketens.aanbod.handelingen import hervat, maak_aanbod, sleutel, stop, wijzig
from ketens.aanbod.kolommen import BIJ_KOP, KOLOMMEN, ontdaan, regel, waarde
from ketens.aanbod.models import Aanbod
from ketens.gebruikers.wie import Wie
from ketens.kern.csv import BOM, schrijf_csv
from ketens.kern.db import db
from ketens.kern.fouten import Domeinfout

# Bytes of a file, and rows in it: a kaart is a few hundred.
GROOTSTE, MEESTE = 400_000, 2000
EIGEN = ("id", "gecontroleerd_op", "gestopt")


@dataclass(frozen=True, slots=True)
class Fout:
    """What is wrong, and where someone finds it in their spreadsheet."""

    regel: int
    kolom: str
    zin: str


@dataclass(frozen=True, slots=True)
class Regel:
    """One line that can be read: the values of its columns, the aanbod that it is about, and what would change."""

    nummer: int
    velden: Mapping[str, Any]
    aanbod: Aanbod | None
    verschil: list[str]

    @property
    def wat(self) -> str:
        """What would happen."""
        return "nieuw" if self.aanbod is None else "gewijzigd" if self.verschil else "gelijk"


@dataclass(slots=True)
class Voorbeeld:
    """What a file would do."""

    inhoud: str
    regels: list[Regel] = field(default_factory=list)
    fouten: list[Fout] = field(default_factory=list)

    def aantal(self, wat: str) -> int:
        """Count the lines that are "nieuw", "gewijzigd" or "gelijk"."""
        return sum(rij.wat == wat for rij in self.regels)

    @property
    def kan(self) -> bool:
        """Whether there is something to write, and nothing wrong."""
        return not self.fouten and any(rij.wat != "gelijk" for rij in self.regels)


def uitvoer() -> bytes:
    """Return the whole kaart, what was stopped too, as a file that `lees` takes back."""
    rijen = db.session.scalars(select(Aanbod)).all()
    op_naam = sorted(rijen, key=lambda aanbod: (sleutel(aanbod.titel, aanbod.aanbieder), aanbod.id))
    return schrijf_csv([kolom.kop for kolom in KOLOMMEN], [regel(aanbod) for aanbod in op_naam])


def tekst_van(inhoud: bytes) -> str:
    """Return the text of a file as spreadsheets here write it. Raises `Domeinfout`."""
    if len(inhoud) > GROOTSTE:
        raise Domeinfout("Dit bestand is te groot. Het mag 400 kB zijn.", veld="bestand")
    if b"\0" in inhoud:
        raise Domeinfout("Dit is geen CSV-bestand. Bewaar het in Excel als CSV.", veld="bestand")
    try:
        return inhoud.decode("utf-8-sig")
    except UnicodeDecodeError:
        return inhoud.decode("cp1252", errors="replace")


def lees(inhoud: str) -> Voorbeeld:
    """Return what the file would do; every mistake has its line and column. Nothing is written."""
    voorbeeld = Voorbeeld(inhoud)
    rijen = _rijen(inhoud)
    nummer, koppen = next(rijen, (1, []))
    kolommen = [" ".join(kop.split()).casefold() for kop in koppen]
    for kop in kolommen:
        if kop and (kop not in BIJ_KOP or kolommen.count(kop) > 1):
            wat = "Deze kolom staat er twee keer." if kop in BIJ_KOP else "Deze kolom kennen wij niet."
            voorbeeld.fouten.append(Fout(nummer, kop, wat))
    for kolom in KOLOMMEN:
        if kolom.verplicht and kolom.kop not in kolommen:
            voorbeeld.fouten.append(Fout(nummer, kolom.kop, "Deze kolom ontbreekt."))
    if not voorbeeld.fouten:
        _vergelijk(voorbeeld, kolommen, rijen)
    return voorbeeld


def voer_in(voorbeeld: Voorbeeld, *, door: Wie) -> tuple[int, int]:
    """Write what the file says, and return how many are new and how many changed. Raises `Domeinfout`."""
    if voorbeeld.fouten:
        raise Domeinfout("Er staan nog fouten in het bestand. Er is niets overgenomen.")
    for rij in voorbeeld.regels:
        if rij.wat != "gelijk":
            _schrijf(rij, door)
    return voorbeeld.aantal("nieuw"), voorbeeld.aantal("gewijzigd")


def _schrijf(rij: Regel, door: Wie) -> None:
    velden = {veld: gelezen for veld, gelezen in rij.velden.items() if veld not in EIGEN}
    aanbod = rij.aanbod
    if aanbod is None:
        aanbod = maak_aanbod(door=door, **velden)
    elif aanbod.gestopt_op and rij.velden.get("gestopt") is False:
        hervat(aanbod, door=door)
    wijzig(aanbod, door=door, **velden)
    if rij.velden.get("gestopt") and not aanbod.gestopt_op:
        stop(aanbod, door=door)
    if "gecontroleerd_op" in rij.velden and aanbod.gecontroleerd_op != rij.velden["gecontroleerd_op"]:
        aanbod.gecontroleerd_op, aanbod.gecontroleerd_door_id = rij.velden["gecontroleerd_op"], door.account_id


def _rijen(inhoud: str) -> Iterator[tuple[int, list[str]]]:
    """Yield each line that holds something, with the number that it begins at in the file."""
    regels = inhoud.removeprefix(BOM).splitlines(keepends=True)
    erboven = 0
    if regels and regels[0].casefold().startswith("sep="):
        regels, erboven = regels[1:], 1
    eerste = regels[0] if regels else ""
    teken = max(";,\t", key=eerste.count)
    lezer = csv.reader(io.StringIO("".join(regels), newline=""), delimiter=teken)
    vorige = 0
    while True:
        try:
            cellen = next(lezer, None)
        except csv.Error as fout:
            raise Domeinfout(f"Regel {lezer.line_num + erboven} is niet te lezen.", veld="bestand") from fout
        if cellen is None:
            return
        if any(cel.strip() for cel in cellen):
            yield vorige + 1 + erboven, cellen
        vorige = lezer.line_num


def _vergelijk(voorbeeld: Voorbeeld, kolommen: list[str], rijen: Iterator[tuple[int, list[str]]]) -> None:
    alles = list(db.session.scalars(select(Aanbod)).all())
    bij_id = {aanbod.id: aanbod for aanbod in alles}
    # What runs goes before what was stopped under the same name.
    bij_naam = {sleutel(a.titel, a.aanbieder): a for a in sorted(alles, key=lambda a: a.gestopt_op is None)}
    gezien: dict[object, int] = {}
    for nummer, cellen in rijen:
        if len(voorbeeld.regels) >= MEESTE:
            voorbeeld.fouten.append(Fout(nummer, "", f"Een bestand mag {MEESTE} regels hebben. Knip het in delen."))
            return
        velden = _lees_regel(voorbeeld, nummer, dict(zip(kolommen, cellen, strict=False)), len(cellen) > len(kolommen))
        if velden is None:
            continue
        id_ = velden.pop("id", None)
        naam = sleutel(velden["titel"], velden["aanbieder"])
        aanbod = _bedoeld(voorbeeld, nummer, id_, bij_id, bij_naam.get(naam))
        for merk in {naam, aanbod.id if aanbod else naam}:
            if merk in gezien:
                voorbeeld.fouten.append(Fout(nummer, "titel", f"Dit aanbod staat ook op regel {gezien[merk]}."))
                break
            gezien[merk] = nummer
        voorbeeld.regels.append(Regel(nummer, velden, aanbod, _verschil(aanbod, velden)))


def _lees_regel(voorbeeld: Voorbeeld, nummer: int, cellen: dict[str, str], te_lang: bool) -> dict[str, Any] | None:
    velden, goed = {}, not te_lang
    if te_lang:
        voorbeeld.fouten.append(Fout(nummer, "", "Deze regel heeft meer cellen dan er kolommen zijn."))
    for kop, cel in cellen.items():
        if not kop:
            continue
        kolom = BIJ_KOP[kop]
        try:
            velden[kolom.veld] = kolom.lees(ontdaan(cel.strip()))
            if kolom.verplicht and not velden[kolom.veld]:
                raise ValueError("Deze cel is leeg.")
        except ValueError as fout:
            voorbeeld.fouten.append(Fout(nummer, kop, str(fout)))
            goed = False
    for kolom in KOLOMMEN:
        if kolom.verplicht and kolom.kop not in cellen:
            voorbeeld.fouten.append(Fout(nummer, kolom.kop, "Deze cel is leeg."))
            goed = False
    return velden if goed else None


def _bedoeld(
    voorbeeld: Voorbeeld, nummer: int, id_: UUID | None, bij_id: Mapping[UUID, Aanbod], zelfde_naam: Aanbod | None
) -> Aanbod | None:
    if id_ is None:
        return zelfde_naam
    if id_ not in bij_id:
        zin = "Dit nummer staat niet op uw kaart. Laat de cel leeg voor nieuw aanbod."
        voorbeeld.fouten.append(Fout(nummer, "id", zin))
    return bij_id.get(id_)


def _verschil(aanbod: Aanbod | None, velden: Mapping[str, Any]) -> list[str]:
    if aanbod is None:
        return []
    anders = {veld for veld, gelezen in velden.items() if waarde(aanbod, veld) != gelezen}
    return [kolom.kop for kolom in KOLOMMEN if kolom.veld in anders]
