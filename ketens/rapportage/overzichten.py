"""The figures of a keten per year, counted from rows: never a stored number, never a person.

A year before the first row of its kind was ever written is unknown (None), not zero.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, distinct, func, select

from ketens.aanwezigheid.overzichten import per_jaar
from ketens.beoordelingen.models import Beoordeling
from ketens.catalogus import Keten, catalogus
from ketens.groepen.models import Groep
from ketens.groepen.overzichten import jaarcijfers
from ketens.instrumenten.models import Afname
from ketens.kern.db import db
from ketens.kern.klok import moment, vandaag
from ketens.tellingen import overzichten as telstaten
from ketens.tellingen.models import codes_van
from ketens.trajecten.delen import Gebeurtenis
from ketens.trajecten.gesprekken import GESPREK
from ketens.trajecten.hulpvragen import Hulpvraag
from ketens.trajecten.instellingen import instelling
from ketens.trajecten.models import Traject
from ketens.verwijzingen.models import Verwijzing, Weigering

MEESTE_JAREN = 6
Telling = tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class Cijfer:
    """One number over the years, with what it counts in one sentence. None: not filled in."""

    naam: str
    uitleg: str
    per_jaar: Telling
    onderdeel: bool = False


@dataclass(frozen=True, slots=True)
class Cijfers:
    """The figures of one keten, in parts with a heading."""

    keten: Keten
    jaren: tuple[int, ...]
    delen: tuple[tuple[str, tuple[Cijfer, ...]], ...]


def jaren_van(keten_code: str) -> tuple[int, ...]:
    """Return the years to show: from the start of the keten in this gemeente or its first count, at most six."""
    eigen, nu = instelling(keten_code), vandaag().year
    eerste = min(eigen.actief_vanaf.year if eigen else nu, *telstaten.jaren(codes_van([keten_code])))
    return tuple(range(max(eerste, nu - MEESTE_JAREN + 1), nu + 1)) or (nu,)


def cijfers(keten_code: str, jaren: Sequence[int], *, van_alle: bool = True) -> Cijfers:
    """Count everything of one keten, in a fixed number of queries; `van_alle`: and what is counted for all ketens."""
    keten = catalogus().keten(keten_code)
    delen = (
        ("Valrisicotest" if keten_code == "valpreventie" else "Test", tuple(_tests(keten, jaren))),
        ("Verwijzingen en trajecten", tuple(_wegen(keten, jaren))),
        ("Gesprekken en hulpvragen", tuple(_gesprekken(keten, jaren))),
        ("Groepen en deelnames", tuple(_deelnames(keten, jaren)) if keten.interventies else ()),
        ("Tellingen zonder personen", tuple(_geteld(keten.code, jaren))),
        ("Tellingen die bij geen keten horen", tuple(_geteld(None, jaren)) if van_alle else ()),
    )
    return Cijfers(keten, tuple(jaren), tuple(deel for deel in delen if deel[1]))


def jaarstaten(ketens: Iterable[str], jaar: int) -> list[Cijfers]:
    """Return the figures of one year for each of these ketens that the catalogue knows."""
    bekend = {keten.code for keten in catalogus().ketens}
    return [cijfers(code, (jaar,), van_alle=False) for code in ketens if code in bekend]


def _tests(keten: Keten, jaren: Sequence[int]) -> Iterable[Cijfer]:
    pin = keten.instrument_bij_verwijzing
    if pin is None:
        return
    eisen = [Afname.keten_code == keten.code, Afname.instrument.startswith(pin.partition("@")[0] + "@")]
    eerste = _eerste_jaar(Afname.op, *eisen)
    wat = (Afname.uitslag, Afname.inwoner_id.is_not(None), Afname.al_getest)
    rijen = db.session.execute(select(*wat, *_per_jaar(Afname.op, jaren)).where(*eisen).group_by(*wat)).all()

    def som(welke: Iterable[Any]) -> Telling:
        regels = list(welke)
        return _vanaf(eerste, jaren, [sum(regel[len(wat) + i] for regel in regels) for i in range(len(jaren))])

    yield Cijfer("Tests", "Alle tests die in dat jaar zijn ingevuld, met en zonder naam.", som(rijen))
    yield Cijfer("waarvan op naam", "De test hoort bij een inwoner.", som(r for r in rijen if r[1]), onderdeel=True)
    yield Cijfer(
        "waarvan zonder naam",
        "Alleen geteld: leeftijdsklasse, geslacht en postcodegebied. Niet te herleiden tot personen.",
        som(r for r in rijen if not r[1]),
        onderdeel=True,
    )
    if any(rij[2] is not None for rij in rijen):
        yield Cijfer(
            "zonder naam, dit jaar voor het eerst",
            "Zij zeiden op een valrisicodag dat zij dat jaar nog niet getest waren. Anders is het niet gevraagd.",
            som(r for r in rijen if not r[1] and r[2] is False),
            onderdeel=True,
        )
        yield Cijfer(
            "zonder naam, dit jaar al getest",
            "Zij zeiden dat zij dat jaar al eens getest waren: zo iemand telt twee keer mee.",
            som(r for r in rijen if not r[1] and r[2]),
            onderdeel=True,
        )
    for vervolg in keten.uitslagen:
        eigen = [rij for rij in rijen if rij[0] == vervolg.uitslag]
        yield Cijfer(f"uitslag {vervolg.uitslag}", f"Tests met de uitslag: {vervolg.kop.lower()}.", som(eigen), True)


def _wegen(keten: Keten, jaren: Sequence[int]) -> Iterable[Cijfer]:
    yield _tel(
        "Verwijzingen",
        "Alle verwijzingen die in dat jaar zijn verstuurd, ook als ze later zijn geweigerd of ingetrokken.",
        Verwijzing.ingediend_op, jaren, Verwijzing.keten_code == keten.code,
    )  # fmt: skip
    yield _tel(
        "Wilde nu niet",
        "Inwoners die na de test nog geen hulp wilden. Van hen is geen naam bewaard.",
        Weigering.maand, jaren, Weigering.keten_code == keten.code,
    )  # fmt: skip
    yield _tel(
        "Gestarte trajecten",
        "Trajecten die in dat jaar zijn begonnen, na aanname van een verwijzing of een eigen aanmelding.",
        Traject.begonnen_op, jaren, Traject.keten_code == keten.code,
    )  # fmt: skip
    if any(stap.soort == "beoordeling" for stap in keten.stappen):
        yield _tel(
            "Beoordelingen gevraagd",
            "Verzoeken aan een praktijk om iemand met een hoog risico te beoordelen.",
            Beoordeling.gevraagd_op, jaren, Beoordeling.keten_code == keten.code,
        )  # fmt: skip
        yield _tel(
            "Beoordelingen beantwoord",
            "Verzoeken waarop in dat jaar een antwoord kwam.",
            Beoordeling.beantwoord_op, jaren, Beoordeling.keten_code == keten.code,
        )  # fmt: skip


def _gesprekken(keten: Keten, jaren: Sequence[int]) -> Iterable[Cijfer]:
    """Who was spoken to, and what it was about; only where the keten works with gesprekken."""
    if not any(stap.soort == "gesprekken" for stap in keten.stappen):
        return
    hier = select(Traject.id).where(Traject.keten_code == keten.code)
    eisen = [Gebeurtenis.soort == GESPREK, Gebeurtenis.traject_id.in_(hier)]
    eerste = _eerste_jaar(Gebeurtenis.op, *eisen)
    mensen, keren = (
        db.session.execute(select(*_per_jaar(Gebeurtenis.op, jaren, wie)).where(*eisen)).one()
        for wie in (distinct(Gebeurtenis.inwoner_id), Gebeurtenis.id)
    )
    yield Cijfer(
        "Inwoners met een gesprek",
        "Hoeveel verschillende inwoners in dat jaar minstens één gesprek hadden.",
        _vanaf(eerste, jaren, mensen),
    )
    yield Cijfer("Gesprekken", "Alle gesprekken van dat jaar samen.", _vanaf(eerste, jaren, keren), onderdeel=True)
    hoofd = [Hulpvraag.hoofd.is_(True), Hulpvraag.traject_id.in_(hier)]
    vraag = select(Hulpvraag.code, *_per_jaar(Hulpvraag.sinds, jaren, distinct(Hulpvraag.inwoner_id)))
    rijen = db.session.execute(vraag.where(*hoofd).group_by(Hulpvraag.code)).all()
    vanaf = _eerste_jaar(Hulpvraag.sinds, *hoofd)
    for code, *getallen in sorted(rijen, key=lambda rij: -sum(rij[1:])):
        wat = f"Hulpvraag: {keten.hulpvraag(code).naam}"
        yield Cijfer(
            wat,
            "Voor zoveel inwoners werd dit in dat jaar de belangrijkste vraag.",
            _vanaf(vanaf, jaren, getallen),
            True,
        )


def _deelnames(keten: Keten, jaren: Sequence[int]) -> Iterable[Cijfer]:
    eerste = _eerste_jaar(Groep.begint_op, Groep.keten_code == keten.code)
    rijen = jaarcijfers(min(jaren), max(jaren), keten.code)

    def reeks(naam: str) -> Telling:
        return _vanaf(eerste, jaren, [getattr(rij, naam) for rij in rijen])

    yield Cijfer("Groepen", "Groepen die in dat jaar beginnen en niet zijn afgelast.", reeks("groepen"))
    yield Cijfer("Plaatsen", "Hoeveel plaatsen deze groepen samen hebben.", reeks("plaatsen"))
    yield Cijfer(
        "Gestarte deelnames",
        "Iemand was bij een van de eerste bijeenkomsten. Wie twee keer meedoet, telt twee keer.",
        reeks("gestart"),
    )
    yield Cijfer("Verschillende inwoners", "Hoeveel verschillende mensen dat zijn.", reeks("unieke_inwoners"), True)
    yield Cijfer("Afgerond", "Deelnames die in dat jaar zijn afgerond.", reeks("afgerond"))
    yield Cijfer("Uitgevallen", "Deelnames die in dat jaar na de start zijn gestopt.", reeks("uitgevallen"))
    gevolgd, van = per_jaar(jaren, keten.code), "Van de groepen die in dat jaar eindigden"
    genoeg = _vanaf(eerste, jaren, [rij.voldoende for rij in gevolgd])
    yield Cijfer("Voldoende gevolgd", f"{van}: bij genoeg bijeenkomsten aanwezig, afgerond of niet.", genoeg, True)
    opkomst = tuple(rij.opkomst.procent for rij in gevolgd)
    yield Cijfer("Gemiddelde opkomst, in procenten", f"{van}, over de genoteerde bijeenkomsten.", opkomst, True)


def _geteld(keten_code: str | None, jaren: Sequence[int]) -> Iterable[Cijfer]:
    """Counts of activities. They stand beside the cases and are never added to them: nobody knows who was counted."""
    eigen = [wat for wat in catalogus().activiteiten if wat.keten == keten_code]
    for activiteit, staten in telstaten.totalen(eigen, jaren) if eigen else ():
        if not activiteit.telt_op or not any(staat.keer for staat in staten):
            continue
        bronnen = sorted({bron for staat in staten for bron in staat.bronnen})
        uitleg = "Geteld zonder namen." + (f" Bron van oude cijfers: {', '.join(bronnen)}." if bronnen else "")
        for veld in activiteit.velden:
            per_jaar = tuple(staat.totaal[veld.sleutel] if staat.totaal else None for staat in staten)
            if any(per_jaar) or len(activiteit.velden) == 1:
                yield Cijfer(f"{activiteit.naam}: {veld.naam.lower()}", uitleg, per_jaar)


def _tel(naam: str, uitleg: str, kolom: Any, jaren: Sequence[int], eis: ColumnElement[bool]) -> Cijfer:
    rij = db.session.execute(select(func.min(kolom), *_per_jaar(kolom, jaren)).where(eis)).one()
    return Cijfer(naam, uitleg, _vanaf(rij[0].year if rij[0] else None, jaren, rij[1:]))


def _eerste_jaar(kolom: Any, *eisen: ColumnElement[bool]) -> int | None:
    eerste = db.session.scalar(select(func.min(kolom)).where(*eisen))
    return eerste.year if eerste else None


def _per_jaar(kolom: Any, jaren: Sequence[int], wat: Any = None) -> list[ColumnElement[int]]:
    """A count for each year (of `wat`, else of the rows); years begin and end at midnight in Amsterdam."""
    is_dag = kolom.type.python_type is date

    def grens(jaar: int) -> Any:
        return date(jaar, 1, 1) if is_dag else moment(date(jaar, 1, 1), 0)

    return [
        func.count(kolom if wat is None else wat).filter(kolom >= grens(jaar), kolom < grens(jaar + 1))
        for jaar in jaren
    ]


def _vanaf(eerste: int | None, jaren: Sequence[int], getallen: Iterable[int]) -> Telling:
    """Keep the numbers from the first year that was ever filled in; before it nothing is known."""
    paren = zip(jaren, getallen, strict=True)
    return tuple(getal if eerste is not None and jaar >= eerste else None for jaar, getal in paren)
