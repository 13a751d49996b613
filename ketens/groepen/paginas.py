"""What the coördinator's pages of groups and sessions are filled with."""

from typing import Any

from ketens.gebruikers.wie import Wie, wie
from ketens.groepen import inrichten, lijsten, verzetten
from ketens.groepen.bezetting import stand
from ketens.groepen.bijeenkomstformulier import BijeenkomstForm
from ketens.groepen.groepformulier import GroepForm, GroepWijzigForm, interventies
from ketens.groepen.models import Bijeenkomst, Groep
from ketens.groepen.redenen import EINDEN
from ketens.groepen.trainers import trainers_hier
from ketens.groepen.wachtlijst import dagdeel_namen, lijst_voor
from ketens.inwoners import doorgeven
from ketens.kern.klok import nu

# More names are never opened for one page.
WACHTENDEN_OP_PAGINA = 50


def filters(interventie: str | None, jaar: int | None) -> dict[str, Any]:
    """Return the choices of the filter on the list, what is chosen, and who waits."""
    return {
        "interventie": interventie,
        "jaar": jaar,
        "interventies": [(code.partition("/")[2], naam) for code, naam in interventies(wie().ketens)],
        "jaren": lijsten.jaren(wie()),
        "wachtend": lijsten.wachtend_per_interventie(wie()),
        "dagdeel_namen": dagdeel_namen,
    }


def bied_aan(form: GroepForm | GroepWijzigForm, ketens: tuple[str, ...], groep: Groep | None = None) -> None:
    """Offer the trainers, and for a new group the interventies, of these ketens."""
    trainers = {trainer.id: trainer for keten in ketens for trainer in trainers_hier(keten)}
    for rij in groep.trainers if groep else ():
        if rij.tot is None:
            trainers[rij.account_id] = rij.account
    form.trainer_ids.choices = [(str(t.id), f"{t.naam} ({t.organisatie.naam})") for t in trainers.values()]
    if isinstance(form, GroepForm):
        form.bied_aan(ketens)
    elif groep and not form.is_submitted():
        form.versie.data = str(groep.versie)


def trainer_ids(groep: Groep) -> list[str]:
    """Return who leads the group, as the form knows them."""
    return [str(rij.account_id) for rij in groep.trainers if rij.tot is None]


def maak_groep(form: GroepForm, *, door: Wie) -> Groep:
    """Make what the form asks for."""
    velden: dict[str, Any] = {**form.velden, **form.wat}
    velden |= {"formulier_id": form.formulier_id.data, "organisatie_id": door.organisatie_id}
    return inrichten.maak_groep(door=door, **velden)


def wijzig_groep(groep: Groep, form: GroepWijzigForm, *, door: Wie) -> None:
    """Change what the form says, unless someone else did so meanwhile."""
    form.controleer(groep)
    velden: dict[str, Any] = {**form.velden}
    velden["wijk"] = velden["wijk"] or None
    velden["eindigt_op"] = velden["eindigt_op"] or groep.eindigt_op
    inrichten.wijzig_groep(groep, door=door, **velden)


def aantal_geplaatst(groep: Groep) -> int:
    """Return how many people have a place."""
    return stand(groep).geplaatst


def groep(groep: Groep) -> dict[str, Any]:
    """Return what a coördinator sees of a group."""
    rij = lijsten.GroepRij(groep, stand(groep))
    wachtenden, deelnemers = lijst_voor(groep, rij.stand), lijsten.deelnemers(groep)
    return {
        "rij": rij,
        "stand": rij.stand,
        "groep": groep,
        "deelnemers": deelnemers,
        "niet_doorgeven": doorgeven.ingetrokken([een.inwoner_id for een in deelnemers], groep.keten_code),
        "overleden": lijsten.overleden(groep),
        "wachtenden": wachtenden[:WACHTENDEN_OP_PAGINA],
        "nog_meer": max(0, len(wachtenden) - WACHTENDEN_OP_PAGINA),
        "eindes": [(EINDEN[code], aantal) for code, aantal in sorted(lijsten.geeindigd(groep).items())],
        "dagdeel_namen": dagdeel_namen,
        "nu": nu(),
    }


def wijzig_bijeenkomst(sessie: Bijeenkomst, form: BijeenkomstForm, *, door: Wie) -> None:
    """Do what the form says."""
    if form.keuze.data == "afgelasten":
        verzetten.gelast_bijeenkomst_af(sessie, reden=form.reden.data or "", door=door)
    else:
        verzetten.verzet(sessie, dag=form.dag.data, uur=form.uur.data or "", reden=form.reden.data or "", door=door)
