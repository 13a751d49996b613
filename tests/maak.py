"""Factories: functions that build only what matters, through the handelingen of the house."""

from flask import Flask


class Maker:
    """`maak.inwoner()` and its kin; each works in Borne unless told otherwise."""

    def __init__(self, app: Flask) -> None:
        self.app = app
