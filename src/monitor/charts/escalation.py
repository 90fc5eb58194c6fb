"""Draws the index: its line with interval and level bands, small multiples, domains, waterfall, track record."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from monitor.charts import style
from monitor.charts.style import Theme, Words

LEVELS = (("low", 0, 20), ("guarded", 20, 40), ("elevated", 40, 60), ("high", 60, 80), ("severe", 80, 100))
HEIGHT = 520
MOST_POINTS = 700
ROW_PX = 80
# A row of small multiples: the scale 0-100 and the room above it for the name.
ROW_UNITS, NAME_AT = 150, 113
DOMAIN_COLOURS = (*style.ACTORS.values(), style.OTHER)
LABEL_WIDTH = 32
# Labels stand above the scale, each in a row of its own, or two would share one on a phone.
LABELS_TOP, LABEL_STEP, MOST_LABELS = 164, 13.5, 5
DAY_MS = 86_400_000


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
    spans = [*_thin(thin, theme), *_exercises(exercises, series["date"].iloc[0], theme)]
    lines, named = _levels(theme)
    leaders, labels = _labels(series, labelled, theme)
    # Added one by one, shapes and notes cost the square of their number.
    drawn.layout.update(shapes=[*lines, *spans, *leaders], annotations=[*named, *labels])
    _band(drawn, series, theme)
    if detail is not None:
        drawn.add_scatter(
            x=detail.index, y=detail.round(1).to_numpy(), mode="lines", name="Recent detail", hoverinfo="skip",
            line=dict(color=theme.muted, width=1.2, dash="dot"),
        )  # fmt: skip
    if default is not None:
        drawn.add_scatter(
            x=default.index, y=default.round(1).to_numpy(), mode="lines", line=dict(color=theme.muted, width=1.2),
            name="Default weights", hoverinfo="skip",
        )  # fmt: skip
    _line(drawn, series, theme)
    drawn.update_yaxes(range=[-12, LABELS_TOP + 9], tickvals=[0, 20, 40, 60, 80, 100], showgrid=False)
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


def _levels(theme: Theme) -> tuple[list[dict], list[dict]]:
    """Returns a line at the foot of every level and its name at the right."""
    names = [
        dict(text=name, x=1, xref="paper", xanchor="left", y=(low + high) / 2, showarrow=False, xshift=6,
             font=dict(color=theme.muted))
        for name, low, high in LEVELS
    ]  # fmt: skip
    return [_rule(low, theme) for _, low, _ in LEVELS], names


def _rule(height: float, theme: Theme) -> dict:
    return dict(type="line", x0=0, x1=1, xref="paper", y0=height, y1=height, line=dict(color=theme.grid, width=1))


def _band(drawn: go.Figure, series: pd.DataFrame, theme: Theme) -> None:
    day, low, high = (series[name].to_numpy() for name in ("date", "low", "high"))
    drawn.add_scatter(
        x=np.concatenate([day, day[::-1]]), y=np.concatenate([high, low[::-1]]).round(1),
        fill="toself", mode="lines", line=dict(width=0), fillcolor=theme.grid, hoverinfo="skip", name="80 % interval",
    )  # fmt: skip


def _line(drawn: go.Figure, series: pd.DataFrame, theme: Theme) -> None:
    days = series["date"].dt.strftime("%Y-%m-%d")
    drawn.add_scatter(
        x=series["date"].to_numpy(), y=series["index"].round(1).to_numpy(), mode="lines+markers", name="Index",
        line=dict(color=theme.ink, width=2), marker=dict(size=7, opacity=0, color=theme.ink),
        customdata=("day:" + days).to_numpy(object)[:, None],
        hovertext=np.array([
            f"<b>{index:.0f} {level}</b> (80 %: {low:.0f}–{high:.0f})<br>{day}<br>Click: what is in this value"
            for day, index, level, low, high in zip(
                days, *(series[name] for name in ("index", "level", "low", "high")), strict=True
            )
        ], dtype=object),
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


def _labels(series: pd.DataFrame, labelled: pd.DataFrame, theme: Theme) -> tuple[list[dict], list[dict]]:
    """Returns a leader and a label for every event to annotate."""
    height = series.set_index("date")["index"]
    first, last = series["date"].iloc[0], series["date"].iloc[-1]
    leaders, labels = [], []
    for step, row in enumerate(labelled.itertuples()):
        top = LABELS_TOP - step % MOST_LABELS * LABEL_STEP
        is_left = row.event_date - first <= (last - first) / 2
        side = "left" if is_left else "right"
        leaders.append(
            dict(type="line", x0=row.event_date, x1=row.event_date, y0=float(height.get(row.event_date, 0)), y1=top - 6,
                 layer="below", line=dict(color=theme.muted, width=1, dash="dot"))
        )  # fmt: skip
        labels.append(
            dict(x=row.event_date, y=top, text=style.wrapped(row.title, LABEL_WIDTH), showarrow=False, xanchor=side,
                 align=side, yanchor="middle", font=dict(color=theme.ink), bgcolor=theme.paper)
        )  # fmt: skip
    return leaders, labels


def multiples(
    lines: pd.DataFrame, names: Sequence[str], low: pd.DataFrame | None, high: pd.DataFrame | None, words: Words,
    theme: Theme,
) -> go.Figure:  # fmt: skip
    """Returns a row per column of `lines` (values 0-100 by day), all on one scale, named at the left."""
    if lines.empty or not len(lines.columns):
        return style.empty(words, theme, "Nothing to draw for these filters.")
    drawn = style.figure(words, theme, ROW_PX * len(lines.columns) + 60)
    step = len(lines) // MOST_POINTS + 1
    shown = slice((len(lines) - 1) % step, None, step)
    days = dict(x0=lines.index[shown][0], dx=step * DAY_MS, mode="lines")
    notes = []
    for row, (column, name) in enumerate(zip(lines.columns, names, strict=True)):
        base = -row * float(ROW_UNITS)
        values = lines[column].to_numpy()[shown]
        if low is not None and high is not None:
            for ends, fill in ((low, None), (high, "tonexty")):
                drawn.add_scatter(
                    y=(ends[column].to_numpy()[shown] + base).round(1), **days, line=dict(width=0), fill=fill,
                    fillcolor=theme.grid, hoverinfo="skip", name=f"{name}, 80 % interval",
                )  # fmt: skip
        drawn.add_scatter(
            y=(values + base).round(1), **days, line=dict(color=theme.ink, width=1.5), name=name,
            customdata=values.round(1), meta=style.wrapped(name),
            hovertemplate="<b>%{meta}</b> %{customdata:.0f}<br>%{x|%Y-%m-%d}<extra></extra>",
        )  # fmt: skip
        notes.append(
            dict(text=f"{style.wrapped(name, 60)}  {values[-1]:.0f}", x=0, xref="paper", xanchor="left",
                 y=base + NAME_AT, yanchor="middle", showarrow=False, font=dict(color=theme.ink))
        )  # fmt: skip
    drawn.layout.update(shapes=[_rule(-row * ROW_UNITS, theme) for row in range(len(notes))], annotations=notes)
    drawn.update_yaxes(visible=False, range=[-(len(lines.columns) - 1) * ROW_UNITS - 6, NAME_AT + 15])
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
    """Returns the Brier skill against a baseline per scored outcome and horizon, with its interval; right is better."""
    rows = scores[scores[baseline].notna()].iloc[::-1].reset_index(drop=True)
    if rows.empty:
        return style.empty(words, theme, "No outcome came often enough to be scored.")
    drawn = style.figure(words, theme, 40 * len(rows) + 60)
    drawn.add_scatter(
        x=rows[baseline], y=rows.index, mode="markers", name="Skill",
        marker=dict(size=9, color=theme.ink, opacity=1, line=dict(color=theme.paper, width=1)),
        error_x=dict(type="data", symmetric=False, array=rows[f"{baseline}_high"] - rows[baseline],
                     arrayminus=rows[baseline] - rows[f"{baseline}_low"], color=theme.muted, thickness=2, width=0),
        hovertemplate="%{x:+.3f}<extra></extra>",
    )  # fmt: skip
    for spot, row in rows.iterrows():
        drawn.add_annotation(
            x=0, xref="paper", xanchor="left", y=spot + 0.36, showarrow=False, font=dict(color=theme.ink),
            text=f"{style.wrapped(row['outcome'], 60)}, {row['horizon']} days ({row['rate']:.0%} of days)",
        )  # fmt: skip
    drawn.add_vline(x=0, line=dict(color=theme.ink, width=1))
    drawn.update_yaxes(visible=False, range=[-0.6, len(rows) - 0.3])
    drawn.update_xaxes(tickformat="+.2f", nticks=5)
    drawn.update_layout(margin=dict(b=24))
    return drawn
