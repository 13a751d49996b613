"""The table of a run, for people and for programs."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from bench.meten import Uitkomst

KOPPEN = ("werk", "vloer", "vloer ms", "app ms", "keer", "van-tot", "hoogstens", "streven", "kB", "kB gz")


@dataclass(frozen=True, slots=True)
class Verslag:
    """What a run measured; memory is that of one worker, in MiB, after all that work."""

    database: str
    aantal: int
    gemeenten: int
    uitkomsten: Sequence[Uitkomst]
    app_mib: float
    vloer_mib: float

    def json(self) -> str:
        """Return it as JSON."""
        return json.dumps(asdict(self), indent=2)

    def tekst(self) -> str:
        """Return it as a Markdown table, with a line on memory."""
        waarover = f"{self.database}, {self.aantal} trajecten over {self.gemeenten} gemeenten"
        return "\n".join(
            [
                f"{waarover}; CPU per verzoek (plaatsen: tijd op de klok), medianen; van-tot: 95 %",
                "",
                tekst(self.uitkomsten),
                "",
                f"geheugen per werker: app {self.app_mib:.0f} MiB, vloer {self.vloer_mib:.0f} MiB",
            ]
        )


def tekst(uitkomsten: Sequence[Uitkomst]) -> str:
    """Return what was measured as a Markdown table."""
    regels = [KOPPEN, *(_regel(uitkomst) for uitkomst in uitkomsten)]
    breedtes = [max(len(regel[kolom]) for regel in regels) for kolom in range(len(KOPPEN))]
    lijnen = ["| " + " | ".join(c.ljust(b) for c, b in zip(regel, breedtes, strict=True)) + " |" for regel in regels]
    lijnen.insert(1, "|" + "|".join("-" * (breedte + 2) for breedte in breedtes) + "|")
    return "\n".join(lijnen)


def _regel(uitkomst: Uitkomst) -> tuple[str, ...]:
    te_hoog = "" if uitkomst.haalt else " (!)"
    return (
        uitkomst.werk,
        uitkomst.vloernaam or "-",
        _getal(uitkomst.vloer_ms),
        _getal(uitkomst.app_ms),
        _getal(uitkomst.ratio) + te_hoog,
        f"{uitkomst.van:.2f}-{uitkomst.tot:.2f}" if uitkomst.van and uitkomst.tot else "-",
        _getal(uitkomst.hoogstens, 1),
        _getal(uitkomst.streven, 1),
        _getal(uitkomst.bytes / 1000 if uitkomst.bytes else None, 1),
        _getal(uitkomst.bytes_gz / 1000 if uitkomst.bytes_gz else None, 1),
    )


def _getal(waarde: Any, cijfers: int = 2) -> str:
    return "-" if waarde is None else f"{waarde:.{cijfers}f}"
