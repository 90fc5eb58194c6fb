"""Figures: frames in, one plotly Figure out."""
