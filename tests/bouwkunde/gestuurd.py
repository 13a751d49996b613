"""Messages of each kind to one resident: a call, a letter in a stack and one that waits, a mail that failed; and
someone who steps in at a session."""

from uuid import UUID, uuid4

from sqlalchemy import select

from ketens.berichten.brieven import maak_stapel
from ketens.berichten.handelingen import stuur
from ketens.gebruikers.wie import Wie
from ketens.groepen.models import Groep, Vervanging
from ketens.inwoners.handelingen import wijzig_inwoner
from ketens.inwoners.models import Bereik
from ketens.kern.db import db
from ketens.kern.klok import nu
from ketens.post.handelingen import mail
from ketens.trajecten.contact import laatste_poging, noteer_contactpoging
from ketens.trajecten.models import Traject
from tests import wereld

ADRES = {"straat": "Proefstraat", "huisnummer": "1", "postcode": "7621AB", "plaats": "Borne"}


def stuur_van_alles(traject: Traject, groep: Groep, *, door: Wie, tekst: str) -> dict[str, UUID]:
    """Send it, and return an id of each kind, by the name it has in an address."""
    if not traject.inwoner.straat:
        wijzig_inwoner(traject.inwoner, door=None, **ADRES)

    # To whom a letter is not safe there is none, and no stack either.
    veilig = traject.inwoner.veilig_contact
    per_brief = not (veilig and veilig.geen_brief)

    def zend(kanaal: Bereik) -> UUID:
        bericht = stuur(traject, soort="vrij", sleutel=f"vrij:{uuid4()}", kanaal=kanaal, tekst=tekst, door=door)
        assert bericht is not None
        db.session.flush()
        return bericht.id

    poging = laatste_poging(traject) or noteer_contactpoging(traject, uitkomst="geen_gehoor", door=door)
    brief = zend(Bereik.BRIEF)
    if per_brief:
        stapel = maak_stapel(formulier_id=uuid4(), keten_code=traject.keten_code, door=door)
        stapel.pdf, stapel.klaar_op = f"%PDF-1.7 {tekst}".encode(), nu()
    zend(Bereik.BRIEF)
    mislukt = mail(
        aan="merkpost@proef.example",
        sleutel=f"proef:{uuid4()}",
        onderwerp="Een groep",
        inhoud="Dag.",
        geheim="merklinkdiewerkt",
    )
    mislukt.mislukt_op, mislukt.fout = nu(), "het adres is geweigerd (550)"
    db.session.flush()
    return {
        "bericht": zend(Bereik.BELLEN),
        "brief": brief,
        **({"stapel": stapel.id} if per_brief else {}),
        "gebeurtenis": poging.id,
        "mail": mislukt.id,
        "bijeenkomst": groep.bijeenkomsten[0].id,
        "vervanging": _valt_in(groep).id,
    }


def _valt_in(groep: Groep) -> Vervanging:
    al = select(Vervanging).where(Vervanging.groep_id == groep.id)
    if bestaand := db.session.scalars(al).first():
        return bestaand
    vervanging = Vervanging(groep=groep, bijeenkomst=groep.bijeenkomsten[0], account_id=wereld.id_van("trainer2"))
    db.session.add(vervanging)
    db.session.flush()
    return vervanging
