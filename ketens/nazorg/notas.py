"""The nota of an eigen bijdrage that was paid, for the supplementary insurance: made once, printed again as it was.

Numbered per gemeente and year without gaps: the number is given under a lock, in the transaction that keeps the row.
No burgerservicenummer: who gives the group may not use it (domein 6.2), and the insured knows their own number.
"""

from collections.abc import Collection, Iterable
from uuid import UUID

from sqlalchemy import func, select

from ketens.gebruikers.models import Gemeente, Organisatie
from ketens.gebruikers.wie import Wie
from ketens.groepen.models import Groep
from ketens.groepen.plaatsen import Plaatsing
from ketens.kern.db import db
from ketens.kern.fouten import Domeinfout
from ketens.kern.gemeente import huidige_gemeente
from ketens.kern.klok import nu, vandaag
from ketens.kern.pagina import datum, euro
from ketens.kern.pdf import maak_pdf
from ketens.nazorg.bijdragen import BETAALD, van_groep
from ketens.nazorg.models import Nota

SJABLOON = "nota.typ"


def maak_nota(plaatsing: Plaatsing, *, door: Wie) -> Nota:
    """Make the nota of a deelname, or return the one that there is."""
    gemeente = _vergrendel()
    if bestaand := nota_van(plaatsing):
        return bestaand
    # Locked as `zet_bijdrage` does: what is on the nota can't be taken back at the same moment.
    db.session.refresh(plaatsing, attribute_names=["bijdrage", "bijdrage_op", "eigen_bijdrage"], with_for_update=True)
    if plaatsing.bijdrage != BETAALD or not plaatsing.eigen_bijdrage or plaatsing.bijdrage_op is None:
        raise Domeinfout("Een nota kan pas als de eigen bijdrage is betaald.")
    nota = Nota(
        inwoner_id=plaatsing.inwoner_id,
        plaatsing=plaatsing,
        plaatsing_id=plaatsing.id,
        jaar=vandaag().year,
        nr=_volgende(vandaag().year),
        bedrag=plaatsing.eigen_bijdrage,
        betaald_op=plaatsing.bijdrage_op,
        gemaakt_op=nu(),
        door_id=door.account_id,
    )
    nota.inhoud = _inhoud(nota, gemeente)
    db.session.add(nota)
    plaatsing.traject.noteer("nota", door=door)
    return nota


def maak_notas(groep: Groep, *, door: Wie) -> int:
    """Make the nota of everybody in a group who paid and has none; return how many."""
    plaatsingen = [rij for rij in van_groep(groep) if rij.inwoner.geanonimiseerd_op is None]
    al = van_plaatsingen([rij.id for rij in plaatsingen])
    te_maken = [rij for rij in plaatsingen if rij.bijdrage == BETAALD and rij.id not in al]
    if not te_maken:
        raise Domeinfout("Wie betaalde, heeft al een nota.")
    for rij in te_maken:
        maak_nota(rij, door=door)
        db.session.flush()
    return len(te_maken)


def nota_van(plaatsing: Plaatsing) -> Nota | None:
    """Return the nota of a deelname."""
    return db.session.scalars(select(Nota).where(Nota.plaatsing_id == plaatsing.id)).one_or_none()


def van_plaatsingen(plaatsing_ids: Collection[UUID]) -> dict[UUID, Nota]:
    """Return the nota of each of these that has one."""
    vraag = select(Nota).where(Nota.plaatsing_id.in_(plaatsing_ids))
    return {nota.plaatsing_id: nota for nota in db.session.scalars(vraag)}


def pdf(notas: Iterable[Nota]) -> bytes | None:
    """Return these notas, each as it was made and on its own page; None when there are none."""
    bladen = [nota.inhoud for nota in sorted(notas, key=lambda nota: (nota.jaar, nota.nr)) if nota.inhoud]
    titel = bladen[0]["titel"] if len(bladen) == 1 else "Nota's"
    return maak_pdf(SJABLOON, {"titel": titel, "notas": bladen}) if bladen else None


def _vergrendel() -> Gemeente:
    """Let two who make a nota in one gemeente wait for each other. On SQLite the transaction itself is the lock."""
    vraag = select(Gemeente).where(Gemeente.id == huidige_gemeente()).with_for_update(key_share=True)
    return db.session.scalars(vraag).one()


def _volgende(jaar: int) -> int:
    return (db.session.scalar(select(func.max(Nota.nr)).where(Nota.jaar == jaar)) or 0) + 1


def _inhoud(nota: Nota, gemeente: Gemeente) -> dict[str, object]:
    plaatsing = nota.plaatsing
    groep, inwoner = plaatsing.groep, plaatsing.inwoner
    geeft = db.session.get_one(Organisatie, groep.organisatie_id)
    gehouden = [b for b in groep.bijeenkomsten if b.afgelast_op is None]
    trainers = [f"{rij.account.naam} ({rij.account.organisatie.naam})" for rij in groep.trainers if rij.tot is None]
    return {
        "titel": f"Nota {nota.nummer}",
        "gemeente": gemeente.naam,
        "organisatie": geeft.naam,
        "plaats": geeft.plaats or gemeente.naam,
        "agb": geeft.agb or "",
        "regels": [
            ["Nummer van de nota", nota.nummer],
            ["Datum van de nota", datum(nota.gemaakt_op)],
            ["Naam", inwoner.naam],
            ["Geboortedatum", datum(inwoner.geboortedatum)],
            ["Cursus", groep.interventie.naam],
            ["Onderdeel van", plaatsing.traject.keten.naam],
            ["Van en tot", f"{datum(groep.begint_op)} tot en met {datum(groep.eindigt_op)}"],
            ["Aantal bijeenkomsten", str(len(gehouden))],
            *([["Trainer", ", ".join(trainers)]] if trainers else []),
            ["Betaald op", datum(nota.betaald_op)],
        ],
        "bedrag": euro(nota.bedrag),
    }
