"""Accepting and refusing, and who is the same person."""

import threading
from datetime import date

import pytest
from sqlalchemy import func, select

from ketens.instrumenten.models import Afname
from ketens.inwoners.models import Betrokkenheid, Inwoner, Toestemming
from ketens.inwoners.zoeken import mogelijk_dezelfde, zoek
from ketens.kern.db import db
from ketens.kern.fouten import Domeinfout
from ketens.kern.gemeente import in_gemeente
from ketens.trajecten.delen import Gebeurtenis
from ketens.trajecten.models import Traject
from ketens.triage.handelingen import neem_aan, weiger
from ketens.verwijzingen.handelingen import trek_in, vul_aan
from ketens.verwijzingen.models import Terugkoppeling, Verwijzing
from tests import wereld
from tests.klant import Klant

ANDER_NUMMER = "+31742651111"


def lees(verwijzing):
    return db.session.get_one(Verwijzing, verwijzing.id)


def aangenomen(verwijzing, door="coordinator", zelfde_als=None):
    bestaand = db.session.get_one(Inwoner, zelfde_als) if zelfde_als else None
    traject = neem_aan(lees(verwijzing), door=wereld.wie(door), zelfde_als=bestaand)
    db.session.flush()
    return traject


def soorten(traject):
    vraag = select(Gebeurtenis.soort).where(Gebeurtenis.traject_id == traject.id).order_by(Gebeurtenis.id)
    return list(db.session.scalars(vraag))


def terugkoppelingen(verwijzing):
    vraag = select(Terugkoppeling).where(Terugkoppeling.verwijzing_id == verwijzing.id)
    return db.session.scalars(vraag).all()


def betrokken(inwoner_id, organisatie="gemeente-borne"):
    vraag = (
        select(func.count())
        .select_from(Betrokkenheid)
        .where(
            Betrokkenheid.inwoner_id == inwoner_id,
            Betrokkenheid.organisatie_id == wereld.id_van(organisatie),
            Betrokkenheid.tot.is_(None),
        )
    )
    return db.session.scalar(vraag)


def test_aannemen_begint_een_traject_en_haalt_de_verwijzing_van_de_werkvoorraad(maak, in_borne):
    verwijzing = maak.verwijzing(uitslag="matig")
    with in_borne():
        traject = aangenomen(verwijzing)
        assert lees(verwijzing).aangenomen_op
        assert lees(verwijzing).taak.afgehandeld_op
        assert lees(verwijzing).traject_id == lees(verwijzing).afname.traject_id == traject.id
        assert [stap.code for stap in traject.open_stappen] == ["intake"]
        assert "verwijzing_aangenomen" in soorten(traject)


def test_wie_aanneemt_wordt_de_behandelaar_ook_van_de_taken(maak, in_borne):
    verwijzing = maak.verwijzing()
    with in_borne():
        traject = aangenomen(verwijzing)
        assert traject.behandelaar_id == wereld.id_van("coordinator")
        assert {taak.account_id for taak in traject.open_taken()} == {wereld.id_van("coordinator")}


def test_de_verwijzer_hoort_van_de_aanname_als_de_inwoner_dat_goed_vindt(maak, in_borne):
    wel, niet = maak.verwijzing("Bakker"), maak.verwijzing("Visser", terugkoppelen=False)
    with in_borne():
        aangenomen(wel)
        aangenomen(niet)
        assert [rij.moment for rij in terugkoppelingen(wel)] == ["aanname"]
        assert terugkoppelingen(niet) == []


def test_twee_die_tegelijk_aannemen_nemen_een_keer_aan(app, maak, in_borne):
    verwijzing, samen, uitkomsten = maak.verwijzing(), threading.Barrier(2), []

    def doe(wie):
        with app.app_context(), in_gemeente(wereld.id_van("borne")):
            door, gelezen = wereld.wie(wie), lees(verwijzing)
            gelezen.inwoner  # noqa: B018  what the page read before the decision
            db.session.rollback()
            samen.wait()
            try:
                neem_aan(lees(verwijzing), door=door)
                db.session.commit()
                uitkomsten.append("aangenomen")
            except Domeinfout as fout:
                uitkomsten.append(fout.zin)

    draden = [threading.Thread(target=doe, args=[wie]) for wie in ("coordinator", "coordinator2")]
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join()
    zin = next(uitkomst for uitkomst in uitkomsten if uitkomst != "aangenomen")
    assert uitkomsten.count("aangenomen") == 1
    assert "heeft deze verwijzing aangenomen op" in zin
    assert zin.endswith("Er is niets gewijzigd.")
    with in_borne():
        assert db.session.scalar(select(func.count()).select_from(Traject)) == 1


