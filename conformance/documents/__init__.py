"""Runs the code that documents show, as it stands, against a Perdure on its default ports."""
