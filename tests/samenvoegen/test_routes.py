"""From the page of a resident: who may be the same, both beside each other, together, and apart again."""

from datetime import date

from sqlalchemy import select

from ketens.audit.models import Logregel, LogregelInwoner
from ketens.inwoners.models import Inwoner
from ketens.kern.db import db
from ketens.rechten import Rol
from ketens.samenvoegen.models import Samenvoeging
from ketens.trajecten.models import Traject
from tests.merken import OP_SQLITE

ANDER = "+31742651111"
pytestmark = OP_SQLITE


def twee(maak, **ander):
    return maak.inwoner("Jansen"), maak.inwoner("Jansen", **ander)


def samen(klant, blijft, gaat, **velden):
    pagina = klant.get("samenvoegen.samenvoeging", inwoner_id=blijft.id, ander_id=gaat.id)
    velden = {"formulier_id": pagina.waarde("formulier_id"), "akkoord": "ja", **velden}
    return klant.post("samenvoegen.samenvoeging", velden, inwoner_id=blijft.id, ander_id=gaat.id)


def test_mogelijk_dezelfde_leidt_naar_vergelijken_en_samenvoegen(maak, als, in_borne):
    blijft, gaat = twee(maak, telefoon=ANDER)
    traject = maak.traject(inwoner=gaat)
    klant = als(Rol.COORDINATOR)
    lijst = klant.get("samenvoegen.dezelfde", inwoner_id=blijft.id)
    assert "Vergelijk met Gerda Jansen" in lijst.tekst
    pagina = klant.get("samenvoegen.samenvoeging", inwoner_id=blijft.id, ander_id=gaat.id)
    assert "Komt erbij" in pagina.tekst
    assert "074 265 1111" in pagina.tekst
    assert samen(klant, blijft, gaat).volg().kop == "Gerda Jansen"
    with in_borne():
        assert db.session.get_one(Traject, traject.id).inwoner_id == blijft.id
        assert db.session.get_one(Inwoner, blijft.id).telefoon == ANDER
    tijdlijn = klant.get("trajecten.detail", traject_id=traject.id).tekst
    assert "Dit traject kwam van de andere inschrijving" in tijdlijn


def laatste_regel(in_borne):
    """Return the newest row of the log: its route and the residents it names."""
    with in_borne():
        regel = db.session.scalars(select(Logregel).order_by(Logregel.id.desc()).limit(1)).one()
        ids = select(LogregelInwoner.inwoner_id).where(LogregelInwoner.logregel_id == regel.id)
        return regel.route, set(db.session.scalars(ids))


def test_het_logboek_noemt_beide_bij_samenvoegen_en_bij_herstel(maak, als, in_borne):
    blijft, gaat = twee(maak)
    klant = als(Rol.COORDINATOR)
    samen(klant, blijft, gaat)
    route, wie = laatste_regel(in_borne)
    assert ("samenvoeging" in route, wie) == (True, {blijft.id, gaat.id})
    with in_borne():
        id_ = db.session.scalars(select(Samenvoeging.id)).one()
    klant.post("samenvoegen.herstel", {"reden": "Tweeling"}, samenvoeging_id=id_)
    route, wie = laatste_regel(in_borne)
    assert ("herstel" in route, wie) == (True, {blijft.id, gaat.id})


def test_de_fg_ziet_bij_beide_wie_er_keek_toen_ze_samen_waren(maak, als, in_borne):
    blijft, gaat = twee(maak)
    klant, fg = als(Rol.COORDINATOR), als(Rol.FG)
    samen(klant, blijft, gaat)
    als("coordinator2").get("inwoners.detail", inwoner_id=blijft.id)
    # While they are one, the overview of either covers both.
    assert "Carel Coordinator" in fg.get("toezicht.inwoner", inwoner_id=gaat.id).tekst
    with in_borne():
        id_ = db.session.scalars(select(Samenvoeging.id)).one()
    klant.post("samenvoegen.herstel", {"reden": "Tweeling"}, samenvoeging_id=id_)
    # Apart again: what was seen then of the one was seen of the other; what is seen from now on is not.
    assert "Carel Coordinator" in fg.get("toezicht.inwoner", inwoner_id=gaat.id).tekst
    voor = fg.get("toezicht.inwoner", inwoner_id=gaat.id).tekst.count("Cora Coordinator")
    klant.get("inwoners.detail", inwoner_id=blijft.id)
    assert fg.get("toezicht.inwoner", inwoner_id=gaat.id).tekst.count("Cora Coordinator") == voor


def test_wie_een_van_beide_niet_ziet_kan_niets(maak, als):
    blijft, gaat = maak.inwoner("Jansen"), maak.inwoner("Jansen", betrokken="wijkracht", keten="welzijn_op_recept")
    klant = als(Rol.COORDINATOR)
    assert klant.get("samenvoegen.samenvoeging", inwoner_id=blijft.id, ander_id=gaat.id).status == 404
    assert "Vergelijk met" not in klant.get("samenvoegen.dezelfde", inwoner_id=blijft.id).tekst


def test_twee_lopende_trajecten_wijzen_naar_de_plek_om_er_een_te_sluiten(maak, als):
    een, ander = maak.traject("Jansen"), maak.traject("Jansen")
    pagina = als(Rol.COORDINATOR).get("samenvoegen.samenvoeging", inwoner_id=een.inwoner_id, ander_id=ander.inwoner_id)
    assert "Er lopen twee trajecten in de keten Valpreventie" in pagina.tekst
    assert f"Sluit traject {een.kenmerk} af" in pagina.tekst
    assert "Voeg inschrijvingen samen" not in pagina.tekst


def test_een_oud_adres_leidt_naar_wie_het_bleek_te_zijn(maak, als):
    blijft, gaat = twee(maak)
    klant = als(Rol.COORDINATOR)
    samen(klant, blijft, gaat)
    assert klant.get("inwoners.detail", inwoner_id=gaat.id).naar == klant.url("inwoners.detail", inwoner_id=blijft.id)
    assert als("andere_keten").get("inwoners.detail", inwoner_id=gaat.id).status == 404


def test_een_nieuwe_die_op_de_opgegane_lijkt_wijst_naar_wie_bleef(maak, als):
    blijft = maak.inwoner("Jansen")
    gaat = maak.inwoner("Pietersen", geboortedatum=date(1950, 5, 5), telefoon=ANDER)
    klant = als(Rol.COORDINATOR)
    samen(klant, blijft, gaat)
    nieuw = maak.inwoner("Pietersen", geboortedatum=date(1950, 5, 5))
    assert "Vergelijk met Gerda Jansen" in klant.get("samenvoegen.dezelfde", inwoner_id=nieuw.id).tekst
