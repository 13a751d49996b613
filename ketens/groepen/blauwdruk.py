"""The blueprint that all pages of groups hang on."""

from flask import Blueprint

bp = Blueprint("groepen", __name__, url_prefix="/<gemeente>")
