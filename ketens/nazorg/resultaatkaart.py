"""The resultaatkaart: one page for the participant, with begin and now in words and the proof of participation.

It tells what was measured and nothing of a risk: a score without a conversation frightens, and helps nobody.
"""

from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from ketens.aanwezigheid.telling import Opkomst, opkomst
from ketens.berichten.soorten import voluit
from ketens.gebruikers.models import Gemeente, Organisatie
from ketens.gebruikers.wie import Wie
from ketens.groepen.models import Groep
from ketens.groepen.plaatsen import Plaatsing
from ketens.inwoners.beperking import beperkten
from ketens.inwoners.levensloop import overledenen
from ketens.inwoners.models import herkenbaar
from ketens.kern.db import db
from ketens.kern.gemeente import huidige_gemeente
from ketens.kern.klok import AMSTERDAM, vandaag
from ketens.kern.pagina import telefoon
from ketens.kern.pdf import maak_pdf
from ketens.metingen.overzichten import verandering
from ketens.metingen.staat import AFGEROND
from ketens.metingen.verandering import Verandering, Waarde
from ketens.rechten import Recht
from ketens.trajecten.instellingen import instelling

SJABLOON = "resultaatkaart.typ"
# What was done, as someone of 82 remembers it; an instrument that is not here has the name of the catalogue.
IN_HET_KORT = {
    "tug": "Opstaan uit een stoel, 3 meter lopen, omdraaien en weer gaan zitten",
    "loop4m": "4 meter lopen in uw gewone tempo",
    "cst30": "Hoe vaak u in 30 seconden opstaat uit een stoel",
    "cst5": "5 keer opstaan uit een stoel",
    "sppb": "Staan, lopen en opstaan samen. Hoe meer punten, hoe beter",
    "fesi": "Hoe bezorgd u bent om te vallen. Hoe minder punten, hoe beter",
    "fesi7": "Hoe bezorgd u bent om te vallen. Hoe minder punten, hoe beter",
    "balans4": "Hoe lang u stil kunt staan",
}
BETER, MINDER = "Dat gaat beter dan aan het begin.", "Dat gaat minder goed dan aan het begin."
BIJ_MINDER = "Gaat iets minder goed? Dat kan veel oorzaken hebben. Bespreek het met uw trainer."
# A smaller change than this part of the first value is what two measurements of the same person differ by themselves.
ONGEVEER_GELIJK = Decimal("0.05")


def mag(plaatsing: Plaatsing, wie: Wie) -> bool:
    """Tell whether this person prints it: who coordinates, and the group's own trainers; not who stands in for one.

    Of who stopped a trainer sees nothing any more, here neither.
    """
    if wie.mag(Recht.NAZORG):
        return True
    eigen = any(rij.account_id == wie.account_id and rij.tot is None for rij in plaatsing.groep.trainers)
    return eigen and (plaatsing.geeindigd_op is None or plaatsing.einde == AFGEROND)


def van_groep(groep: Groep, wie: Wie) -> bytes | None:
    """Return one PDF with a page for everybody who began and whom `wie` may print, or None when there is nobody."""
    wie_begon = (Plaatsing.groep_id == groep.id, Plaatsing.gestart_op.is_not(None), herkenbaar(Plaatsing.inwoner_id))
    vraag = select(Plaatsing).where(*wie_begon)
    vraag = vraag.options(joinedload(Plaatsing.inwoner, innerjoin=True), joinedload(Plaatsing.groep, innerjoin=True))
    rijen = db.session.scalars(vraag.order_by(Plaatsing.geplaatst_op, Plaatsing.id))
    return kaarten([rij for rij in rijen if mag(rij, wie)])


def kaarten(plaatsingen: list[Plaatsing]) -> bytes | None:
    """Return one PDF with a page for each of these who began and who lives."""
    niet = overledenen([rij.inwoner_id for rij in plaatsingen]) | beperkten()
    begonnen = [rij for rij in plaatsingen if rij.gestart_op and rij.inwoner_id not in niet]
    if not begonnen:
        return None
    ids = [rij.id for rij in begonnen]
    geteld, gemeten = opkomst(ids), verandering(ids)
    gemeente = db.session.get_one(Gemeente, huidige_gemeente())
    over = {groep.id: _van_groep(groep, gemeente) for groep in {rij.groep for rij in begonnen}}
    bladen = [over[rij.groep_id] | _blad(rij, geteld[rij.id], gemeten[rij.id]) for rij in begonnen]
    return maak_pdf(SJABLOON, {"titel": "Resultaatkaart", "gemeente": gemeente.naam, "bladen": bladen})


def _van_groep(groep: Groep, gemeente: Gemeente) -> dict[str, Any]:
    trainers = [rij.account.naam for rij in groep.trainers if rij.tot is None]
    organisatie = db.session.get_one(Organisatie, groep.organisatie_id)
    keten = instelling(groep.keten_code)
    return {
        "organisatie": organisatie.naam,
        "plaats": organisatie.plaats or gemeente.naam,
        "cursus": groep.interventie.naam,
        "trainers": " en ".join(trainers),
        "dag": voluit(vandaag()),
        "vragen": f"Hebt u vragen? Bel {telefoon(keten.telefoon)}." if keten else "",
    }


def _blad(plaatsing: Plaatsing, geteld: Opkomst, gemeten: list[Verandering]) -> dict[str, Any]:
    groep, geeindigd = plaatsing.groep, plaatsing.geeindigd_op
    laatste = min(geeindigd.astimezone(AMSTERDAM).date(), groep.eindigt_op) if geeindigd else groep.eindigt_op
    regels = [regel for deel in gemeten if (regel := in_woorden(deel))]
    return {
        "naam": plaatsing.inwoner.naam,
        "periode": f"{voluit(plaatsing.gestart_op or groep.begint_op)} tot en met {voluit(laatste)}",
        "opkomst": _opkomst(geteld),
        "metingen": regels,
        "uitleg": BIJ_MINDER if any(regel["zin"] == MINDER for regel in regels) else "",
        "afgerond": plaatsing.einde == AFGEROND,
    }


def _opkomst(geteld: Opkomst) -> str:
    if not geteld.gehouden:
        return ""
    return f"U was er {geteld.aanwezig} van de {geteld.gehouden} keer."


def in_woorden(verandering: Verandering) -> dict[str, str] | None:
    """Return what was measured, begin and now, and one sentence about the change; None when nothing was."""
    if verandering.begin is None and verandering.eind is None:
        return None
    instrument = verandering.instrument
    return {
        "wat": IN_HET_KORT.get(instrument.code) or instrument.naam,
        "begin": _waarde(verandering.begin),
        "nu": _waarde(verandering.eind),
        "zin": _zin(verandering),
    }


def _zin(verandering: Verandering) -> str:
    begin, verschil = verandering.begin, verandering.verschil
    if verschil is None or begin is None or begin.score is None:
        return ""
    if abs(verschil) <= abs(begin.score) * ONGEVEER_GELIJK:
        return "Dat is ongeveer gelijk gebleven."
    if verandering.oordeel == "beter":
        return BETER
    return MINDER


def _waarde(waarde: Waarde | None) -> str:
    if waarde is None:
        return "niet gemeten"
    return "lukte niet" if waarde.score is None else waarde.woorden
