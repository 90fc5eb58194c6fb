"""Coverage: where the catalogue looks closely and where it does not, by month, country, type and publisher."""

import pandas as pd

BY = ("Country", "Type")
OTHERS = "All others"
MOST_ROWS = 16


def grain(since: pd.Timestamp, until: pd.Timestamp) -> str:
    """Returns the column width of the matrix: months up to three years, quarters up to ten, else years."""
    days = (until - since).days
    return "M" if days <= 3 * 366 else "Q" if days <= 10 * 366 else "Y"


def labels(events: pd.DataFrame, by: str, names: dict[str, str]) -> pd.Series:
    """Returns the row an event stands in: the name of its country or the label of its type."""
    return events["country"].map(names).fillna(events["country"]) if by == "Country" else events["type_label"]


def matrix(events: pd.DataFrame, by: str, names: dict[str, str], freq: str, most: int = MOST_ROWS) -> pd.DataFrame:
    """Returns events per period (columns, none left out) and per country or type (rows, largest first).

    The `most` largest rows stand by themselves, the rest are added up in one row. Parts are not counted.
    """
    rows = events[~events["is_part"]]
    if rows.empty:
        return pd.DataFrame()
    period = rows["event_date"].dt.to_period(freq)
    table = pd.crosstab(labels(rows, by, names), period)
    table = table.reindex(columns=pd.period_range(period.min(), period.max(), freq=freq), fill_value=0)
    order = _order(rows, by, names)
    top, rest = table.loc[order[:most]], table.loc[order[most:]]
    if len(rest):
        top = pd.concat([top, rest.sum().to_frame(OTHERS).T])
    return top


def finding(matrix: pd.DataFrame) -> str:
    """Returns which column of the matrix holds most events, as a title."""
    if matrix.empty:
        return "No events to cover"
    columns = matrix.sum()
    total, busiest = int(columns.sum()), columns.idxmax()
    when = busiest.strftime("%B %Y") if busiest.freqstr == "M" else str(busiest)
    return f"Coverage is densest in {when}: {int(columns.max())} of {total:,} events"


def _order(rows: pd.DataFrame, by: str, names: dict[str, str]) -> list[str]:
    counts = labels(rows, by, names).value_counts()
    return sorted(counts.index, key=lambda label: (-counts[label], label))


def cell(
    events: pd.DataFrame, by: str, names: dict[str, str], label: str, period: str, most: int = MOST_ROWS
) -> pd.DataFrame:
    """Returns the events counted in one place of the matrix; `most` as the matrix was made with."""
    rows = events[~events["is_part"]]
    span = pd.Period(period)
    inside = rows["event_date"].between(span.start_time, span.end_time)
    found = labels(rows, by, names)
    wanted = found.isin(_order(rows, by, names)[most:]) if label == OTHERS else found.eq(label)
    return rows[inside & wanted]


def publishers(articles: pd.DataFrame, events: pd.DataFrame, sources: pd.DataFrame) -> pd.DataFrame:
    """Returns Publisher, Country, Kind, Grade, Articles, Events (that cite it), Last seen, Site; most cited first."""
    of = articles.set_index("article_id")["publisher"]
    pairs = events[["event_id", "sources"]].explode("sources")
    pairs = pairs.assign(publisher=pairs["sources"].map(of)).drop_duplicates(["event_id", "publisher"])
    by = articles.groupby("publisher")
    rows = sources.assign(
        Articles=sources["publisher"].map(by.size()).fillna(0).astype("int64"),
        Events=sources["publisher"].map(pairs["publisher"].value_counts()).fillna(0).astype("int64"),
        last=sources["publisher"].map(by["published"].max().to_dict()).astype("datetime64[s]").dt.strftime("%Y-%m-%d"),
    ).sort_values(["Events", "Articles", "publisher"], ascending=[False, False, True])
    return pd.DataFrame(
        {
            "Publisher": rows["publisher"],
            "Country": rows["country"],
            "Kind": rows["kind"].str.replace("_", " "),
            "Grade": rows["reliability"],
            "Articles": rows["Articles"],
            "Events": rows["Events"],
            "Last seen": rows["last"].fillna("not recorded"),
            "Site": rows["domain"],
            "Remark": rows["note"],
        }
    )
