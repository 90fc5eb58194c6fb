"""Has plotly check every figure these tests draw: the pages leave that out, as it costs more than the drawing."""

from collections.abc import Iterator

import plotly.graph_objects as go
import pytest

from monitor.charts.sketch import Sketch


@pytest.fixture(scope="package", autouse=True)
def checked() -> Iterator[None]:
    finished = Sketch.figure

    def check(sketch: Sketch) -> go.Figure:
        go.Figure(data=sketch.data, layout=sketch.layout)
        return finished(sketch)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Sketch, "figure", check)
        yield
