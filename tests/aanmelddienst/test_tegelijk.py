"""Two at once, and nobody waits for us while we wait for another machine."""

from concurrent.futures import ThreadPoolExecutor

from sqlalchemy import func, select, update

from ketens.aanmelddienst.models import Koppeling
from ketens.gebruikers.models import Account, Gemeente
from ketens.kern.db import db
from tests.aanmelddienst.test_kwaad import binnen, kwaad, probeer  # noqa: F401
from tests.merken import OP_POSTGRESQL, OP_SQLITE


@OP_POSTGRESQL
def test_wie_tegelijk_voor_het_eerst_binnenkomt_is_een_keer_iemand(kwaad, als, app, in_borne):  # noqa: F811
    """One person in six browsers: the nonce of each is in the answer that each gets."""
    kwaad.per_code = True
    klanten = [als(None) for _ in range(6)]
    with ThreadPoolExecutor(6) as ploeg:
        antwoorden = list(ploeg.map(lambda klant: probeer(kwaad, klant, per_code=True), klanten))
    assert {antwoord.status_code for antwoord in antwoorden} == {303}
    assert all(map(binnen, klanten))
    with in_borne():
        assert db.session.scalar(select(func.count()).select_from(Koppeling)) == 1
        wie = select(func.count()).select_from(Account).where(Account.email == "karel@borne.example")
        assert db.session.scalar(wie) == 1


@OP_SQLITE
def test_er_staat_niets_op_slot_terwijl_de_dienst_nadenkt(kwaad, als, app):  # noqa: F811
    """The provider itself writes to our database meanwhile: a lock would hold it for twenty seconds."""
    geschreven = []

    def schrijf():
        with app.app_context():
            db.session.execute(update(Gemeente).values(telefoon="+31741234567"))
            db.session.commit()
            geschreven.append(True)

    kwaad.bij_token = schrijf
    klant = als(None)
    assert probeer(kwaad, klant).status_code == 303
    assert geschreven
    assert binnen(klant)
