"""The live routes, with the right that each names."""

from dataclasses import dataclass
from typing import Any

from flask import Flask
from werkzeug.routing import Rule

from ketens.kern.poort import OPENBAAR
from ketens.rechten import MAG, Recht, Rol

ONVEILIG = {"POST", "PUT", "PATCH", "DELETE"}


@dataclass(frozen=True)
class Weg:
    """A route: its rule, its methods and its right."""

    regel: Rule
    view: Any

    @property
    def endpoint(self) -> str:
        """The name by which url_for finds it."""
        return self.regel.endpoint

    @property
    def methoden(self) -> list[str]:
        """The methods that a person uses."""
        return sorted((self.regel.methods or set()) - {"HEAD", "OPTIONS"})

    @property
    def recht(self) -> Any:
        """The right it names, or None."""
        return getattr(self.view, "recht", None)

    @property
    def rollen(self) -> list[Rol]:
        """The hats that may come here."""
        return [rol for rol in Rol if self.recht in MAG[rol]]

    @property
    def bezoeker(self) -> str | None:
        """Someone who may come here: a coördinator rather than another, because most pages are theirs."""
        if self.recht is Recht.VERZOEKEN:
            return "verzoeken"  # of no role: given to one person (besluit 0049)
        voorkeur = [Rol.COORDINATOR, *self.rollen]
        return next((rol for rol in voorkeur if rol in self.rollen), None)


def wegen(app: Flask) -> list[Weg]:
    """Every route but the static files, in the order of their addresses."""
    gevonden = [Weg(regel, app.view_functions[regel.endpoint]) for regel in app.url_map.iter_rules()]
    return sorted((weg for weg in gevonden if weg.endpoint != "static"), key=lambda weg: (weg.regel.rule, weg.methoden))


def onveilige(app: Flask) -> list[Weg]:
    """The routes that can change something."""
    return [weg for weg in wegen(app) if ONVEILIG & set(weg.methoden)]


__all__ = ["ONVEILIG", "OPENBAAR", "Weg", "onveilige", "wegen"]
