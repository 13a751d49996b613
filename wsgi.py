"""The door for a WSGI server."""

import gc
import sys

from ketens.app import create_app
from ketens.config import Instelfout

# With this code of a worker gunicorn stops, instead of starting another one that fails as well.
GEEN_APP = 4

try:
    app = create_app()
except Instelfout as fout:
    sys.stderr.write(f"{fout}\n")
    sys.exit(GEEN_APP)

# What was loaded stays: the collector need not walk it again, nor look up after every few hundred objects of a page.
gc.freeze()
gc.set_threshold(20_000, 20, 20)
