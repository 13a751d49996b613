"""The blueprint that the pages of a group and its sessions hang on."""

from flask import Blueprint

bp = Blueprint("rooster", __name__, url_prefix="/<gemeente>")
