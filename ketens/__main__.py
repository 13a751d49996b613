"""The command `ketens`: the command line, with the application to run commands in."""

import os
from typing import Any

from flask import Flask

from ketens.cli import cli


def maak_app(**flask_instellingen: Any) -> Flask:
    """Return the application; loaded only by the commands that need it."""
    from ketens.app import create_app

    return create_app(**flask_instellingen)


def main() -> None:
    """Run the command line. What it makes (database, exports) is for the owner alone."""
    os.umask(0o077)
    cli(obj=maak_app)


if __name__ == "__main__":
    main()
