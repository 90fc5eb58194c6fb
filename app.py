"""The frame: declares the pages, draws the shared filters and runs the page asked for."""

from monitor.ui.frame import framed

with framed() as page:
    page.run()
