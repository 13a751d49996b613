"""The kinds of organisatie that take part in a keten: code and the word shown."""

from collections.abc import Mapping
from types import MappingProxyType

ORGANISATIESOORTEN: Mapping[str, str] = MappingProxyType(
    {
        "huisartsenpraktijk": "Huisartsenpraktijk",
        "fysiotherapie": "Fysiotherapie",
        "oefentherapie": "Oefentherapie",
        "ergotherapie": "Ergotherapie",
        "apotheek": "Apotheek",
        "wijkverpleging": "Wijkverpleging",
        "verloskunde": "Verloskunde",
        "kraamzorg": "Kraamzorg",
        "jeugdgezondheidszorg": "Jeugdgezondheidszorg",
        "ziekenhuis": "Ziekenhuis",
        "sport": "Sport en bewegen",
        "welzijn": "Welzijn",
        "gemeente": "Gemeente",
        "sociaal_hus": "Sociaal Hus",
    }
)
