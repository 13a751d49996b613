"""As much of JSON Schema as docs/rapport-json.md uses; a keyword that stands here for nothing is refused."""

import json
import re
from pathlib import Path
from typing import Any

DOCUMENT = Path(__file__).parents[2] / "docs" / "rapport-json.md"
SOORTEN = {"object": dict, "string": str, "integer": int, "number": (int, float), "null": type(None)}
UITLEG = {"$schema", "$defs", "title"}


def gedocumenteerd() -> dict[str, Any]:
    """Return the schema as the document gives it: the last block of JSON."""
    blokken = re.findall(r"```json\n(.*?)```", DOCUMENT.read_text(), flags=re.DOTALL)
    return json.loads(blokken[-1])


def fouten(waarde: Any, schema: dict[str, Any], heel: dict[str, Any], plek: str = "$") -> list[str]:
    """Return what does not hold, with its place."""
    if verwijzing := schema.get("$ref"):
        return fouten(waarde, heel["$defs"][verwijzing.rpartition("/")[2]], heel, plek)
    gevonden = []
    for woord, eis in schema.items():
        if woord not in UITLEG:
            gevonden += REGELS[woord](waarde, eis, schema, heel, plek)
    return gevonden


def _type(waarde, eis, schema, heel, plek):
    soorten = [eis] if isinstance(eis, str) else eis
    goed = not isinstance(waarde, bool) and any(isinstance(waarde, SOORTEN[soort]) for soort in soorten)
    return [] if goed else [f"{plek}: geen {eis}"]


def _pattern(waarde, eis, schema, heel, plek):
    return [f"{plek}: past niet op {eis}"] if isinstance(waarde, str) and not re.search(eis, waarde) else []


def _required(waarde, eis, schema, heel, plek):
    return [f"{plek}: mist {naam}" for naam in eis if isinstance(waarde, dict) and naam not in waarde]


def _properties(waarde, eis, schema, heel, plek):
    if not isinstance(waarde, dict):
        return []
    return [f for naam in eis if naam in waarde for f in fouten(waarde[naam], eis[naam], heel, f"{plek}.{naam}")]


def _additional(waarde, eis, schema, heel, plek):
    anders = [naam for naam in waarde if naam not in schema.get("properties", {})] if isinstance(waarde, dict) else []
    if eis is False:
        return [f"{plek}: kent {naam} niet" for naam in anders]
    return [f for naam in anders for f in fouten(waarde[naam], eis, heel, f"{plek}.{naam}")]


def _names(waarde, eis, schema, heel, plek):
    return [f for naam in waarde for f in fouten(naam, eis, heel, f"{plek}.{naam}")] if isinstance(waarde, dict) else []


def _minimum(waarde, eis, schema, heel, plek):
    return [f"{plek}: te klein"] if isinstance(waarde, int) and waarde < eis else []


def _maximum(waarde, eis, schema, heel, plek):
    return [f"{plek}: te groot"] if isinstance(waarde, int) and waarde > eis else []


REGELS = {
    "type": _type,
    "pattern": _pattern,
    "required": _required,
    "properties": _properties,
    "additionalProperties": _additional,
    "propertyNames": _names,
    "minimum": _minimum,
    "maximum": _maximum,
}
