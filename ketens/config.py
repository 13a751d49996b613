"""Settings, read once from the environment. Secrets may stand in a file: `KETENS_X_BESTAND` instead of `KETENS_X`."""

import base64
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from ketens.kern import sleutelbestand
from ketens.kern.fouten import Instelfout
from ketens.kern.mailserver import EIGEN_MACHINE, Mailserver, host_van
from ketens.kern.sleutelbestand import GEHEIMEN, Sleutelbron
from ketens.kern.sleutelbestand import maak as maak_sleutels
from ketens.kern.sleutels import Bron, Sleutelbos

__all__ = ["GEHEIMEN", "Instelfout", "Instellingen", "Mailserver", "lees_geheimen", "maak_sleutels"]


@dataclass(frozen=True, slots=True)
class Instellingen:
    """What the environment says. Times are `timedelta`s, paths absolute."""

    data: Path
    # The file that vouches for the log, outside the database (besluit 0013).
    anker: Path
    # Not in a repr: these may hold a password or a key, and a repr ends in traces and logs.
    database_url: str = field(repr=False)
    eigenaar_url: str = field(repr=False)
    geheim: str = field(repr=False)
    # What was signed with the one of before is still believed; nothing is signed with it.
    geheim_oud: str = field(repr=False)
    sleutels: Sleutelbos = field(repr=False)
    # Gives the keys anew when they were changed (besluit 0046).
    sleutelbron: Bron = field(repr=False, compare=False)
    veilige_cookies: bool = True
    ruime_limieten: bool = False
    proxies: int = 0
    catalogus: Path | None = None
    adres: str = ""
    # None: mail waits. Holds a password.
    mailserver: "Mailserver | None" = field(default=None, repr=False)
    meldpunt: str = ""
    stil_na: timedelta = timedelta(minutes=60)
    af_na: timedelta = timedelta(hours=12)
    # How long a verwijzer can open a link without signing in.
    statuslink_geldt: timedelta = timedelta(days=30)
    # Whether nobody gets in on a password alone; else only who set a second step up is asked for it (besluit 0043).
    tweefactor_verplicht: bool = True
    # Hosts in the own network where a gemeente may have its aanmelddienst; any other is a public one (besluit 0045).
    aanmelddienst_binnen: tuple[str, ...] = ()
    flask: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def uit(cls, omgeving: Mapping[str, str]) -> "Instellingen":
        """Read the settings; raise `Instelfout` with one plain sentence when one is missing or wrong."""
        data = Path(omgeving.get("KETENS_DATA", "instance")).absolute()
        geheimen = lees_geheimen(omgeving, data)
        url = omgeving.get("KETENS_DATABASE_URL") or f"sqlite:///{data / 'ketens.db'}"
        eigen = omgeving.get("KETENS_CATALOGUS")
        return cls(
            data=data,
            anker=_anker(omgeving, data),
            database_url=url,
            eigenaar_url=omgeving.get("KETENS_EIGENAAR_URL") or url,
            geheim=geheimen["KETENS_GEHEIM"],
            geheim_oud=_oud_geheim(omgeving, data),
            sleutels=_bos(geheimen),
            sleutelbron=Sleutelbron(omgeving, data, lambda: _bos(lees_geheimen(omgeving, data))),
            veilige_cookies=omgeving.get("KETENS_ONVEILIG_HTTP") != "1",
            ruime_limieten=omgeving.get("KETENS_LIMIETEN", "normaal") == "ruim",
            proxies=_getal(omgeving, "KETENS_PROXIES"),
            catalogus=Path(eigen) if eigen else None,
            adres=_adres(omgeving.get("KETENS_ADRES", "")),
            mailserver=Mailserver.uit(
                _geheim_of_bestand(omgeving, "KETENS_SMTP_URL"), omgeving.get("KETENS_ADRES", "")
            ),
            meldpunt=_meldpunt(omgeving.get("KETENS_MELDPUNT", "")),
            statuslink_geldt=_dagen(omgeving, "KETENS_STATUSLINK_DAGEN", 30),
            tweefactor_verplicht=_keuze(omgeving, "KETENS_TWEEFACTOR", ("verplicht", "optioneel")) == "verplicht",
            aanmelddienst_binnen=_woorden(omgeving.get("KETENS_AANMELDDIENST_BINNEN", "")),
        )

    @property
    def hosts(self) -> list[str]:
        """Return by which names this site may be called; another `Host` is refused."""
        eigen = [] if self.adres and self.veilige_cookies else EIGEN_MACHINE
        return [*([host_van(self.adres)] if self.adres else []), *eigen]

    @property
    def geheimen(self) -> list[str]:
        """Return the secrets under which a signature is believed; the last signs."""
        return [*([self.geheim_oud] if self.geheim_oud else []), self.geheim]

    def voor_flask(self) -> dict[str, Any]:
        """Return the settings that Flask and its extensions read."""
        return {
            "SECRET_KEY": self.geheim,
            "SECRET_KEY_FALLBACKS": self.geheimen[:-1],
            # As itsdangerous has it: the last signs.
            "WTF_CSRF_SECRET_KEY": self.geheimen,
            "SQLALCHEMY_DATABASE_URI": self.database_url,
            # A failed statement is logged without its values: those may be what somebody typed.
            "SQLALCHEMY_ENGINE_OPTIONS": {
                "pool_pre_ping": self.database_url.startswith("postgresql"),
                # A connection to SQLite learns what the tables hold when it opens.
                "pool_recycle": 3600,
                "hide_parameters": True,
            },
            "SESSION_COOKIE_NAME": "__Host-ketens" if self.veilige_cookies else "ketens",
            "SESSION_COOKIE_SECURE": self.veilige_cookies,
            "SESSION_COOKIE_HTTPONLY": True,
            "SESSION_COOKIE_SAMESITE": "Lax",
            "WTF_CSRF_CHECK_DEFAULT": False,
            "WTF_CSRF_TIME_LIMIT": None,
            "WTF_CSRF_SSL_STRICT": self.veilige_cookies,
            "MAX_CONTENT_LENGTH": 1024 * 1024,
            "MAX_FORM_MEMORY_SIZE": 1024 * 1024,
            "MAX_FORM_PARTS": 500,
            "TRUSTED_HOSTS": self.hosts,
            **self.flask,
        }


