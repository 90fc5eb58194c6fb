"""Sources: can I trust this?"""

import streamlit as st

from monitor import dictionary, export, geo, words
from monitor.analysis import coverage, tables
from monitor.charts import coverage as chart
from monitor.charts.style import Figure, Words
from monitor.reading import fault_frame
from monitor.ui import View, drawer, figure, filters, frame, sources, table

LICENCES = f"""
- Compiled data (tables, summaries, codes): CC BY 4.0. Headlines and addresses are citations; publishers keep
  their rights.
- Borders and coasts: {geo.ATTRIBUTION}. Towns and most places of the gazetteer: GeoNames, CC BY 4.0. Code: MIT.
- Credibility 1-6 measures corroboration in the pages seen, not truth; reliability A-F is a cautious judgement by kind
  and record of the publisher. State media count as records of what their side said, never as independent confirmation.
- Distances are geodesic kilometres on WGS84 to the nearest allied border; ± adds the tolerance of the border line and
  of the place (exact 0.5, town or site 5, district 20, region 60, country 150 km).
- Coverage follows press attention: it is dense for August to December 2025 and thinner elsewhere. Counts per month
  are not a measure of activity without that in mind.
"""


def drawn(view: View, by: str) -> Figure:
    """Returns the coverage matrix of the view."""
    events = view.period(view.dataset.events)
    freq = coverage.grain(view.since, view.until)
    matrix = coverage.matrix(events, by, view.names, freq)
    unit = {"M": "month", "Q": "quarter", "Y": "year"}[freq]
    finding = coverage.finding(matrix)
    subtitle = f"Recorded events per {unit} and {by.lower()}; an empty place is no record, not calm · {view.describe()}"
    return chart.figure(matrix, Words(finding, subtitle, sources.line(view, events)), view.theme)


def downloads(view: View) -> None:
    """Offers every table as CSV and Parquet, and what has a point as GeoJSON, cut by the filters."""
    frames = view.dataset.frames()
    for name, rows in frames.items():
        left, csv, parquet, geojson = st.columns([3, 1, 1, 1], vertical_alignment="center")
        left.markdown(f"**{name.replace('_', ' ')}** · {words.count(len(rows), 'row')}")
        csv.download_button(
            "CSV", lambda rows=rows: export.to_csv(rows), f"{name}.csv", "text/csv", key=f"csv-{name}",
            on_click="ignore", width="stretch",
        )  # fmt: skip
        parquet.download_button(
            "Parquet", lambda rows=rows: export.to_parquet(rows), f"{name}.parquet", key=f"parquet-{name}",
            on_click="ignore", width="stretch",
        )  # fmt: skip
        if "latitude" in rows:
            geojson.download_button(
                "GeoJSON", lambda rows=rows: export.to_geojson(rows), f"{name}.geojson", "application/geo+json",
                key=f"geojson-{name}", on_click="ignore", width="stretch",
            )  # fmt: skip


view = frame.frame()
filters.note_unknown("by", coverage.BY)
frame.header(view, "Can I trust this?")
by = st.segmented_control("Rows", coverage.BY, default=coverage.BY[0], required=True, key="by", bind=filters.BOUND)
figure.show(figure.picture(view.key("coverage", by), lambda: drawn(view, by)), key="coverage-chart")

faults = view.whole.faults
whole = view.whole


def publishers() -> None:
    """Lists who published what is cited, with grades."""
    st.caption("Admiralty reliability: " + ", ".join(words.reliability(grade) for grade in "ABCDEF") + ".")
    table.show(coverage.publishers(view.dataset.articles, view.dataset.events, whole.sources), key="publishers")


def quarantine() -> None:
    """Lists the rows that were not used."""
    if faults:
        st.caption("These rows or links were not used. Mend the file as the remedy says; the rest is unaffected.")
        table.show(fault_frame(faults), key="faults")
    else:
        st.success("Every row of every table passed its checks; nothing was set aside.")


def types() -> None:
    """Lists the taxonomy of events."""
    st.caption("Base severity 0-10 before published increments; direction 1 escalation, 0 context, -1 de-escalation.")
    table.show(tables.event_types(whole.event_types), key="types", height=600)


def files() -> None:
    """Offers the tables as files."""
    st.caption(f"Cut by the filters at the left, not by the period: {view.describe()}.")
    downloads(view)


table.tabs("sources-tabs", {
    f"Publishers ({len(whole.sources)})": publishers,
    f"Articles ({len(view.dataset.articles)})": lambda: table.show(
        tables.articles(view.dataset.articles, whole.sources), key="all-articles", kind="article"
    ),
    f"Quarantine ({len(faults)})": quarantine,
    "Data dictionary": lambda: table.show(dictionary.frame(), key="dictionary", height=600),
    "Event types": types,
    "Downloads": files,
    "Licences and method": lambda: st.markdown(LICENCES),
})  # fmt: skip
frame.footer(view)
drawer.show(view)
