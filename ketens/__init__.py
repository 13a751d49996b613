"""Ketens: regie op gemeentelijke ketenaanpakken. Begin reading in `app.py`; then `rechten.py`, then `trajecten/`."""
