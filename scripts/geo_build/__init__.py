"""The steps of `scripts/build_geo.py`: source, coverage, frontier, drawing, write."""
