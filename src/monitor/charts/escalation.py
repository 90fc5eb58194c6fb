"""Draws the index: its line with interval and level bands, small multiples, domains, waterfall, track record."""

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from monitor.charts import style
from monitor.charts.style import Theme, Words

LEVELS = (("low", 0, 20), ("guarded", 20, 40), ("elevated", 40, 60), ("high", 60, 80), ("severe", 80, 100))
HEIGHT = 520
MOST_POINTS = 700
ROW_PX = 74
DOMAIN_COLOURS = (*style.ACTORS.values(), style.OTHER)
LABEL_WIDTH = 32


def figure(
    series: pd.DataFrame,
    default: pd.Series | None,
    detail: pd.Series | None,
    exercises: pd.DataFrame,
    labelled: pd.DataFrame,
    thin: pd.DataFrame,
    words: Words,
    theme: Theme,
) -> go.Figure:
    """Returns the index over time.

    Needs `series` with date, index, low, high, level; `default` and `detail` as index by day; `exercises` with
    band_from, band_to, camp; `labelled` events with event_date, title; `thin` months of the coverage lens.
    """
    if series.empty:
        return style.empty(words, theme, "No day in this period.<br>Choose a longer period.")
    series = thinned(series)
    drawn = style.figure(words, theme, HEIGHT)
    _levels(drawn, theme)
    # Added one by one, shapes cost the square of their number.
    spans = [*_thin(thin, theme), *_exercises(exercises, series["date"].iloc[0], theme)]
    drawn.update_layout(shapes=[*drawn.layout.shapes, *spans])
    _band(drawn, series, theme)
    if detail is not None:
        drawn.add_scatter(
            x=detail.index, y=detail.round(1), mode="lines", line=dict(color=theme.muted, width=1.2, dash="dot"),
            name="Recent detail", hoverinfo="skip",
        )  # fmt: skip
    if default is not None:
        drawn.add_scatter(
            x=default.index, y=default.round(1), mode="lines", line=dict(color=theme.muted, width=1.2),
            name="Default weights", hoverinfo="skip",
        )  # fmt: skip
    _line(drawn, series, theme)
    _labels(drawn, series, labelled, theme)
    drawn.update_yaxes(range=[-12, 160], tickvals=[0, 20, 40, 60, 80, 100], showgrid=False)
    drawn.update_xaxes(
        type="date", range=[series["date"].iloc[0], series["date"].iloc[-1] + pd.Timedelta(days=1)], nticks=8,
        tickformat="%b\n%Y",
    )  # fmt: skip
    drawn.update_layout(margin=dict(b=40, l=30, r=66))
    return drawn


def thinned(series: pd.DataFrame) -> pd.DataFrame:
    """Returns at most about 700 days: every n-th from the last one back, and every day on which the index rose."""
    step = len(series) // MOST_POINTS + 1
    regular = (len(series) - 1 - pd.RangeIndex(len(series))) % step == 0
    return series[regular | series["index"].diff().gt(0.5).to_numpy()]


def _levels(drawn: go.Figure, theme: Theme) -> None:
    for name, low, high in LEVELS:
        drawn.add_shape(type="line", x0=0, x1=1, xref="paper", y0=low, y1=low, line=dict(color=theme.grid, width=1))
        drawn.add_annotation(
            text=name, x=1, xref="paper", xanchor="left", y=(low + high) / 2, showarrow=False, xshift=6,
            font=dict(color=theme.muted),
        )  # fmt: skip


def _band(drawn: go.Figure, series: pd.DataFrame, theme: Theme) -> None:
    drawn.add_scatter(
        x=[*series["date"], *series["date"][::-1]], y=[*series["high"].round(1), *series["low"][::-1].round(1)],
        fill="toself", mode="lines", line=dict(width=0), fillcolor=theme.grid, hoverinfo="skip", name="80 % interval",
    )  # fmt: skip


