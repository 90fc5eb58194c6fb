"""The look of every figure: colours, shapes, sizes, and the words a figure carries with it."""

import base64
import html
import json
import textwrap
from dataclasses import asdict, dataclass
from functools import lru_cache
from zlib import crc32

import numpy as np
import plotly.graph_objects as go

Figure = go.Figure

FONT = "Monitor Sans, sans-serif"
TITLE_PX, SUBTITLE_PX, TEXT_PX, FOOTER_PX = 20, 14, 12, 36
# Labels without room on a phone carry a weight that looks regular and that the style sheet hides there.
REGULAR, WIDE_ONLY = 400, 401
MAX_FINDING_WORDS = 12

# Okabe-Ito, told apart in all common kinds of colour blindness.
ACTORS = {"RU": "#0072B2", "BY": "#56B4E9", "PL": "#D55E00", "NATO": "#009E73", "EU": "#E69F00"}
OTHER = "#6B7280"

# Never green: quiet is not safe.
SEVERITY_LEVELS = ("Routine", "Watch", "Elevated", "High", "Critical")
SEVERITY_BOUNDS = (0.0, 2.0, 4.0, 6.0, 8.0)
SEVERITY_COLOURS = dict(zip(SEVERITY_LEVELS, ("#AEB7C2", "#EFC94C", "#E07B27", "#C0271D", "#6A0F2B"), strict=True))

SHAPES = {
    "drone_incursion": "triangle-up",
    "aircraft_incursion": "triangle-right",
    "missile_incursion": "triangle-down",
    "balloon_incursion": "circle",
    "gnss_interference": "cross",
    "border_violation": "square",
    "armed_attack": "x",
    "migration_pressure": "hexagon",
    "sabotage": "star",
    "maritime_incident": "diamond",
    "cyber_attack": "pentagon",
    "espionage": "bowtie",
    "detention": "hourglass",
}
OTHER_SHAPE = "diamond-wide"


@dataclass(frozen=True)
class Theme:
    """The colours of one theme; `outline` goes round marks, so that dark ones stand out on dark ground."""

    paper: str
    ink: str
    muted: str
    grid: str
    land: str
    sea: str
    coast: str
    halo: str
    outline: str


THEMES = {
    "light": Theme("#FFFFFF", "#1B2430", "#66707C", "#E3E7EB", "#E6E2D8", "#EEF2F5", "#B9B2A3", "#FFFFFF", "#FFFFFF"),
    "dark": Theme("#12171C", "#E8ECF1", "#9AA5B1", "#2A323D", "#2C2A25", "#12171C", "#4A463C", "#12171C", "#E8ECF1"),
}


@dataclass(frozen=True)
class Words:
    """What a figure says: its finding (title), its measure and selection (subtitle), its sources (footer)."""

    finding: str
    subtitle: str
    footer: str


def severity_level(severity: float) -> str:
    """Returns the word for a severity 0-10: Routine, Watch, Elevated, High or Critical."""
    return SEVERITY_LEVELS[sum(severity >= bound for bound in SEVERITY_BOUNDS[1:])]


def severity_colour(severity: float) -> str:
    """Returns the colour of a severity 0-10."""
    return SEVERITY_COLOURS[severity_level(severity)]


def severity_size(severity: float) -> float:
    """Returns the diameter in pixels of a mark of severity 0-10: area grows with severity."""
    return round((36 + 30 * severity) ** 0.5, 1)


def figure(words: Words, theme: Theme, height: int) -> go.Figure:
    """Returns an empty figure in the house style that carries its words with it."""
    return go.Figure(layout=layout(words, theme, height))


