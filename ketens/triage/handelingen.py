"""Accepting or refusing what was sent. Whoever decides first, decides."""

from typing import Any

from sqlalchemy import exists, select

from ketens.gebruikers.models import Account
from ketens.gebruikers.wie import Wie
from ketens.instrumenten.models import Afname
from ketens.inwoners.levensloop import moet_blijven
from ketens.inwoners.models import Inwoner
from ketens.kern.db import db
from ketens.kern.fouten import Domeinfout
from ketens.kern.klok import nu
from ketens.samenvoegen.handelingen import vergrendel as vergrendel_inwoners
from ketens.samenvoegen.handelingen import voeg_samen
from ketens.trajecten.handelingen import lopend, start
from ketens.trajecten.hulpvragen import hulpvragen, leg_hulpvragen_vast
from ketens.trajecten.models import Traject
from ketens.triage.samenvoegen import verschillen_in_woorden
from ketens.triage.stand import INGETROKKEN, al_behandeld, mag_aannemen, mag_terugkoppelen
from ketens.verwijzingen.models import Terugkoppeling, Verwijzing
from ketens.verwijzingen.persoon import laat_los

NET_SAMENGEVOEGD = "Deze inwoner is net samengevoegd met een andere inschrijving. Open de verwijzing opnieuw."


def neem_aan(verwijzing: Verwijzing, *, door: Wie, zelfde_als: Inwoner | None = None) -> Traject:
    """Accept a verwijzing: it joins the traject that runs in this keten, or starts one. Whoever accepts treats it.

    With `zelfde_als` all that was sent goes to that resident, whose data are kept as they are. A test that says worse
    than what counted takes the running traject along its road; one that says better changes nothing.
    """
    # Before the verwijzing is locked, as an overlijden does that is recorded at this moment. Two verwijzingen of one
    # resident wait for each other here: the second joins the traject that the first began.
    wie = zelfde_als or verwijzing.inwoner
    vergrendel_inwoners(wie, verwijzing.inwoner)
    moet_blijven(wie)
    _vergrendel(verwijzing)
    _moet_wachten(verwijzing)
    if verwijzing.inwoner.zelfde_als_id:
        raise Domeinfout(NET_SAMENGEVOEGD)
    if not mag_aannemen(verwijzing):
        raise Domeinfout(INGETROKKEN)
    verschillen = _voeg_samen(verwijzing, zelfde_als, door) if zelfde_als else None
    traject = lopend(verwijzing.inwoner_id, verwijzing.keten_code)
    if traject is None:
        traject = start(
            verwijzing.inwoner,
            keten_code=verwijzing.keten_code,
            organisatie_id=verwijzing.ontvanger_id,
            herkomst=verwijzing.herkomst,
            door=door,
            afname=verwijzing.afname,
        )
        traject.noteer("verwijzing_aangenomen", door=door, tekst=verschillen, **_over(verwijzing))
    else:
        _sluit_aan(verwijzing, traject, verschillen, door)
    _neem_hulpvraag_over(verwijzing, traject, door)
    if traject.behandelaar_id is None and not traject.is_afgesloten:
        traject.wijs_toe(db.session.get_one(Account, door.account_id), door=door)
    verwijzing.traject, verwijzing.traject_id = traject, traject.id
    verwijzing.aangenomen_op, verwijzing.beslist_door_id = nu(), door.account_id
    _rond_af(verwijzing, "aanname", door)
    return traject


def _neem_hulpvraag_over(verwijzing: Verwijzing, traject: Traject, door: Wie) -> None:
    """Begin with what it is about according to who referred, until the resident says it."""
    gezien = (verwijzing.antwoorden or {}).get("hulpvraag") if traject.keten.hulpvragen else None
    bekend = {keuze.code for keuze in traject.keten.hulpvragen}
    if gezien in bekend and not traject.is_afgesloten and not hulpvragen(traject):
        leg_hulpvragen_vast(traject, hoofd=str(gezien), door=door)


