"""Settings from the environment: what is missing or weak is refused with one sentence, before anything runs."""

import base64
import secrets
import stat

import pytest

from ketens.config import GEHEIMEN, Instelfout, Instellingen, Mailserver, lees_geheimen, maak_sleutels


def sleutel(naam="g1"):
    return f"{naam}:{base64.b64encode(secrets.token_bytes(32)).decode()}"


@pytest.fixture
def goed(tmp_path):
    return {
        "KETENS_DATA": str(tmp_path),
        "KETENS_SLEUTELS": sleutel("g2") + "," + sleutel("g1"),
        "KETENS_ZOEKSLEUTEL": sleutel("z1"),
        "KETENS_LOGSLEUTEL": sleutel("l1"),
        "KETENS_GEHEIM": secrets.token_urlsafe(48),
    }


def test_de_nieuwste_sleutel_schrijft_en_alle_sleutels_lezen(goed):
    bos = Instellingen.uit(goed).sleutels
    assert list(bos.gegevens) == ["g2", "g1"]
    assert bos.log_id == "l1"


@pytest.mark.parametrize("naam", GEHEIMEN)
def test_een_geheim_dat_ontbreekt_houdt_de_app_tegen(goed, naam):
    del goed[naam]
    with pytest.raises(Instelfout, match=f"{naam} ontbreekt. Maak de sleutels met: ketens sleutels maak"):
        Instellingen.uit(goed)


@pytest.mark.parametrize(
    "waarde",
    [
        "g1:" + base64.b64encode(b"kort").decode(),
        "g1:" + base64.b64encode(b"a" * 32).decode(),
        "g1:geen base64!",
        base64.b64encode(secrets.token_bytes(32)).decode(),
        ":" + base64.b64encode(secrets.token_bytes(32)).decode(),
        "x" * 33 + ":" + base64.b64encode(secrets.token_bytes(32)).decode(),
        "g1:",
    ],
    ids=["kort", "een teken", "geen base64", "zonder id", "leeg id", "lang id", "leeg"],
)
@pytest.mark.parametrize("naam", GEHEIMEN[:3])
def test_een_korte_bekende_of_kapotte_sleutel_houdt_de_app_tegen(goed, naam, waarde):
    with pytest.raises(Instelfout, match=naam):
        Instellingen.uit({**goed, naam: waarde})


def test_een_kort_geheim_houdt_de_app_tegen(goed):
    with pytest.raises(Instelfout, match="te kort"):
        Instellingen.uit({**goed, "KETENS_GEHEIM": "x" * 31})
    with pytest.raises(Instelfout, match="KETENS_GEHEIM_OUD is te kort"):
        Instellingen.uit({**goed, "KETENS_GEHEIM_OUD": "x" * 31})


def test_een_geheim_mag_in_een_bestand_staan(goed, tmp_path):
    bestand = tmp_path / "geheim"
    bestand.write_text(goed.pop("KETENS_GEHEIM") + "\n")
    assert Instellingen.uit({**goed, "KETENS_GEHEIM_BESTAND": str(bestand)}).geheim == bestand.read_text().strip()


def test_het_sleutelbestand_is_alleen_voor_de_eigenaar(tmp_path):
    data = tmp_path / "instance"
    assert maak_sleutels(data)
    assert stat.S_IMODE((data / "sleutels").stat().st_mode) == 0o600
    assert stat.S_IMODE(data.stat().st_mode) == 0o700
    assert Instellingen.uit({"KETENS_DATA": str(data)}).geheim


def test_sleutels_worden_nooit_overschreven(tmp_path):
    maak_sleutels(tmp_path)
    eerst = (tmp_path / "sleutels").read_text()
    assert not maak_sleutels(tmp_path)
    assert (tmp_path / "sleutels").read_text() == eerst


def test_elke_installatie_heeft_andere_sleutels(tmp_path):
    waarden = []
    for naam in ("a", "b"):
        maak_sleutels(tmp_path / naam)
        waarden += lees_geheimen({}, tmp_path / naam).values()
    assert len(set(waarden)) == 8


