"""The resultaatkaart: one page for the participant, with begin and now in words and the proof of participation.

It tells what was measured and nothing of a risk: a score without a conversation frightens, and helps nobody.
"""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from ketens.aanwezigheid.telling import Opkomst, opkomst
from ketens.berichten.soorten import voluit
from ketens.catalogus import Onbekend, catalogus
from ketens.catalogus.instrument import Instrument
from ketens.gebruikers.models import Gemeente, Organisatie
from ketens.groepen.models import Groep
from ketens.groepen.plaatsen import Plaatsing
from ketens.instrumenten.models import Afname
from ketens.inwoners.levensloop import overledenen
from ketens.kern.db import db
from ketens.kern.gemeente import huidige_gemeente
from ketens.kern.klok import AMSTERDAM, vandaag
from ketens.kern.pagina import telefoon
from ketens.kern.pdf import maak_pdf
from ketens.metingen.models import Meting
from ketens.trajecten.instellingen import instelling

SJABLOON = "resultaatkaart.typ"
T0, T1 = "t0", "t1"
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
# A smaller change than this part of the first value is what two measurements of the same person differ by themselves.
ONGEVEER_GELIJK = 0.05


def van_groep(groep: Groep) -> bytes | None:
    """Return one PDF with a page for everybody who began, or None when nobody did."""
    vraag = select(Plaatsing).where(Plaatsing.groep_id == groep.id, Plaatsing.gestart_op.is_not(None))
    vraag = vraag.options(joinedload(Plaatsing.inwoner, innerjoin=True), joinedload(Plaatsing.groep, innerjoin=True))
    return kaarten(list(db.session.scalars(vraag.order_by(Plaatsing.geplaatst_op, Plaatsing.id))))


def kaarten(plaatsingen: list[Plaatsing]) -> bytes | None:
    """Return one PDF with a page for each of these who began and who lives."""
    doden = overledenen([rij.inwoner_id for rij in plaatsingen])
    begonnen = [rij for rij in plaatsingen if rij.gestart_op and rij.inwoner_id not in doden]
    if not begonnen:
        return None
    ids = [rij.id for rij in begonnen]
    geteld, gemeten = opkomst(ids), _metingen(ids)
    gemeente = db.session.get_one(Gemeente, huidige_gemeente())
    over = {groep.id: _van_groep(groep, gemeente) for groep in {rij.groep for rij in begonnen}}
    bladen = [over[rij.groep_id] | _blad(rij, geteld[rij.id], gemeten[rij.id]) for rij in begonnen]
    return maak_pdf(SJABLOON, {"titel": "Resultaatkaart", "gemeente": gemeente.naam, "bladen": bladen})


def _metingen(plaatsing_ids: list[UUID]) -> Mapping[UUID, dict[str, dict[str, Afname]]]:
    """Return by deelname and instrument what was measured at each moment."""
    vraag = select(Meting).where(Meting.plaatsing_id.in_(plaatsing_ids)).options(joinedload(Meting.afname))
    per: Mapping[UUID, dict[str, dict[str, Afname]]] = defaultdict(dict)
    for rij in db.session.scalars(vraag.order_by(Meting.instrument_code)):
        per[rij.plaatsing_id].setdefault(rij.instrument_code, {})[rij.moment] = rij.afname
    return per


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


def _blad(plaatsing: Plaatsing, geteld: Opkomst, gemeten: Mapping[str, Mapping[str, Afname]]) -> dict[str, Any]:
    groep, geeindigd = plaatsing.groep, plaatsing.geeindigd_op
    laatste = min(geeindigd.astimezone(AMSTERDAM).date(), groep.eindigt_op) if geeindigd else groep.eindigt_op
    regels = [meting_in_woorden(code, per.get(T0), per.get(T1)) for code, per in gemeten.items()]
    return {
        "naam": plaatsing.inwoner.naam,
        "periode": f"{voluit(plaatsing.gestart_op or groep.begint_op)} tot en met {voluit(laatste)}",
        "opkomst": _opkomst(geteld),
        "metingen": [regel for regel in regels if regel],
        "afgerond": plaatsing.einde == "afgerond",
    }


def _opkomst(geteld: Opkomst) -> str:
    if not geteld.gehouden:
        return ""
    keer = "keer" if geteld.gehouden == 1 else "keren"
    return f"U was er {geteld.aanwezig} van de {geteld.gehouden} {keer}."


def meting_in_woorden(code: str, begin: Afname | None, nu: Afname | None) -> dict[str, str] | None:
    """Return what was measured, begin and now, and one sentence about the change; None when there is no value."""
    gemeten = [afname for afname in (begin, nu) if afname and afname.score is not None]
    if not gemeten:
        return None
    instrument = _instrument(gemeten[-1].instrument)
    eenheid = (instrument.eenheid if instrument else None) or ""
    return {
        "wat": IN_HET_KORT.get(code) or (instrument.naam if instrument else code),
        "begin": _waarde(begin, eenheid),
        "nu": _waarde(nu, eenheid),
        "zin": _verandering(begin, nu, instrument),
    }


def _verandering(begin: Afname | None, nu: Afname | None, instrument: Instrument | None) -> str:
    if not begin or not nu or begin.score is None or nu.score is None or not instrument or not instrument.beter:
        return ""
    verschil = nu.score - begin.score
    if abs(verschil) <= abs(begin.score) * ONGEVEER_GELIJK:
        return "Dat is ongeveer gelijk gebleven."
    if (verschil > 0) == (instrument.beter == "hoger"):
        return "Dat gaat beter dan aan het begin."
    return "Dat gaat minder goed dan aan het begin. Dat kan veel oorzaken hebben. Bespreek het met uw trainer."


def _waarde(afname: Afname | None, eenheid: str) -> str:
    if afname is None:
        return "niet gemeten"
    if afname.score is None:
        return "lukte niet"
    return f"{afname.score:.1f}".removesuffix(".0").replace(".", ",") + (f" {eenheid}" if eenheid else "")


def _instrument(pin: str) -> Instrument | None:
    try:
        return catalogus().instrument(pin)
    except Onbekend:
        return None