def weiger(verwijzing: Verwijzing, *, reden: str, door: Wie, bericht: str | None = None) -> None:
    """Refuse a verwijzing with a reason of its keten, and tell the verwijzer as far as the resident's consent reaches.

    Of a resident with nothing else here, the receiver sees nothing from now on but this verwijzing.
    """
    _vergrendel(verwijzing)
    _moet_wachten(verwijzing)
    if reden not in {keuze.code for keuze in verwijzing.keten.triage.weigerredenen}:
        raise Domeinfout("Kies een reden uit de lijst.", veld="reden")
    if bericht and not mag_terugkoppelen(verwijzing):
        zin = "De inwoner gaf geen toestemming om de verwijzer iets te laten weten. Maak dit vak leeg."
        raise Domeinfout(zin, veld="bericht")
    verwijzing.geweigerd_op, verwijzing.weigerreden, verwijzing.beslist_door_id = nu(), reden, door.account_id
    _rond_af(verwijzing, "weigering", door, tekst=bericht, reden=reden)
    laat_los(verwijzing)


def _vergrendel(verwijzing: Verwijzing) -> None:
    # Two coördinatoren at once: the second waits here, and then reads what the first decided.
    momenten = ["versie", "aangenomen_op", "geweigerd_op", "ingetrokken_op", "beslist_door_id", "inwoner_id"]
    db.session.refresh(verwijzing, attribute_names=momenten, with_for_update=True)


def _moet_wachten(verwijzing: Verwijzing) -> None:
    if zin := al_behandeld(verwijzing):
        raise Domeinfout(f"{zin} Er is niets gewijzigd.")


def _voeg_samen(verwijzing: Verwijzing, bestaand: Inwoner, door: Wie) -> str | None:
    nieuw = verwijzing.inwoner
    if bestaand.id == nieuw.id or bestaand.zelfde_als_id:
        raise Domeinfout("Kies een andere inwoner, of kies 'Dit is een nieuwe inwoner'.", veld="wie_is_het")
    if db.session.scalar(select(exists().where(Traject.inwoner_id == nieuw.id))):
        raise Domeinfout("Deze inwoner heeft al een eigen traject. Voeg de inwoners niet samen.", veld="wie_is_het")
    verschillen = verschillen_in_woorden(nieuw, bestaand)
    # As any merge, so that it can be undone; what was known is kept, also where it was empty.
    voeg_samen(bestaand, nieuw, door=door, aanvullen=False, keten_code=verwijzing.keten_code)
    return verschillen


def _sluit_aan(verwijzing: Verwijzing, traject: Traject, verschillen: str | None, door: Wie) -> None:
    afname, was = verwijzing.afname, traject.uitslag
    erger = afname is not None and traject.keten.rang(afname.uitslag) < traject.keten.rang(was)
    gegevens = _over(verwijzing)
    if afname is not None:
        afname.traject_id = traject.id
        gegevens |= {"uitslag": afname.uitslag, "was": was, "nieuwe_weg": erger}
    traject.noteer("verwijzing_erbij", door=door, tekst=verschillen, **gegevens)
    if afname is not None and erger:
        _volg(traject, afname, door)


def _volg(traject: Traject, afname: Afname, door: Wie) -> None:
    vervolg = traject.keten.vervolg(afname.uitslag)
    test = next((deel.stap for deel in traject.keten.instrumenten if deel.instrument == afname.instrument), None)
    # A test that waited to be finished is answered by this one.
    if test and test != vervolg.volgende_stap and traject.stap(test):
        traject.rond_stap_af(test, door=door, uitkomst=afname.uitslag)
    traject.volg_uitslag(afname.uitslag, door=door)


def _over(verwijzing: Verwijzing) -> dict[str, Any]:
    return {"verwijzing_id": str(verwijzing.id), "kenmerk": verwijzing.kenmerk}


def _rond_af(verwijzing: Verwijzing, moment: str, door: Wie, *, tekst: str | None = None, **gegevens: Any) -> None:
    if verwijzing.taak:
        verwijzing.taak.handel_af()
    if not verwijzing.keten.terugkoppelingen_bij(moment) or not mag_terugkoppelen(verwijzing):
        return
    terugkoppeling = Terugkoppeling(
        verwijzing_id=verwijzing.id,
        inwoner_id=verwijzing.inwoner_id,
        moment=moment,
        gegevens=gegevens,
        op=nu(),
        door_id=door.account_id,
    )
    terugkoppeling.tekst = tekst
    db.session.add(terugkoppeling)
