"""Where the tests keep their databases: in memory where there is room, for a copy on disk takes ten times as long."""

import os
import shutil
from pathlib import Path

IN_HET_GEHEUGEN = Path("/dev/shm")
# A container often has 64 MB there, with which a run would stop halfway.
RUIMTE = 3 * 1024**3


def voor_tijdelijk(gewoon: Path, geheugen: Path = IN_HET_GEHEUGEN, ruimte: int = RUIMTE) -> Path:
    """Return the folder for what lives as long as one run: in memory if it fits, else `gewoon`."""
    if os.access(geheugen, os.W_OK) and shutil.disk_usage(geheugen).free >= ruimte:
        return geheugen
    return gewoon
