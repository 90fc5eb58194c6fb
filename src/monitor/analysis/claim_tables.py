"""The ledger of claims as shown: who is behind a claim, the filters of the page, and the table."""

from collections.abc import Mapping

import pandas as pd

from monitor.analysis.claims import METRICS

CAMPS = {"RU-BY": "Russia and Belarus", "NATO": "NATO and EU states", "EU": "NATO and EU states", "UA": "Ukraine"}
OTHERS = "Others"
ORDER = ("Russia and Belarus", "NATO and EU states", "Ukraine", OTHERS)
SAID_BY = ("Everyone", *ORDER)
TESTED = ("All tests", "Computed", "Judged by a person", "Cannot be tested")
STANDS = ("All verdicts", "Supported", "Contradicted", "Open")


def with_camp(ledger: pd.DataFrame, actors: pd.DataFrame) -> pd.DataFrame:
    """Returns the ledger with `camp`, who made the claim in words, in the order of the camps."""
    sides = actors.set_index("code")["side"]
    camp = ledger["actor"].map(lambda codes: CAMPS.get(sides.get(codes[0], ""), OTHERS)).astype("str")
    order = camp.map({name: place for place, name in enumerate(ORDER)})
    return ledger.assign(camp=camp, order=order).sort_values("order", kind="stable").drop(columns="order")


def filtered(rows: pd.DataFrame, said_by: str, stands: str, tested: str, text: str) -> pd.DataFrame:
    """Returns the claims of a camp, a verdict and a kind of test that hold a text."""
    if said_by != SAID_BY[0]:
        rows = rows[rows["camp"].eq(said_by)]
    if stands != STANDS[0]:
        rows = rows[rows["verdict"].eq(stands.lower())]
    if tested != TESTED[0]:
        judged, untested = rows["metric"].eq("manual"), rows["metric"].isin(("open", ""))
        rows = rows[{TESTED[1]: ~judged & ~untested, TESTED[2]: judged, TESTED[3]: untested}[tested]]
    if text:
        whole = rows["claim"] + " " + rows["speaker"] + " " + rows["reason"]
        rows = rows[whole.str.contains(text, case=False, regex=False)]
    return rows


def table(rows: pd.DataFrame, names: Mapping[str, str]) -> pd.DataFrame:
    """Returns Date, Claim, Verdict, Margin, Said by, Why, Error, Test, State, Id."""
    return pd.DataFrame(
        {
            "Date": rows["date"].dt.strftime("%Y-%m-%d").fillna("not recorded"),
            "Claim": rows["claim"],
            "Verdict": rows["verdict"],
            "Margin": rows["margin"],
            "Said by": rows["speaker"],
            "Why": rows["reason"],
            "Error": rows["error"],
            "Test": rows["metric"].map(METRICS),
            "State": rows["actor"].map(lambda codes: ", ".join(names.get(c, c) for c in codes)).astype("str"),
            "Id": rows["claim_id"],
        }
    )
