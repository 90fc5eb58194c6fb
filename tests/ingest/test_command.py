"""`monitor extract` on documents and addresses."""

import io
import json
import sys
from pathlib import Path

import pytest

from monitor import cli
from tests.ingest.papers import SENTENCE, docx, mail, paragraphs
from tests.ingest.sites import page, site


def answer(capsys: pytest.CaptureFixture, *arguments: str) -> tuple[int, str, str]:
    capsys.readouterr()
    return cli.main(["extract", *arguments]), *capsys.readouterr()


def test_a_word_document_and_a_mail(tmp_path: Path, capsys: pytest.CaptureFixture):
    (tmp_path / "a.docx").write_bytes(docx(paragraphs("Drones\u202e over Lublin", SENTENCE)))
    code, out, _ = answer(capsys, str(tmp_path / "a.docx"), "--published", "2025-09-10", "--json")
    found = json.loads(out)
    assert code == 0 and found["article"]["title"] == "Drones over Lublin"
    assert found["reasons"][-1] == "1 direction-changing character was removed"
    assert found["events"][0]["start"] == "2025-09-10"
    (tmp_path / "a.eml").write_bytes(mail(plain=SENTENCE, sent="Wed, 10 Sep 2025 08:00:00 +0200").as_bytes())
    article = json.loads(answer(capsys, str(tmp_path / "a.eml"), "--json")[1])["article"]
    assert (article["published"], article["published_from"]) == ("2025-09-10", "date of the mail")
    assert article["title"] == "Drones over Łódź"


def test_an_address_is_fetched_where_it_is_allowed(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture):
    with site() as served:
        served.answers["/2025/09/10/drones"] = page(f"<html><body><p>{SENTENCE}</p></body></html>".encode())
        url = served.url("/2025/09/10/drones")
        monkeypatch.delenv("MONITOR_FETCH_ALLOW", raising=False)
        code, out, err = answer(capsys, url)
        assert (code, out) == (1, "") and err.startswith("monitor: Only the usual ports 80 and 443 are fetched")
        monkeypatch.setenv("MONITOR_FETCH_ALLOW", f"localhost:{served.port}")
        code, out, _ = answer(capsys, url, "--json")
    article = json.loads(out)["article"]
    assert (code, article["publisher"], article["published"]) == (0, "localhost", "2025-09-10")


def test_standard_input_is_judged_by_its_bytes(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture):
    for content, words in ((SENTENCE.encode(), ""), (b"\x89PNG\r\n", "The document is a picture"), (b"", "is empty")):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))
        code, _, err = answer(capsys, "-")
        assert (code, words in err) == (1 if words else 0, True)


@pytest.mark.parametrize(
    "argument", ["http://127.0.0.1/", "http://2130706433/", "https://[::ffff:127.0.0.1]/", "no.txt"]
)
def test_a_refusal_is_one_line(capsys: pytest.CaptureFixture, argument: str):
    code, out, err = answer(capsys, argument)
    assert (code, out) == (1, "") and err.startswith("monitor: ") and err.count("\n") == 1


def test_events_of_a_text_judged_not_relevant_are_listed_when_asked(tmp_path: Path, capsys: pytest.CaptureFixture):
    text = "Wargame: a simulation of the think tank\n\nThis scenario is fictional. "
    text += "In the hypothetical simulation Russian drones entered Polish airspace near Hrubieszów on Monday."
    (tmp_path / "a.txt").write_text(text, "utf-8")
    plain = json.loads(answer(capsys, str(tmp_path / "a.txt"), "--published", "2025-09-10", "--json")[1])
    asked = json.loads(answer(capsys, str(tmp_path / "a.txt"), "--published", "2025-09-10", "--anyway", "--json")[1])
    assert (plain["relevant"], plain["events"], asked["relevant"]) == (False, [], False)
    assert [event["event_type"] for event in asked["events"]] == ["drone_incursion"]
