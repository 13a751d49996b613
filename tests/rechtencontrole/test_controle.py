"""A beheerder looks who may what, ends what is not right, and signs; the list stays as it was signed."""

import csv
import io
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from ketens.audit.models import Logregel
from ketens.gebruikers.models import Lidmaatschap, Sessie
from ketens.kern import klok
from ketens.kern.db import db
from ketens.rechten import Rol
from ketens.rechtencontrole import beeld, handelingen
from ketens.rechtencontrole.models import Controlesoort, Rechtencontrole
from tests import wereld
from tests.klant import Klant

TRAINER = wereld.id_van("trainer-trainer")


@pytest.fixture
def beheerder(als):
    return als(Rol.BEHEERDER)


def begin(beheerder, soort="bijzonder"):
    pagina = beheerder.post("rechtencontrole.nieuw", {"soort": soort})
    assert pagina.status == 303
    return pagina.naar.rsplit("/", 1)[1]


def regels(in_borne, soort=Controlesoort.ALLE):
    with in_borne():
        return beeld.regels(soort)


def keur_goed(beheerder, controle_id, alle):
    """The beheerder judges all but their own hats, and the fg those."""
    fg = Klant(beheerder.app, Rol.FG)
    for regel in alle:
        klant = fg if regel.naam == "Bas Beheerder" else beheerder
        assert zeg_klopt(klant, controle_id, regel).status == 303


def zeg_klopt(klant, controle_id, regel):
    waar = {"controle_id": controle_id, "lidmaatschap_id": regel.lidmaatschap_id}
    return klant.post("rechtencontrole.klopt", {"gezien": regel.afdruk}, **waar)


def teken(beheerder, controle_id):
    return beheerder.post("rechtencontrole.aftekening", controle_id=controle_id)


def test_de_lijst_zegt_van_iedereen_in_gewone_woorden_wat_die_mag(beheerder):
    tekst = beheerder.get("rechtencontrole.overzicht").tekst
    assert "Leest het logboek: wie welke inwoner zag." in tekst
    assert "Tom Trainer" in tekst
    assert "Tess" not in tekst, "van een andere gemeente"


def test_bijzonder_zijn_beheerder_fg_regio_en_verzoeken(in_borne):
    with in_borne():
        db.session.get_one(Lidmaatschap, wereld.id_van("projectleider-projectleider")).regio = True
        db.session.get_one(Lidmaatschap, wereld.id_van("coordinator-coordinator")).verzoeken = True
        db.session.flush()
        assert {regel.naam for regel in beeld.regels(Controlesoort.BIJZONDER)} == {
            "Bas Beheerder", "Fenna Fg", "Petra Projectleider", "Cora Coordinator", "Vera Verzoek",
        }  # fmt: skip


def test_aftekenen_kan_pas_als_elke_rol_is_nagekeken(beheerder, in_borne):
    controle_id, alle = begin(beheerder), regels(in_borne, Controlesoort.BIJZONDER)
    assert teken(beheerder, controle_id).fouten == ["3 rollen zijn nog niet nagekeken. Zeg van elke rol of hij klopt."]
    keur_goed(beheerder, controle_id, alle[:2])
    assert teken(beheerder, controle_id).fouten == ["1 rol is nog niet nagekeken. Zeg van elke rol of hij klopt."]
    keur_goed(beheerder, controle_id, alle[2:])
    assert teken(beheerder, controle_id).status == 303
    pagina = beheerder.get("rechtencontrole.controle", controle_id=controle_id)
    assert pagina.kop == "Afgetekend: bijzondere rechten"
    assert "Bas Beheerder" in pagina.tekst
    assert teken(beheerder, controle_id).fouten == ["Deze controle is al afgetekend."]


def test_een_rol_die_intussen_wijzigt_moet_opnieuw_worden_bekeken(beheerder, in_borne):
    controle_id, alle = begin(beheerder), regels(in_borne, Controlesoort.BIJZONDER)
    keur_goed(beheerder, controle_id, alle)
    with in_borne():
        db.session.get_one(Lidmaatschap, wereld.id_van("fg-fg")).ketens = []
        db.session.commit()
    assert "1 rol is nog niet nagekeken" in teken(beheerder, controle_id).fouten[0]
    oud = {"gezien": next(regel.afdruk for regel in alle if regel.rol is Rol.FG)}
    waar = {"controle_id": controle_id, "lidmaatschap_id": wereld.id_van("fg-fg")}
    assert "intussen gewijzigd" in beheerder.post("rechtencontrole.klopt", oud, **waar).fouten[0]


