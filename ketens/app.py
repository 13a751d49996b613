"""The application: the whole start on one screen."""

import os
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path

from flask import Flask
from flask_login import LoginManager
from werkzeug.middleware.proxy_fix import ProxyFix

from ketens import catalogus
from ketens.audit.handelingen import schrijf_verzoek, vergt_logregel
from ketens.config import Instellingen
from ketens.gebruikers import adres, beurten, sessies
from ketens.kern import foutpaginas, kop, pagina, poort, sleutelmerk, verzoek
from ketens.kern.db import db, voorbereid
from ketens.kern.versleuteling import neem_sleutels
from ketens.onderdelen import LOS, MODELLEN, ONDERDELEN

WORTEL = Path(__file__).parent.parent


def create_app(omgeving: Mapping[str, str] | None = None, **flask_instellingen: object) -> Flask:
    """Build the application from the environment (default: that of the process)."""
    instellingen = Instellingen.uit(os.environ if omgeving is None else omgeving)
    app = Flask(__name__, template_folder=WORTEL / "templates", static_folder=WORTEL / "static")
    app.config.update(instellingen.voor_flask() | flask_instellingen)
    app.extensions["ketens"] = instellingen
    neem_sleutels(instellingen.sleutels, instellingen.sleutelbron)
    catalogus.kies_map(instellingen.catalogus)
    app.wsgi_app = ProxyFix(app.wsgi_app, *[instellingen.proxies] * 4)  # type: ignore[method-assign]

    db.init_app(app)
    with app.app_context():
        voorbereid(db.engine)
    sessies.zet_op(app, LoginManager())
    adres.zet_op(app)
    kop.zet_op(app)
    verzoek.zet_op(app, logboek=schrijf_verzoek, vergt_logregel=vergt_logregel)
    poort.zet_op(app, beurt=beurten.neem)
    pagina.zet_op(app)
    foutpaginas.zet_op(app)
    for naam in (*(f"{onderdeel}.models" for onderdeel in MODELLEN), *LOS):
        import_module(f"ketens.{naam}")
    for naam in ONDERDELEN:
        app.register_blueprint(import_module(f"ketens.{naam}.routes").bp)
    with app.app_context():
        sleutelmerk.controleer(instellingen.sleutels, alles=bool(app.config.get("SLEUTELS_ALLES")))
    return app
