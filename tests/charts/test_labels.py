"""Labels are placed greedily: never over another, never over the edge, the most important first."""

from collections.abc import Iterable
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.charts.labels import CHARACTER_PX, GAP_PX, LINE_PX, Box, Label, centred, crowded, place

WIDTH, HEIGHT = 300.0, 120.0
POSITIONS = ("middle right", "middle left", "top center", "bottom center")
NEAR = 1e-6

points = st.tuples(st.floats(-20, WIDTH + 20), st.floats(-20, HEIGHT + 20))
labels = st.lists(
    st.builds(lambda at, size, weight: (size, *at, weight), points, st.integers(1, 14), st.integers(0, 3)), max_size=14
).map(lambda rows: [Label(f"{n:02d}".ljust(size, "x"), x, y, weight) for n, (size, x, y, weight) in enumerate(rows)])
boxes = st.lists(st.tuples(points, st.floats(1, 60), st.floats(1, 30)), max_size=4).map(
    lambda rows: [(x, y, x + wide, y + high) for (x, y), wide, high in rows]
)


def room(label: Label, position: str) -> Box:
    """Where plotly writes a text of this position, worked out apart from the code under test."""
    wide = CHARACTER_PX * len(label.text)
    left = {"middle right": GAP_PX, "middle left": -GAP_PX - wide}.get(position, -wide / 2)
    top = {"top center": -GAP_PX - LINE_PX, "bottom center": GAP_PX}.get(position, -LINE_PX / 2)
    return (label.x + left, label.y + top, label.x + left + wide, label.y + top + LINE_PX)


def is_inside(box: Box) -> bool:
    return box[0] >= -NEAR and box[1] >= -NEAR and box[2] <= WIDTH + NEAR and box[3] <= HEIGHT + NEAR


def is_clear(box: Box, others: Iterable[Box]) -> bool:
    return all(
        min(box[2], o[2]) - max(box[0], o[0]) <= NEAR or min(box[3], o[3]) - max(box[1], o[1]) <= NEAR for o in others
    )


def placed(wanted: list[Label], taken: Iterable[Box] = ()) -> list[tuple[Label, str]]:
    return place(wanted, WIDTH, HEIGHT, list(taken))


@given(labels, boxes)
def test_no_label_lies_over_another_or_over_the_edge(wanted: list[Label], taken: list[Box]):
    found = [room(label, position) for label, position in placed(wanted, taken)]
    assert all(is_inside(box) and is_clear(box, taken) for box in found)
    assert all(is_clear(a, [b]) for a, b in combinations(found, 2))


@given(labels, boxes)
def test_only_what_has_no_room_left_is_dropped(wanted: list[Label], taken: list[Box]):
    found = placed(wanted, taken)
    kept = {label.text for label, _ in found}
    used = [*taken, *(room(label, position) for label, position in found)]
    for label in wanted:
        free = [box for box in (room(label, p) for p in POSITIONS) if is_inside(box) and is_clear(box, used)]
        # A box that only touches an edge or another box may count as outside by a rounding error.
        assert label.text in kept or all(not is_inside(_grown(box)) or not is_clear(_grown(box), used) for box in free)


def _grown(box: Box) -> Box:
    return (box[0] - 2 * NEAR, box[1] - 2 * NEAR, box[2] + 2 * NEAR, box[3] + 2 * NEAR)


@given(labels, boxes)
def test_the_less_important_never_move_the_more_important(wanted: list[Label], taken: list[Box]):
    everything = placed(wanted, taken)
    weights = [label.importance for label, _ in everything]
    assert weights == sorted(weights, reverse=True)
    for least in range(4):
        above = [label for label in wanted if label.importance >= least]
        assert placed(above, taken) == [(label, at) for label, at in everything if label.importance >= least]


@given(labels, st.randoms(use_true_random=False))
def test_the_order_given_does_not_matter(wanted: list[Label], chance):
    shuffled = list(wanted)
    chance.shuffle(shuffled)
    assert placed(shuffled) == placed(wanted)


@given(labels)
def test_labels_come_from_those_wanted_once_each(wanted: list[Label]):
    found = placed(wanted)
    assert len({label.text for label, _ in found}) == len(found)
    assert {label for label, _ in found} <= set(wanted)
    assert {position for _, position in found} <= set(POSITIONS)


@pytest.mark.parametrize(
    ("x", "y", "position"),
    [
        (150, 60, "middle right"),
        (WIDTH - 5, 60, "middle left"),
    ],
)
def test_the_side_with_room_is_taken(x: float, y: float, position: str):
    assert placed([Label("Grodno", x, y, 1)]) == [(Label("Grodno", x, y, 1), position)]


def test_above_is_taken_where_both_sides_are_full_then_below():
    label = Label("Brest", 150, 60, 1)
    walls = [(0, 55, 140, 65), (160, 55, WIDTH, 65)]
    assert placed([label], walls) == [(label, "top center")]
    assert placed([label], [*walls, (100, 20, 200, 50)]) == [(label, "bottom center")]
    assert placed([label], [(0, 0, WIDTH, HEIGHT)]) == []


def test_of_two_at_one_point_the_more_important_stays_on_the_right():
    small, large = Label("Terespol", 150, 60, 1), Label("Brest", 150, 60, 2)
    assert placed([small, large])[0] == (large, "middle right")


def test_a_centred_text_takes_the_room_round_its_point():
    assert centred(Label("POLAND", 100, 50, 0), character_px=10) == (70, 50 - LINE_PX / 2, 130, 50 + LINE_PX / 2)


def test_labels_that_run_into_others_on_a_narrower_plot_are_told():
    first, near, far = Label("Alpha", 100, 50, 3), Label("Beta", 160, 50, 2), Label("Gamma", 400, 50, 1)
    placed = [(label, "middle right") for label in (first, near, far)]
    # Alpha reaches from 106 to 137 and Beta begins at 166; at half the width from 56 to 87 and at 86.
    assert crowded(placed, 1.0, [], 6.2) == [False, False, False]
    assert crowded(placed, 0.5, [], 6.2) == [False, True, False]


def test_a_label_gives_way_to_a_name_that_stays():
    placed = [(Label("Alpha", 100, 50, 3), "middle right")]
    assert crowded(placed, 0.5, [Label("COUNTRY", 240, 50, 0)], 10) == [True]
    assert crowded(placed, 1.0, [Label("COUNTRY", 240, 50, 0)], 10) == [False]