def test_een_rol_die_niet_klopt_eindigt_meteen_en_staat_zo_in_de_lijst(beheerder, als, in_borne):
    controle_id = begin(beheerder, "alle")
    trainer = als(Rol.TRAINER)
    waar = {"controle_id": controle_id, "lidmaatschap_id": TRAINER}
    assert beheerder.post("rechtencontrole.einde", **waar).status == 303
    assert trainer.get("rapportage.start").status == 404
    keur_goed(beheerder, controle_id, regels(in_borne))
    teken(beheerder, controle_id)
    with in_borne():
        lijst = db.session.scalars(select(Rechtencontrole.lijst)).one()
    (weg,) = [rij for rij in lijst if rij[13] == "beeindigd"]
    assert (weg[0], weg[3], weg[15]) == ("Tom Trainer", "trainer", "Bas Beheerder")
    assert all(len(rij) == 16 for rij in lijst)


def test_de_eigen_rol_beeindigt_een_beheerder_ook_hier_niet(beheerder):
    waar = {"controle_id": begin(beheerder), "lidmaatschap_id": wereld.id_van("beheerder-beheerder")}
    assert "Vraag een andere beheerder" in beheerder.post("rechtencontrole.einde", **waar).fouten[0]


def test_wat_is_afgetekend_blijft_staan_en_elke_wijziging_valt_op(beheerder, in_borne):
    controle_id, alle = begin(beheerder), regels(in_borne, Controlesoort.BIJZONDER)
    keur_goed(beheerder, controle_id, alle)
    teken(beheerder, controle_id)
    with in_borne():
        db.session.get_one(Lidmaatschap, wereld.id_van("fg-fg")).rol = Rol.TELLER
        db.session.commit()
    pagina = beheerder.get("rechtencontrole.controle", controle_id=controle_id)
    assert "functionaris gegevensbescherming" in pagina.tekst
    assert "na het aftekenen gewijzigd" not in pagina.tekst
    with in_borne():
        rij = db.session.scalars(select(Rechtencontrole)).one()
        rij.lijst = [["Iemand anders", *rij.lijst[0][1:]], *rij.lijst[1:]]
        db.session.commit()
    assert "na het aftekenen gewijzigd" in beheerder.get("rechtencontrole.controle", controle_id=controle_id).tekst


def test_de_uitvoer_heeft_een_rij_per_rol_en_geen_formules(beheerder, in_borne):
    with in_borne():
        db.session.get_one(Lidmaatschap, TRAINER).account.naam = "=1+1"
        db.session.commit()
    antwoord = beheerder.get("rechtencontrole.uitvoer", formaat="csv").antwoord
    rijen = list(csv.reader(io.StringIO(antwoord.get_data().decode("utf-8-sig")), delimiter=";"))
    tekst = [cel for rij in rijen for cel in rij]
    assert sum("Ziet wie er in de eigen groepen zit" in cel for cel in tekst) == 3
    assert "=1+1" not in tekst
    assert beheerder.get("rechtencontrole.uitvoer", formaat="xlsx").status == 200
    assert beheerder.get("rechtencontrole.uitvoer", formaat="pdf").status == 404


def test_er_is_van_elke_soort_een_open_en_beginnen_gaat_daarmee_verder(beheerder):
    assert begin(beheerder) == begin(beheerder)
    assert begin(beheerder, "alle") != begin(beheerder)


def test_de_startpagina_herinnert_na_een_jaar_en_na_een_kwartaal(beheerder, in_borne):
    vraag = "Kijk na wie wat mag: "
    start = beheerder.get("rapportage.start").tekst
    assert vraag + "alle rollen" in start, "nog nooit gedaan"
    for soort in Controlesoort:
        controle_id = begin(beheerder, soort.value)
        keur_goed(beheerder, controle_id, regels(in_borne, soort))
        teken(beheerder, controle_id)
    assert vraag not in beheerder.get("rapportage.start").tekst
    for dagen, alle, bijzonder in ((91, False, False), (93, False, True), (366, True, True)):
        op = klok.nu() + timedelta(days=dagen)
        with klok.zet_klok(op):
            with in_borne():
                db.session.execute(update(Sessie).values(begonnen_op=op, gezien_op=op, bevestigd_op=op))
                db.session.commit()
            tekst = beheerder.get("rapportage.start").tekst
        assert (vraag + "alle rollen" in tekst, vraag + "de bijzondere rechten" in tekst) == (alle, bijzonder)


def test_nakijken_en_aftekenen_staan_in_het_logboek(beheerder, in_borne):
    controle_id = begin(beheerder)
    keur_goed(beheerder, controle_id, regels(in_borne, Controlesoort.BIJZONDER))
    teken(beheerder, controle_id)
    with in_borne():
        redenen = db.session.scalars(select(Logregel.reden).where(Logregel.reden.is_not(None))).all()
    assert redenen == ["rechtencontrole bijzonder", *["rol klopt"] * 3, "rechtencontrole bijzonder afgetekend"]


