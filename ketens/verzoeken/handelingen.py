"""What is done with a request: received, identified, extended, handed to a colleague, answered. None of it commits."""

from datetime import date
from uuid import UUID

from sqlalchemy import select

from ketens.audit.handelingen import noteer_reden
from ketens.gebruikers.models import Account
from ketens.gebruikers.wie import Wie, petten_van
from ketens.inwoners.models import Inwoner
from ketens.kern.db import db
from ketens.kern.fouten import Domeinfout
from ketens.kern.gemeente import huidige_gemeente
from ketens.kern.kenmerk import nieuw_kenmerk
from ketens.kern.klok import nu, vandaag
from ketens.rechten import Recht, mag
from ketens.trajecten.taken import ALLE_KETENS, Taak
from ketens.verzoeken import termijnen
from ketens.verzoeken.mensen import records_van
from ketens.verzoeken.models import Soort, Verzoek, Verzoekgebeurtenis
from ketens.verzoeken.woorden import IDENTITEIT, VRAGERS, WIJZEN

OUDST = 366
EERST_IDENTITEIT = "Stel eerst vast dat het de inwoner is, of iemand die voor de inwoner mag vragen."


def ontvang(
    inwoner_id: UUID,
    *,
    formulier_id: UUID,
    soort: Soort,
    vraag: str,
    wijze: str,
    ontvangen_op: date,
    door: Wie,
    vrager: str = "inwoner",
    vertegenwoordiger: str | None = None,
    vertegenwoordiger_grond: str | None = None,
    identiteit: str | None = None,
) -> Verzoek:
    """Write a request down, with its deadline as a task of who does; sent twice it is one."""
    bestaand = db.session.scalars(select(Verzoek).where(Verzoek.formulier_id == formulier_id)).one_or_none()
    if bestaand:
        return bestaand
    _klopt(ontvangen_op, wijze, vrager, vertegenwoordiger)
    assert door.organisatie_id is not None  # noqa: S101  who handles requests wears a hat
    verzoek = Verzoek(
        # Of whoever this record turned out to be.
        inwoner_id=records_van(inwoner_id)[0],
        formulier_id=formulier_id,
        kenmerk=nieuw_kenmerk(),
        soort=soort,
        vrager=vrager,
        vertegenwoordiger_grond=vertegenwoordiger_grond or None,
        wijze=wijze,
        ontvangen_op=ontvangen_op,
        termijn_op=termijnen.wettelijk(ontvangen_op),
        behandelaar_id=door.account_id,
        organisatie_id=door.organisatie_id,
        door_id=door.account_id,
    )
    verzoek.vraag, verzoek.vertegenwoordiger = vraag, vertegenwoordiger
    db.session.add(verzoek)
    db.session.flush()
    verzoek.taak_id = _taak(verzoek).id
    noteer(verzoek, "ontvangen", door=door)
    if identiteit:
        stel_identiteit_vast(verzoek, identiteit, door=door)
    return verzoek


def _klopt(ontvangen_op: date, wijze: str, vrager: str, vertegenwoordiger: str | None) -> None:
    if ontvangen_op > vandaag():
        raise Domeinfout("Kies een dag die niet in de toekomst ligt.", veld="ontvangen_op")
    if (vandaag() - ontvangen_op).days > OUDST:
        raise Domeinfout("Deze dag is langer dan een jaar geleden. Klopt dat?", veld="ontvangen_op")
    if wijze not in WIJZEN or vrager not in VRAGERS:
        raise Domeinfout("Kies hoe het verzoek binnenkwam, en wie het vraagt.")
    if vrager == "vertegenwoordiger" and not vertegenwoordiger:
        raise Domeinfout("Vul in wie het voor de inwoner vraagt.", veld="vertegenwoordiger")


def _taak(verzoek: Verzoek) -> Taak:
    taak = Taak(
        soort="verzoek",
        keten_code=ALLE_KETENS,
        organisatie_id=verzoek.organisatie_id,
        inwoner_id=verzoek.inwoner_id,
        account_id=verzoek.behandelaar_id,
        termijn_op=verzoek.termijn_op,
        kenmerk=verzoek.kenmerk,
        endpoint="verzoeken.detail",
        object_id=verzoek.id,
    )
    db.session.add(taak)
    db.session.flush()
    return taak


