"""Streamlit glue: the frame of every page, filters, figures, tables and cards."""

from monitor.ui.frame import View

__all__ = ["View"]
