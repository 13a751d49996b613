"""The service by which a gemeente signs in, as its beheerder finds it: on, a group, who waits and who is linked."""

from uuid import UUID

from ketens.aanmelddienst.models import Aanmelddienst, Aanmeldgroep, Koppeling, TweedeStap
from ketens.kern.db import db, nieuw_id
from ketens.kern.klok import nu
from ketens.rechten import Rol
from tests import wereld

# Nobody listens there: who asks hears so at once.
ISSUER = "http://127.0.0.1:1"


def dienst(gemeente: str, wie: str, aantal: int = 1) -> dict[str, UUID]:
    """Make a service in this gemeente if it has none, and `aantal` of what hangs on it; return an id of each kind."""
    rij = db.session.get(Aanmelddienst, wereld.id_van(f"dienst-{gemeente}")) or Aanmelddienst(
        id=wereld.id_van(f"dienst-{gemeente}"),
        gemeente_id=wereld.id_van(gemeente),
        naam="Werkaccount",
        issuer=ISSUER,
        client_id="ketens",
        scopes="openid",
        groepen_claim="groups",
        tweede_stap=TweedeStap.NEE,
        is_aan=True,
        alleen=True,
        gelukt_op=nu(),
    )
    rij.geheim = "geheim"
    db.session.add(rij)
    db.session.flush()
    for _ in range(aantal):
        groep = Aanmeldgroep(
            aanmelddienst_id=rij.id,
            groep=f"groep {nieuw_id()}",
            organisatie_id=wereld.id_van(f"gemeente-{gemeente}"),
            rol=Rol.FG,
            ketens=[],
            door_id=wereld.id_van(wie),
        )
        wacht = Koppeling(aanmelddienst_id=rij.id, issuer=ISSUER, subject=str(nieuw_id()))
        wacht.naam, wacht.email = "Wiebe Wacht", "wiebe@proef.example"
        db.session.add_all([groep, wacht])
    db.session.flush()
    return {"dienst": rij.id, "aanmeldgroep": groep.id, "koppeling": wacht.id}
