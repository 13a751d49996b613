"""How the money of a year stands, for the pages and for the reports above."""

from datetime import date

from sqlalchemy import case, func, select

from ketens.budgetten.boek import Boek, lees
from ketens.budgetten.regime import niet_van_gemeente, onderdeel_van
from ketens.budgetten.stand import Deelnames, Geldstand
from ketens.groepen.models import Groep
from ketens.groepen.plaatsen import Plaatsing
from ketens.kern.db import db
from ketens.kern.klok import moment

# Who pays for a deelname of the gemeente, and the insurer (`Plaatsing.bekostiging`).
VAN_GEMEENTE, VAN_ZVW = ("spuk_gala", "azwa", "gemeente"), ("zvw",)


def geldstand(keten_code: str | None, jaar: int) -> Geldstand:
    """Return the money of a year: of the onderdeel of one keten, or of all. A constant number of queries."""
    onderdelen = None if keten_code is None else (onderdeel_van(keten_code),)
    return maak_stand(lees(jaar, jaar, onderdelen), keten_code, jaar)


def maak_stand(boek: Boek, keten_code: str | None, jaar: int) -> Geldstand:
    """Return how a year stands by rows that were read."""
    cellen = {(deel, bron): bedragen for (van, deel, bron), bedragen in boek.cellen().items() if van == jaar}
    vreemd = niet_van_gemeente()
    return Geldstand(
        jaar=jaar,
        keten_code=keten_code,
        cellen=cellen,
        deelnames=deelnames(keten_code, jaar),
        door_gemeente=sum(b.gerealiseerd for (_, bron), b in cellen.items() if bron not in vreemd),
    )


def deelnames(keten_code: str | None, jaar: int) -> Deelnames:
    """Count the deelnames that began and that were completed in a year, by who pays for them. One query."""
    gestart = Plaatsing.gestart_op.between(date(jaar, 1, 1), date(jaar, 12, 31))
    klaar = Plaatsing.geeindigd_op >= moment(date(jaar, 1, 1), 0)
    klaar &= (Plaatsing.geeindigd_op < moment(date(jaar + 1, 1, 1), 0)) & (Plaatsing.einde == "afgerond")
    vraag = (
        select(Plaatsing.bekostiging, func.sum(case((gestart, 1), else_=0)), func.sum(case((klaar, 1), else_=0)))
        .where(Plaatsing.gestart_op.is_not(None), gestart | klaar)
        .group_by(Plaatsing.bekostiging)
    )
    if keten_code is not None:
        vraag = vraag.where(Plaatsing.groep_id.in_(select(Groep.id).where(Groep.keten_code == keten_code)))
    gemeente, zvw, anders = [0, 0], [0, 0], [0, 0]
    for bekostiging, begonnen, afgerond in db.session.execute(vraag):
        bak = gemeente if bekostiging in VAN_GEMEENTE else zvw if bekostiging in VAN_ZVW else anders
        bak[0] += begonnen
        bak[1] += afgerond
    return Deelnames(*gemeente, *zvw, *anders)
