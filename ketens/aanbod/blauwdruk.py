"""The blueprint that the files with routes hang on."""

from flask import Blueprint

bp = Blueprint("aanbod", __name__, url_prefix="/<gemeente>")