def test_een_ingetrokken_verwijzing_zegt_wie_en_wanneer(maak, in_borne):
    verwijzing = maak.verwijzing()
    with in_borne():
        trek_in(lees(verwijzing), reden="wil_niet", door=wereld.wie("verwijzer"))
        db.session.flush()
        with pytest.raises(Domeinfout, match="Huisartsen Het Proefhuis heeft deze verwijzing ingetrokken op"):
            aangenomen(verwijzing)
        with pytest.raises(Domeinfout, match="ingetrokken"):
            weiger(lees(verwijzing), reden="wil_niet", door=wereld.wie("coordinator"))
        assert lees(verwijzing).traject_id is None


def test_weigeren_vraagt_een_reden_van_de_keten_en_zegt_die_aan_de_verwijzer(maak, in_borne):
    verwijzing = maak.verwijzing()
    with in_borne():
        with pytest.raises(Domeinfout, match="Kies een reden"):
            weiger(lees(verwijzing), reden="zomaar", door=wereld.wie("coordinator"))
        weiger(lees(verwijzing), reden="buiten_gemeente", door=wereld.wie("coordinator"), bericht="Woont in Hengelo.")
        db.session.flush()
        (rij,) = terugkoppelingen(verwijzing)
        assert (rij.moment, rij.gegevens, rij.tekst) == ("weigering", {"reden": "buiten_gemeente"}, "Woont in Hengelo.")
        assert lees(verwijzing).taak.afgehandeld_op
        with pytest.raises(Domeinfout, match="Cora Coordinator heeft deze verwijzing geweigerd"):
            aangenomen(verwijzing, door="coordinator2")


def test_zonder_toestemming_gaat_er_geen_bericht_naar_de_verwijzer(maak, in_borne):
    verwijzing = maak.verwijzing(terugkoppelen=False)
    with in_borne():
        with pytest.raises(Domeinfout) as fout:
            weiger(lees(verwijzing), reden="wil_niet", door=wereld.wie("coordinator"), bericht="Wil niet.")
        assert fout.value.veld == "bericht"
        weiger(lees(verwijzing), reden="wil_niet", door=wereld.wie("coordinator"))
        assert terugkoppelingen(verwijzing) == []


def test_wie_geweigerd_is_en_verder_niets_heeft_is_niet_meer_te_zien(maak, in_borne):
    verwijzing = maak.verwijzing()
    with in_borne():
        assert betrokken(verwijzing.inwoner_id) == 1
        weiger(lees(verwijzing), reden="wil_niet", door=wereld.wie("coordinator"))
        db.session.flush()
        assert betrokken(verwijzing.inwoner_id) == 0
        assert betrokken(verwijzing.inwoner_id, "dijkhuis") == 1


def test_dezelfde_inwoner_houdt_zijn_gegevens_en_krijgt_wat_er_verstuurd_is(maak, in_borne):
    bekend = maak.inwoner("Jansen", telefoon=ANDER_NUMMER)
    verwijzing = maak.verwijzing("Jansen")
    with in_borne():
        nieuw_id, afname_id = verwijzing.inwoner_id, verwijzing.afname_id
        vul_aan(lees(verwijzing), formulier_id=bekend.id, tekst="Belt liever na tienen.", door=wereld.wie("verwijzer"))
        db.session.flush()
        traject = aangenomen(verwijzing, zelfde_als=bekend.id)
        oud, nieuw = db.session.get_one(Inwoner, bekend.id), db.session.get_one(Inwoner, nieuw_id)
        assert traject.inwoner_id == lees(verwijzing).inwoner_id == oud.id
        assert oud.telefoon == ANDER_NUMMER
        assert db.session.get_one(Afname, afname_id).inwoner_id == oud.id
        assert lees(verwijzing).aanvullingen[0].inwoner_id == oud.id
        assert {t.inwoner_id for t in db.session.scalars(select(Toestemming))} == {oud.id}
        assert (betrokken(oud.id, "dijkhuis"), betrokken(nieuw_id), betrokken(nieuw_id, "dijkhuis")) == (1, 0, 0)
        assert nieuw.zelfde_als_id == oud.id
        # Whoever types the number of the one record finds the other.
        assert [treffer.id for treffer in zoek("0612345678", wereld.wie("coordinator")).inwoners] == [oud.id]
        assert mogelijk_dezelfde(oud, wereld.wie("coordinator")) == []


def test_de_verschillen_staan_op_de_tijdlijn(maak, in_borne):
    bekend = maak.inwoner("Jansen", telefoon=ANDER_NUMMER)
    verwijzing = maak.verwijzing("Jansen", email="gerda@proef.example")
    with in_borne():
        traject = aangenomen(verwijzing, zelfde_als=bekend.id)
        tekst = next(g.tekst for g in traject.gebeurtenissen if g.soort == "verwijzing_aangenomen")
        assert "Telefoon: in de verwijzing 06 12345678, bij ons 074 265 1111" in tekst
        assert "E-mail: in de verwijzing gerda@proef.example, bij ons niet bekend" in tekst
        assert "Geboortedatum" not in tekst


