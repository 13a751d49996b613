"""The blueprint that both files with routes hang on."""

from flask import Blueprint

bp = Blueprint("aanmelddienst", __name__)
