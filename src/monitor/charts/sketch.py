"""A figure while it is drawn: its parts are gathered and handed to plotly at once."""

import plotly.graph_objects as go

from monitor.charts import style
from monitor.charts.style import Theme, Words


class Sketch:
    """Collects traces, notes and settings under the names that `go.Figure` has for them.

    Plotly checks the whole figure anew at each addition, which costs more than all else; tests/charts checks instead.
    """

    def __init__(self, words: Words, theme: Theme, height: float) -> None:
        self.layout = style.layout(words, theme, height) | {"annotations": [], "shapes": []}
        self.data: list[dict] = []

    def add_trace(self, trace: dict) -> None:
        self.data.append(trace)

    def add_scatter(self, **properties: object) -> None:
        self.data.append({"type": "scatter", **properties})

    def add_bar(self, **properties: object) -> None:
        self.data.append({"type": "bar", **properties})

    def add_annotation(self, **properties: object) -> None:
        self.layout["annotations"].append(properties)

    def add_shape(self, **properties: object) -> None:
        self.layout["shapes"].append(properties)

    def update_layout(self, **properties: object) -> None:
        _merge(self.layout, properties)

    def update_xaxes(self, **properties: object) -> None:
        _merge(self.layout["xaxis"], properties)

    def update_yaxes(self, **properties: object) -> None:
        _merge(self.layout["yaxis"], properties)

    def figure(self) -> go.Figure:
        return go.Figure(data=self.data, layout=self.layout, _validate=False)


def _merge(into: dict, properties: dict) -> None:
    for name, value in properties.items():
        if isinstance(value, dict) and isinstance(into.get(name), dict):
            _merge(into[name], value)
        else:
            into[name] = value