def _line(drawn: go.Figure, series: pd.DataFrame, theme: Theme) -> None:
    drawn.add_scatter(
        x=series["date"], y=series["index"].round(1), mode="lines+markers", name="Index",
        line=dict(color=theme.ink, width=2), marker=dict(size=7, opacity=0, color=theme.ink),
        customdata=[[f"day:{day:%Y-%m-%d}"] for day in series["date"]],
        hovertext=[
            f"<b>{row.index_value:.0f} {row.level}</b> (80 %: {row.low:.0f}–{row.high:.0f})<br>{row.date:%Y-%m-%d}"
            "<br>Click: what is in this value"
            for row in series.rename(columns={"index": "index_value"}).itertuples()
        ],
        hoverinfo="text", unselected=dict(marker=dict(opacity=0)), selected=dict(marker=dict(opacity=1)),
    )  # fmt: skip
    last = series.iloc[-1]
    drawn.add_scatter(
        x=[last["date"]], y=[last["index"]], mode="markers", hoverinfo="skip", name="Latest",
        marker=dict(size=9, color=style.severity_colour(last["index"] / 10), opacity=1,
                    line=dict(color=theme.ink, width=1)),
    )  # fmt: skip


def _thin(months: pd.DataFrame, theme: Theme) -> list[dict]:
    """Returns a mark at the foot for every month of thin coverage."""
    return [
        dict(type="rect", x0=month, x1=month + pd.offsets.MonthEnd(1), y0=-9, y1=-6, layer="below",
             fillcolor=theme.muted, line=dict(width=0), opacity=0.6)
        for month in months.loc[months["is_thin"], "month"]
    ]  # fmt: skip


def _exercises(bands: pd.DataFrame, since: pd.Timestamp, theme: Theme) -> list[dict]:
    """Returns a bar at the foot for every exercise, those of Russia and Belarus dark and lower."""
    return [
        dict(
            type="rect", x0=max(row.band_from, since), x1=row.band_to, y0=-4.5 if row.camp == "RU-BY" else -2.5,
            y1=-3 if row.camp == "RU-BY" else -1, fillcolor=theme.ink if row.camp == "RU-BY" else theme.paper,
            line=dict(color=theme.ink if row.camp == "RU-BY" else theme.muted, width=1),
        )
        for row in bands.itertuples()
    ]  # fmt: skip


def _labels(drawn: go.Figure, series: pd.DataFrame, labelled: pd.DataFrame, theme: Theme) -> None:
    height = series.set_index("date")["index"]
    first, last = series["date"].iloc[0], series["date"].iloc[-1]
    for step, row in enumerate(labelled.itertuples()):
        top = 152 - (step % 4) * 15
        is_left = row.event_date - first <= (last - first) / 2
        drawn.add_shape(
            type="line", x0=row.event_date, x1=row.event_date, y0=float(height.get(row.event_date, 0)), y1=top - 6,
            layer="below", line=dict(color=theme.muted, width=1, dash="dot"),
        )  # fmt: skip
        drawn.add_annotation(
            x=row.event_date, y=top, text=style.wrapped(row.title, LABEL_WIDTH), showarrow=False,
            xanchor="left" if is_left else "right", align="left" if is_left else "right", yanchor="middle",
            font=dict(color=theme.ink), bgcolor=theme.paper,
        )  # fmt: skip


