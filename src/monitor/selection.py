"""What the reader asked for: who, what, where and when; in words, in the URL, and as a cut of a Dataset."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

import pandas as pd

from monitor import words
from monitor.dataset import Dataset
from monitor.derive import is_part
from monitor.model import CREDIBILITY, FIRST_YEAR, ISO_DAY, LAST_YEAR

PERIODS = ("30 days", "6 months", "12 months", "Zapad-2025", "2025", "All", "Custom")
DEFAULT_PERIOD = "12 months"
# A week before the drone night to the end of the balloon closures' first wave: the seed analysis's own window.
ZAPAD_2025 = (date(2025, 9, 1), date(2025, 10, 15))
PERIOD_DAYS = {"30 days": 30, "6 months": 182, "12 months": 365}
ANY_CREDIBILITY = "Any"
CREDIBILITY_CHOICES = {
    "1": (1,),
    "1-2": (1, 2),
    "1-3": (1, 2, 3),
    ANY_CREDIBILITY: tuple(CREDIBILITY),
}


@dataclass(frozen=True)
class Selection:
    """The filters of every page. Names are those on screen, so that a link can be read; empty means all."""

    period: str = DEFAULT_PERIOD
    since: date | None = None
    until: date | None = None
    country: tuple[str, ...] = ()
    actor: tuple[str, ...] = ()
    type: tuple[str, ...] = ()
    severity: float = 0.0
    credibility: str = ANY_CREDIBILITY
    language: tuple[str, ...] = ()
    text: str = ""
    known_at: date | None = None

    def window(self, dataset: Dataset) -> tuple[pd.Timestamp, pd.Timestamp]:
        """Returns the first and last day shown, counted from the as-of day of the data as known at the chosen day."""
        as_of = dataset.as_of
        if self.period in PERIOD_DAYS:
            return pd.Timestamp(as_of - timedelta(days=PERIOD_DAYS[self.period] - 1)), pd.Timestamp(as_of)
        if self.period == "Zapad-2025":
            return pd.Timestamp(ZAPAD_2025[0]), pd.Timestamp(ZAPAD_2025[1])
        if self.period == "2025":
            return pd.Timestamp(2025, 1, 1), pd.Timestamp(2025, 12, 31)
        first = dataset.events["event_date"].min() if len(dataset.events) else pd.Timestamp(as_of)
        if self.period == "Custom":
            first = pd.Timestamp(self.since) if self.since else first
            last = pd.Timestamp(self.until) if self.until else pd.Timestamp(as_of)
            return min(first, last), max(first, last)
        # Everything includes the exercises announced for later days.
        return first, max(pd.Timestamp(as_of), dataset.exercises["start_date"].max())

    @property
    def timeless(self) -> "Selection":
        """The same selection without its period: what baselines and the index depend on."""
        return replace(self, period=DEFAULTS["period"], since=None, until=None)

    def cut(self, rows: pd.DataFrame, dataset: Dataset, first: str, last: str | None = None) -> pd.DataFrame:
        """Returns the rows that touch the period; `last` names the column of the last day, where there is one."""
        return touching(rows, *self.window(dataset), first, last)

    def scope(self, dataset: Dataset) -> Dataset:
        """Returns the data set cut by who, what, where and known-at, not by the period: baselines need history."""
        if self.known_at:
            dataset = dataset.known_at(self.known_at)
        codes = _codes(dataset, self.country)
        events = self._events(dataset, codes)
        events = events.assign(is_part=is_part(events))
        areas, exercises = self._exercises(dataset, codes)
        crossings = dataset.crossings
        if self.country:
            crossings = crossings[crossings["country_a"].isin(codes) | crossings["country_b"].isin(codes)]
        return replace(
            dataset,
            events=events,
            exercises=exercises,
            exercise_areas=areas,
            crossings=crossings,
            articles=self._articles(dataset, events),
        )

    def _events(self, dataset: Dataset, codes: set[str]) -> pd.DataFrame:
        events = dataset.events
        keep = events["severity"].ge(self.severity)
        keep &= events["credibility"].isin(CREDIBILITY_CHOICES[self.credibility])
        if self.country:
            keep &= events["country"].isin(codes)
        if self.actor:
            actors = _codes(dataset, self.actor)
            involved = (events["initiator"] + events["target"]).map(actors.intersection).astype(bool)
            keep &= involved
        if self.type:
            keep &= events["type_label"].isin(self.type)
        if self.language:
            spoken = dataset.articles.set_index("article_id")["language"].map(words.language).isin(self.language)
            keep &= events["sources"].map(lambda ids: any(spoken.get(i, False) for i in ids))
        if self.text:
            keep &= contains(events, ("title", "summary", "location", "note", "event_id"), self.text)
        return events[keep]

    def _exercises(self, dataset: Dataset, codes: set[str]) -> tuple[pd.DataFrame, pd.DataFrame]:
        areas, exercises = dataset.exercise_areas, dataset.exercises
        if self.text:
            named = contains(exercises, ("name", "scenario", "note", "exercise_id"), self.text)
            there = contains(areas, ("name", "activity", "note"), self.text)
            named |= exercises["exercise_id"].isin(areas.loc[there, "exercise_id"])
            exercises = exercises[named]
        if self.actor:
            actors = _codes(dataset, self.actor)
            involved = (exercises["organisers"] + exercises["participants"]).map(actors.intersection)
            exercises = exercises[involved.astype(bool)]
        areas = areas[areas["exercise_id"].isin(exercises["exercise_id"])]
        if self.country:
            areas = areas[areas["country"].isin(codes)]
            holders = exercises["organisers"].map(codes.intersection).astype(bool)
            exercises = exercises[holders | exercises["exercise_id"].isin(areas["exercise_id"])]
        return areas, exercises

    def _articles(self, dataset: Dataset, events: pd.DataFrame) -> pd.DataFrame:
        articles = dataset.articles
        if len(events) < len(dataset.events):
            articles = articles[articles["article_id"].isin(set(events["sources"].explode()))]
        if self.language:
            articles = articles[articles["language"].map(words.language).isin(self.language)]
        return articles

    def describe(self, dataset: Dataset) -> str:
        """Returns the selection as one sentence part, such as "1 Sep - 15 Oct 2025 · Poland · severity 5 or more"."""
        since, until = self.window(dataset)
        parts = [words.period(since, until)]
        parts += [", ".join(values) for values in (self.country, self.type) if values]
        if self.actor:
            parts.append("involving " + ", ".join(self.actor))
        if self.severity:
            parts.append(f"severity {self.severity:g} or more")
        if self.credibility != ANY_CREDIBILITY:
            parts.append(f"credibility {self.credibility}")
        if self.language:
            parts.append("sources in " + ", ".join(self.language))
        if self.text:
            parts.append(f"matching \u201c{self.text}\u201d")
        if self.known_at:
            parts.append(f"as known on {words.day(self.known_at)}")
        return " · ".join(parts)

    def pinned(self, dataset: Dataset) -> "Selection":
        """Returns the same selection with its period as fixed days, so that a link shows the same next year."""
        since, until = self.window(dataset)
        return replace(self, period="Custom", since=since.date(), until=until.date())

    def to_query(self) -> dict[str, str | list[str]]:
        """Returns the selection as URL parameters; defaults are left out."""
        query: dict[str, str | list[str]] = {}
        for name, default in DEFAULTS.items():
            value = getattr(self, name)
            if value != default:
                query[name] = list(value) if isinstance(value, tuple) else _written(value)
        return query


DEFAULTS = {name: field.default for name, field in Selection.__dataclass_fields__.items()}
PARAMETERS = tuple(DEFAULTS)


def from_query(query: Mapping[str, list[str]], dataset: Dataset) -> tuple[Selection, list[str]]:
    """Reads a selection from URL parameters (each a list of values); codes and names are both understood.

    Returns the selection and one note for every value that was not understood and therefore ignored.
    """
    readers = _readers(dataset)
    values: dict[str, object] = {}
    notes: list[str] = []
    for name, raw in query.items():
        if name not in readers:
            continue
        if isinstance(DEFAULTS[name], tuple):
            good, bad = [], []
            for part in raw:
                value = readers[name](part)
                (bad if value is None else good).append(part if value is None else value)
            values[name] = tuple(dict.fromkeys(good))
        else:
            value = readers[name](raw[-1]) if raw else None
            bad = [raw[-1]] if raw and value is None else []
            if value is not None:
                values[name] = value
        asked = name.replace("_", " ")
        notes += [f"“{part[:60]}” is no {asked} this data knows, so it was ignored." for part in bad]
    return Selection(**values), notes


def _readers(dataset: Dataset) -> dict[str, Callable[[str], object]]:
    names = dict(zip(dataset.actors["code"], dataset.actors["name"], strict=True))
    labels = dict(zip(dataset.event_types["event_type"], dataset.event_types["label"], strict=True))
    codes = set(dataset.articles["language"]) - {""}
    place = _choice({**names, **{name: name for name in names.values()}})
    return {
        "period": _choice({period: period for period in PERIODS}),
        "since": _day,
        "until": _day,
        "known_at": _day,
        "country": place,
        "actor": place,
        "type": _choice({**labels, **{label: label for label in labels.values()}}),
        "severity": _severity,
        "credibility": _choice({choice: choice for choice in CREDIBILITY_CHOICES}),
        "language": _choice({known: words.language(code) for code in codes for known in (code, words.language(code))}),
        "text": lambda raw: raw.strip()[:200].strip(),
    }


def _choice(options: Mapping[str, str]) -> Callable[[str], str | None]:
    return lambda raw: options.get(raw)


def _day(raw: str) -> date | None:
    try:
        day = date.fromisoformat(raw) if ISO_DAY.fullmatch(raw) else None
    except ValueError:
        return None
    return day if day and FIRST_YEAR <= day.year <= LAST_YEAR else None


def _severity(raw: str) -> float | None:
    try:
        value = float(raw)
    except ValueError:
        return None
    return value if 0 <= value <= 10 else None


def _written(value: object) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)


def _codes(dataset: Dataset, names: tuple[str, ...]) -> set[str]:
    return set(dataset.actors.loc[dataset.actors["name"].isin(names), "code"])


def touching(
    rows: pd.DataFrame, since: pd.Timestamp, until: pd.Timestamp, first: str, last: str | None = None
) -> pd.DataFrame:
    """Returns the rows whose span from column `first` to column `last` (or one day) touches a period."""
    ends = rows[last].fillna(rows[first]) if last else rows[first]
    return rows[rows[first].le(until) & ends.ge(since)]


def contains(rows: pd.DataFrame, columns: tuple[str, ...], text: str) -> pd.Series:
    """Tells for each row whether any of the columns holds the text, whatever its case."""
    found = pd.Series(False, index=rows.index)
    text = text.encode(errors="replace").decode()  # half a surrogate pair cannot be compared
    for name in columns:
        found |= rows[name].str.contains(text, case=False, regex=False).astype(bool)
    return found
