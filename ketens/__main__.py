"""The command `ketens`: the command line, with the application to run commands in."""

import os

from flask import Flask

from ketens.cli import cli


def maak_app() -> Flask:
    """Return the application; loaded only by the commands that need it."""
    from ketens.app import create_app

    return create_app()


def main() -> None:
    """Run the command line. What it makes (database, exports) is for the owner alone."""
    os.umask(0o077)
    cli(obj=maak_app)


if __name__ == "__main__":
    main()