def test_een_tweede_verwijzing_sluit_aan_bij_het_lopende_traject(maak, in_borne):
    eerste, tweede = maak.verwijzing("Jansen"), maak.verwijzing("Jansen", door="verwijzer2")
    with in_borne():
        traject = aangenomen(eerste)
        zelfde = aangenomen(tweede, door="coordinator2", zelfde_als=traject.inwoner_id)
        assert zelfde.id == traject.id
        assert lees(tweede).afname.traject_id == traject.id
        assert traject.behandelaar_id == wereld.id_van("coordinator")
        assert soorten(traject).count("verwijzing_erbij") == 1
        assert [stap.code for stap in traject.open_stappen] == ["intake"]
        assert [rij.moment for rij in terugkoppelingen(tweede)] == ["aanname"]


@pytest.mark.parametrize(
    ("uitslagen", "telt", "stappen"),
    [
        (("matig", "hoog"), "hoog", {"intake", "beoordeling"}),
        (("hoog", "matig"), "hoog", {"beoordeling"}),
        (("onvolledig", "hoog"), "hoog", {"beoordeling"}),
        (("onvolledig", "matig"), "matig", {"intake"}),
        (("matig", "onvolledig"), "matig", {"intake"}),
    ],
)
def test_alleen_een_ergere_uitslag_verandert_de_weg(maak, in_borne, uitslagen, telt, stappen):
    was, nieuw = uitslagen
    eerste, tweede = maak.verwijzing("Jansen", uitslag=was), maak.verwijzing("Jansen", uitslag=nieuw)
    with in_borne():
        traject = aangenomen(eerste)
        aangenomen(tweede, zelfde_als=traject.inwoner_id)
        assert traject.uitslag == telt
        assert {stap.code for stap in traject.open_stappen} == stappen
        erbij = next(g for g in traject.gebeurtenissen if g.soort == "verwijzing_erbij")
        assert erbij.gegevens["nieuwe_weg"] is (telt == nieuw)


def test_twee_verwijzingen_van_een_inwoner_tegelijk_aannemen_geeft_een_traject(app, maak, in_borne):
    bekend = maak.inwoner("Jansen")
    verwijzingen, samen, uitkomsten = [maak.verwijzing("Jansen") for _ in range(2)], threading.Barrier(2), []

    def doe(verwijzing, klant):
        velden = {"wie_is_het": str(bekend.id)}
        samen.wait()
        antwoord = klant.post("triage.aanname", velden, verwijzing_id=verwijzing.id)
        uitkomsten.append(antwoord.status)

    klanten = [Klant(app, wie) for wie in ("coordinator", "coordinator2")]
    draden = [threading.Thread(target=doe, args=paar) for paar in zip(verwijzingen, klanten, strict=True)]
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join()
    assert uitkomsten == [303, 303]
    with in_borne():
        assert db.session.scalar(select(func.count()).select_from(Traject)) == 1


def test_wie_al_een_eigen_traject_heeft_gaat_niet_stil_op_in_een_ander(maak, in_borne):
    bekend, verwijzing = maak.inwoner("Jansen"), maak.verwijzing("Jansen")
    with in_borne():
        nieuw = db.session.get_one(Inwoner, verwijzing.inwoner_id)
        db.session.expunge_all()
    maak.traject(inwoner=nieuw)
    with in_borne(), pytest.raises(Domeinfout, match="al een eigen traject"):
        aangenomen(verwijzing, zelfde_als=bekend.id)


def test_een_inwoner_die_zelf_iemand_anders_bleek_is_geen_keuze(maak, in_borne):
    bekend = maak.inwoner("Jansen")
    eerste, tweede = maak.verwijzing("Jansen"), maak.verwijzing("Jansen")
    with in_borne():
        opgegaan = eerste.inwoner_id
        aangenomen(eerste, zelfde_als=bekend.id)
        with pytest.raises(Domeinfout, match="Kies een andere inwoner"):
            aangenomen(tweede, zelfde_als=opgegaan)


def test_een_geboortedatum_die_verschilt_wordt_genoemd(maak, in_borne):
    bekend = maak.inwoner("Jansen", telefoon="+31612345678", geboortedatum=date(1941, 3, 21))
    verwijzing = maak.verwijzing("Jansen")
    with in_borne():
        traject = aangenomen(verwijzing, zelfde_als=bekend.id)
        tekst = next(g.tekst for g in traject.gebeurtenissen if g.soort == "verwijzing_aangenomen")
        assert "Geboortedatum: in de verwijzing 12-03-1941, bij ons 21-03-1941" in tekst
