"""The page on which someone refers: what it asks, what it says at once, and what each button keeps."""

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from ketens.catalogus import catalogus
from ketens.instrumenten.models import Afname
from ketens.inwoners.models import Inwoner, Toestemming
from ketens.kern.db import db
from ketens.kern.klok import vandaag
from ketens.rechten import Rol
from ketens.verwijzingen.models import Verwijzing, Weigering
from tests import wereld
from tests.merken import EERST_OP_SQLITE
from tests.verwijzingen.conftest import DRIE_KEER_NEE, JA_OP_VAL

pytestmark = EERST_OP_SQLITE

NIEUW = "verwijzingen.nieuw"
X = "{http://www.w3.org/1999/xhtml}"
INSTRUMENT = catalogus().instrument("valrisicotest@1")


def alles(in_borne, model):
    with in_borne():
        rijen = list(db.session.scalars(select(model)))
        db.session.expunge_all()
        return rijen


def velden_in_zicht(pagina):
    """The names of what can be filled in, without what is folded away or only there for a low risk."""
    assert pagina.boom is not None
    weg = set()
    for el in pagina.boom.iter():
        if el.tag == f"{X}details" or el.get("hidden") is not None or el.tag == f"{X}header":
            weg |= set(el.iter())
    return {
        el.get("name")
        for el in pagina.boom.iter()
        if el not in weg
        and el.tag in (f"{X}input", f"{X}select", f"{X}textarea")
        and el.get("type") not in ("hidden", "submit")
    }


def test_de_pagina_vraagt_niet_meer_dan_twaalf_velden(als):
    velden = velden_in_zicht(als(Rol.VERWIJZER).get(NIEUW))
    assert {"geboortedatum", "achternaam", "voornaam", "telefoon", "q1_gevallen", "looptest_s"} <= velden
    assert len(velden) == 12


def test_alleen_de_drie_vragen_persoon_en_toestemming_zijn_nodig(als):
    pagina = als(Rol.VERWIJZER).post(NIEUW, {"keten": wereld.KETEN, "formulier_id": str(wereld.id_van("x"))})
    assert pagina.status == 422
    assert len(pagina.fouten) == 8
    assert pagina.fouten[0] == "Geboortedatum: Vul de geboortedatum in."
    assert pagina.fouten[-1] == "Gegevens doorgeven: Zonder toestemming van de inwoner kunt u niets versturen."


def test_verwijzen_geeft_een_kenmerk_een_regel_en_een_briefje(als, ingevuld, in_borne):
    klant = als(Rol.VERWIJZER)
    pagina = klant.post(NIEUW, ingevuld()).volg()
    (verwijzing,) = alles(in_borne, Verwijzing)
    assert pagina.kop == "De verwijzing is verstuurd"
    assert verwijzing.kenmerk in pagina.tekst
    assert f"matig valrisico, kenmerk {verwijzing.kenmerk}, telefoon 074 265 8600." in pagina.tekst
    assert "Berg" not in pagina.tekst
    briefje = klant.get("verwijzingen.briefje", verwijzing_id=verwijzing.id)
    assert "Beste Annie," in briefje.tekst
    assert "074 265 8600" in briefje.tekst
    assert "Berg" not in briefje.tekst


def test_wie_geen_telefoon_heeft_leest_niet_dat_er_gebeld_wordt(als, ingevuld, in_borne):
    klant = als(Rol.VERWIJZER)
    klant.post(NIEUW, ingevuld(telefoon=None, email="annie@voorbeeld.nl"))
    (verwijzing,) = alles(in_borne, Verwijzing)
    briefje = klant.get("verwijzingen.briefje", verwijzing_id=verwijzing.id).tekst
    assert "U wordt gebeld" not in briefje
    assert "U krijgt bericht van de coördinator" in briefje
    assert "Bel dan zelf 074 265 8600." in briefje


