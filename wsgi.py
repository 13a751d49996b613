"""The door for a WSGI server."""

from ketens.app import create_app

app = create_app()
