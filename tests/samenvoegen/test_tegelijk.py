"""Two who merge, the same pair or the other way about, or while a verwijzing is accepted: one does, the other hears."""

import threading

import pytest
from sqlalchemy import func, select

from ketens.inwoners.models import Inwoner
from ketens.kern.db import db
from ketens.samenvoegen.models import Samenvoeging
from ketens.trajecten.models import Traject
from ketens.verwijzingen.models import Verwijzing
from tests.klant import Klant
from tests.merken import BEPROEVING
from tests.samenvoegen.stand import wat_niet_klopt
from tests.samenvoegen.test_routes import samen

KEREN = 6 if BEPROEVING else 2
ZINNEN = ("al samengevoegd", "net samengevoegd", "Er is niets gewijzigd", "niet gevonden")


def tegelijk(*daden):
    """Let all begin at one moment, and return what each was answered."""
    hek, antwoorden = threading.Barrier(len(daden)), {}

    def doe(nr, daad):
        hek.wait()
        antwoorden[nr] = daad()

    draden = [threading.Thread(target=doe, args=paar) for paar in enumerate(daden)]
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join()
    return [antwoorden[nr] for nr in range(len(daden))]


def klaar_om_samen_te_voegen(app, naam, blijft, gaat):
    """Open the page before the race begins; what is returned sends the form."""
    klant = Klant(app, naam)
    pagina = klant.get("samenvoegen.samenvoeging", inwoner_id=blijft.id, ander_id=gaat.id)
    velden = {"formulier_id": pagina.waarde("formulier_id"), "akkoord": "ja"}
    return lambda: klant.post("samenvoegen.samenvoeging", velden, inwoner_id=blijft.id, ander_id=gaat.id)


@pytest.mark.parametrize("andersom", [False, True], ids=["hetzelfde_paar", "andersom"])
@pytest.mark.parametrize("_keer", range(KEREN))
def test_van_twee_die_samenvoegen_doet_een_het(app, maak, in_borne, andersom, _keer):
    een, ander = maak.inwoner("Jansen"), maak.inwoner("Jansen")
    maak.contactpersoon(een), maak.contactpersoon(ander)
    paren = ((een, ander), (ander, een) if andersom else (een, ander))
    antwoorden = tegelijk(
        *(
            klaar_om_samen_te_voegen(app, naam, *paar)
            for naam, paar in zip(("coordinator", "coordinator2"), paren, strict=True)
        )
    )
    for antwoord in antwoorden:
        assert antwoord.status in (303, 422)
    verliezer = [a.volg().tekst if a.status == 303 else a.tekst for a in antwoorden]
    assert any(zin in tekst for tekst in verliezer for zin in ZINNEN)
    with in_borne():
        assert db.session.scalar(select(func.count()).select_from(Samenvoeging)) == 1
        assert db.session.scalar(select(func.count()).where(Inwoner.zelfde_als_id.is_(None))) == 1
        assert wat_niet_klopt() == []


@pytest.mark.parametrize("_keer", range(KEREN))
def test_samenvoegen_terwijl_iemand_de_verwijzing_aanneemt(app, maak, in_borne, _keer):
    bekend, verwijzing = maak.inwoner("Jansen"), maak.verwijzing("Jansen")
    with in_borne():
        gaat = db.session.get_one(Verwijzing, verwijzing.id).inwoner
        db.session.expunge_all()
    neemt_aan = Klant(app, "coordinator2")
    voegt_samen, aanname = tegelijk(
        klaar_om_samen_te_voegen(app, "coordinator", bekend, gaat),
        lambda: neemt_aan.post("triage.aanname", {"wie_is_het": "nieuw"}, verwijzing_id=verwijzing.id),
    )
    assert (voegt_samen.status, aanname.status) in {(303, 303), (303, 422)}
    if aanname.status == 422:
        assert "samengevoegd" in aanname.tekst
    with in_borne():
        assert wat_niet_klopt() == []
        assert db.session.scalar(select(func.count()).select_from(Traject)) == (aanname.status == 303)


def test_wie_nog_een_oude_pagina_open_heeft_leest_dat_het_al_gebeurd_is(maak, als):
    een, ander = maak.inwoner("Jansen"), maak.inwoner("Jansen")
    eerste, tweede = als("coordinator"), als("coordinator2")
    laat = klaar_om_samen_te_voegen(tweede.app, "coordinator2", een, ander)
    assert samen(eerste, een, ander).status == 303
    assert "al samengevoegd" in laat().volg().tekst
