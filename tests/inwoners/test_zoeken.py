"""Finding a resident with the one search box."""

from datetime import date

import pytest

from ketens.audit.models import Logregel, LogregelInwoner
from ketens.gebruikers.models import Gemeente
from ketens.inwoners.zoeken import mogelijk_dezelfde, zoek
from ketens.kern.db import db
from ketens.rechten import Rol
from tests import wereld


def namen(in_borne, tekst, wie="coordinator"):
    with in_borne():
        return [inwoner.naam for inwoner in zoek(tekst, wereld.wie(wie)).inwoners]


def zin(in_borne, tekst):
    with in_borne():
        return zoek(tekst, wereld.wie("coordinator")).zin


@pytest.mark.parametrize(
    "tekst",
    [
        "jansen",
        "Janssen",
        "JAN",
        "de boer",
        "boer",
        "Jansen-de Boer",
        "jansen de boer",
        "gerda jansen",
        "jansen gerda",
        "g. jansen",
        "g jansen",
        "ger boer",
        "12-3-1941",
        "12 03 1941",
        "12.3.1941",
        "12031941",
        "jansen 12-3-1941",
        "gerda 12-3-1941",
        "7621AB",
        "7621 ab",
        "7621ab 12",
        "jansen, 7621 AB 12a",
        "0612345678",
        "06-12345678",
        "06 12 34 56 78",
        "+31 6 1234 5678",
        "0031612345678",
        "gerda@voorbeeld.example",
    ],
)
def test_een_inwoner_is_te_vinden_zoals_mensen_het_typen(maak, in_borne, tekst):
    maak.inwoner(
        "Jansen-de Boer",
        postcode="7621AB",
        huisnummer="12a",
        telefoon="+31612345678",
        email="Gerda@voorbeeld.example",
    )
    maak.inwoner("Pietersen", voornaam="Piet", geboortedatum=date(1950, 1, 1), postcode="7622CD")
    assert namen(in_borne, tekst) == ["Gerda Jansen-de Boer"]


@pytest.mark.parametrize(
    ("geschreven", "getypt"),
    [
        ("Meijer", "meyer"),
        ("Meyer", "meijer"),
        ("Stephan", "stefan"),
        ("Dekker", "decker"),
        ("Wolters", "WOLTERS"),
        ("Müller", "muller"),
        ("Nuñez", "nunez"),
        ("Sørensen", "sorensen"),
        ("O’Brien", "o'brien"),
        ("O'Brien", "brien"),
        ("d'Hondt", "hondt"),
        ("d'Hondt", "dhondt"),
        ("IJssel", "ijs"),
        ("Strauß", "strauss"),
        ("محمد", "محم"),
        ("Van", "van"),
        ("Hoogeveen-Wesselinkhorst", "wesselinkhorst"),
    ],
)
def test_een_naam_is_te_vinden_zoals_hij_klinkt(maak, in_borne, geschreven, getypt):
    inwoner = maak.inwoner(geschreven)
    assert namen(in_borne, getypt) == [inwoner.naam]


def test_voornaam_en_achternaam_moeten_allebei_kloppen(maak, in_borne):
    maak.inwoner("Jansen", voornaam="Jan")
    maak.inwoner("Jansen", voornaam="Wilma")
    maak.inwoner("Bos", voornaam="Jan")
    assert namen(in_borne, "jan jansen") == ["Jan Jansen"]


def test_een_voornaam_alleen_is_te_weinig_maar_met_geboortedatum_genoeg(maak, in_borne):
    maak.inwoner("Bos", voornaam="Willemijn")
    assert namen(in_borne, "willemijn") == []
    assert namen(in_borne, "willemijn 12-3-1941") == ["Willemijn Bos"]


def test_wie_terugbelt_met_het_nummer_van_de_dochter_is_te_vinden(maak, in_borne):
    maak.contactpersoon(maak.inwoner(), telefoon="+31687654321")
    assert namen(in_borne, "06 8765 4321") == ["Gerda Jansen"]


@pytest.mark.parametrize("tekst", ["ja", "de", "d v", "van d", "😀"])
def test_minder_dan_drie_letters_zegt_wat_u_moet_typen(app, in_borne, tekst):
    assert "minstens 3 letters" in zin(in_borne, tekst)


