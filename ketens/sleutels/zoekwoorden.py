"""The blind index: all search keys of a resident at once, from the cells; and what counts tries by a hash."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import timedelta
from uuid import UUID

from sqlalchemy import func, select, update

from ketens.gebruikers.models import Aanmeldpoging, Account
from ketens.inwoners.models import Inwoner
from ketens.inwoners.zoeksleutels import Zoeksleutel, leg_aan
from ketens.kern.db import db
from ketens.kern.sleutels import sleutelbos
from ketens.kern.versleuteling import zoekhash, zoekhashes
from ketens.sleutels.delen import Deel, Portie, Uitslag, Waar, meld_aan

# Residents in one transaction: some fifteen rows go and fifteen come for each.
INWONERS, ACCOUNTS = 10, 200
# Counts of requests can't be made anew: nobody knows whose they are. They run under every key that lies there, and
# the longest window is an hour; until it is over the key of before is needed.
TELLERS = timedelta(hours=1)


class Zoekwoorddeel:
    """The search keys of residents. One stands wholly under one key: found by it, or by that of before."""

    naam = "zoeksleutel"
    waar = Waar.GEMEENTE

    def zoek(self, na: UUID, sleutel: str) -> Portie | None:
        """Return the next residents with a search key under another key."""
        vraag = select(Zoeksleutel.inwoner_id).where(Zoeksleutel.inwoner_id > na, Zoeksleutel.sleutel != sleutel)
        ids = list(db.session.scalars(vraag.distinct().order_by(Zoeksleutel.inwoner_id).limit(INWONERS)))
        return Portie(ids[-1], ids) if ids else None

    def zet_over(self, portie: Portie, sleutel: str) -> Uitslag:
        """Bring the search keys of these residents up to date, but of who is being edited at this moment."""
        vraag = select(Inwoner).where(Inwoner.id.in_(portie.rijen)).order_by(Inwoner.id)
        eigen = vraag.with_for_update(of=Inwoner, skip_locked=True, key_share=True)
        inwoners = list(db.session.scalars(eigen)) if sleutelbos().zoek_id == sleutel else []
        for inwoner in inwoners:
            leg_aan(inwoner)
        return Uitslag(len(inwoners), len(portie.rijen) - len(inwoners))

    def tel(self, sleutels: Sequence[str]) -> Counter[str]:
        """Count search keys by the key under which they were made."""
        vraag = select(Zoeksleutel.sleutel, func.count()).where(Zoeksleutel.sleutel.in_(sleutels))
        return Counter({rij[0]: rij[1] for rij in db.session.execute(vraag.group_by(Zoeksleutel.sleutel))})


class Pogingdeel:
    """Tries to sign in of who has an account: from where someone came in before still counts after the change.

    A try at an address that nobody has stays as it is; after a quarter of an hour it counts no more.
    """

    naam = "aanmeldpoging"
    waar = Waar.GEDEELD

    def zoek(self, na: UUID, sleutel: str) -> Portie | None:
        """Return the tries of the next accounts, as (old hash, new hash)."""
        vraag = select(Account.id, Account.email).where(Account.id > na).order_by(Account.id).limit(ACCOUNTS)
        accounts = db.session.execute(vraag).all()
        nieuw = {
            oud: zoekhash(soort, waarde)
            for id_, email in accounts
            for soort, waarde in (("email", email), ("code", id_.hex))
            for oud in zoekhashes(soort, waarde)[1:]
        }
        staan = set(db.session.scalars(select(Aanmeldpoging.wie_hash).where(Aanmeldpoging.wie_hash.in_(nieuw))))
        return Portie(accounts[-1].id, [(oud, nieuw[oud]) for oud in sorted(staan)]) if accounts else None

    def zet_over(self, portie: Portie, sleutel: str) -> Uitslag:
        """Write the new hash in the place of the old."""
        gedaan = 0
        for oud, nieuw in portie.rijen if sleutelbos().zoek_id == sleutel else ():
            zet = update(Aanmeldpoging).where(Aanmeldpoging.wie_hash == oud).values(wie_hash=nieuw)
            gedaan += db.session.execute(zet.execution_options(synchronize_session=False)).rowcount  # type: ignore[attr-defined]
        return Uitslag(gedaan)

    def tel(self, sleutels: Sequence[str]) -> Counter[str]:
        """Count nothing: what is not made anew has its term (`TELLERS`)."""
        return Counter()


def _delen() -> Iterable[Deel]:
    yield Zoekwoorddeel()
    yield Pogingdeel()


meld_aan("zoek", _delen)