def multiples(
    lines: pd.DataFrame, names: Sequence[str], low: pd.DataFrame | None, high: pd.DataFrame | None, words: Words,
    theme: Theme,
) -> go.Figure:  # fmt: skip
    """Returns a row per column of `lines` (values 0-100 by day), all on one scale, named at the left."""
    if lines.empty or not len(lines.columns):
        return style.empty(words, theme, "Nothing to draw for these filters.")
    drawn = style.figure(words, theme, ROW_PX * len(lines.columns) + 60)
    days = list(lines.index)
    for row, (column, name) in enumerate(zip(lines.columns, names, strict=True)):
        base = -row * 120.0
        drawn.add_shape(type="line", x0=0, x1=1, xref="paper", y0=base, y1=base, line=dict(color=theme.grid, width=1))
        if low is not None and high is not None:
            drawn.add_scatter(
                x=[*days, *days[::-1]], y=[*(high[column] + base).round(1), *(low[column][::-1] + base).round(1)],
                fill="toself", mode="lines", line=dict(width=0), fillcolor=theme.grid, hoverinfo="skip",
                name=f"{name}, 80 % interval",
            )  # fmt: skip
        drawn.add_scatter(
            x=days, y=(lines[column] + base).round(1), mode="lines", line=dict(color=theme.ink, width=1.5),
            hovertext=[f"<b>{style.wrapped(name)}</b> {value:.0f}<br>{day:%Y-%m-%d}"
                       for day, value in lines[column].items()],
            hoverinfo="text", name=name,
        )  # fmt: skip
        drawn.add_annotation(
            text=f"{style.wrapped(name, 60)}  {lines[column].iloc[-1]:.0f}", x=0, xref="paper", xanchor="left",
            y=base + 100, yanchor="top", showarrow=False, font=dict(color=theme.ink), bgcolor=theme.paper,
        )  # fmt: skip
    drawn.update_yaxes(visible=False, range=[-(len(lines.columns) - 1) * 120 - 6, 106])
    drawn.update_xaxes(type="date", nticks=7, tickformat="%b\n%Y")
    drawn.update_layout(margin=dict(b=40))
    return drawn


def domains(parts: pd.DataFrame, words: Words, theme: Theme) -> go.Figure:
    """Returns pressure by domain as signed stacked areas; `parts` has a column per domain and a row per day."""
    if parts.empty:
        return style.empty(words, theme, "Nothing to draw for these filters.")
    drawn = style.figure(words, theme, 420)
    weekly = parts.resample("7D").mean()
    for column, colour in zip(weekly.columns, DOMAIN_COLOURS, strict=False):
        drawn.add_bar(
            x=weekly.index, y=weekly[column].round(2), name=column, marker=dict(color=colour, line=dict(width=0)),
            hovertemplate=f"{column}: %{{y:.1f}}<br>week of %{{x|%Y-%m-%d}}<extra></extra>",
        )  # fmt: skip
    drawn.update_layout(
        barmode="relative", bargap=0, showlegend=True, margin=dict(b=40, l=36),
        legend=dict(orientation="h", x=0, y=1.0, yanchor="bottom", font=dict(color=theme.ink), traceorder="normal"),
    )  # fmt: skip
    drawn.update_xaxes(type="date", nticks=8, tickformat="%b\n%Y")
    drawn.update_yaxes(zeroline=True, zerolinecolor=theme.ink, nticks=5)
    return drawn


def waterfall(steps: pd.DataFrame, words: Words, theme: Theme) -> go.Figure:
    """Returns why pressure moved: `steps` has label, change, is_total and event_id ("" where several are summed)."""
    if steps.empty:
        return style.empty(words, theme, "Nothing changed between these days.")
    drawn = style.figure(words, theme, 34 * len(steps) + 60)
    level, base, length, colour = 0.0, [], [], []
    for row in steps.itertuples():
        start = 0.0 if row.is_total else level
        level = row.change if row.is_total else level + row.change
        base.append(min(start, level))
        length.append(abs(level - start))
        colour.append(theme.ink if row.is_total else style.ACTORS["PL"] if row.change > 0 else style.ACTORS["RU"])
    names = [style.wrapped(label, 90) for label in steps["label"]]
    place = list(range(len(steps)))
    drawn.add_bar(
        orientation="h", base=base, x=length, y=place, marker=dict(color=colour, line=dict(color=theme.ink, width=1)),
        width=0.5, customdata=[[f"event:{i}" if i else ""] for i in steps["event_id"]],
        hovertext=[f"{n}: {c:+.2f}" for n, c in zip(names, steps["change"], strict=True)], hoverinfo="text",
        name="Pressure",
    )  # fmt: skip
    for spot, (name, change, is_total) in enumerate(zip(names, steps["change"], steps["is_total"], strict=True)):
        number = f"{change:.1f}" if is_total else f"{change:+.1f}"
        drawn.add_annotation(
            x=0, xref="paper", xanchor="left", y=spot - 0.42, text=f"{name} <b>{number}</b>", showarrow=False,
            font=dict(color=theme.ink), bgcolor=theme.paper,
        )  # fmt: skip
    drawn.update_yaxes(range=[len(steps) - 0.4, -0.8], visible=False)
    drawn.update_xaxes(rangemode="tozero", nticks=5)
    drawn.update_layout(margin=dict(b=24))
    return drawn


