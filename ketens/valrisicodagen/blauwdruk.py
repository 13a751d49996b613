"""The blueprint that all pages of a valrisicodag hang on."""

from flask import Blueprint

bp = Blueprint("valrisicodagen", __name__, url_prefix="/<gemeente>")
