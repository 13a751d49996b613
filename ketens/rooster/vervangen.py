"""A vervanger: a trainer who leads one session in place of the group's own."""

from ketens.gebruikers.models import Account
from ketens.gebruikers.wie import Wie
from ketens.groepen.bezetting import lopende_plaatsingen, vergrendel
from ketens.groepen.models import Bijeenkomst, Groep, Vervanging
from ketens.groepen.trainerpost import schrijf_vervanger
from ketens.kern.db import db
from ketens.kern.fouten import Domeinfout
from ketens.kern.klok import nu, vandaag
from ketens.rooster.bijeenkomsten import dag_van
from ketens.rooster.trainers import houd_toestemmingen_vast, mogen_het_weten, trainers_hier


def zet_vervanger(bijeenkomst: Bijeenkomst, account: Account, *, door: Wie) -> Vervanging:
    """Let another trainer lead this session; asked for twice it is one. They get a mail with a link, without names.

    Whose organisatie knew nobody here yet needs the consent of everyone in the group, as a trainer of the group does.
    """
    houd_toestemmingen_vast(bijeenkomst.groep, [account.id])
    (groep,) = vergrendel(bijeenkomst.groep_id)
    if waarom := kan_niet(bijeenkomst):
        raise Domeinfout(waarom)
    al = next((v for v in bijeenkomst.vervangingen if v.account_id == account.id), None)
    if al and al.ingetrokken_op is None:
        return al
    if account not in kandidaten(bijeenkomst):
        raise Domeinfout("Kies een trainer uit de lijst.", veld="account_id")
    mogen_het_weten([account], groep, lopende_plaatsingen(groep), veld="account_id")
    vervanging = al or Vervanging(groep=groep, bijeenkomst=bijeenkomst, account=account, account_id=account.id)
    db.session.add(vervanging)
    vervanging.gemaakt_op, vervanging.door_id, vervanging.ingetrokken_op = nu(), door.account_id, None
    schrijf_vervanger(vervanging, "U valt in bij een groep")
    return vervanging


def trek_vervanger_in(vervanging: Vervanging, *, door: Wie | None) -> None:  # noqa: ARG001  the log knows who it was
    """Let someone lead this session no longer: from now on they see nothing of it. A second time changes nothing."""
    vergrendel(vervanging.groep_id)
    if vervanging.ingetrokken_op is None:
        vervanging.ingetrokken_op = nu()
        if dag_van(vervanging.bijeenkomst) >= vandaag():
            schrijf_vervanger(vervanging, "U hoeft niet in te vallen bij een groep")


def vervangers(bijeenkomst: Bijeenkomst) -> list[Vervanging]:
    """Return who leads this session in place of the group's own trainer, by name."""
    lopend = [v for v in bijeenkomst.vervangingen if v.ingetrokken_op is None]
    return sorted(lopend, key=lambda v: v.account.naam)


def kandidaten(bijeenkomst: Bijeenkomst) -> list[Account]:
    """Return who could lead this session: the trainers of the keten that don't do so already."""
    al = {rij.account_id for rij in bijeenkomst.groep.trainers if rij.tot is None}
    al |= {vervanging.account_id for vervanging in vervangers(bijeenkomst)}
    return [account for account in trainers_hier(bijeenkomst.groep.keten_code) if account.id not in al]


def kan_niet(bijeenkomst: Bijeenkomst) -> str | None:
    """Return in a sentence why nobody can step in any more, or None."""
    if bijeenkomst.afgelast_op or bijeenkomst.groep.afgelast_op:
        return "Deze bijeenkomst gaat niet door."
    return "Deze bijeenkomst is al geweest." if dag_van(bijeenkomst) < vandaag() else None


def geen_invallers_meer(groep: Groep) -> None:
    """Withdraw who would step in at the sessions to come: those got another day, or are off."""
    for bijeenkomst in groep.bijeenkomsten:
        if bijeenkomst.begint_op > nu():
            for vervanging in vervangers(bijeenkomst):
                trek_vervanger_in(vervanging, door=None)