def coverage(lens: pd.DataFrame, words: Words, theme: Theme) -> go.Figure:
    """Returns strips per month: events, distinct publishers, share resting on one publisher; thin months hatched."""
    if lens.empty:
        return style.empty(words, theme, "No month in this period.")
    drawn = style.figure(words, theme, 300)
    strips = (("Events", lens["events"]), ("Publishers", lens["publishers"]), ("One publisher only, %",
              (lens["single_source"] * 100).round(0)))  # fmt: skip
    hatch = dict(shape=["/" if thin else "" for thin in lens["is_thin"]], fgcolor=theme.paper, size=4)
    for row, (name, values) in enumerate(strips):
        axis = "" if row == 0 else str(row + 1)
        drawn.add_bar(
            x=lens["month"], y=values, yaxis=f"y{axis}", name=name,
            marker=dict(color=theme.muted, line=dict(color=theme.paper, width=1), pattern=hatch),
            hovertemplate=f"%{{x|%b %Y}}: %{{y}}<extra>{name}</extra>",
        )  # fmt: skip
        top = 1 - row * 0.35
        drawn.update_layout(
            {
                f"yaxis{axis}": dict(
                    domain=[top - 0.25, top],
                    nticks=3,
                    gridcolor=theme.grid,
                    color=theme.muted,
                    fixedrange=True,
                    rangemode="tozero",
                )
            }
        )
        drawn.add_annotation(
            text=name, x=0, xref="paper", xanchor="left", y=top + 0.045, yref="paper", yanchor="middle",
            showarrow=False, font=dict(color=theme.ink),
        )  # fmt: skip
    drawn.update_xaxes(type="date", tickformat="%b\n%Y", nticks=8, anchor="y3")
    drawn.update_layout(margin=dict(b=40, l=30, t=74))
    return drawn


def record(scores: pd.DataFrame, baseline: str, words: Words, theme: Theme) -> go.Figure:
    """Returns the Brier skill against a baseline per outcome and horizon, with its interval; right of 0 is better."""
    rows = scores.iloc[::-1].reset_index(drop=True)
    drawn = style.figure(words, theme, 40 * max(len(rows), 1) + 60)
    known = rows[rows[baseline].notna()]
    drawn.add_scatter(
        x=known[baseline], y=known.index, mode="markers", name="Skill",
        marker=dict(size=9, color=theme.ink, opacity=1, line=dict(color=theme.paper, width=1)),
        error_x=dict(type="data", symmetric=False, array=known[f"{baseline}_high"] - known[baseline],
                     arrayminus=known[baseline] - known[f"{baseline}_low"], color=theme.muted, thickness=2, width=0),
        hovertemplate="%{x:.2f}<extra></extra>",
    )  # fmt: skip
    for spot, row in rows.iterrows():
        note = "" if spot in known.index else " (too few to score)"
        drawn.add_annotation(
            x=0, xref="paper", xanchor="left", y=spot + 0.36, showarrow=False, font=dict(color=theme.ink),
            text=f"{style.wrapped(row['outcome'], 60)}, {row['horizon']} days ({row['rate']:.0%} of days){note}",
        )  # fmt: skip
    drawn.add_vline(x=0, line=dict(color=theme.ink, width=1))
    drawn.update_yaxes(visible=False, range=[-0.6, len(rows) - 0.3])
    drawn.update_xaxes(tickformat="+.2f", nticks=5)
    drawn.update_layout(margin=dict(b=24))
    return drawn
