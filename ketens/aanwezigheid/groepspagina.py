"""What the pages of attendance of one group show."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import contains_eager

from ketens.aanwezigheid.afronden import Voorstel, mag_afgerond, voorstellen
from ketens.aanwezigheid.forms import AfrondForm, afrondform
from ketens.aanwezigheid.overzichten import sessieregels
from ketens.aanwezigheid.telling import samen
from ketens.gebruikers.wie import Wie
from ketens.groepen.models import Bijeenkomst, Groep
from ketens.groepen.plaatsen import Plaatsing
from ketens.groepen.redenen import EINDEN
from ketens.inwoners.models import herkenbaar
from ketens.kern.db import db
from ketens.kern.klok import nu
from ketens.rechten import Recht

# As many dates fit beside a name on a sheet on its side.
PER_BLAD = 12
LEGE_REGELS = 2


def groep(groep: Groep, wie: Wie) -> dict[str, Any]:
    """Return who came how often, and how each session went; a trainer sees who takes part now."""
    rijen = voorstellen(plaatsingen(groep, ook_gestopt=wie.mag(Recht.PLAATSEN)))
    sessies = sessieregels(groep.bijeenkomsten)
    voorbij = mag_afgerond(groep)
    begonnen = [rij for rij in rijen if rij.plaatsing.gestart_op]
    return {
        "groep": groep,
        "rijen": rijen,
        "einden": EINDEN,
        "sessies": sessies,
        "nu": nu(),
        "missen": sum(1 for rij in sessies if rij.mist),
        "samen": samen(rij.opkomst for rij in begonnen),
        "begonnen": len(begonnen),
        "voldoende": sum(rij.voldoende for rij in begonnen),
        "afgerond": sum(rij.plaatsing.einde == "afgerond" for rij in begonnen),
        "regel": groep.interventie.deelname,
        "voorbij": voorbij,
        "mag_afronden": wie.mag(Recht.PLAATSEN) and voorbij and any(_loopt(rij) for rij in rijen),
    }


def plaatsingen(groep: Groep, *, ook_gestopt: bool = False) -> list[Plaatsing]:
    """Return who takes part, by name; with who stopped after beginning when asked."""
    waar: ColumnElement[bool] = Plaatsing.geeindigd_op.is_(None)
    if ook_gestopt:
        waar |= Plaatsing.gestart_op.is_not(None)
    vraag = select(Plaatsing).join(Plaatsing.inwoner).options(contains_eager(Plaatsing.inwoner))
    rijen = db.session.scalars(vraag.where(Plaatsing.groep_id == groep.id, waar, herkenbaar(Plaatsing.inwoner_id)))
    return sorted(rijen, key=lambda rij: (rij.inwoner.naam.casefold(), rij.id))


def papier(groep: Groep) -> dict[str, Any]:
    """Return the list on paper: names and the dates that are not called off, so many to a sheet.

    No phone numbers: the list lies on a table and goes from hand to hand (besluit 0031).
    """
    sessies = [sessie for sessie in groep.bijeenkomsten if sessie.afgelast_op is None]
    bladen = list(_bladen(sessies)) or [[]]
    namen = [rij.inwoner.naam for rij in plaatsingen(groep)]
    return {"groep": groep, "bladen": bladen, "namen": namen, "leeg": range(LEGE_REGELS)}


def afronding(groep: Groep) -> tuple[AfrondForm, dict[str, Any]]:
    """Return the form that ends every deelname, and what it shows beside each."""
    rijen = voorstellen(plaatsingen(groep))
    missen = sum(1 for rij in sessieregels(groep.bijeenkomsten) if rij.mist)
    gegevens = {"groep": groep, "voorstellen": rijen, "einden": EINDEN, "missen": missen}
    return afrondform(rijen), gegevens | {"mag": mag_afgerond(groep), "regel": groep.interventie.deelname}


def _loopt(rij: Voorstel) -> bool:
    return rij.plaatsing.geeindigd_op is None


def _bladen(sessies: list[Bijeenkomst]) -> Iterator[list[Bijeenkomst]]:
    for plek in range(0, len(sessies), PER_BLAD):
        yield sessies[plek : plek + PER_BLAD]
