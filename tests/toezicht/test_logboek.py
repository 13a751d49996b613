"""The fg reads the log: by period, account, purpose, outcome and resident; and stands in it too."""

from datetime import date
from uuid import uuid4

import pytest
from sqlalchemy import select

from ketens.audit.models import Logregel, LogregelInwoner
from ketens.inwoners.models import Inwoner
from ketens.kern.db import db
from ketens.rechten import Rol
from tests import wereld


def laatste(in_borne, gemeente="borne"):
    """The newest row of the log, and the residents in it."""
    with in_borne(gemeente):
        hier = Logregel.keten_id == wereld.id_van(gemeente)
        rij = db.session.scalars(select(Logregel).where(hier).order_by(Logregel.nr.desc()).limit(1)).one()
        mensen = select(LogregelInwoner.inwoner_id).where(LogregelInwoner.logregel_id == rij.id)
        gevonden = rij, set(db.session.scalars(mensen))
        db.session.expunge_all()
        return gevonden


def test_wie_een_inwoner_opent_staat_in_het_logboek_met_functie_en_doel(als, fg, maak):
    inwoner = maak.inwoner("Geheimpje")
    als("coordinator").get("inwoners.detail", inwoner_id=inwoner.id)
    pagina = fg.get("toezicht.lijst")
    assert pagina.kop == "Logboek"
    for woord in ("Cora Coordinator", "Gemeente Borne (proef)", "coördinator", "Inwoner inzien", "bekeken"):
        assert woord in pagina.tekst
    assert "Geheimpje" not in pagina.html


def test_een_regel_noemt_inwoners_bij_kenmerk_en_niet_bij_naam(als, fg, maak, in_borne):
    traject = maak.traject("Geheimpje")
    als("coordinator").get("trajecten.detail", traject_id=traject.id)
    nr = laatste(in_borne)[0].nr
    pagina = fg.get("toezicht.regel", nr=nr)
    assert traject.kenmerk in pagina.tekst
    assert "Geheimpje" not in pagina.html
    assert fg.url("toezicht.inwoner", inwoner_id=traject.inwoner_id) in pagina.html


def test_een_regel_die_er_niet_is_bestaat_niet(fg):
    assert fg.get("toezicht.regel", nr=999).status == 404


def test_kijken_in_het_logboek_komt_in_het_logboek(fg, in_borne):
    fg.get("toezicht.lijst")
    rij, mensen = laatste(in_borne)
    assert (rij.account_id, rij.doel, rij.actie, mensen) == (wereld.id_van("fg"), "logboek inzien", "R", set())
    assert "Fenna Fg" in fg.get("toezicht.lijst").tekst


def test_wiens_logboek_de_fg_opent_staat_bij_die_regel(fg, maak, in_borne):
    inwoner = maak.inwoner()
    fg.get("toezicht.inwoner", inwoner_id=inwoner.id)
    assert laatste(in_borne)[1] == {inwoner.id}


def test_het_logboek_van_een_inwoner_toont_naam_geboortejaar_en_elke_regel(fg, maak, kijkt):
    ik, ander = maak.inwoner("Janssen"), maak.inwoner("Pieters")
    kijkt("coordinator", [ik, ander], "2026-11-17 10:00")
    kijkt("trainer", [ander], "2026-11-17 11:00")
    pagina = fg.get("toezicht.inwoner", inwoner_id=ik.id)
    assert "Gerda Janssen" in pagina.kop
    assert "1941" in pagina.tekst
    assert "12-03-1941" not in pagina.tekst
    assert "17-11-2026 10:00" in pagina.tekst
    assert "17-11-2026 11:00" not in pagina.tekst


def test_wie_dubbel_stond_heeft_een_logboek(fg, app, maak, kijkt, in_borne):
    oud, nieuw = maak.inwoner("Janssen"), maak.inwoner("Jansen")
    with in_borne():
        db.session.get_one(Inwoner, nieuw.id).zelfde_als_id = oud.id
        db.session.commit()
    kijkt("coordinator", [nieuw], "2026-11-17 10:00")
    for een in (oud, nieuw):
        pagina = fg.get("toezicht.inwoner", inwoner_id=een.id)
        assert "Gerda Janssen" in pagina.kop
        assert "17-11-2026 10:00" in pagina.tekst
        assert laatste(in_borne)[1] == {oud.id, nieuw.id}


