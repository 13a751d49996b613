"""The log as a file, in the field names of NEN 7513: bounded in rows, and it says so when it was cut."""

from datetime import UTC, datetime, timedelta
from itertools import chain, islice
from uuid import UUID

from sqlalchemy import select

from ketens.audit import nen7513
from ketens.gebruikers.models import Account, Lidmaatschap, Organisatie
from ketens.kern.csv import schrijf_csv
from ketens.kern.db import db
from ketens.kern.gemeente import huidige_gemeente
from ketens.kern.klok import moment, nu
from ketens.toezicht.logboek import Vraag

MEESTE_REGELS = 20_000
BEGIN = datetime(2000, 1, 1, tzinfo=UTC)


def csv(vraag: Vraag) -> bytes:
    """Return the file of a period; its last line says when it was cut. Only period, account and resident count.

    No cell is opened. Which residents the file names by id follows from the period, which stands in the row of this
    request: the rows of the log do not change. So they are not written down once more.
    """
    hier = huidige_gemeente()
    assert hier is not None  # noqa: S101 - the address of every page here names a gemeente
    van = moment(vraag.van, 0) if vraag.van else BEGIN
    tot = moment(vraag.tot + timedelta(days=1), 0) if vraag.tot else nu()
    namen = _namen(hier)
    gelezen = chain.from_iterable(
        nen7513.regels(hier, van=van, tot=tot, account_id=vraag.account_id, inwoner_id=inwoner_id, namen=namen)
        for inwoner_id in vraag.inwoner_ids or (None,)
    )
    rijen = list(islice(gelezen, MEESTE_REGELS + 1))
    regels = list(nen7513.kolommen(rijen[:MEESTE_REGELS]))
    if len(rijen) > MEESTE_REGELS:
        regels.append([f"Afgekapt na {MEESTE_REGELS} regels. Kies een kortere periode."])
    return schrijf_csv(nen7513.VELDEN, regels)


def _namen(gemeente_id: UUID) -> dict[UUID, str]:
    met_pet = select(Lidmaatschap.account_id).where(Lidmaatschap.gemeente_id == gemeente_id)
    mensen = db.session.execute(select(Account.id, Account.naam).where(Account.id.in_(met_pet)))
    huizen = db.session.execute(select(Organisatie.id, Organisatie.naam))
    return {rij[0]: rij[1] for rij in (*mensen, *huizen)}
