"""What the coördinator's pages of groups and sessions are filled with."""

from typing import Any
from uuid import UUID

from ketens.gebruikers.wie import Wie, wie
from ketens.groepen.beurt import lijst_voor
from ketens.groepen.bezetting import stand
from ketens.groepen.models import Groep
from ketens.groepen.redenen import EINDEN
from ketens.groepen.wachtlijst import dagdeel_namen
from ketens.inwoners import doorgeven
from ketens.kern.klok import nu
from ketens.kern.vinden import vind
from ketens.rooster import inrichten, lijsten
from ketens.rooster.bijeenkomsten import dag_van
from ketens.rooster.groepformulier import GroepForm, GroepWijzigForm, interventies
from ketens.rooster.plangrens import let_op
from ketens.rooster.toestand import Toestand, te_weinig
from ketens.rooster.trainers import met_organisatie, trainers_hier

# More names are never opened for one page.
WACHTENDEN_OP_PAGINA = 50


def filters(interventie: str | None, jaar: int | None, staat: Toestand | None) -> dict[str, Any]:
    """Return the choices of the filter on the list, what is chosen, and who waits."""
    return {
        "interventie": interventie,
        "jaar": jaar,
        "staat": staat,
        "staten": list(Toestand),
        "interventies": [(code.partition("/")[2], naam) for code, naam in interventies(wie().ketens)],
        "jaren": lijsten.jaren(wie()),
        "wachtend": lijsten.wachtend_per_interventie(wie()),
        "dagdeel_namen": dagdeel_namen,
    }


def bied_aan(
    form: GroepForm | GroepWijzigForm, ketens: tuple[str, ...], groep: Groep | None = None, kopie: Groep | None = None
) -> None:
    """Offer the trainers, and for a new group the interventies, of these ketens; `kopie` is what it begins as."""
    trainers = {trainer.id: trainer for keten in ketens for trainer in trainers_hier(keten)}
    for rij in groep.trainers if groep else ():
        if rij.tot is None:
            trainers[rij.account_id] = rij.account
    form.trainer_ids.choices = [(str(t.id), f"{t.naam} ({t.organisatie.naam})") for t in trainers.values()]
    if isinstance(form, GroepForm):
        form.bied_aan(ketens, kopie)
    elif groep and not form.is_submitted():
        form.versie.data = str(groep.versie)


def maak_groep(form: GroepForm, *, door: Wie) -> Groep:
    """Make what the form asks for."""
    velden = form.velden | form.wat
    velden |= {"formulier_id": form.formulier_id.data, "organisatie_id": door.organisatie_id}
    return inrichten.maak_groep(door=door, **velden)


def formulier(form: GroepForm | GroepWijzigForm, groep: Groep | None = None) -> dict[str, Any]:
    """Return what the form shows: the sessions as they would be laid, unless those lie fast."""
    if groep and groep.is_begonnen:
        dagen = [dag_van(b) for b in groep.bijeenkomsten if b.afgelast_op is None]
        zinnen = let_op(groep.keten_code, sorted(dagen), form.kosten.data)
        return {"form": form, "groep": groep, "rooster": None, "let_op": zinnen}
    interventie = groep.interventie if groep else form.interventie if isinstance(form, GroepForm) else None
    keten = groep.keten_code if groep else form.wat["keten_code"] if isinstance(form, GroepForm) else ""
    rooster = form.rooster(interventie)
    zinnen = let_op(keten, [sessie.dag for sessie in rooster.sessies], form.kosten.data)
    gelegd = {"rooster": rooster, "interventie": interventie, "gewisseld": form.gewisseld, "let_op": zinnen}
    return {"form": form, "groep": groep, **gelegd}


def invallers(groep: Groep) -> dict[UUID, list[str]]:
    """Return who leads which session in place of a trainer, by name."""
    namen: dict[UUID, list[str]] = {}
    for rij in groep.invallers:
        namen.setdefault(rij.bijeenkomst_id, []).append(rij.account.naam)
    return namen


def wordt_gekopieerd(groep_id: str | None) -> Groep | None:
    """Return the earlier group that a new one is a copy of, or None; 404 when this person may not see it."""
    try:
        return vind(Groep, UUID(groep_id)) if groep_id else None
    except ValueError:
        return None


def wijzig_groep(groep: Groep, form: GroepWijzigForm, *, door: Wie) -> None:
    """Change what the form says, unless someone else did so meanwhile."""
    form.controleer(groep)
    velden = form.velden
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
        "aan_de_beurt": sum(wachtende.aan_de_beurt for wachtende in wachtenden),
        "nog_meer": max(0, len(wachtenden) - WACHTENDEN_OP_PAGINA),
        "eindes": [(EINDEN[code], aantal) for code, aantal in sorted(lijsten.geeindigd(groep).items())],
        "dagdeel_namen": dagdeel_namen,
        "te_weinig": te_weinig(groep, rij.stand),
        "trainers": met_organisatie(groep),
        "invallers": invallers(groep),
        "nu": nu(),
    }
