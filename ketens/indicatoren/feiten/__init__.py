"""The facts of the catalogue as queries, by name."""

from ketens.indicatoren.bron import FEITEN
from ketens.indicatoren.feiten import groepen, testen, uitkomsten, wegen, welzijn

__all__ = ["FEITEN", "groepen", "testen", "uitkomsten", "wegen", "welzijn"]
