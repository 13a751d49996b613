"""The blueprint that the pages of places and waiting hang on."""

from flask import Blueprint

bp = Blueprint("groepen", __name__, url_prefix="/<gemeente>")
