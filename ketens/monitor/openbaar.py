"""The chapter for outside: every count went through what hides it, in each of the years that it shows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID, uuid5

from sqlalchemy import select

from ketens.budgetten.regime import niet_van_gemeente
from ketens.gebruikers.wie import Wie
from ketens.kern.db import db, nieuw_id
from ketens.kern.fouten import Domeinfout
from ketens.kern.klok import vandaag
from ketens.monitor.lezen import Gelezen, geld_van, gepland_in, lees_keten, project_van
from ketens.monitor.project import Bereik, Geld, Planning, Project, Reeks
from ketens.monitor.stuk import Teksten, maak
from ketens.publicaties.handelingen import eis_gezien, leg_vast, van_formulier, vergrendel
from ketens.publicaties.models import Publicatie
from ketens.publicaties.openbaar import publicaties, vertoning
from ketens.publicaties.overzichten import stuk_van
from ketens.publicaties.samenhang import KOSTEN, vrij
from ketens.publicaties.vertoning import Vertoning
from ketens.stukken.stuk import Stuk
from ketens.verslagen.verslag import verslag

SOORT = "monitor"
Vertoningen = Mapping[int, Vertoning]


@dataclass(frozen=True, slots=True)
class Openbaar:
    """One project as the public sees it, and of each year what may be shown."""

    project: Project
    vertoningen: Vertoningen


@dataclass(frozen=True, slots=True)
class Voorbereid:
    """The chapter as it would go out, and what had gone out when it was worked out."""

    ketens: tuple[str, ...]
    jaar: int
    teksten: Teksten
    openbaar: tuple[Openbaar, ...]
    stuk: Stuk
    bekend: frozenset[UUID]


def openbare(ketens: Sequence[str], jaar: int) -> list[Openbaar]:
    """Return the projects as they may be shown now. A preview: nothing leaves before it is written down."""
    gepland = gepland_in(ketens, jaar + 1)
    return [_openbaar(lees_keten(code, jaar), gepland) for code in ketens]


def hoofdstuk(openbaar: Sequence[Openbaar], teksten: Teksten, wie: Wie, jaar: int) -> Stuk:
    """Return the public chapter."""
    if wie.pet is None:
        raise Domeinfout("Kies eerst een gemeente.")
    projecten = [deel.project for deel in openbaar]
    gemeente = wie.pet.gemeente.naam
    return maak(projecten, teksten, gemeente=gemeente, jaar=jaar, merk="openbaar", gemaakt_op=vandaag())


def bereid_voor(ketens: Sequence[str], jaar: int, teksten: Teksten, wie: Wie) -> Voorbereid:
    """Work out the chapter that would go out, before the lock: it takes seconds."""
    bekend = _bekend(ketens)
    openbaar = openbare(ketens, jaar)
    return Voorbereid(tuple(ketens), jaar, teksten, tuple(openbaar), hoofdstuk(openbaar, teksten, wie, jaar), bekend)


def publiceer(
    klaar: Voorbereid, *, door: Wie, formulier_id: UUID | None = None, gezien: str | None = None
) -> Publicatie:
    """Make the chapter public: of each keten and year is written down what readers see. Twice the same is once.

    `gezien` is the fingerprint of the preview: what was not seen does not go out. When something else went out since
    the chapter was worked out, it is worked out again, under the lock.
    """
    formulier_id = formulier_id or nieuw_id()
    vergrendel()
    if bestaand := van_formulier(formulier_id):
        return bestaand
    if klaar.bekend != _bekend(klaar.ketens):
        klaar = bereid_voor(klaar.ketens, klaar.jaar, klaar.teksten, door)
    jaar, stuk = klaar.jaar, klaar.stuk
    eis_gezien(stuk, gezien)
    for deel in klaar.openbaar:
        for welk, getoond in deel.vertoningen.items():
            if welk != jaar and getoond.beeld.codes:
                # Of the years before only the numbers are new: the chapter is that of this year.
                los, eigen = replace(stuk, hoofdstukken=()), uuid5(formulier_id, f"{deel.project.code}-{welk}")
                leg_vast(getoond, los, soort=SOORT, door=door, formulier_id=eigen, alleen=sleutels(deel, welk))
    laatste = [
        leg_vast(
            deel.vertoningen[jaar], stuk, soort=SOORT, door=door, alleen=sleutels(deel, jaar),
            formulier_id=uuid5(formulier_id, deel.project.code) if nr else formulier_id,
        )
        for nr, deel in enumerate(klaar.openbaar)
    ]  # fmt: skip
    return laatste[0]


def _bekend(ketens: Sequence[str]) -> frozenset[UUID]:
    """Return what of these ketens went out: what hides a number depends on it."""
    return frozenset(db.session.scalars(select(Publicatie.id).where(Publicatie.keten_code.in_(ketens))))


def gepubliceerd(ketens: Sequence[str], jaar: int) -> Publicatie | None:
    """Return the newest chapter of this year that went out."""
    rijen = [rij for code in ketens for rij in publicaties(code, (jaar,)) if rij.soort == SOORT]
    met_tekst = [rij for rij in rijen if stuk_van(rij).hoofdstukken and stuk_van(rij).code == SOORT]
    return max(met_tekst, key=lambda rij: (rij.op, rij.id), default=None)


def sleutels(deel: Openbaar, jaar: int) -> set[str]:
    """Return the cells that readers see or can work out: of every figure, of what a share or a cost is of."""
    getoond = deel.vertoningen[jaar]
    codes = {reeks.code for reeks in (*deel.project.reeksen, *(een.reeks for een in deel.project.bereiken))}
    stand = getoond.verslag.stand
    for code in [code for code in codes if code in stand.codes]:
        codes |= {str(naam) for naam in (stand.indicator(code).teller, stand.indicator(code).noemer) if naam}
    codes |= set(KOSTEN.values())
    # Places and groups bound how many took part: what was shown of them must be known the next time.
    grenzen = {vrij(code, jaar) for code in codes - {*getoond.beeld.codes}}
    return grenzen | {getoond.beeld.sleutel(code) for code in codes if code in getoond.beeld.codes}


def _openbaar(gelezen: Gelezen, gepland: Mapping[str, Planning]) -> Openbaar:
    heel = project_van(gelezen, gepland)
    nu = vertoning(gelezen.nu)
    getoond = {jaar: nu if jaar == heel.jaar else vertoning(verslag(heel.code, jaar)) for jaar in heel.jaren}
    project = replace(
        heel,
        openbaar=True,
        reeksen=tuple(_verberg(reeks, getoond) for reeks in heel.reeksen),
        bereiken=tuple(_verberg_bereik(deel, getoond) for deel in heel.bereiken),
        geld=_geld(gelezen, nu),
        tot=None if nu.beeld.heel else nu.tot,
        verwacht={},
        planning=replace(heel.planning, plaatsen=None) if heel.planning else None,
    )
    return Openbaar(project, getoond)


def _verberg(reeks: Reeks, getoond: Vertoningen) -> Reeks:
    return replace(reeks, waarden={jaar: getoond[jaar].waarde(reeks.code) for jaar in reeks.waarden})


def _verberg_bereik(deel: Bereik, getoond: Vertoningen) -> Bereik:
    return replace(deel, reeks=_verberg(deel.reeks, getoond))


def _geld(gelezen: Gelezen, getoond: Vertoning) -> dict[int, Geld]:
    """What participants and insurers pay would tell how many they are; a year that runs has no amounts yet."""
    jaar = gelezen.nu.jaar
    geld = geld_van(gelezen.boek, jaar, zonder=niet_van_gemeente())
    if not getoond.beeld.heel:
        geld.pop(jaar, None)
    if jaar in geld:
        gestart, afgerond = getoond.kosten("kosten_per_gestart"), getoond.kosten("kosten_per_afgerond")
        geld[jaar] = replace(geld[jaar], per_gestart=gestart, per_afgerond=afgerond)
    return geld
