"""A file of many checkpoints, as an office that keeps them has it, held against log and bundle."""

import json
from base64 import b64encode
from collections.abc import Callable
from pathlib import Path

import pytest
from builders import a_site, accepted, received
from cli_running import run
from sealed_log_builders import verifier

from models.sealing.note import SignedNote
from review_flows.outside.sealing.keys import site_signer
from review_flows.outside.sealing.sealer import seal
from review_flows.outside.site import Site

PROGRAM = verifier()
NOTES = 20
FACT = b64encode(b"another root of thirty-two bytes").decode()


def kept(tmp_path: Path) -> tuple[Site, list[str], Path]:
    """A site that was sealed twenty times, its notes, and the file that they are to lie in."""
    site = a_site(tmp_path)
    notes = []
    for turn in range(NOTES):
        if turn % 3:  # also minutes in which nothing happened
            received(site, title=f"第{turn}号办法")
        notes.append(seal(site).text)
    return site, notes, tmp_path / "kept.txt"


def by_the_auditor(site: Site, file: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    """The exit code of verify_log.py and what it says."""
    site.database.close()
    key = site_signer(site).key.text
    code = PROGRAM.main([str(site.database.path), "--anchor", str(file), "--key", key])
    said = capsys.readouterr()
    return code, said.out + said.err


def of_another_root(text: str) -> str:
    origin, size, _, *others = text.split("\n")
    return "\n".join((origin, size, FACT, *others))


def of_another_size(text: str) -> str:
    origin, size, *others = text.split("\n")
    return "\n".join((origin, str(int(size) + 1), *others))


def signed_as_another(text: str) -> str:
    """A note under the signature of one that says nothing: its last bytes are others."""
    return text[:-8] + ("AAAA" if text[-8:-4] != "AAAA" else "BBBB") + text[-4:]


BENT: dict[str, Callable[[str], str]] = {
    "root": of_another_root,
    "size": of_another_size,
    "signature": signed_as_another,
}


def test_many_notes_one_after_another_are_all_held_against_the_log(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site, notes, file = kept(tmp_path)
    file.write_text("\n".join(notes), "utf-8")
    ours = run(site, "log", "verify", "--anchor", str(file), "--json")
    assert ours.exit_code == 0, ours.output
    assert json.loads(ours.stdout)["anchors"] == len(set(notes))
    assert by_the_auditor(site, file, capsys) == (0, "whole\n")


@pytest.mark.parametrize("place", [0, 9, NOTES - 1])
@pytest.mark.parametrize("bend", BENT)
def test_one_bent_note_among_good_ones_is_found_by_both(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], bend: str, place: int
) -> None:
    site, notes, file = kept(tmp_path)
    notes[place] = BENT[bend](notes[place])
    file.write_text("\n".join(notes), "utf-8")
    ours = run(site, "log", "verify", "--anchor", str(file))
    assert ours.exit_code == 3 and str(file) in ours.stdout
    code, told = by_the_auditor(site, file, capsys)
    size = notes[place].split("\n")[1]
    assert code == 1 and f"note {file} over {size} entries" in told
    assert all(f"over {size} entries" in line for line in told.splitlines()[:-1])


def test_of_three_notes_two_good_ones_do_not_make_up_for_a_bent_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site, notes, file = kept(tmp_path)
    file.write_text("\n".join((notes[0], of_another_root(notes[5]), notes[-1])), "utf-8")
    assert run(site, "log", "verify", "--anchor", str(file)).exit_code == 3
    code, told = by_the_auditor(site, file, capsys)
    assert (code, told.count("\n")) == (1, 3)  # of its root, of its signature, and how many


@pytest.mark.parametrize(
    "spoil",
    [
        lambda text: text.replace("\nhash=sha256", "\nhash=sha257"),
        lambda text: text.partition("\n\n")[0] + "\n",
        lambda text: text.partition("\n")[2],
        lambda text: f"请查收：\n{text}",
    ],
    ids=["unknown hash", "no signature", "no name", "a letter around it"],
)
def test_what_is_no_note_between_two_notes_is_refused_and_not_passed_over(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], spoil: Callable[[str], str]
) -> None:
    site, notes, file = kept(tmp_path)
    notes[7] = spoil(notes[7])
    file.write_text("\n".join(notes), "utf-8")
    ours = run(site, "log", "verify", "--anchor", str(file))
    assert ours.exit_code == 2 and file.name in ours.stderr
    code, told = by_the_auditor(site, file, capsys)
    assert code == 2 and file.name in told


def test_the_notes_of_a_log_that_was_cut_say_so_each(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site, notes, file = kept(tmp_path)
    file.write_text("\n".join(notes), "utf-8")
    shorter = a_site(tmp_path / "shorter")
    accepted(shorter)
    last: SignedNote = seal(shorter)
    site.database.close()
    code = PROGRAM.main([str(shorter.database.path), "--anchor", str(file)])
    told = capsys.readouterr().out
    longer = {text for text in notes if int(text.split("\n")[1]) > last.checkpoint.size}
    assert code == 1 and told.count("the log was cut") == sum(text in longer for text in notes)


@pytest.mark.parametrize("mark", ["\ufeff", ""])
def test_a_file_from_another_editor_reads_the_same(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], mark: str
) -> None:
    site, notes, file = kept(tmp_path)
    file.write_bytes((mark + "\n\n".join(notes)).replace("\n", "\r\n").encode())
    assert run(site, "log", "verify", "--anchor", str(file)).exit_code == 0
    assert by_the_auditor(site, file, capsys) == (0, "whole\n")
