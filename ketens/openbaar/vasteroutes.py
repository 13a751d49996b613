"""Pages for anyone: the same for each reader, so a browser or proxy may keep them."""

from datetime import date, timedelta

from flask import Response, abort, current_app, g
from flask.typing import ResponseReturnValue

from ketens.kern import klok
from ketens.kern.pagina import toon
from ketens.kern.poort import OPENBAAR, vereist
from ketens.openbaar.blauwdruk import bp

# When we last looked ourselves, and until when that may count: 36 months (Tijdelijk besluit digitale toegankelijkheid).
ONDERZOCHT, GELDIG_TOT = date(2026, 11, 22), date(2029, 11, 22)
# RFC 9116 asks for less than a year; it moves along, because the setting holds as long as it stands.
MELDPUNT_GELDIG = timedelta(days=180)


@bp.get("/toegankelijkheid")
@vereist(OPENBAAR)
def toegankelijkheid() -> ResponseReturnValue:
    """Say how accessible this site is, and what to do when it is not."""
    g.kaal = True
    pagina = toon("openbaar/toegankelijkheid.html", kaal=True, onderzocht=ONDERZOCHT, geldig_tot=GELDIG_TOT)
    return _bewaarbaar(pagina, uren=1)


@bp.get("/.well-known/security.txt")
@vereist(OPENBAAR)
def meldpunt() -> ResponseReturnValue:
    """Say where to report a leak (RFC 9116); nothing without `KETENS_MELDPUNT`."""
    instellingen = current_app.extensions["ketens"]
    if not instellingen.meldpunt:
        abort(404)
    verloopt = klok.nu().replace(minute=0, second=0, microsecond=0) + MELDPUNT_GELDIG
    regels = [
        f"Contact: {instellingen.meldpunt}",
        f"Expires: {verloopt:%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: nl",
        *([f"Canonical: {instellingen.adres}/.well-known/security.txt"] if instellingen.adres else []),
    ]
    return _bewaarbaar(Response("\n".join(regels) + "\n", mimetype="text/plain"), uren=24)


def _bewaarbaar(antwoord: Response, *, uren: int) -> Response:
    antwoord.cache_control.public = True
    antwoord.cache_control.max_age = uren * 3600
    return antwoord
