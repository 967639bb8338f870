"""`log export`: the log of one case with its proofs; and who reads or takes a log is logged."""

import json
from pathlib import Path
from typing import Any

import pytest
from builders import a_site, accepted, received
from cli_running import run
from sealed_log_builders import a_sealed_log, found_by_auditor, verifier

from models.errors import LogNotWhole, NotFound
from models.sealing.note import SignedNote
from review_flows.desk.log_export import export_log
from review_flows.outside.sealing.keys import site_signer
from review_flows.outside.sealing.sealer import seal
from review_flows.outside.site import Site

PROGRAM = verifier()
CASE = "2026-0001"
SITE_ENTRIES = "SELECT actor, move, result, body FROM events WHERE chain = 'site' ORDER BY seq"


def site_entries(site: Site) -> list[dict[str, Any]]:
    """What the site's log says, one after another."""
    with site.database.reading() as connection:
        return [json.loads(row["body"]) for row in connection.rows(SITE_ENTRIES)]


def found(
    path: Path, site: Site, text: str, notes: list[SignedNote] | None = None, key: str = ""
) -> str:
    """What the auditor's program finds in a bundle."""
    path = path / "bundle.json"
    path.write_text(text, "utf-8")
    key = key or site_signer(site).key.text
    return "\n".join(found_by_auditor(PROGRAM, path, key, notes or []))


def test_a_bundle_holds_against_every_note_and_shows_no_other_case(
    site: Site, tmp_path: Path
) -> None:
    notes = a_sealed_log(site)
    bundle = export_log(site, "du", CASE, notes)
    assert found(tmp_path, site, bundle.text, notes) == ""
    with site.database.reading() as connection:
        count = connection.value("SELECT count(*) FROM events WHERE chain = :c", c=CASE)
        others = connection.rows("SELECT number, title FROM cases WHERE number <> :c", c=CASE)
    assert len(bundle.entries) == count > 3
    assert others and not any(row[name] in bundle.text for row in others for name in row)


def test_an_export_is_logged_before_it_is_sealed_and_says_how_far_it_goes(site: Site) -> None:
    number = accepted(site)
    bundle = export_log(site, "", number)
    (entry,) = site_entries(site)
    assert entry["actor"] == {"code": "operator"}
    assert (entry["move"], entry["of"], entry["entries"]) == ("export_log", number, 2)
    assert json.loads(bundle.export.body) == entry
    assert entry["result"] == "done"


def changed(text: str, *places: str | int, to: object = None) -> str:
    """A bundle in which one place is changed, or taken out."""
    said: Any = json.loads(text)
    inner = said
    for place in places[:-1]:
        inner = inner[place]
    if to is None:
        del inner[places[-1]]
    else:
        inner[places[-1]] = to
    return json.dumps(said, ensure_ascii=False)


def test_whatever_is_changed_in_a_bundle_is_found(tmp_path: Path) -> None:
    site = a_site(tmp_path)
    notes = a_sealed_log(site)
    text = export_log(site, "du", CASE, notes).text
    said = json.loads(text)
    body, last = said["entries"][1]["body"], len(said["entries"]) - 1
    proof = said["entries"][1]["proof"]
    for bent, what in (
        (changed(text, "entries", 1, "body", to=body.replace("deng", "dong")), "its proof"),
        (changed(text, "entries", 1, "body", to=body + " "), "canonical"),
        (changed(text, "entries", 1, "body", to="{"), "canonical"),
        (changed(text, "entries", 1, "leaf", to=0), "its proof"),
        (changed(text, "entries", 1, "leaf", to=9999), "its proof"),
        (changed(text, "entries", 1, "proof", to=proof[:-1]), "its proof"),
        (changed(text, "entries", 1), "does not follow"),
        (changed(text, "entries", 0), "does not follow"),
        (changed(text, "entries", last), "missing at the end"),
        (changed(text, "chain", to="2026-0002"), "another chain"),
        (changed(text, "note", to=notes[0].text), "its proof"),
        (changed(text, "note", to=said["note"].replace("at=2", "at=1")), "its signature"),
        (changed(text, "export", "body", to=body), "the export's entry"),
        (changed(text, "earlier", to={}), "ask for one with log export --anchor"),
    ):
        assert what in found(tmp_path, site, bent, notes), what


def test_a_bundle_of_a_log_that_was_cut_or_rewritten_does_not_go_on_from_the_note(
    tmp_path: Path,
) -> None:
    site, other = a_site(tmp_path), a_site(tmp_path / "other")
    notes = a_sealed_log(site)
    a_sealed_log(other)
    own = export_log(site, "", CASE, notes)
    key = own.key
    seal(site)
    later = export_log(site, "", CASE)
    newest = [seal(site)]
    assert "or the log was cut" in found(tmp_path, site, own.text, newest, key)
    strange = export_log(other, "", CASE, [])
    told = found(tmp_path, site, strange.text, [notes[0]], key)
    assert "was not named with --key" in told and "ask for one with" in told
    forged = changed(later.text, "earlier", to=json.loads(own.text)["earlier"])
    assert "its beginning is another one" in found(tmp_path, site, forged, [notes[2]], key)


def test_a_note_of_another_log_is_not_served(tmp_path: Path) -> None:
    site, other = a_site(tmp_path), a_site(tmp_path / "other")
    accepted(site)
    accepted(other, title="别的办法")
    foreign = seal(other)
    with pytest.raises(LogNotWhole, match="log verify"):
        export_log(site, "", CASE, [foreign])


def test_a_case_without_entries_is_not_found(site: Site) -> None:
    with pytest.raises(NotFound):
        export_log(site, "", "2026-9999")


def test_the_auditor_exports_and_others_do_not(tmp_path: Path) -> None:
    site = a_site(tmp_path)
    number = accepted(site)
    refused = run(site, "log", "export", number, "--as", "deng")
    assert refused.exit_code == 4 and "log export" in refused.stderr
    target = tmp_path / "b.json"
    result = run(site, "log", "export", number, "--to", str(target), "--as", "du")
    assert result.exit_code == 0, result.output
    assert found(tmp_path, site, target.read_text("utf-8")) == ""
    moves = [(entry["actor"]["code"], entry["move"]) for entry in site_entries(site)]
    assert moves == [("deng", "log export"), ("du", "export_log")]
    assert "site" in run(site, "log", "export", "site").stderr


def test_who_reads_the_log_of_a_case_or_of_the_site_is_logged(tmp_path: Path) -> None:
    site = a_site(tmp_path)
    number = received(site)
    assert run(site, "log", "show", number).exit_code == 0
    assert site_entries(site) == []  # whoever runs the machine, and names nobody
    run(site, "log", "show", number, "--as", "deng")
    shown = run(site, "log", "show", "site", "--as", "du", "--json")
    assert [json.loads(line)["actor"] for line in shown.stdout.splitlines()] == ["deng"]
    told = [(one["actor"]["code"], one["of"], one["entries"]) for one in site_entries(site)]
    assert told == [("deng", number, 1), ("du", "site", 1)]
    hidden = run(site, "log", "show", "2026-9999", "--as", "deng")
    assert hidden.exit_code == 4 and len(site_entries(site)) == 2


def test_reading_a_case_makes_no_move_on_it_stale(tmp_path: Path) -> None:
    site = a_site(tmp_path)
    number = received(site)
    for _ in range(3):
        run(site, "log", "show", number, "--as", "deng")
    result = run(
        site, "act", number, "withdraw", "--version", "1", "--as", "lin", "--field", "reason=撤回"
    )
    assert result.exit_code == 0, result.output
    assert run(site, "log", "verify").exit_code == 0