def test_de_toestemming_noemt_wie_de_gegevens_krijgt_ook_de_praktijk_bij_een_hoog_risico(als):
    tekst = als(Rol.VERWIJZER).get(NIEUW).tekst
    praktijk = "bij een hoog valrisico aan de praktijk die de beoordeling doet"
    assert f"doorgeven aan de coördinator valpreventie van Gemeente Borne (proef) en {praktijk}" in tekst


def test_tussenvoegsel_wordt_uit_de_achternaam_gehaald(als, ingevuld, in_borne):
    als(Rol.VERWIJZER).post(NIEUW, ingevuld())
    (inwoner,) = alles(in_borne, Inwoner)
    assert (inwoner.tussenvoegsel, inwoner.achternaam, inwoner.telefoon) == ("van der", "Berg", "+31612345678")


def test_twee_keer_versturen_geeft_een_verwijzing(als, ingevuld, in_borne):
    klant, velden = als(Rol.VERWIJZER), ingevuld()
    eerste, tweede = klant.post(NIEUW, velden), klant.post(NIEUW, velden)
    assert (eerste.status, tweede.status) == (303, 303)
    assert eerste.naar == tweede.naar
    assert len(alles(in_borne, Verwijzing)) == 1


def test_een_ander_op_hetzelfde_formulier_gaat_niet_stil_verloren(als, ingevuld, in_borne):
    klant, velden = als(Rol.VERWIJZER), ingevuld()
    klant.post(NIEUW, velden)
    for anders in ({"achternaam": "Bos"}, {"geboortedatum": "15-11-1941"}):
        pagina = klant.post(NIEUW, {**velden, **anders})
        assert pagina.status == 422
        assert pagina.fouten == ["Dit formulier is al gebruikt. Open een nieuwe verwijzing en vul het opnieuw in."]
    assert len(alles(in_borne, Verwijzing)) == 1


def test_formulier_van_een_ander_geeft_een_zin_en_geen_verwijzing(als, ingevuld, in_borne):
    velden = ingevuld()
    als(Rol.VERWIJZER).post(NIEUW, velden)
    pagina = als("verwijzer2").post(NIEUW, velden)
    assert (pagina.status, len(alles(in_borne, Verwijzing))) == (422, 1)
    assert pagina.fouten == ["Dit formulier is al gebruikt. Open een nieuwe verwijzing en vul het opnieuw in."]
    assert pagina.waarde("achternaam") == "van der Berg"


def test_wie_al_bekend_is_krijgt_hetzelfde_antwoord(als, ingevuld, maak):
    maak.verwijzing("Berg", tussenvoegsel="van der", voornaam="Annie", door="verwijzer2")
    bekend = als(Rol.VERWIJZER).post(NIEUW, ingevuld()).volg().tekst
    nieuw = als(Rol.VERWIJZER).post(NIEUW, ingevuld(achternaam="Onbekend")).volg().tekst
    zonder_kenmerk = [re.sub(r"[A-Z]{3}-\d{5}", "KENMERK", tekst) for tekst in (bekend, nieuw)]
    assert zonder_kenmerk[0] == zonder_kenmerk[1]


def test_wie_al_bekend_is_kost_dezelfde_vragen(als, ingevuld, maak, tel_vragen):
    maak.verwijzing("Berg", tussenvoegsel="van der", voornaam="Annie", door="verwijzer2")
    klant = als(Rol.VERWIJZER)
    klant.post(NIEUW, ingevuld(achternaam="Eerste"))
    with tel_vragen() as bekend:
        klant.post(NIEUW, ingevuld())
    with tel_vragen() as nieuw:
        klant.post(NIEUW, ingevuld(achternaam="Onbekend", geboortedatum="01-01-1930"))
    assert len(bekend) == len(nieuw)


def test_de_uitslag_verschijnt_als_stukje_en_bewaart_niets(als, in_borne):
    klant = als(Rol.VERWIJZER)
    stukje = klant.post(
        "verwijzingen.uitslag", {"keten": wereld.KETEN, **JA_OP_VAL, "van_toepassing": "e1_letsel"}, htmx="uitslag"
    )
    assert stukje.status == 200
    assert "<!doctype" not in stukje.html
    assert "Hoog valrisico" in stukje.tekst
    assert "valrisicobeoordeling" in stukje.tekst
    assert alles(in_borne, Afname) == []