def test_onmogelijke_datum_toekomst_en_half_nummer_krijgen_een_zin(app, in_borne):
    assert "bestaat niet" in zin(in_borne, "31-2-1941")
    assert "toekomst" in zin(in_borne, "1-1-2099")
    assert "telefoonnummer (10 cijfers)" in zin(in_borne, "jansen 061234")


def test_meer_dan_vijftig_vraagt_om_preciezer_te_zoeken(maak, in_borne):
    for nummer in range(51):
        maak.inwoner(voornaam=f"Anna{'bcdefghijk'[nummer // 10]}{'abcdefghij'[nummer % 10]}")
    with in_borne():
        treffers = zoek("jansen", wereld.wie("coordinator"))
    assert len(treffers.inwoners) == 50
    assert "Meer dan 50" in treffers.telling
    assert namen(in_borne, "jansen annabc") == ["Annabc Jansen"]


def test_treffers_staan_op_naam(maak, in_borne):
    for voornaam, achternaam in (("Piet", "Jansma"), ("Wim", "Jansen"), ("Ädel", "Jansen")):
        maak.inwoner(achternaam, voornaam=voornaam)
    assert namen(in_borne, "jans") == ["Ädel Jansen", "Wim Jansen", "Piet Jansma"]


def test_een_inwoner_van_een_andere_keten_of_organisatie_bestaat_niet(maak, in_borne):
    maak.inwoner("Jansen")
    maak.inwoner("Welzijnsma", keten="welzijn_op_recept")
    maak.inwoner("Praktijkma", betrokken="dijkhuis")
    maak.inwoner("Niemandsma", betrokken=None)
    assert namen(in_borne, "welzijnsma") == namen(in_borne, "praktijkma") == namen(in_borne, "niemandsma") == []
    assert namen(in_borne, "jansen", "andere_keten") == []
    assert namen(in_borne, "12-3-1941") == ["Gerda Jansen"]


def test_wie_een_ander_bleek_te_zijn_leidt_naar_die_ander(maak, in_borne):
    echt = maak.inwoner("Jansen", telefoon="+31611111111")
    dubbel = maak.inwoner("Janse", telefoon="+31622222222", betrokken=None)
    with in_borne():
        db.session.merge(dubbel).zelfde_als_id = echt.id
        db.session.commit()
    assert namen(in_borne, "06 22222222") == namen(in_borne, "jans") == ["Gerda Jansen"]


def met_bsn(in_borne):
    with in_borne():
        db.session.get_one(Gemeente, wereld.id_van("borne")).bsn_aan = True
        db.session.commit()


def test_zoeken_op_bsn_kan_alleen_waar_het_aan_staat_en_voor_wie_het_mag(maak, in_borne):
    met_bsn(in_borne)
    inwoner = maak.inwoner(bsn="123456782")
    maak.inwoner("Coachma", keten="welzijn_op_recept", betrokken="wijkracht", bsn="111222333")
    assert namen(in_borne, "123456782") == [inwoner.naam]
    assert namen(in_borne, "111222333", "welzijnscoach") == []
    with in_borne():
        db.session.get_one(Gemeente, wereld.id_van("borne")).bsn_aan = False
        db.session.commit()
    assert namen(in_borne, "123456782") == []


class TestMogelijkDezelfde:
    def lijken_op(self, in_borne, inwoner, wie="coordinator"):
        with in_borne():
            return [ander.id for ander in mogelijk_dezelfde(inwoner, wereld.wie(wie))]

    def test_geboortedatum_en_achternaam_telefoon_of_postcode(self, maak, in_borne):
        inwoner = maak.inwoner(telefoon="+31612345678", postcode="7621AB")
        naam = maak.inwoner("Janssen", voornaam="Wilma")
        nummer = maak.inwoner("Bos", voornaam="Wilma", telefoon="+31612345678")
        postcode = maak.inwoner("Vos", voornaam="Wilma", postcode="7621AB")
        maak.inwoner("Das", voornaam="Wilma")
        assert set(self.lijken_op(in_borne, inwoner)) == {naam.id, nummer.id, postcode.id}

    def test_zonder_geboortedatum_naam_voorletter_en_postcode_of_telefoon(self, maak, in_borne):
        inwoner = maak.inwoner(geboortedatum=None, postcode="7621AB")
        zelfde = maak.inwoner(voornaam="G.", postcode="7621AB", geboortedatum=date(1950, 1, 1))
        maak.inwoner(voornaam="Wim", postcode="7621AB", geboortedatum=date(1950, 1, 1))
        maak.inwoner(voornaam="Gerda", geboortedatum=date(1950, 1, 1))
        maak.inwoner("Bos", voornaam="Gerda", postcode="7621AB", geboortedatum=date(1950, 1, 1))
        assert self.lijken_op(in_borne, inwoner) == [zelfde.id]

    def test_wie_de_coordinator_niet_mag_zien_wordt_niet_genoemd(self, maak, in_borne):
        inwoner = maak.inwoner()
        maak.inwoner(betrokken="dijkhuis")
        maak.inwoner(keten="welzijn_op_recept")
        assert self.lijken_op(in_borne, inwoner) == []


