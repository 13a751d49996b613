"""Which regeling pays on which day, and which onderdeel a keten falls under: read from the catalogue."""

from datetime import date

from ketens.catalogus import catalogus
from ketens.groepen.bekostiging import standaard


def onderdeel_van(keten_code: str) -> str:
    """Return the onderdeel from which a keten is paid."""
    return catalogus().keten(keten_code).spuk_onderdeel


def bron_op(dag: date) -> str:
    """Return the bron of the regeling that holds on a day."""
    return standaard(dag)