def test_de_omgeving_gaat_voor_het_bestand(goed, tmp_path):
    maak_sleutels(tmp_path)
    assert Instellingen.uit(goed).geheim == goed["KETENS_GEHEIM"]


def test_cookies_zijn_veilig_tenzij_iemand_het_anders_zegt(goed):
    veilig = Instellingen.uit(goed).voor_flask()
    assert veilig["SESSION_COOKIE_SECURE"]
    assert veilig["SESSION_COOKIE_NAME"] == "__Host-ketens"
    assert Instellingen.uit({**goed, "KETENS_ONVEILIG_HTTP": "1"}).voor_flask()["SESSION_COOKIE_NAME"] == "ketens"


def test_limieten_zijn_gewoon_tenzij_iemand_ruim_zegt(goed):
    assert not Instellingen.uit(goed).ruime_limieten
    assert not Instellingen.uit({**goed, "KETENS_LIMIETEN": "uit"}).ruime_limieten
    assert Instellingen.uit({**goed, "KETENS_LIMIETEN": "ruim"}).ruime_limieten


def test_de_tweede_stap_is_verplicht_tenzij_iemand_optioneel_zegt(goed):
    assert Instellingen.uit(goed).tweefactor_verplicht
    assert not Instellingen.uit({**goed, "KETENS_TWEEFACTOR": "optioneel"}).tweefactor_verplicht
    with pytest.raises(Instelfout, match="KETENS_TWEEFACTOR moet een van deze zijn: verplicht, optioneel"):
        Instellingen.uit({**goed, "KETENS_TWEEFACTOR": "uit"})


def test_een_statuslink_geldt_een_aantal_dagen(goed):
    assert Instellingen.uit(goed).statuslink_geldt.days == 30
    assert Instellingen.uit({**goed, "KETENS_STATUSLINK_DAGEN": "7"}).statuslink_geldt.days == 7
    for fout in ("0", "366", "-1"):
        with pytest.raises(Instelfout, match="KETENS_STATUSLINK_DAGEN moet een aantal dagen zijn"):
            Instellingen.uit({**goed, "KETENS_STATUSLINK_DAGEN": fout})


def test_een_aantal_proxies_is_een_getal(goed):
    assert Instellingen.uit({**goed, "KETENS_PROXIES": "2"}).proxies == 2
    with pytest.raises(Instelfout, match="KETENS_PROXIES moet een heel getal zijn"):
        Instellingen.uit({**goed, "KETENS_PROXIES": "twee"})


def test_geheimen_staan_niet_in_wat_een_storing_kan_tonen(goed):
    instellingen = Instellingen.uit(goed)
    for naam in GEHEIMEN:
        assert goed[naam] not in repr(instellingen), naam
    assert instellingen.sleutels.log.hex() not in repr(instellingen)
    assert repr(instellingen.sleutels.log) not in repr(instellingen)


def test_ook_een_wachtwoord_in_een_databaseadres_staat_er_niet_in(goed):
    url = "postgresql+psycopg://ketens_app:hetwachtwoord@db/ketens"
    assert "hetwachtwoord" not in repr(Instellingen.uit({**goed, "KETENS_DATABASE_URL": url}))


@pytest.mark.parametrize(
    ("url", "verwacht"),
    [
        ("smtp://naam:geheim%2F1@mail.example?van=ketens@borne.example", ("mail.example", 587, "ketens@borne.example")),
        ("smtps://naam@borne.example:geheim@mail.example", ("mail.example", 465, "naam@borne.example")),
        ("smtp://mail.example:2525", ("mail.example", 2525, "ketens@ketens.example")),
    ],
)
def test_de_mailserver_staat_in_een_adres(url, verwacht):
    server = Mailserver.uit(url, "https://ketens.example")
    assert server is not None
    assert (server.host, server.poort, server.van) == verwacht
    assert "geheim" not in repr(server)


@pytest.mark.parametrize(
    "url", ["http://mail.example", "smtp://", "smtp://mail.example:poort", "smtp://m.example?van=x"]
)
def test_een_mailserver_die_niet_klopt_wordt_in_een_zin_geweigerd(url):
    with pytest.raises(Instelfout, match="KETENS_SMTP_URL klopt niet"):
        Mailserver.uit(url)
