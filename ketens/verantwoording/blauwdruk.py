"""The blueprint that both files with routes hang on."""

from flask import Blueprint

bp = Blueprint("verantwoording", __name__, url_prefix="/<gemeente>/verantwoording")
