"""From what is counted and booked to the plain values that the text follows."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import func, select

from ketens.budgetten.boek import Boek, lees
from ketens.budgetten.regime import bronnaam, onderdeel_van, regeling_in
from ketens.budgetten.stand import Bedragen, Geldstand
from ketens.catalogus import Indicator, catalogus
from ketens.catalogus.hoofdstuk import Hoofdstuktekst, Verteld
from ketens.groepen.models import Groep
from ketens.indicatoren.tellen import Stand, tel
from ketens.kern.db import db
from ketens.kern.klok import AMSTERDAM, vandaag
from ketens.monitor.project import JAREN, Bereik, Fixatie, Geld, Planning, Project, Reeks, Regime
from ketens.stukken.cel import Soort, Teken, Waarde
from ketens.vaststellingen.overzichten import vaststelling, verschillen
from ketens.verslagen.cellen import cel, soort_van
from ketens.verslagen.verslag import Verslag, verslag

# What stands in the tables: numbers, shares and days. Money has a paragraph of its own.
GETELD = (Soort.AANTAL, Soort.PROCENT, Soort.DAGEN)


@dataclass(frozen=True, slots=True)
class Gelezen:
    """What was counted and booked of a keten: in the year and the one before, and in the two before those."""

    nu: Verslag
    eerder: Stand
    boek: Boek


def projecten(ketens: Sequence[str], jaar: int) -> list[Project]:
    """Return what the monitor of a year tells of these ketens. A fixed number of queries for each."""
    gepland = gepland_in(ketens, jaar + 1)
    return [project_van(lees_keten(code, jaar), gepland) for code in ketens]


def lees_keten(code: str, jaar: int) -> Gelezen:
    """Read what a project is told from."""
    boek = lees(jaar - JAREN + 1, max(jaar + 1, vandaag().year + 1), (onderdeel_van(code),))
    return Gelezen(verslag(code, jaar), tel(code, jaar - 2), boek)


def project_van(gelezen: Gelezen, gepland: Mapping[str, Planning]) -> Project:
    """Return one project."""
    nu, eerder, boek = gelezen.nu, gelezen.eerder, gelezen.boek
    keten, jaar, tekst = catalogus().keten(nu.keten), nu.jaar, catalogus().hoofdstuk(nu.keten)
    return Project(
        code=keten.code,
        naam=keten.naam,
        jaar=jaar,
        beschrijving=tekst.beschrijving if tekst else (keten.uitleg,),
        reeksen=tuple(_reeksen(nu.stand, eerder, tekst)),
        bereiken=tuple(_bereiken(nu.stand, eerder)),
        geld=_geld(boek, nu.geld, jaar),
        tot=vandaag() if jaar == vandaag().year else None,
        verwacht=_verwacht(nu.stand),
        regime=_regime(boek, jaar),
        planning=gepland.get(keten.code, Planning(jaar + 1, 0, 0)) if keten.interventies else None,
        vastgesteld=_fixatie(nu),
    )


def _reeksen(nu: Stand, eerder: Stand, tekst: Hoofdstuktekst | None) -> list[Reeks]:
    """Return the figures that the text tells of, and those of the tables; without a text every count."""
    verteld: dict[str, Verteld] = {deel.indicator: deel for deel in tekst.cijfers} if tekst else {}
    codes = [*verteld, *tekst.tabel] if tekst else [code for code in nu.codes if not _is_bereik(nu, code)]
    alle = [_reeks(nu, eerder, nu.indicator(code), verteld.get(code)) for code in codes if code in nu.codes]
    return [reeks for reeks in alle if reeks.soort in GETELD and (reeks.meer or not reeks.is_leeg)]


def _reeks(nu: Stand, eerder: Stand, indicator: Indicator, woorden: Verteld | None) -> Reeks:
    jaren = range(nu.jaar - JAREN + 1, nu.jaar + 1)
    waarden = {jaar: _waarde(nu if jaar >= nu.jaar - 1 else eerder, indicator.code, jaar) for jaar in jaren}
    naam, soort = indicator.naam, soort_van(indicator)
    if woorden is None:
        return Reeks(indicator.code, naam, indicator.definitie, waarden, soort)
    return Reeks(
        indicator.code, naam, indicator.definitie, waarden, soort, woorden.enkel, woorden.meer, samen=woorden.samen
    )


def _waarde(stand: Stand, code: str, jaar: int) -> Waarde:
    return cel(stand.waarde(code, jaar))


def _is_bereik(stand: Stand, code: str) -> bool:
    """Whether a figure is a share of a group of people, whom we know only when somebody filled them in."""
    noemer = stand.indicator(code).noemer
    return bool(noemer and stand.bestand.doelgroep(noemer))


def _bereiken(nu: Stand, eerder: Stand) -> list[Bereik]:
    uit = []
    for code in nu.codes:
        noemer = nu.noemer(code) if _is_bereik(nu, code) else None
        # Without an aim it is one of many shares: the dashboard has them all.
        if noemer is None or nu.doel(code) is None:
            continue
        aantal = int(noemer.aantal) if noemer.aantal is not None else None
        reeks = _reeks(nu, eerder, nu.indicator(code), None)
        naam = f"de {noemer.naam[:1].lower()}{noemer.naam[1:]}"
        uit.append(Bereik(reeks, naam, aantal, noemer.bron, noemer.peildatum, nu.doel(code)))
    return uit


def _verwacht(stand: Stand) -> dict[str, int]:
    alle = {code: stand.verwachting(code) for code in stand.codes if soort_van(stand.indicator(code)) is Soort.AANTAL}
    return {code: int(waarde) for code, waarde in alle.items() if waarde is not None}


def _geld(boek: Boek, stand: Geldstand, jaar: int) -> dict[int, Geld]:
    geld = geld_van(boek, jaar)
    if jaar in geld:
        geld[jaar] = replace(
            geld[jaar],
            verplicht=stand.verplicht,
            prognose=stand.prognose if jaar == vandaag().year else None,
            per_gestart=_of_leeg(stand.kosten_per_gestart),
            per_afgerond=_of_leeg(stand.kosten_per_afgerond),
        )
    return geld


def geld_van(boek: Boek, jaar: int, *, zonder: Collection[str] = ()) -> dict[int, Geld]:
    """Return what was planned and spent in each year until this one; `zonder`: bronnen that are left out."""
    per_jaar: dict[int, dict[str, Bedragen]] = {}
    for (welk, _, bron), bedragen in boek.cellen().items():
        if welk <= jaar and bron not in zonder:
            per_bron = per_jaar.setdefault(welk, {})
            per_bron[bron] = per_bron[bron] + bedragen if bron in per_bron else bedragen
    return {welk: _jaargeld(per_bron) for welk, per_bron in per_jaar.items()}


def _jaargeld(per_bron: Mapping[str, Bedragen]) -> Geld:
    """Return the money of a year: nothing booked is niet ingevuld, which is not nought."""
    begroot = sum(deel.begroot for deel in per_bron.values())
    uit = {bronnaam(bron): deel.gerealiseerd for bron, deel in sorted(per_bron.items()) if deel.gerealiseerd}
    return Geld(
        begroot if any(deel.is_begroot for deel in per_bron.values()) else None,
        gerealiseerd=sum(uit.values()) if uit else None,
        per_bron=dict(sorted(uit.items(), key=lambda paar: (-paar[1], paar[0]))),
    )


def _of_leeg(centen: int | None) -> Waarde:
    return Teken.NIET_INGEVULD if centen is None else centen


def _regime(boek: Boek, jaar: int) -> Regime | None:
    regeling = regeling_in(jaar)
    if regeling is None or regeling.laatste_dag is None:
        return None
    tot = regeling.laatste_dag
    daarna = next((een for een in catalogus().regelingen if een.eerste_dag > tot), None)
    bekend = any(welk > tot.year and (b.is_toegekend or b.is_begroot) for (welk, _, _), b in boek.cellen().items())
    return Regime(regeling.kort, tot, daarna.naam if daarna else "", bedragen_bekend=bekend)


def gepland_in(ketens: Sequence[str], jaar: int) -> dict[str, Planning]:
    """Count the groups that begin in a year. One query."""
    binnen = Groep.begint_op.between(date(jaar, 1, 1), date(jaar, 12, 31)) & Groep.afgelast_op.is_(None)
    vraag = select(Groep.keten_code, func.count(), func.sum(Groep.plaatsen)).where(binnen, Groep.keten_code.in_(ketens))
    rijen = db.session.execute(vraag.group_by(Groep.keten_code))
    return {code: Planning(jaar, groepen, int(plaatsen)) for code, groepen, plaatsen in rijen}


def _fixatie(nu: Verslag) -> Fixatie | None:
    vast = vaststelling(nu.keten, nu.jaar)
    if vast is None:
        return None
    return Fixatie(vast.op.astimezone(AMSTERDAM).date(), len(verschillen(vast, nu)))