class TestPagina:
    def test_lege_zoekpagina_zegt_wat_te_doen(self, als):
        pagina = als(Rol.COORDINATOR).get("inwoners.zoek")
        assert pagina.kop == "Inwoners zoeken"
        assert "Typ een naam, geboortedatum, postcode of telefoonnummer" in pagina.tekst

    def test_zoeken_uit_de_kop_vindt_en_leidt_naar_de_inwoner(self, als, maak):
        inwoner, klant = maak.inwoner(), als(Rol.COORDINATOR)
        pagina = klant.post("inwoners.zoeken", {"zoek": "jansen"})
        assert "1 inwoner gevonden." in pagina.tekst
        assert klant.url("inwoners.detail", inwoner_id=inwoner.id) in pagina.html

    def test_htmx_krijgt_alleen_de_treffers_en_de_telling(self, als, maak):
        maak.inwoner()
        pagina = als(Rol.COORDINATOR).post("inwoners.zoeken", {"zoek": "jansen"}, htmx="treffers")
        assert "<html" not in pagina.html
        assert "Gerda Jansen" in pagina.tekst
        assert "1 inwoner gevonden." in pagina.tekst

    def test_niets_gevonden_zegt_wat_te_doen(self, als):
        pagina = als(Rol.COORDINATOR).post("inwoners.zoeken", {"zoek": "niemand"})
        assert "Geen inwoners gevonden." in pagina.tekst

    def test_te_kort_is_een_fout_bij_het_veld_en_wat_u_typte_staat_er_nog(self, als):
        pagina = als(Rol.COORDINATOR).post("inwoners.zoeken", {"zoek": "ja"})
        assert pagina.status == 422
        assert any("minstens 3 letters" in fout for fout in pagina.fouten)
        assert 'value="ja"' in pagina.html

    def test_een_oud_token_laat_staan_wat_u_typte(self, als, maak):
        maak.inwoner()
        pagina = als(Rol.COORDINATOR).post("inwoners.zoeken", {"zoek": "jansen"}, token=False)
        assert pagina.status == 422
        assert 'value="jansen"' in pagina.html
        assert "Gerda" not in pagina.tekst

    @pytest.mark.parametrize(
        "rol",
        [
            Rol.VERWIJZER,
            Rol.BEOORDELAAR,
            Rol.TRAINER,
            Rol.TELLER,
            Rol.PROJECTLEIDER,
            Rol.BEHEERDER,
            Rol.FG,
        ],
    )
    def test_wie_geen_inwoners_ziet_kan_niet_zoeken(self, als, rol):
        klant = als(rol)
        assert klant.get("inwoners.zoek").status == 403
        assert klant.post("inwoners.zoeken", {"zoek": "jansen"}).status == 403
        assert "Zoek een inwoner" not in klant.get("rapportage.start").tekst

    def test_het_logboek_noemt_wie_getoond_is_en_niemand_anders(self, als, maak, in_borne):
        getoond = {maak.inwoner(voornaam="Wim").id, maak.inwoner(voornaam="Wilma").id}
        maak.inwoner("Bos")
        als(Rol.COORDINATOR).post("inwoners.zoeken", {"zoek": "jansen"})
        with in_borne():
            regel = db.session.query(Logregel).filter_by(route="inwoners.zoeken").one()
            rijen = db.session.query(LogregelInwoner).filter_by(logregel_id=regel.id)
            assert {rij.inwoner_id for rij in rijen} == getoond
            assert (regel.actie, regel.doel) == ("R", "inwoner inzien")