def taak_van(verzoek: Verzoek) -> Taak | None:
    """Return the task of its deadline."""
    return db.session.get(Taak, verzoek.taak_id) if verzoek.taak_id else None


def noteer(verzoek: Verzoek, soort: str, *, door: Wie, tekst: str | None = None) -> None:
    """Add what happened to the request, and let the log say it too."""
    rij = Verzoekgebeurtenis(inwoner_id=verzoek.inwoner_id, verzoek_id=verzoek.id, soort=soort, door_id=door.account_id)
    rij.tekst = tekst
    db.session.add(rij)
    noteer_reden(f"{verzoek.soort.value} {soort}")


def stel_identiteit_vast(verzoek: Verzoek, hoe: str, *, door: Wie) -> None:
    """Note how we know that it is them; without, nothing is given and nothing is done."""
    moet_open(verzoek)
    if hoe not in IDENTITEIT:
        raise Domeinfout("Kies hoe u weet wie dit vraagt.", veld="identiteit")
    if verzoek.vrager == "vertegenwoordiger" and hoe != "machtiging":
        raise Domeinfout("Bekijk bij een vertegenwoordiger ook de machtiging of de uitspraak.", veld="identiteit")
    verzoek.identiteit, verzoek.identiteit_op, verzoek.identiteit_door_id = hoe, nu(), door.account_id
    noteer(verzoek, "identiteit", door=door)


def verleng(verzoek: Verzoek, *, reden: str, door: Wie) -> None:
    """Take two months more, once, while the first month still runs: the resident hears it within that month."""
    moet_open(verzoek)
    if verzoek.verlengd_op:
        raise Domeinfout("De termijn is al een keer verlengd. Vaker mag niet.")
    if verzoek.is_te_laat:
        raise Domeinfout("De eerste maand is al voorbij. Verlengen kan dan niet meer. Beslis zo snel mogelijk.")
    verzoek.verlengd_op, verzoek.verlengreden = vandaag(), reden
    verzoek.termijn_op = termijnen.verlengd(verzoek.ontvangen_op)
    if taak := taak_van(verzoek):
        taak.termijn_op = verzoek.termijn_op
    noteer(verzoek, "verlengd", door=door, tekst=reden)


def draag_over(verzoek: Verzoek, account_id: UUID, *, door: Wie) -> None:
    """Let a colleague who may do this handle it."""
    moet_open(verzoek)
    collega = db.session.get(Account, account_id)
    if collega is None or not mag_behandelen(account_id):
        raise Domeinfout("Kies iemand die verzoeken van inwoners behandelt.", veld="behandelaar")
    verzoek.behandelaar_id, verzoek.behandelaar = account_id, collega
    if taak := taak_van(verzoek):
        taak.account_id = account_id
    noteer(verzoek, "overgedragen", door=door)


def mag_behandelen(account_id: UUID) -> bool:
    """Tell whether this account has a hat here today that handles requests."""
    hier = [pet for pet in petten_van(account_id) if pet.gemeente_id == huidige_gemeente()]
    return any(mag(pet.rol, Recht.VERZOEKEN, verzoeken=pet.verzoeken) for pet in hier)


def sluit(verzoek: Verzoek, *, hoe: str, door: Wie) -> None:
    """Close a request that was decided on: the resident has the answer."""
    if not verzoek.is_besloten:
        raise Domeinfout("Neem eerst een besluit.")
    if verzoek.is_afgesloten:
        raise Domeinfout("Dit verzoek is al afgesloten.")
    verzoek.afgesloten_op, verzoek.afgesloten_hoe = nu(), hoe
    if taak := taak_van(verzoek):
        taak.handel_af()
    noteer(verzoek, "afgesloten", door=door)


def moet_open(verzoek: Verzoek) -> None:
    """Raise `Domeinfout` when it was decided on already."""
    if verzoek.is_besloten:
        raise Domeinfout("Over dit verzoek is al een besluit genomen.")


def moet_bekend_zijn(verzoek: Verzoek) -> None:
    """Raise `Domeinfout` when nobody knows yet that it is them."""
    if verzoek.identiteit is None:
        raise Domeinfout(EERST_IDENTITEIT)


def inwoner_van(verzoek: Verzoek) -> Inwoner:
    """Return the resident."""
    return db.session.get_one(Inwoner, verzoek.inwoner_id)