def test_zoeken_op_geboortedatum_en_achternaam_leidt_naar_het_logboek_zonder_naam_in_het_adres(fg, maak):
    inwoner = maak.inwoner("van der Meijden", betrokken=None)
    maak.inwoner("van der Meijden", geboortedatum=date(1950, 1, 1))
    antwoord = fg.post("toezicht.inwoners", {"geboortedatum": "12-3-1941", "achternaam": "Meyden"})
    assert antwoord.naar == fg.url("toezicht.inwoner", inwoner_id=inwoner.id)


def test_naamgenoten_met_een_geboortedag_worden_allebei_genoemd(fg, maak):
    maak.inwoner("Jansen", voornaam="Gerda")
    maak.inwoner("Jansen-de Boer", voornaam="Truus")
    pagina = fg.post("toezicht.inwoners", {"geboortedatum": "12-3-1941", "achternaam": "jansen"})
    assert "Gerda Jansen" in pagina.tekst
    assert "Truus Jansen-de Boer" in pagina.tekst


@pytest.mark.parametrize(
    ("velden", "zin"),
    [
        ({"achternaam": "Jansen"}, "Vul de geboortedatum in."),
        ({"geboortedatum": "12-3-1941"}, "Vul de achternaam in."),
        ({"geboortedatum": "12-3-2099", "achternaam": "Jansen"}, "Kies een datum die niet in de toekomst ligt."),
    ],
)
def test_zonder_geboortedatum_en_achternaam_wordt_niemand_gezocht(fg, maak, velden, zin):
    maak.inwoner("Jansen")
    pagina = fg.post("toezicht.inwoners", velden)
    assert pagina.status == 422
    assert any(zin in fout for fout in pagina.fouten)
    assert "Gerda" not in pagina.html


def test_wie_niemand_vindt_leest_wat_dat_betekent(fg):
    pagina = fg.post("toezicht.inwoners", {"geboortedatum": "12-3-1941", "achternaam": "Niemand"})
    assert "Niemand gevonden" in pagina.tekst


def test_filteren_op_periode_account_doel_en_uitkomst(fg, maak, kijkt):
    ik = maak.inwoner()
    kijkt("coordinator", [ik], "2026-11-16 10:00")
    kijkt("trainer", [ik], "2026-11-17 10:00", doel="groep inzien")
    kijkt("verwijzer", [], "2026-11-18 10:00", uitkomst=403)

    def momenten(**vraag):
        return {
            dag for dag in ("16-11", "17-11", "18-11") if f"{dag}-2026 10:00" in fg.get("toezicht.lijst", **vraag).tekst
        }

    assert momenten(van="17-11-2026", tot="17-11-2026") == {"17-11"}
    assert momenten(account=str(wereld.id_van("coordinator"))) == {"16-11"}
    assert momenten(doel="groep inzien") == {"17-11"}
    assert momenten(uitkomst="geweigerd") == {"18-11"}
    assert momenten() == {"16-11", "17-11", "18-11"}


def test_een_dag_is_een_dag_in_nederland(fg, kijkt):
    kijkt("coordinator", [], "2026-07-17 00:30")
    assert "17-07-2026 00:30" in fg.get("toezicht.lijst", van="17-07-2026", tot="17-07-2026").tekst
    assert "Er zijn geen regels" in fg.get("toezicht.lijst", van="16-07-2026", tot="16-07-2026").tekst


@pytest.mark.parametrize(
    "vraag",
    [{"van": "onzin"}, {"van": "18-11-2026", "tot": "17-11-2026"}, {"account": "onzin"}, {"doel": "DROP TABLE"}],
)
def test_een_filter_dat_niet_klopt_wordt_een_fout_bij_het_veld(fg, vraag):
    pagina = fg.get("toezicht.lijst", **vraag)
    assert pagina.status == 422
    assert pagina.fouten


