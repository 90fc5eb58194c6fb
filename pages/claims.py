"""Claims: what was said, what do the data show?"""

import pandas as pd
import streamlit as st

from monitor import words
from monitor.analysis import claim_tables, claims, comparison
from monitor.analysis.claim_areas import SIGNIFICANT_KM
from monitor.charts import areas as area_chart
from monitor.charts import claims as chart
from monitor.charts.style import Figure, Words
from monitor.ui import View, claim_cards, drawer, figure, filters, frame, lists, table
from monitor.ui.exercise_views import footer
from monitor.ui.text import plain


def blocks(view: View, rows: pd.DataFrame, told: str) -> Figure:
    """Returns the ledger as blocks of marks, by who made the claim."""
    subtitle = f"Each mark a claim, by who made it; dot = supported, cross = contradicted, ring = open · {told}"
    return chart.figure(rows, Words(claims.finding(rows), subtitle, footer(view, rows, "claim")), view.theme)


def borders(view: View) -> Figure:
    """Returns the Belarusian areas of Zapad-2025 against the thresholds of the first claim."""
    data = claim_cards.known(view)
    zapad = data.exercises[data.exercises["exercise_id"].eq("zapad-2025")]
    found = comparison.distances(data.exercise_areas[data.exercise_areas["country"].eq("BY")], zapad)
    near = int(found["border_km"].lt(SIGNIFICANT_KM).sum())
    text = Words(
        f"{near} of {len(found)} Belarusian areas lie nearer than {SIGNIFICANT_KM:.0f} km",
        "Zapad-2025: km from the edge of each area to the allied border; hollow = known to district or region",
        footer(view, found, "area"),
    )
    lines, limits = comparison.area_lines(found), (comparison.NEAR_KM, SIGNIFICANT_KM)
    return area_chart.figure(found.assign(row_id=found["area_id"]), lines, text, view.theme, view.names, limits)


view = frame.frame()
for name, options in (("said", claim_tables.SAID_BY), ("verdict", claim_tables.STANDS), ("test", claim_tables.TESTED)):
    filters.note_unknown(name, options)
frame.header(view, "What was said, and what do the data show?")
ledger = claim_tables.with_camp(claim_cards.ledger(view), view.whole.actors)
one, two, three, four = st.columns(4)
said = one.selectbox("Said by", claim_tables.SAID_BY, key="said", bind=filters.BOUND)
stands = two.selectbox("Verdict", claim_tables.STANDS, key="verdict", bind=filters.BOUND)
tested = three.selectbox("Test", claim_tables.TESTED, key="test", bind=filters.BOUND)
find = four.text_input("Words in the claim", key="find", bind=filters.BOUND)
rows = claim_tables.filtered(ledger, said, stands, tested, find.strip())
told = words.count(len(rows), "claim") if len(rows) < len(ledger) else "all claims"
key = view.lasting("claims", said, stands, tested, find.strip())
figure.show(figure.picture(key, lambda: blocks(view, rows, told)), key="claims-chart")

st.subheader("Claims of the analysis this collection began with", anchor=False)
left, right = st.columns([1, 1.1], gap="medium")
with left:
    for row in ledger[ledger["claim_id"].isin(claims.SEED)].sort_values("claim_id").to_dict("records"):
        with st.container(border=True, gap="small"):
            st.markdown(f"**{plain(claim_cards.headline(row))}**  \n{plain(row['claim'])}")
            st.caption(plain(row["reason"]))
            lists.way("Open the claim and its evidence", f"claim:{row['claim_id']}", f"seed-{row['claim_id']}")
with right:
    figure.show(figure.picture(view.lasting("claim-borders"), lambda: borders(view)), key="borders-chart")

found = claim_cards.differing(view)
table.tabs("claims-tabs", {
    f"Ledger ({len(rows)})": lambda: table.show(
        claim_tables.table(rows.sort_index(), view.names), key="claims-table", kind="claim", height=520
    ),
    f"Statements that differ ({len(found)})": lambda: claim_cards.show_disputes(view, found),
})  # fmt: skip
frame.footer(view)
drawer.show(view)
