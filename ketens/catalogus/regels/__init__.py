"""The named rules a catalogue file may use. Files hold no expressions: they name one of these tested functions."""
