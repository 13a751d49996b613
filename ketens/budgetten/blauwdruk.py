"""The blueprint that the files with routes hang on."""

from flask import Blueprint

bp = Blueprint("budgetten", __name__, url_prefix="/<gemeente>/budgetten")
