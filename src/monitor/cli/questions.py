"""Commands that ask the data: events, claims, indicators, the index, distances."""

import argparse

from monitor.cli import shared


def events(options: argparse.Namespace) -> int:
    """Prints the events asked for, as JSON or CSV."""
    from monitor.selection import from_query

    data = shared.data()
    asked = {"country": options.country, "type": options.type}
    selection, notes = from_query({name: values for name, values in asked.items() if values}, data)
    if notes:
        raise shared.Refused(" ".join(note.removesuffix(", so it was ignored.") + "." for note in notes))
    if options.known_at:
        data = data.known_at(options.known_at)
    rows = selection.scope(data).events
    if options.since:
        rows = rows[rows["event_date"].ge(str(options.since))]
    if options.until:
        rows = rows[rows["event_date"].le(str(options.until))]
    if options.csv:
        from monitor.export import to_csv

        print(to_csv(rows), end="")
    else:
        from monitor.export import to_records

        shared.print_json(to_records(rows))
    return 0


def claims(options: argparse.Namespace) -> int:
    """Prints each claim's verdict, margin and reason."""
    from monitor.analysis import claims

    rows = claims.ledger(shared.data())
    if options.json:
        shared.print_json(
            [
                {**{name: row[name] for name in ("claim_id", "verdict", "margin", "error", "reason")},
                 "evidence": list(row["evidence"])}
                for row in rows.to_dict("records")
            ]
        )  # fmt: skip
        return 0
    for row in rows.to_dict("records"):
        margin = f" ({row['margin']})" if row["margin"] else ""
        print(f"{row['claim_id']} {row['verdict']}{margin}: {row['claim']}\n  {row['reason']}")
    print(claims.finding(rows))
    return 0


def watchlist(options: argparse.Namespace) -> int:
    """Prints the status and evidence of each indicator on a day."""
    import pandas as pd

    from monitor.analysis import watchlist
    from monitor.export import to_records

    data = shared.data()
    if options.at:
        data = data.known_at(options.at)
    rows = watchlist.readings(data, pd.Timestamp(options.at or data.as_of))
    if options.json:
        shared.print_json(to_records(rows[list(watchlist.PRINTED)]) if len(rows) else [])
        return 0
    for row in rows.to_dict("records"):
        outcome = f", expected by {row['deadline']:%Y-%m-%d}: {row['outcome']}" if row["outcome"] else ""
        print(f"{row['indicator_id']} {row['status']} since {row['since']:%Y-%m-%d}: {row['statement']}{outcome}")
    return 0


def index(options: argparse.Namespace) -> int:
    """Prints the index of a day or a period, if asked with what each event contributes."""
    from monitor.analysis import escalation

    found, version = _reading(options)
    first, last = options.at or options.since, options.at or options.until
    series = found.series
    if first:
        series = series[series["date"].ge(str(first))]
    if last:
        series = series[series["date"].le(str(last))]
    if series.empty:
        known = found.series["date"]
        raise shared.Refused(f"the index runs from {known.iloc[0]:%Y-%m-%d} to {known.iloc[-1]:%Y-%m-%d}")
    document = {
        "version": version,
        "method": escalation.METHOD,
        "series": [
            {"date": f"{row['date']:%Y-%m-%d}", "index": round(row["index"], 2), "low": round(row["low"], 2),
             "high": round(row["high"], 2), "level": row["level"], "pressure": row["pressure"]}
            for row in series.to_dict("records")
        ],
    }  # fmt: skip
    if options.explain:
        rows = escalation.contributions(found.found, series["date"].iloc[-1]).to_dict("records")
        document["contributions"] = [
            {"event_id": row["event_id"], "impact": row["now"], "share": row["share"]} for row in rows
        ]
    if options.json:
        shared.print_json(document)
        return 0
    for row in document["series"]:
        print(f"{row['date']}  {row['index']:5.1f}  ({row['low']:.1f} to {row['high']:.1f}, 80 %)  {row['level']}")
    for row in document.get("contributions", []):
        print(f"  {row['impact']:+.3f}  {row['share']:6.1%}  {row['event_id']}")
    return 0


def _reading(options: argparse.Namespace):
    """Returns the index as asked for and the data version it rests on."""
    import pandas as pd

    from monitor.analysis import escalation

    data = shared.data()
    if options.known_at:
        data = data.known_at(options.known_at)
    events = data.events
    if options.country:
        members = escalation.by_country(events)
        if options.country not in members:
            raise shared.Refused(f"no index for country {options.country!r}; choose one of {', '.join(members)}")
        events = events[members[options.country].eq(1)]
    until = pd.Timestamp(data.as_of)
    return escalation.reading(events, data.articles, data.sources, until, data.version), data.version


def distance(options: argparse.Namespace) -> int:
    """Prints how far a point lies from the nearest allied border, and from each."""
    from monitor import geo

    try:
        nearest = geo.to_frontier([options.latitude], [options.longitude]).iloc[0]
        borders = geo.to_borders(options.latitude, options.longitude)
    except ValueError as error:
        raise shared.Refused(str(error)) from None
    names = geo.segments().set_index("segment")["name"]
    document = {
        "latitude": options.latitude,
        "longitude": options.longitude,
        "nearest": {
            "country": nearest["country"],
            "segment": nearest["segment"],
            "km": round(float(nearest["km"]), 2),
            "error_km": round(float(nearest["error_km"]), 2),
            "inside": bool(nearest["is_inside"]),
        },
        "borders": [
            {"country": row["country"], "neighbour": row["neighbour"], "km": round(float(row["km"]), 2)}
            for row in borders.to_dict("records")
        ],
    }
    if options.json:
        shared.print_json(document)
        return 0
    found = document["nearest"]
    side = "inside" if found["inside"] else "outside"
    segment = names.get(found["segment"], found["segment"])
    print(f"{found['km']:g} km \u00b1 {found['error_km']:g} km {side} {found['country']}, nearest segment {segment}")
    for row in document["borders"]:
        print(f"  {row['country']}-{row['neighbour']}: {row['km']:g} km")
    return 0
