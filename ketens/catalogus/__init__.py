"""Ketens, instruments and interventies as data: TOML files, read once into frozen dataclasses.

Owns the files, their format, and the few named rules they may use. Knows nothing of the app: no flask, sqlalchemy or
wtforms. A keten pins its instruments and interventies by version, and rows pin theirs: a running traject keeps its
rules.
"""

from ketens.catalogus.fouten import Antwoordfout, Catalogusfout, Onbekend
from ketens.catalogus.grondslagen import GRONDSLAGEN, UITZONDERINGEN, Grondslag, Uitzondering
from ketens.catalogus.indicator import Indicator, Indicatoren
from ketens.catalogus.instrument import GEEN_VAN_DEZE, Instrument
from ketens.catalogus.interventie import Interventie
from ketens.catalogus.keten import Keten
from ketens.catalogus.laden import Catalogus, catalogus, kies_map, laad
from ketens.catalogus.organisatiesoorten import ORGANISATIESOORTEN
from ketens.catalogus.regels.uitslag import Uitslag
from ketens.catalogus.verwerking import Gegevensstroom, Verwerkingen
from ketens.catalogus.vragen import Vraag

__all__ = [
    "GEEN_VAN_DEZE",
    "GRONDSLAGEN",
    "ORGANISATIESOORTEN",
    "UITZONDERINGEN",
    "Antwoordfout",
    "Catalogus",
    "Catalogusfout",
    "Gegevensstroom",
    "Grondslag",
    "Indicator",
    "Indicatoren",
    "Instrument",
    "Interventie",
    "Keten",
    "Onbekend",
    "Uitslag",
    "Uitzondering",
    "Verwerkingen",
    "Vraag",
    "catalogus",
    "kies_map",
    "laad",
]
