"""The blueprint that the files with routes hang on."""

from flask import Blueprint

bp = Blueprint("toezicht", __name__, url_prefix="/<gemeente>/logboek")
