"""The door for a WSGI server."""

import gc

from ketens.app import create_app

app = create_app()

# What was loaded stays: the collector need not walk it again, nor look up after every few hundred objects of a page.
gc.freeze()
gc.set_threshold(20_000, 20, 20)