def test_een_controle_van_een_andere_gemeente_bestaat_niet(beheerder, app):
    with wereld.binnen(app, "tubbergen"):
        daar = Rechtencontrole(soort="alle", open_soort="alle", begonnen_door_id=wereld.id_van("coordinator_tubbergen"))
        db.session.add(daar)
        db.session.commit()
        id_ = daar.id
    assert beheerder.get("rechtencontrole.controle", controle_id=id_).status == 404
    assert teken(beheerder, id_).status == 404


def test_een_rol_van_een_andere_gemeente_wordt_hier_niet_beoordeeld(beheerder):
    waar = {"controle_id": begin(beheerder, "alle"), "lidmaatschap_id": wereld.id_van("verwijzer_tubbergen-verwijzer")}
    assert beheerder.post("rechtencontrole.klopt", {"gezien": "x"}, **waar).status == 404
    assert beheerder.post("rechtencontrole.einde", **waar).status == 404


def test_de_afdruk_hangt_aan_elke_cel(in_borne):
    lijst = [["a", "b"], ["c", "d"]]
    kop = ["alle", "nu", "wie"]
    ander = [[["a", "x"], ["c", "d"]], [["c", "d"], ["a", "b"]], [["a", "b"]], [["ab", ""], ["c", "d"]]]
    afdrukken = {beeld.vingerafdruk(een, kop) for een in [lijst, *ander]} | {
        beeld.vingerafdruk(lijst, ["alle", "nu", "x"])
    }
    assert len(afdrukken) == 6
    assert handelingen.KLOPT == "klopt"


def eigen(in_borne):
    return next(regel for regel in regels(in_borne, Controlesoort.BIJZONDER) if regel.naam == "Bas Beheerder")


def test_wat_een_beheerder_zelf_mag_kijkt_een_ander_na(beheerder, als, in_borne):
    controle_id, mijn = begin(beheerder), eigen(in_borne)
    pagina = beheerder.get("rechtencontrole.controle", controle_id=controle_id)
    assert "Wat u zelf mag, kijkt een ander na" in pagina.tekst
    assert "kijkt een ander na" in zeg_klopt(beheerder, controle_id, mijn).fouten[0]
    keur_goed(beheerder, controle_id, [r for r in regels(in_borne, Controlesoort.BIJZONDER) if r != mijn])
    assert "kijkt een ander na" in teken(beheerder, controle_id).fouten[0]
    fg = als(Rol.FG)
    assert zeg_klopt(fg, controle_id, mijn).status == 303
    assert teken(fg, controle_id).status == 403, "aftekenen doet een beheerder"
    assert teken(beheerder, controle_id).status == 303


def test_de_fg_kijkt_mee_en_beeindigt_niets(beheerder, als, in_borne):
    controle_id, fg = begin(beheerder), als(Rol.FG)
    assert "Kijk mee" in fg.get("rechtencontrole.overzicht").tekst
    pagina = fg.get("rechtencontrole.controle", controle_id=controle_id)
    assert "Aftekenen" not in pagina.tekst
    assert fg.post("rechtencontrole.einde", controle_id=controle_id, lidmaatschap_id=TRAINER).status == 403


def anderen_vanaf(in_borne, dag):
    """Let whoever could judge beside Bas begin on this day."""
    with in_borne():
        anderen = update(Lidmaatschap).where(Lidmaatschap.rol.in_([Rol.BEHEERDER, Rol.FG]))
        anderen = anderen.where(Lidmaatschap.id != wereld.id_van("beheerder-beheerder"))
        db.session.execute(anderen.where(Lidmaatschap.gemeente_id == wereld.id_van("borne")).values(vanaf=dag))
        db.session.commit()


def test_wie_alleen_is_kijkt_zichzelf_na_en_dat_staat_in_de_lijst(beheerder, in_borne):
    anderen_vanaf(in_borne, klok.vandaag() + timedelta(days=1))
    controle_id = begin(beheerder)
    for regel in regels(in_borne, Controlesoort.BIJZONDER):
        assert zeg_klopt(beheerder, controle_id, regel).status == 303
    assert "klopt, zelf beoordeeld" in beheerder.get("rechtencontrole.controle", controle_id=controle_id).tekst
    assert teken(beheerder, controle_id).status == 303
    with in_borne():
        lijst = db.session.scalars(select(Rechtencontrole.lijst)).one()
    assert {rij[0]: rij[13] for rij in lijst}["Bas Beheerder"] == "klopt, zelf beoordeeld"


def test_komt_er_een_ander_bij_dan_telt_het_eigen_oordeel_niet_meer(beheerder, in_borne):
    anderen_vanaf(in_borne, klok.vandaag() + timedelta(days=1))
    controle_id = begin(beheerder)
    for regel in regels(in_borne, Controlesoort.BIJZONDER):
        assert zeg_klopt(beheerder, controle_id, regel).status == 303
    anderen_vanaf(in_borne, klok.vandaag())
    assert "kijkt een ander na" in teken(beheerder, controle_id).fouten[0]
