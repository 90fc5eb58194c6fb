"""Several processes at one desk: two write to the end, others are killed in the middle; run as a program.

Prints as JSON what each was told was done: `[who, what, id]`, with the revision of a decision, the id of an article.
"""

import json
import os
import random
import select
import signal
import sys
import time
from collections.abc import Callable

from monitor import desk
from monitor.desk import Raw
from monitor.desk.store import Desk
from tests.desk.samples import NOON, article, article_row, event_row, fields, source_row

WRITERS = ("Ann", "Bob")
KILLED = 20
LONGEST_LIFE = 0.08
Tell = Callable[[str, int], None]


def work(url: str, who: str, candidates: list[int], tell: Tell) -> None:
    """Decides on candidates one by one: accepts, rejects, and takes every tenth decision back."""
    opened = desk.open(url)
    for step, candidate in enumerate(candidates):
        if step % 3:
            rows = [source_row(), article_row(), event_row(f"{who}-{candidate}")]
            decision = opened.accept(candidate, rows, who, NOON)
        else:
            decision = opened.reject(candidate, "hoax", who, NOON)
        tell(decision.kind, decision.revision)
        if step % 10 == 9:
            tell("undo", opened.undo(decision.revision, who, NOON).revision)


def disturb(url: str, who: str, candidates: list[int], tell: Tell) -> None:
    """Brings in articles and decides until it is killed."""
    opened = desk.open(url)
    for step, candidate in enumerate(candidates):
        raw = Raw(f"{who} {step}".encode() * 500)
        tell("add", opened.add(raw, article(step), [fields()] * 3, who, NOON).id)
        rows = [source_row(), article_row(), event_row(f"{who}-{candidate}")]
        tell("accept", opened.accept(candidate, rows, who, NOON).revision)


class Child:
    """A process of its own that tells through a pipe what was acknowledged to it."""

    def __init__(self, act: Callable, url: str, who: str, candidates: list[int]) -> None:
        self.who, self.told = who, b""
        self.pipe, end = os.pipe()
        self.id = os.fork()
        if self.id == 0:
            code = 1
            try:
                act(url, who, candidates, lambda kind, key: os.write(end, f"{kind} {key}\n".encode()))
                code = 0
            finally:
                os._exit(code)
        os.close(end)

    def read(self) -> bool:
        """Takes over what was told; False when nothing more will come."""
        part = os.read(self.pipe, 1 << 16)
        self.told += part
        return bool(part)

    def kill(self) -> None:
        os.kill(self.id, signal.SIGKILL)
        while self.read():
            pass

    def end(self) -> int:
        os.close(self.pipe)
        return os.waitstatus_to_exitcode(os.waitpid(self.id, 0)[1])

    def acknowledged(self) -> list[tuple[str, str, int]]:
        lines = [line.split() for line in self.told.decode().splitlines()]
        return [(self.who, kind, int(key)) for kind, key in lines]


def main(url: str, decisions: int, seed: int) -> None:
    chance = random.Random(seed)
    candidates = prepared(url, decisions)
    writers = [Child(work, url, who, candidates.pop(who)) for who in WRITERS]
    victims, codes = [], {}
    for number in range(KILLED):
        victim = Child(disturb, url, f"victim-{number}", candidates[f"victim-{number}"])
        listen([*writers, victim], lambda: victim.told)  # noqa: B023
        ends = time.perf_counter() + chance.random() * LONGEST_LIFE
        listen([*writers, victim], lambda: time.perf_counter() >= ends)  # noqa: B023
        victim.kill()
        codes[victim.who] = victim.end()
        victims.append(victim)
    listen(writers, lambda: False)
    codes |= {writer.who: writer.end() for writer in writers}
    print(json.dumps({"told": [said for child in writers + victims for said in child.acknowledged()], "codes": codes}))


def listen(children: list[Child], is_enough: Callable[[], object]) -> None:
    """Takes over what children tell until it is enough or all have ended."""
    open_ones = {child.pipe: child for child in children}
    while open_ones and not is_enough():
        for pipe in select.select(list(open_ones), [], [], 0.005)[0]:
            if not open_ones[pipe].read():
                del open_ones[pipe]


def prepared(url: str, decisions: int) -> dict[str, list[int]]:
    """Puts one article with a candidate for every decision on the desk; every process gets its own share."""
    opened: Desk = desk.open(url)
    shares = dict.fromkeys(WRITERS, decisions) | {f"victim-{number}": 50 for number in range(KILLED)}
    item = opened.add(Raw(b"all"), article(), [fields()] * sum(shares.values()), "Ann", NOON)
    ids = iter(candidate.id for candidate in opened.candidates(item.id))
    opened.close()
    return {who: [next(ids) for _ in range(share)] for who, share in shares.items()}


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
