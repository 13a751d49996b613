"""What was taken from somebody is gone at their next click: the session is open still, the address is known."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import update

from ketens.gebruikers.models import Account, Lidmaatschap, Sessie
from ketens.kern.db import db
from ketens.kern.klok import nu, vandaag
from ketens.kern.poort import OPENBAAR
from ketens.rechten import Recht, Rol
from tests import wereld
from tests.bouwkunde.matrix.lopen import Stap, Wandeling
from tests.bouwkunde.matrix.opstelling import Opstelling
from tests.bouwkunde.matrix.ploeg import Relatie
from tests.bouwkunde.matrix.regels import VOOR_DE_GEMEENTE
from tests.merken import OP_SQLITE

ROLLEN = pytest.mark.parametrize("rol", list(Rol))


def eindig_de_pet(rol: Rol) -> None:
    _zet(update(Lidmaatschap).where(Lidmaatschap.account_id == wereld.id_van(rol)), tot=vandaag() - timedelta(days=1))


def geef_een_andere_pet(rol: Rol) -> None:
    """The same hat, in the other gemeente."""
    _zet(
        update(Lidmaatschap).where(Lidmaatschap.account_id == wereld.id_van(rol)),
        gemeente_id=wereld.id_van("tubbergen"),
    )


def blokkeer(rol: Rol) -> None:
    _zet(update(Account).where(Account.id == wereld.id_van(rol)), geblokkeerd_op=nu())


def eindig_de_sessie(rol: Rol) -> None:
    _zet(update(Sessie).where(Sessie.account_id == wereld.id_van(rol)), beeindigd_op=nu())


def _zet(vraag, **waarden: object) -> None:
    assert db.session.execute(vraag.values(**waarden)).rowcount
    db.session.commit()


def geen_plek(stap: Stap) -> bool:
    """There is nothing in this gemeente any more; what belongs to no gemeente asks for a hat."""
    return stap.status == (404 if "gemeente" in stap.weg.regel.arguments else 403)


def de_voordeur(stap: Stap) -> bool:
    return stap.status == 303 and stap.antwoord.headers["Location"].startswith("/inloggen")


@OP_SQLITE
@ROLLEN
@pytest.mark.parametrize(
    ("ontneem", "geweigerd"),
    [(eindig_de_pet, geen_plek), (blokkeer, de_voordeur), (eindig_de_sessie, de_voordeur)],
)
def test_een_open_sessie_opent_niets_meer(
    opstelling: Opstelling, rol: Rol, ontneem: Callable[[Rol], None], geweigerd: Callable[[Stap], bool]
):
    with opstelling.app.app_context():
        ontneem(rol)
    assert [str(stap) for stap in _alles(opstelling, rol) if not geweigerd(stap) or stap.sporen] == []


@OP_SQLITE
@ROLLEN
def test_wie_naar_een_andere_gemeente_gaat_neemt_niets_mee(opstelling: Opstelling, rol: Rol):
    with opstelling.app.app_context():
        geef_een_andere_pet(rol)
    in_borne = [stap for stap in _alles(opstelling, rol) if "gemeente" in stap.weg.regel.arguments]
    assert [str(stap) for stap in in_borne if stap.status != 404 or stap.sporen] == []


@OP_SQLITE
@pytest.mark.parametrize("rol", [Rol.VERWIJZER, Rol.BEOORDELAAR, Rol.WELZIJNSCOACH, Rol.COORDINATOR, Rol.TRAINER])
def test_wie_de_keten_verliest_ziet_er_niets_meer_van(opstelling: Opstelling, rol: Rol):
    """Pages open still, with nothing on them; what has an id is gone."""
    with opstelling.app.app_context():
        _zet(update(Lidmaatschap).where(Lidmaatschap.account_id == wereld.id_van(rol)), ketens=[])
    fout = []
    for stap in _alles(opstelling, rol):
        # An emergency access of one's own can be given up at any time; what is of no resident belongs to all ketens.
        blijft = stap.weg.recht == Recht.NOODTOEGANG or stap.weg.recht in VOOR_DE_GEMEENTE
        heeft_id = any(naam.endswith("_id") for naam in stap.weg.regel.arguments) and not blijft
        if stap.sporen or (heeft_id and stap.status != 404):
            fout.append(f"{stap} {stap.sporen}")
    assert fout == []


def _alles(opstelling: Opstelling, rol: Rol) -> list[Stap]:
    """Ask for everything that this hat has a right to, and send every form of it."""
    stappen = []
    with opstelling.kijk() as kijker:
        wandeling = Wandeling(opstelling, rol, kijker)
        token = {"csrf_token": wandeling.klant.token}
        for methode in ("GET", "POST"):
            for weg in wandeling.wegen(methode):
                if weg.recht is not OPENBAAR and rol in weg.rollen:
                    data = token if methode == "POST" else None
                    stappen.append(wandeling.vraag(weg, Relatie.EIGEN, methode=methode, data=data))
    assert len(stappen) >= 3
    return stappen
