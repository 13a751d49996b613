"""What people type: read what is meant, say what is wrong, keep what stood there, and never fall over."""

from datetime import date

import phonenumbers
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict
from wtforms import Form

from ketens.kern import keuzevelden, velden
from ketens.kern.velden import schoon

ALLES = st.text(max_size=200) | st.text(st.characters(categories=["Nd", "Cs", "Cc", "Cf"]), max_size=20)
VREEMD = [
    "\x00",
    "\ud800",
    "\u202eNaam",
    "😀",
    "שלום",
    "1e400",
    "٣١-١٢-٢٠٢٦",
    "0" * 5000,
    "31-12-99999999",
    "²³",
    "\ufeff",
    "½",
    "-0",
]


class Alle(Form):
    """One of every kind."""

    tekst = velden.TekstVeld("Tekst", lengte=50)
    vak = velden.TekstvakVeld("Vak", lengte=50)
    datum = velden.DatumVeld("Datum", toekomst=False)
    postcode = velden.PostcodeVeld("Postcode")
    bsn = velden.BsnVeld("BSN")
    telefoon = velden.TelefoonVeld("Telefoon")
    keuze = keuzevelden.KeuzeVeld("Keuze", choices=[("a", "A"), ("b", "B")])
    rondjes = keuzevelden.RondjesVeld("Rondjes", choices=[("a", "A"), ("b", "B")])
    ja_nee = keuzevelden.JaNeeVeld("Ja of nee")
    vinkjes = keuzevelden.VinkjesVeld("Vinkjes", choices=[("a", "A"), ("b", "B")])
    vink = keuzevelden.VinkVeld("Vink")
    getal = velden.GetalVeld("Getal")
    id = velden.UuidVeld()


VELDEN = [naam for naam in vars(Alle) if not naam.startswith("_") and naam != "Meta"]


def vul(**waarden):
    form = Alle(MultiDict(waarden))
    form.validate()
    return form


@given(st.sampled_from(VELDEN), ALLES)
@settings(max_examples=600, suppress_health_check=[HealthCheck.too_slow])
def test_geen_enkele_tekst_laat_een_veld_omvallen(veld, tekst):
    form = vul(**{veld: tekst})
    assert all(isinstance(zin, str) for zinnen in form.errors.values() for zin in zinnen)
    str(form[veld]())


@pytest.mark.parametrize("veld", VELDEN)
@pytest.mark.parametrize("tekst", VREEMD)
def test_ook_de_vreemdste_tekst_niet(veld, tekst):
    form = vul(**{veld: tekst})
    str(form[veld]())
    if isinstance(form[veld].data, str) and not form.errors:
        form[veld].data.encode()


@given(st.dictionaries(st.sampled_from(VELDEN), st.lists(ALLES, max_size=4)))
def test_dubbele_velden_laten_niets_omvallen(waarden):
    Alle(MultiDict(waarden)).validate()


@pytest.mark.parametrize("getypt", ["14-11-1946", "14/11/1946", "14.11.1946", "14 11 1946", "14111946", " 14-11-1946 "])
def test_een_datum_mag_op_veel_manieren(getypt):
    assert vul(datum=getypt).datum.data == date(1946, 11, 14)


@pytest.mark.parametrize(
    ("getypt", "zin"),
    [
        ("30-02-2020", "Deze datum bestaat niet."),
        ("29-02-2025", "Deze datum bestaat niet."),
        ("32-01-2020", "Deze datum bestaat niet."),
        ("00-00-0000", "Deze datum bestaat niet."),
        ("gisteren", "Schrijf de datum als dag-maand-jaar, bijvoorbeeld 14-11-2026."),
        ("2020-01-02", "Schrijf de datum als dag-maand-jaar, bijvoorbeeld 14-11-2026."),
        ("01-01-1899", "Vul een jaar na 1900 in."),
        ("01-01-2999", "Kies een datum die niet in de toekomst ligt."),
    ],
)
def test_een_datum_die_niet_kan_krijgt_een_zin_en_blijft_staan(getypt, zin):
    form = vul(datum=getypt)
    assert form.datum.errors[0] == zin
    assert getypt in form.datum()


@given(st.dates(date(1900, 1, 1), date(2026, 1, 1)))
def test_een_datum_komt_terug_zoals_hij_werd_getypt(dag):
    assert vul(datum=f"{dag:%d-%m-%Y}").datum.data == dag


@pytest.mark.parametrize("getypt", ["7621 AB", "7621ab", " 7621  AB "])
def test_een_postcode_wordt_netjes(getypt):
    assert vul(postcode=getypt).postcode.data == "7621AB"


@pytest.mark.parametrize("getypt", ["7621", "0621 AB", "7621 A1", "7621 SS", "abc"])
def test_een_postcode_die_niet_kan_krijgt_een_zin(getypt):
    form = vul(postcode=getypt)
    assert form.postcode.errors[0] == velden.PostcodeVeld.zin
    assert getypt in form.postcode()


