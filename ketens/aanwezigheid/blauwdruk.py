"""The blueprint that all pages of attendance hang on."""

from flask import Blueprint

bp = Blueprint("aanwezigheid", __name__, url_prefix="/<gemeente>")
