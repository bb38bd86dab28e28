"""Kept for those who import it by hand."""
SHELVES = 4