@pytest.mark.parametrize(
    ("getypt", "goed"),
    [("111222333", True), ("11122333", False), ("123456789", False), ("000000000", False), ("1112.22.333", True)],
)
def test_een_burgerservicenummer_slaagt_voor_de_elfproef(getypt, goed):
    form = vul(bsn=getypt)
    assert bool(form.bsn.errors) is not goed
    assert not goed or form.bsn.data == "111222333"


@pytest.mark.parametrize("getypt", ["0742658600", "074 265 8600", "074-2658600", "+31 74 265 8600", "0031742658600"])
def test_een_telefoonnummer_mag_op_veel_manieren(getypt):
    assert vul(telefoon=getypt).telefoon.data == "+31742658600"


@pytest.mark.parametrize("getypt", ["12", "bel mij", "0" * 30])
def test_een_telefoonnummer_dat_niet_kan_krijgt_een_zin(getypt):
    assert vul(telefoon=getypt).telefoon.errors[0] == velden.TelefoonVeld.zin


def test_een_keuze_die_niet_werd_aangeboden_wordt_geweigerd():
    assert vul(keuze="c").keuze.errors
    assert vul(rondjes="c").rondjes.errors
    assert Alle(MultiDict([("vinkjes", "a"), ("vinkjes", "c")])).validate() is False
    assert not vul(keuze="a", rondjes="b").errors


@pytest.mark.parametrize(("getypt", "antwoord"), [("ja", True), ("nee", False), ("", None)])
def test_ja_nee_kent_ook_geen_antwoord(getypt, antwoord):
    assert vul(ja_nee=getypt).ja_nee.ja_nee is antwoord


def test_tienduizend_tekens_krijgen_een_zin_en_blijven_staan():
    form = vul(vak="x" * 10_000)
    assert form.vak.errors == ["Gebruik niet meer dan 50 tekens."]
    assert "x" * 10_000 in form.vak()


@given(st.text())
@example("a\x00b\u202ec\ud800d")
def test_wat_onzichtbaar_is_gaat_eruit_en_de_rest_blijft(tekst):
    netjes = schoon(tekst)
    assert schoon(netjes) == netjes
    assert not set(netjes) & set("\x00\u202e\u2066\ufeff")
    netjes.encode()


@pytest.mark.parametrize("naam", ["Çelik-Öztürk", "van 't Hóf", "😀", "שלום", "李"])
def test_letters_uit_de_hele_wereld_blijven_wat_ze_zijn(naam):
    assert vul(tekst=f"  {naam} ").tekst.data == naam


@pytest.mark.parametrize("eerst", ["", " "])
def test_een_lege_waarde_vooraf_maakt_een_vreemde_keuze_niet_goed(eerst):
    """`trainer_ids=&trainer_ids=<someone elsewhere>`: what was never offered stays refused."""
    assert vul(vinkjes=[eerst, "z"]).vinkjes.errors == ["Kies iets uit de lijst."]


@pytest.mark.parametrize("veld", ["keuze", "rondjes", "ja_nee"])
def test_een_spatie_is_geen_keuze(veld):
    assert vul(**{veld: " "}).errors[veld]


def test_een_jaar_waarna_de_kalender_ophoudt_mag_niet():
    assert vul(datum="31-12-9999").datum.errors


@pytest.mark.parametrize(
    ("getypt", "bewaard"), [("\u200f", ""), ("\u200b \u200d", ""), ("\u200fמרים", "\u200fמרים"), ("🙂", "🙂")]
)
def test_alleen_onzichtbare_tekens_is_niets(getypt, bewaard):
    assert schoon(getypt) == bewaard


@pytest.mark.parametrize("soort", [velden.TekstVeld, velden.TekstvakVeld])
def test_een_te_lange_tekst_wordt_niet_verder_bekeken(soort):
    """A pattern over a megabyte takes minutes."""
    bekeken = []

    class Kort(Form):
        veld = soort("Veld", [lambda _form, veld: bekeken.append(veld.data)], lengte=50)

        def validate_veld(self, veld):
            bekeken.append(veld.data)

    form = Kort(MultiDict({"veld": "x" * 51}))
    assert not form.validate()
    assert form.veld.errors == ["Gebruik niet meer dan 50 tekens."]
    assert bekeken == []
    assert Kort(MultiDict({"veld": "x" * 50})).validate()
    assert bekeken == ["x" * 50] * 2


@pytest.mark.parametrize("begin", ["06", "074", "010", "0800", "088", "0970", "011", "09"])
@pytest.mark.parametrize("vorm", ["{0}{1}{2}", "{0}-{1}{2}", "{0} {1} {2}", "({0}) {1}-{2}"])
def test_een_gewoon_nummer_leest_zoals_de_bibliotheek_het_leest(begin, vorm):
    rest = "123456789"[: 10 - len(begin)]
    getypt = vorm.format(begin, rest[:3], rest[3:])
    gelezen = phonenumbers.parse(getypt, "NL")
    assert velden.TelefoonVeld.lees(getypt) == phonenumbers.format_number(gelezen, phonenumbers.PhoneNumberFormat.E164)
    assert phonenumbers.is_possible_number(gelezen)