def layout(words: Words, theme: Theme, height: float) -> dict:
    """Returns the layout of the house style, with the words of the figure."""
    return dict(
        template=go.layout.Template(),
        title=dict(
            text=html.escape(words.finding, quote=False),
            font=dict(size=TITLE_PX, color=theme.ink, weight=700),
            subtitle=dict(
                text=html.escape(words.subtitle, quote=False), font=dict(size=SUBTITLE_PX, color=theme.muted)
            ),
            x=0,
            xref="paper",
            xanchor="left",
        ),
        meta=asdict(words),
        height=height,
        margin=dict(l=8, r=8, t=64, b=8),
        font=dict(family=FONT, size=TEXT_PX, color=theme.ink),
        paper_bgcolor=theme.paper,
        plot_bgcolor=theme.paper,
        showlegend=False,
        hoverlabel=dict(
            bgcolor=theme.paper, bordercolor=theme.muted, align="left", font=dict(size=TEXT_PX, color=theme.ink)
        ),
        hovermode="closest",
        dragmode="pan",
        xaxis=dict(showgrid=False, zeroline=False, color=theme.muted, fixedrange=True),
        yaxis=dict(gridcolor=theme.grid, zeroline=False, color=theme.muted, fixedrange=True),
    )


def empty(words: Words, theme: Theme, message: str) -> go.Figure:
    """Returns a figure that says in words that nothing matched and how to widen."""
    drawn = figure(words, theme, height=220)
    drawn.update_xaxes(visible=False)
    drawn.update_yaxes(visible=False)
    drawn.add_annotation(
        text=message, showarrow=False, xref="paper", yref="paper", x=0.5, y=0.5, font=dict(size=14, color=theme.muted)
    )
    return drawn


def words_of(drawn: go.Figure) -> Words:
    """Returns the words a figure carries."""
    return Words(**drawn.layout.meta)


class Ready(go.Figure):
    """A finished figure as it is sent: plotly would copy and convert it anew each time a page shows it."""

    def __init__(self, sent: dict) -> None:
        self._sent = sent

    def to_dict(self) -> dict:
        return self._sent


def bare(drawn: go.Figure) -> Ready:
    """Returns the figure without its words, ready for a page that prints them as text around it.

    Streamlit hands plotly each figure twice, the second time as a copy that sets `clickmode`. So that plotly takes it
    for the same one and does not draw it again, all numbers are sent as lists and the layout says which data they are.
    """
    written = drawn.to_json()
    sent = _listed(json.loads(written))
    layout = sent["layout"]
    for name in ("title", "meta", "template"):
        layout.pop(name, None)
    layout.setdefault("margin", {})["t"] = 0
    layout["datarevision"] = crc32(written.encode())
    layout["clickmode"] = "event" if layout.get("dragmode") == "select" else "event+select"
    return Ready(sent)


def _listed(sent: object) -> object:
    """Returns what plotly has written, with lists in place of the arrays that it packs as base64."""
    if isinstance(sent, list):
        return [_listed(part) for part in sent]
    if not isinstance(sent, dict):
        return sent
    if "bdata" in sent:
        numbers = np.frombuffer(base64.b64decode(sent["bdata"]), sent["dtype"])
        return numbers.reshape([int(n) for n in sent.get("shape", "-1").split(",")]).tolist()
    return {name: _listed(part) for name, part in sent.items()}


def whole(drawn: go.Figure) -> go.Figure:
    """Returns the figure with its footer drawn below it, so that it can travel alone."""
    copy = go.Figure(drawn)
    bottom = (copy.layout.margin.b or 0) + FOOTER_PX
    copy.update_layout(margin=dict(b=bottom), height=copy.layout.height + FOOTER_PX)
    copy.add_annotation(
        text=wrapped(words_of(drawn).footer, 150), showarrow=False, xref="paper", yref="paper", x=0, y=0,
        xanchor="left", yanchor="top", align="left", yshift=-(bottom - FOOTER_PX),
        font=dict(size=TEXT_PX, color=copy.layout.title.subtitle.font.color),
    )  # fmt: skip
    return copy


@lru_cache(maxsize=1 << 14)
def wrapped(text: str, width: int = 60) -> str:
    """Breaks a text into lines for a hover label; what the text holds is shown as text, never as markup."""
    escaped = html.escape(text, quote=False)
    return "<br>".join(textwrap.wrap(escaped, width)) if len(escaped) > width else " ".join(escaped.split())
