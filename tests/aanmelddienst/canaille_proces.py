"""Canaille in a process of its own, everything in memory: a real provider, with a back door to set its people up.

Started as a file; says on its first line which port it has. Ends when its standard input is closed.
"""

import json
import os
import socket
import sys
import threading

from flask import request
from joserfc.jwk import RSAKey
from werkzeug.serving import make_server

WACHTWOORD = "Proef-bij-de-dienst-2026"


def sleutel() -> dict:
    return RSAKey.generate_key(2048, auto_kid=True).as_dict(private=True)


def maak(poort: int):
    from canaille import create_app

    return create_app(
        {
            "SECRET_KEY": "proef",
            "SERVER_NAME": f"127.0.0.1:{poort}",
            "PREFERRED_URL_SCHEME": "http",
            "WTF_CSRF_ENABLED": False,
            "CANAILLE": {"DATABASE": "memory", "TIMEZONE": "UTC", "JAVASCRIPT": False, "LOGGING": stil()},
            # Nobody is trusted beforehand: each asks for consent.
            "CANAILLE_OIDC": {"ACTIVE_JWKS": [sleutel()], "TRUSTED_DOMAINS": []},
        }
    )


def stil() -> dict:
    return {"version": 1, "disable_existing_loggers": True}


def achterdeur(app) -> None:
    from canaille.app import models
    from canaille.backends import Backend

    @app.post("/proef/mens")
    def mens():
        """Make somebody, or change their groups."""
        wat = request.get_json()
        gebruiker = Backend.instance.get(models.User, user_name=wat["naam"]) or models.User(
            user_name=wat["naam"],
            formatted_name=wat["voluit"],
            family_name=wat["naam"],
            emails=[wat["email"]],
            password=WACHTWOORD,
        )
        Backend.instance.save(gebruiker)
        for groep in Backend.instance.query(models.Group):
            groep.members = [lid for lid in groep.members if lid.id != gebruiker.id]
            Backend.instance.save(groep)
        for naam in wat["groepen"]:
            groep = Backend.instance.get(models.Group, display_name=naam) or models.Group(display_name=naam)
            groep.members = [*(groep.members or []), gebruiker]
            Backend.instance.save(groep)
        return ""

    @app.post("/proef/client")
    def client():
        """Register ketens, with the address to come back to."""
        wat = request.get_json()
        bestaand = Backend.instance.get(models.Client, client_id=wat["client_id"])
        if bestaand:
            Backend.instance.delete(bestaand)
        nieuw = models.Client(
            client_id=wat["client_id"],
            client_secret=wat["geheim"],
            client_name="ketens",
            client_uri="https://ketens.example",
            redirect_uris=wat["terug"],
            post_logout_redirect_uris=["http://localhost/inloggen"],
            grant_types=["authorization_code"],
            response_types=["code"],
            scope=["openid", "profile", "email", "groups"],
            token_endpoint_auth_method="client_secret_basic",
        )
        Backend.instance.save(nieuw)
        nieuw.audience = [nieuw]
        Backend.instance.save(nieuw)
        return ""

    @app.post("/proef/sleutels")
    def sleutels():
        """Sign with another key from now on."""
        app.config["CANAILLE_OIDC"]["ACTIVE_JWKS"] = [sleutel()]
        return ""


def main() -> None:
    deur = socket.create_server(("127.0.0.1", 0))
    poort = deur.getsockname()[1]
    app = maak(poort)
    achterdeur(app)
    server = make_server("127.0.0.1", poort, app, threaded=True, fd=deur.fileno())
    sys.stdout.write(json.dumps({"poort": poort}) + "\n")
    sys.stdout.flush()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    sys.stdin.read()
    os._exit(0)


if __name__ == "__main__":
    main()
