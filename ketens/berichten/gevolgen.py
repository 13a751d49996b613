"""What a message does when something happens below it: a call was noted, a mail was given up, someone died."""

from datetime import date
from uuid import UUID

from sqlalchemy import select

from ketens.berichten.bezorging import zet_op_belllijst
from ketens.berichten.handelingen import ander_kanaal, bereikt, niet_bereikt, open_berichten
from ketens.berichten.models import Bericht
from ketens.gebruikers.wie import Wie
from ketens.inwoners.levensloop import is_overleden
from ketens.inwoners.models import Bereik, Inwoner
from ketens.inwoners.veiligafspraak import bij_veilig_contact
from ketens.kern.db import db
from ketens.kern.klok import AMSTERDAM, vandaag
from ketens.post.bezorgen import mag_nog_weg
from ketens.post.handelingen import bij_mislukken
from ketens.post.models import Mail
from ketens.trajecten.contact import NIET_BEREIKT, POGING, bij_contact, bij_vergissing
from ketens.trajecten.delen import Gebeurtenis
from ketens.trajecten.models import Traject
from ketens.trajecten.taken import Taak

# Three times on three days is what people who call for a living keep to before they try another way (domein 1.4).
DAGEN_GEPROBEERD = 3
BESLIS = "niet_bereikt"
BESLIST = "niet_bereikt_beslist"


@bij_contact
def na_contact(traject: Traject, poging: Gebeurtenis, door: Wie) -> None:
    """A conversation tells what was waiting; one call too many in vain asks for a decision."""
    if poging.gegevens.get("uitkomst") == "gesproken":
        verteld = open_berichten(Bericht.traject_id == traject.id, Bericht.kanaal != Bereik.BRIEF)
        for bericht in verteld:
            bereikt(bericht, door=door, hoe="gesproken")
        gedaan = [*poging.gegevens.get("gedaan", []), *_haal_beslissing_weg(traject)]
        poging.gegevens = {**poging.gegevens, "berichten": [str(b.id) for b in verteld], "gedaan": gedaan}
    elif len(dagen_geprobeerd(traject)) >= DAGEN_GEPROBEERD and not _te_beslissen(traject):
        taak = Taak.over(traject, soort=BESLIS, termijn_op=vandaag())
        taak.endpoint = "berichten.niet_bereikt"
        db.session.add(taak)
        poging.gegevens = {**poging.gegevens, "gemaakt": [*poging.gegevens.get("gemaakt", []), str(taak.id)]}


@bij_vergissing
def na_vergissing(_traject: Traject, poging: Gebeurtenis, _door: Wie) -> None:
    """What was not told after all waits again, on the belllijst."""
    ids = [UUID(id_) for id_ in poging.gegevens.get("berichten", [])]
    for bericht in db.session.scalars(select(Bericht).where(Bericht.id.in_(ids), Bericht.gestaakt_op.is_(None))):
        niet_bereikt(bericht)


def dagen_geprobeerd(traject: Traject) -> list[date]:
    """Return on which days was called in vain since someone was spoken to, or since was decided to go on."""
    db.session.flush()
    vraag = (
        select(Gebeurtenis)
        .where(Gebeurtenis.traject_id == traject.id, Gebeurtenis.soort.in_((POGING, BESLIST)))
        .order_by(Gebeurtenis.op.desc(), Gebeurtenis.id.desc())
    )
    dagen: list[date] = []
    for gebeurtenis in db.session.scalars(vraag):
        if gebeurtenis.gegevens.get("uitkomst") not in NIET_BEREIKT:
            break
        dagen.append(gebeurtenis.op.astimezone(AMSTERDAM).date())
    return sorted(set(dagen))


def _te_beslissen(traject: Traject) -> list[Taak]:
    return [taak for taak in traject.open_taken() if taak.soort == BESLIS]


def _haal_beslissing_weg(traject: Traject) -> list[str]:
    weg = _te_beslissen(traject)
    for taak in weg:
        taak.handel_af()
    return [str(taak.id) for taak in weg]


@bij_mislukken
def bel_in_plaats_van_mail(mail: Mail) -> None:
    """A mail that could not be delivered becomes a call for today; the traject says so."""
    bericht = db.session.scalars(select(Bericht).where(Bericht.mail_id == mail.id)).one_or_none()
    if bericht is None or bericht.bereikt_op or bericht.gestaakt_op or bericht.traject.is_afgesloten:
        return
    bericht.kanaal = Bereik.BELLEN
    if bericht.taak and bericht.taak.afgehandeld_op is None:
        bericht.taak.termijn_op = vandaag()
    else:
        zet_op_belllijst(bericht, vandaag())
    bericht.traject.noteer("mail_mislukt", door=None, bericht=bericht.soort)


@bij_veilig_contact
def bel_in_plaats_van_wat_niet_veilig_is(inwoner: Inwoner, _door: Wie | None) -> None:
    """A letter or mail that waits and is not safe any more becomes a call; the letter leaves its stack."""
    contact = inwoner.veilig_contact
    for bericht in open_berichten(Bericht.inwoner_id == inwoner.id) if contact else ():
        if contact and contact.verbiedt(bericht.kanaal):
            ander_kanaal(bericht, Bereik.BELLEN, door=None)


@mag_nog_weg
def leeft_en_wacht(mail: Mail) -> bool:
    """Tell whether the resident of a mail lives and still reads mail there, and the message was not stopped."""
    if mail.inwoner_id is None:
        return True
    bericht = db.session.scalars(select(Bericht).where(Bericht.mail_id == mail.id)).one_or_none()
    gestaakt = bericht is not None and (bericht.gestaakt_op or bericht.bereikt_op)
    inwoner = db.session.get_one(Inwoner, mail.inwoner_id)
    return not gestaakt and inwoner.mailadres == mail.aan and not is_overleden(inwoner)