def lees_geheimen(omgeving: Mapping[str, str], data: Path) -> dict[str, str]:
    """Return the four secrets: from the environment, a file it names, or the key file in the instance folder."""
    bewaard = sleutelbestand.lees(data)
    gevonden = {}
    for naam in GEHEIMEN:
        waarde = _geheim_of_bestand(omgeving, naam) or bewaard.get(naam)
        if not waarde:
            raise Instelfout(f"{naam} ontbreekt. Maak de sleutels met: ketens sleutels maak.")
        gevonden[naam] = waarde
    return gevonden


def _oud_geheim(omgeving: Mapping[str, str], data: Path) -> str:
    naam = "KETENS_GEHEIM_OUD"
    oud = _geheim_of_bestand(omgeving, naam) or sleutelbestand.lees(data).get(naam, "")
    if oud and len(oud) < 32:
        raise Instelfout(f"{naam} is te kort: gebruik 32 tekens of meer.")
    return oud


def _geheim_of_bestand(omgeving: Mapping[str, str], naam: str) -> str:
    bestand = omgeving.get(f"{naam}_BESTAND")
    return omgeving.get(naam) or (Path(bestand).read_text().strip() if bestand else "")


def _anker(omgeving: Mapping[str, str], data: Path) -> Path:
    pad = Path(omgeving.get("KETENS_ANKER") or data / "logboek.anker").absolute()
    if omgeving.get("KETENS_ANKER") and not pad.parent.is_dir():
        raise Instelfout(f"KETENS_ANKER: de map {pad.parent} is er niet. Maak haar, of kies een andere plek.")
    return pad


def _dagen(omgeving: Mapping[str, str], naam: str, standaard: int) -> timedelta:
    dagen = _getal(omgeving, naam, standaard)
    if not 1 <= dagen <= 365:
        raise Instelfout(f"{naam} moet een aantal dagen zijn, van 1 tot en met 365.")
    return timedelta(days=dagen)


def _woorden(tekst: str) -> tuple[str, ...]:
    return tuple(tekst.lower().replace(",", " ").split())


def _keuze(omgeving: Mapping[str, str], naam: str, keuzes: tuple[str, ...]) -> str:
    """Return what was chosen, the first of these unless something else was said."""
    gekozen = omgeving.get(naam) or keuzes[0]
    if gekozen not in keuzes:
        raise Instelfout(f"{naam} moet een van deze zijn: {', '.join(keuzes)}.")
    return gekozen


def _getal(omgeving: Mapping[str, str], naam: str, standaard: int = 0) -> int:
    try:
        return int(omgeving.get(naam, str(standaard)))
    except ValueError as fout:
        raise Instelfout(f"{naam} moet een heel getal zijn.") from fout


def _adres(tekst: str) -> str:
    """Return the address of this site without its last slash."""
    try:
        goed = not tekst or (urlsplit(tekst).scheme in ("http", "https") and host_van(tekst).strip("."))
    except ValueError:
        goed = False
    if not goed or not tekst.isprintable():
        raise Instelfout("KETENS_ADRES moet een webadres zijn, bijvoorbeeld https://ketens.example.")
    return tekst.rstrip("/")


def _meldpunt(tekst: str) -> str:
    if tekst and not (tekst.startswith(("mailto:", "https://")) and tekst.isprintable() and " " not in tekst):
        raise Instelfout("KETENS_MELDPUNT moet met mailto: of https:// beginnen.")
    return tekst


def _sleutel(naam: str, tekst: str) -> tuple[str, bytes]:
    kenmerk, _, waarde = tekst.rpartition(":")
    try:
        sleutel = base64.b64decode(waarde, validate=True)
    except ValueError as fout:
        raise Instelfout(f"{naam} is geen geldige sleutel (id:base64).") from fout
    if len(sleutel) != 32 or not kenmerk or len(kenmerk) > 32 or len(set(sleutel)) < 8:
        raise Instelfout(f"{naam} moet een id en 32 willekeurige bytes hebben (id:base64).")
    return kenmerk, sleutel


def _sleutels(naam: str, tekst: str) -> dict[str, bytes]:
    """Return the keys of one kind by id; the first writes."""
    sleutels = [_sleutel(naam, deel.strip()) for deel in tekst.split(",")]
    if len(dict(sleutels)) < len(sleutels):
        raise Instelfout(f"In {naam} staan twee sleutels met hetzelfde id.")
    return dict(sleutels)


def _bos(geheimen: Mapping[str, str]) -> Sleutelbos:
    gegevens, zoek, log = (_sleutels(naam, geheimen[naam]) for naam in GEHEIMEN[:3])
    if len(geheimen["KETENS_GEHEIM"]) < 32:
        raise Instelfout("KETENS_GEHEIM is te kort: gebruik 32 tekens of meer.")
    (zoek_id, eerste_zoek), *oude_zoek = zoek.items()
    (log_id, eerste_log), *oude_log = log.items()
    return Sleutelbos(gegevens, eerste_zoek, eerste_log, log_id, zoek_id, dict(oude_zoek), dict(oude_log))