@pytest.mark.parametrize("voor", ["0", "-1", "x", "9" * 30, "1'--"])
def test_een_vreemd_nummer_om_verder_te_lezen_telt_niet(fg, voor):
    assert fg.get("toezicht.lijst", voor=voor).status == 200


def test_vijftig_regels_per_keer_en_dan_verder_waar_het_ophield(fg, maak, kijkt):
    ik = maak.inwoner()
    for minuut in range(55):
        kijkt("coordinator", [ik], f"2026-11-17 10:{minuut:02}")
    eerste = fg.get("toezicht.inwoner", inwoner_id=ik.id, doel="inwoner inzien")
    assert "17-11-2026 10:05" in eerste.tekst
    assert "17-11-2026 10:04" not in eerste.tekst
    volgende = next(el.get("href") for el in eerste.boom.iter() if "voor=" in el.get("href", ""))
    verder = fg.haal(volgende)
    assert "17-11-2026 10:04" in verder.tekst
    assert "17-11-2026 10:05" not in verder.tekst
    assert "Nieuwste regels" in verder.tekst


def test_het_logboek_van_een_account_toont_alleen_wat_die_deed(fg, maak, kijkt):
    ik, ander = maak.inwoner(), maak.inwoner("Pieters")
    kijkt("coordinator", [ik], "2026-11-17 10:00")
    kijkt("coordinator", [ander], "2026-11-17 11:00")
    kijkt("trainer", [ik], "2026-11-17 12:00")
    wiens = {"account_id": wereld.id_van("coordinator")}
    pagina = fg.get("toezicht.account", **wiens)
    assert "10:00" in pagina.tekst
    assert "12:00" not in pagina.tekst
    over_mij = fg.get("toezicht.account", **wiens, inwoner=ik.id)
    assert "10:00" in over_mij.tekst
    assert "11:00" not in over_mij.tekst


def test_een_account_van_een_andere_gemeente_bestaat_niet_tot_het_hier_iets_probeerde(als, fg):
    wiens = {"account_id": wereld.id_van("coordinator_tubbergen")}
    assert fg.get("toezicht.account", **wiens).status == 404
    als("coordinator_tubbergen").get("rapportage.start")
    assert "niet zichtbaar" in fg.get("toezicht.account", **wiens).tekst


def test_een_inwoner_van_een_andere_gemeente_bestaat_niet(fg, maak):
    daar = maak.inwoner("Tubbers", gemeente="tubbergen", betrokken="gemeente-tubbergen")
    assert fg.get("toezicht.inwoner", inwoner_id=daar.id).status == 404
    wiens = {"account_id": wereld.id_van("coordinator")}
    assert fg.get("toezicht.account", **wiens, inwoner=daar.id).status == 404
    assert fg.get("toezicht.account", **wiens, inwoner=uuid4()).status == 404
    pagina = fg.post("toezicht.inwoners", {"geboortedatum": "12-3-1941", "achternaam": "Tubbers"})
    assert "Niemand gevonden" in pagina.tekst


def test_het_logboek_van_een_andere_gemeente_is_hier_niet_te_lezen(fg, maak, kijkt):
    daar = maak.inwoner("Tubbers", gemeente="tubbergen", betrokken="gemeente-tubbergen")
    kijkt("coordinator_tubbergen", [daar], "2026-11-17 10:00", gemeente="tubbergen")
    assert "Tess" not in fg.get("toezicht.lijst").tekst


@pytest.mark.parametrize("rol", [rol for rol in Rol if rol != Rol.FG])
def test_alleen_de_fg_leest_het_logboek(als, maak, rol):
    inwoner = maak.inwoner()
    klant = als(rol)
    assert klant.get("toezicht.lijst").status == 403
    assert klant.get("toezicht.inwoner", inwoner_id=inwoner.id).status == 403
