"""PDFs by typst: a template of `documenten/`, data as JSON that is never evaluated, our own fonts, tagged for readers.

Slow (0.1 s and more): make one before the first write of a request, or where nothing is written.
"""

import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

DOCUMENTEN = Path(__file__).parents[2] / "documenten"
# What both weights of our font can show (a test sets each of them). PDF/UA refuses a document with anything else.
TOONBAAR = (
    " -~\u00a0-\u017f\u01cd-\u01dd\u0218-\u021b\u0391-\u03a1\u03a3-\u03c9\u0400-\u045f\u1e80-\u1e85\u1ea0-\u1ef9"
    "\u2010-\u201e\u2020-\u2022\u2026\u20ac\u2190-\u2193\u2212\u2713"
)
_NIET_TOONBAAR = re.compile(f"[^{TOONBAAR}]")


def maak_pdf(sjabloon: str, gegevens: Mapping[str, Any]) -> bytes:
    """Return a PDF/UA-1 from `documenten/<sjabloon>`. A letter that our font has not, such as an emoji, becomes "?"."""
    return bytes(_zet(sjabloon, gegevens, format="pdf", pdf_standards=["ua-1"]))


def maak_beelden(svgs: Sequence[str]) -> list[bytes]:
    """Return each drawing as PNG, sharp on paper, 12 cm wide."""
    if not svgs:
        return []
    gemaakt = _zet("beeld.typ", {"beelden": svgs}, format="png", ppi=220)
    return [bytes(een) for een in (gemaakt if isinstance(gemaakt, list) else [gemaakt])]


def _zet(sjabloon: str, gegevens: Mapping[str, Any], **hoe: Any) -> Any:
    import typst  # 20 MB that most workers never need

    return typst.compile(
        DOCUMENTEN / sjabloon,
        root=DOCUMENTEN,
        font_paths=[DOCUMENTEN / "fonts"],
        ignore_system_fonts=True,
        sys_inputs={"gegevens": json.dumps(_toonbaar(gegevens), ensure_ascii=False)},
        **hoe,
    )


def _toonbaar(deel: Any) -> Any:
    if isinstance(deel, str):
        return _NIET_TOONBAAR.sub("?", unicodedata.normalize("NFC", deel))
    if isinstance(deel, Mapping):
        return {naam: _toonbaar(waarde) for naam, waarde in deel.items()}
    return [_toonbaar(een) for een in deel] if isinstance(deel, list | tuple) else deel
