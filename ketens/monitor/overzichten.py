"""Which years and which projects the monitor tells of, and what people added to it."""

from collections.abc import Collection, Mapping

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from ketens.catalogus import catalogus
from ketens.gebruikers.wie import Wie
from ketens.kern.db import db
from ketens.kern.klok import vandaag
from ketens.kern.pagina import tijdstip
from ketens.monitor.models import Opmerking
from ketens.trajecten.instellingen import Keteninstelling

Opmerkingen = Mapping[tuple[str, str], Opmerking]


def lopend(wie: Wie) -> dict[str, range]:
    """Return the years in which each keten of this hat ran, until now; of those with indicators. One query."""
    nu = vandaag().year
    telt = {deel.code for deel in catalogus().alle_indicatoren.values()} & set(wie.ketens)
    rijen = db.session.scalars(select(Keteninstelling).where(Keteninstelling.keten_code.in_(telt)))
    jaren = {
        rij.keten_code: range(rij.actief_vanaf.year, min(nu, rij.actief_tot.year if rij.actief_tot else nu) + 1)
        for rij in rijen
    }
    return dict(sorted(jaren.items(), key=lambda paar: rang(paar[0])))


def rang(keten_code: str) -> tuple[int, str]:
    """Return where a keten stands in the chapter."""
    tekst = catalogus().hoofdstuk(keten_code)
    return (tekst.rang if tekst else 99, keten_code)


def ketens_in(jaren: Mapping[str, Collection[int]], jaar: int) -> list[str]:
    """Return the ketens that ran in a year, in the order of the chapter."""
    return [code for code, van in jaren.items() if jaar in van]


def opmerkingen(jaar: int) -> Opmerkingen:
    """Return what people added in the monitor of a year, by project and paragraph. One query."""
    vraag = select(Opmerking).where(Opmerking.jaar == jaar).options(joinedload(Opmerking.gewijzigd_door))
    return {(rij.project, rij.paragraaf): rij for rij in db.session.scalars(vraag)}


def teksten(jaar: int) -> dict[tuple[str, str], str]:
    """Return the same as plain text."""
    return {waar: rij.tekst or "" for waar, rij in opmerkingen(jaar).items()}


def wie_en_wanneer(rij: Opmerking) -> str:
    """Say who changed it last, and when."""
    return f"{rij.gewijzigd_door.naam if rij.gewijzigd_door else 'Iemand anders'} ({tijdstip(rij.gewijzigd_op)})"