def test_zonder_javascript_geeft_bereken_uitslag_een_pagina_met_wat_er_stond(als):
    pagina = als(Rol.VERWIJZER).post(
        "verwijzingen.uitslag", {"keten": wereld.KETEN, **JA_OP_VAL, "achternaam": "Bos", "telefoon": "onzin"}
    )
    assert (pagina.status, pagina.waarde("achternaam"), pagina.waarde("telefoon")) == (200, "Bos", "onzin")
    assert "Test nog niet volledig" in pagina.tekst


def test_bij_de_uitslag_staat_alleen_wat_over_de_test_gaat(als):
    velden = {"keten": wereld.KETEN, **JA_OP_VAL, "toelichting": "a" * 1001}
    stukje = als(Rol.VERWIJZER).post("verwijzingen.uitslag", velden, htmx="uitslag")
    assert "Toelichting" not in stukje.tekst


def test_een_looptest_die_geen_getal_is_zegt_dat(als, ingevuld):
    stukje = als(Rol.VERWIJZER).post(
        "verwijzingen.uitslag", {"keten": wereld.KETEN, **JA_OP_VAL, "looptest_s": "snel"}, htmx="uitslag"
    )
    assert stukje.status == 422
    assert "Vul een getal in" in stukje.tekst
    pagina = als(Rol.VERWIJZER).post(NIEUW, ingevuld(looptest_s="0,2"))
    assert (pagina.status, pagina.waarde("looptest_s")) == (422, "0,2")


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    vragen=st.fixed_dictionaries({}, optional=dict.fromkeys(JA_OP_VAL, st.sampled_from(["ja", "nee"]))),
    vinkjes=st.sets(st.sampled_from([v.sleutel for v in INSTRUMENT.alle_vragen if v.vinklijst])),
    geen=st.booleans(),
    looptest=st.none() | st.decimals(1, 60, places=1),
)
def test_de_pagina_zegt_wat_het_instrument_zegt(als, vragen, vinkjes, geen, looptest):
    aangekruist = ["geen"] if geen else sorted(vinkjes)
    velden = {**vragen, "van_toepassing": aangekruist, "looptest_s": str(looptest or "").replace(".", ",")}
    stukje = als(Rol.VERWIJZER).post("verwijzingen.uitslag", {"keten": wereld.KETEN, **velden}, htmx="uitslag")
    antwoorden = {sleutel: waarde == "ja" for sleutel, waarde in vragen.items()}
    antwoorden |= INSTRUMENT.uit_vinklijst("van_toepassing", aangekruist)
    verwacht = INSTRUMENT.bepaal({**antwoorden, "looptest_s": looptest}).uitslag
    woorden = {"laag": "Laag valrisico", "matig": "Matig valrisico", "hoog": "Hoog valrisico"}
    assert [naam for naam in woorden if woorden[naam] in stukje.tekst] == [naam for naam in woorden if naam == verwacht]
    assert ("Test nog niet volledig" in stukje.tekst) == (verwacht == "onvolledig" and len(vragen) == 3)


def test_bij_laag_telt_de_pagina_zonder_naam(als, ingevuld, in_borne):
    klant = als(Rol.VERWIJZER)
    pagina = klant.post(
        "verwijzingen.telling",
        ingevuld(
            **DRIE_KEER_NEE,
            geboortedatum=f"01-01-{vandaag().year - 86}",
            geslacht="vrouw",
            pc4="7621",
            van_toepassing=None,
        ),
    )
    assert (pagina.status, pagina.volg().kop) == (303, "Nieuwe verwijzing: Valpreventie")
    (afname,) = alles(in_borne, Afname)
    assert (afname.uitslag, afname.leeftijdsklasse, afname.geslacht, afname.pc4) == ("laag", "85-89", "vrouw", "7621")
    assert alles(in_borne, Inwoner) == []


