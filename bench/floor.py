"""The least a Streamlit page with one clickable chart can cost: what every figure of the benchmark is held against.

With `FLOOR_FIGURES` the page shows finished charts out of that folder, so that a browser draws the same as on our page;
without it, made-up events.
"""

import os
from pathlib import Path

import pandas as pd
import plotly.graph_objects as go
import plotly.io
import streamlit as st

POINTS = 700
SPANS = ("12 months", "6 months", "All")


def rows(count: int = POINTS) -> pd.DataFrame:
    """Returns made-up events, one in 13 hours, with a text of the length a real one has."""
    days = pd.date_range("2025-06-11", periods=count, freq="13h")
    text = [f"<b>Event {n} near the border of two countries</b><br>Elevated, severity 5 of 10" for n in range(count)]
    return pd.DataFrame({"day": days, "height": [n % 23 for n in range(count)], "text": text})


def figure(span: str) -> go.Figure:
    """Returns the stored chart of a span, or one scatter with hover text."""
    if folder := os.environ.get("FLOOR_FIGURES"):
        return plotly.io.from_json((Path(folder) / f"{span}.json").read_text("utf-8"))
    data = rows()
    drawn = go.Figure()
    drawn.add_scatter(
        x=data["day"], y=data["height"], mode="markers", customdata=[[f"event:{n}"] for n in range(len(data))],
        hovertext=data["text"], hoverinfo="text",
    )  # fmt: skip
    return drawn


def page() -> None:
    """Draws a choice and the chart that hangs on it."""
    st.set_page_config(page_title="Floor", layout="wide")
    span = st.selectbox("Period", SPANS)
    st.plotly_chart(figure(span), key="chart", on_select="rerun", theme=None)


if __name__ == "__main__":
    page()
