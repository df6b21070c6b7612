"""Damaged inputs, and the promises that hold for any of them; `scripts/fuzz.py` runs them by the million."""