def test_een_telling_bewaart_niets_van_wat_in_het_verkeerde_vak_staat(als, ingevuld, in_borne):
    als(Rol.VERWIJZER).post("verwijzingen.telling", ingevuld(**DRIE_KEER_NEE, postcode="Jansen", van_toepassing=None))
    assert [afname.pc4 for afname in alles(in_borne, Afname)] == [None]


def test_telling_let_niet_op_een_telefoonnummer_dat_niet_klopt(als, ingevuld, in_borne):
    als(Rol.VERWIJZER).post("verwijzingen.telling", ingevuld(**DRIE_KEER_NEE, telefoon="12", van_toepassing=None))
    assert len(alles(in_borne, Afname)) == 1


def test_telling_zonder_geboortedatum_neemt_de_gekozen_klasse(als, ingevuld, in_borne):
    velden = ingevuld(**DRIE_KEER_NEE, geboortedatum=None, leeftijdsklasse="70", van_toepassing=None)
    als(Rol.VERWIJZER).post("verwijzingen.telling", velden)
    assert [afname.leeftijdsklasse for afname in alles(in_borne, Afname)] == ["70-74"]


def test_bij_laag_weigert_de_pagina_te_versturen(als, ingevuld, in_borne):
    klant = als(Rol.VERWIJZER)
    # Enter in a field of the advice presses the first button of the form, which is hidden then.
    velden = ingevuld(**DRIE_KEER_NEE, toestemming_doorgeven=None, achternaam=None)
    for pagina in (klant.post(NIEUW, velden), klant.post(NIEUW, ingevuld(**DRIE_KEER_NEE))):
        assert pagina.status == 422
        assert pagina.fouten == [
            "Bij deze uitslag is er geen verwijzing. Kies 'Telling opslaan' of 'Bewaren en over een jaar bellen'."
        ]
    assert alles(in_borne, Inwoner) == []


def test_laag_bewaren_voor_over_een_jaar(als, ingevuld, in_borne):
    zonder = ingevuld(**DRIE_KEER_NEE, van_toepassing=None)
    klant = als(Rol.VERWIJZER)
    assert klant.post("verwijzingen.bewaring", zonder).fouten == [
        "Opnieuw bellen: Zonder toestemming bewaren wij geen naam. Kies anders 'Telling opslaan'."
    ]
    assert len(klant.post("verwijzingen.bewaring", {**zonder, "achternaam": "", "voornaam": ""}).fouten) == 3
    assert klant.post("verwijzingen.bewaring", {**zonder, "toestemming_opnieuw_bellen": "y"}).status == 303
    assert [rij.soort for rij in alles(in_borne, Toestemming)] == ["opnieuw_bellen"]
    assert alles(in_borne, Verwijzing) == []


def test_wil_nu_niet_bewaart_geen_persoon(als, ingevuld, in_borne):
    klant = als(Rol.VERWIJZER)
    assert klant.post("verwijzingen.weigering", ingevuld()).fouten == ["Waarom niet? Kies een reden."]
    assert klant.post("verwijzingen.weigering", ingevuld(reden="vervoer")).status == 303
    assert [(rij.uitslag, rij.reden) for rij in alles(in_borne, Weigering)] == [("matig", "vervoer")]
    assert alles(in_borne, Inwoner) == []


@pytest.mark.parametrize(
    ("veld", "waarde", "zin"),
    [
        ("geboortedatum", "31-02-1940", "Deze datum bestaat niet."),
        ("geboortedatum", "gisteren", "Schrijf de datum als dag-maand-jaar, bijvoorbeeld 14-11-2026."),
        ("geboortedatum", "14-11-2090", "Kies een datum die niet in de toekomst ligt."),
        ("telefoon", "bel maar", "Vul een telefoonnummer met 10 cijfers in, bijvoorbeeld 074 123 4567."),
        ("toelichting", "a" * 10_000, "Gebruik niet meer dan 1.000 tekens."),
        ("achternaam", "b" * 101, "Gebruik niet meer dan 100 tekens."),
        ("email", "annie", "Vul een e-mailadres met een @ in, bijvoorbeeld naam@voorbeeld.nl."),
        (
            "van_toepassing",
            ["geen", "e5_kwetsbaar"],
            "U koos 'geen van deze' en ook iets anders. Kies een van de twee.",
        ),
    ],
)
def test_wat_niet_klopt_krijgt_een_zin_en_blijft_staan(als, ingevuld, veld, waarde, zin):
    pagina = als(Rol.VERWIJZER).post(NIEUW, ingevuld(**{veld: waarde}))
    assert pagina.status == 422
    (fout,) = pagina.fouten
    assert fout.endswith(zin)
    if isinstance(waarde, str):
        assert pagina.waarde(veld).strip() == waarde
    assert pagina.waarde("voornaam") == "Annie"


def test_emoji_en_tekst_van_rechts_naar_links_zijn_welkom(als, ingevuld, in_borne):
    als(Rol.VERWIJZER).post(NIEUW, ingevuld(achternaam="الأمراني 🌷", voornaam="\u202eفاطمة"))
    (verwijzing,) = alles(in_borne, Verwijzing)
    assert verwijzing.persoon_naam == "فاطمة الأمراني 🌷"


def test_oud_token_houdt_alles_vast(als, ingevuld, in_borne):
    pagina = als(Rol.VERWIJZER).post(NIEUW, ingevuld(), token=False)
    assert (pagina.status, pagina.waarde("achternaam")) == (422, "van der Berg")
    assert "stond te lang open" in pagina.fouten[0]
    assert alles(in_borne, Verwijzing) == []


def test_keten_van_een_ander_bestaat_hier_niet(als, ingevuld):
    klant = als(Rol.VERWIJZER)
    assert klant.get(NIEUW, keten="welzijn_op_recept").status == 404
    assert klant.post(NIEUW, ingevuld(keten="welzijn_op_recept")).status == 404


@pytest.mark.parametrize("rol", [Rol.TRAINER, Rol.TELLER, Rol.BEOORDELAAR, Rol.PROJECTLEIDER, Rol.BEHEERDER, Rol.FG])
def test_alleen_wie_verwijst_of_coordineert_komt_hier(als, ingevuld, rol):
    assert als(rol).get(NIEUW).status == 403
    assert als(rol).post(NIEUW, ingevuld()).status == 403


def test_wie_nergens_heen_kan_verwijzen_leest_wat_te_doen(als):
    pagina = als("andere_keten").get(NIEUW)
    assert (pagina.status, pagina.kop) == (200, "Verwijzen kan hier niet")


def test_coordinator_voert_in_namens_een_praktijk(als, ingevuld, in_borne):
    klant = als(Rol.COORDINATOR)
    assert {"organisatie_id", "herkomst", "namens"} <= velden_in_zicht(klant.get(NIEUW))
    velden = ingevuld(organisatie_id=str(wereld.id_van("dijkhuis")), namens="huisarts, mondeling", herkomst="naaste")
    assert klant.post(NIEUW, velden).volg().kop == "De verwijzing is verstuurd"
    (verwijzing,) = alles(in_borne, Verwijzing)
    assert (verwijzing.organisatie_id, verwijzing.namens, verwijzing.herkomst) == (
        wereld.id_van("dijkhuis"),
        "huisarts, mondeling",
        "naaste",
    )
    assert als(Rol.VERWIJZER).get("verwijzingen.detail", verwijzing_id=verwijzing.id).status == 200


def test_verwijzer_kan_geen_andere_praktijk_kiezen(als, ingevuld):
    pagina = als(Rol.VERWIJZER).post(NIEUW, ingevuld(organisatie_id=str(wereld.id_van("fleming"))))
    assert pagina.status == 422


def test_een_kenmerk_is_er_een_keer(als, ingevuld, in_borne):
    klant = als(Rol.VERWIJZER)
    for _ in range(3):
        klant.post(NIEUW, ingevuld())
    with in_borne():
        assert db.session.scalar(select(func.count(Verwijzing.kenmerk.distinct()))) == 3
