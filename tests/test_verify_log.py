"""verify_log.py, the auditor's program: apart from the product, and of the same opinion."""

import ast
import json
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
import rfc8785
from builders import a_site
from hypothesis import given
from hypothesis import strategies as st
from log_tampering import KINDS, Tamperer
from sealed_log_builders import VERIFIER, a_sealed_log, found_by_auditor, verifier

from models.event import canonical, entry_hash
from models.sealing.note import Checkpoint, SignatureName, signed
from models.sealing.tree import Tree
from review_flows.outside.sealing.keys import key_file, site_signer
from review_flows.outside.sealing.sealer import seal
from review_flows.outside.sealing.signers import new_key
from review_flows.outside.sealing.sm2 import OpenSslFailed
from review_flows.outside.site import Site

PROGRAM = verifier()
LEAVES = [bytes.fromhex(entry_hash(str(n).encode())) for n in range(65)]
NEEDS_A_NOTE = {"truncate", "rewrite_with_the_key"}


def sealed(tmp_path: Path) -> tuple[Site, Path, list[str]]:
    """A sealed site, a copy of its database, and files with its first and last note."""
    site = a_site(tmp_path)
    notes = a_sealed_log(site)
    site.database.close()
    files = []
    for name, note in (("first.txt", notes[0]), ("last.txt", notes[-1])):
        (tmp_path / name).write_text(note.text, "utf-8")
        files.append(str(tmp_path / name))
    return site, Path(shutil.copy(tmp_path / "review.db", tmp_path / "copy.db")), files


def program(*args: str, before: str = "") -> subprocess.CompletedProcess[str]:
    """Run it as an auditor does: by its path, without the product beside it."""
    code = f"{before}import runpy, sys; sys.argv = {[str(VERIFIER), *args]!r}; "
    code += f"runpy.run_path({str(VERIFIER)!r}, run_name='__main__')"
    return subprocess.run(
        [sys.executable, "-I", "-c", code],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        cwd="/",
    )


def test_it_imports_nothing_of_the_product() -> None:
    imported = set()
    for node in ast.walk(ast.parse(VERIFIER.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            imported |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            imported.add((node.module or "").partition(".")[0])
    assert imported - set(sys.stdlib_module_names) == {"cryptography"}


def test_it_ends_with_0_on_a_whole_log_1_on_findings_and_2_on_what_it_cannot_read(
    tmp_path: Path,
) -> None:
    site, copy, files = sealed(tmp_path)
    key = site_signer(site).key.text
    whole = program(str(copy), "--anchor", *files, "--key", key)
    assert (whole.returncode, whole.stdout) == (0, "whole\n"), whole.stderr
    Tamperer(copy, 1, site_signer(site)).bend("edit")
    bent = program(str(copy), "--anchor", *files, "--key", key)
    assert bent.returncode == 1 and bent.stdout.endswith("findings\n")
    (tmp_path / "no.txt").write_text("hello", "utf-8")
    no = str(tmp_path / "no.txt")
    for args in ((no,), (str(tmp_path / "none.db"),), (str(copy), "--anchor", no)):
        assert program(*args).returncode == 2
    assert program(str(copy), "--key", "nonsense").returncode == 2
    copy.write_bytes(copy.read_bytes()[:5000])
    assert program(str(copy)).returncode == 2


def test_it_says_what_it_did_not_check(tmp_path: Path) -> None:
    _, copy, files = sealed(tmp_path)
    said = program(str(copy), before="import sys; sys.modules['cryptography'] = None; ")
    assert said.returncode == 0, said.stderr
    for what in ("Ed25519", "--key", "--anchor"):
        assert any(what in line for line in said.stdout.splitlines() if "NOT CHECKED" in line)
    assert "Ed25519" not in program(str(copy), "--anchor", *files).stdout


@pytest.mark.parametrize("kind", KINDS)
def test_each_way_to_bend_the_log_is_found_with_one_note(tmp_path: Path, kind: str) -> None:
    site, copy, files = sealed(tmp_path)
    key = site_signer(site).key.text
    Tamperer(copy, 2, site_signer(site)).bend(kind)
    alone = list(PROGRAM.findings_in(copy, [], [key]))
    with_note = list(PROGRAM.findings_in(copy, PROGRAM.read_anchors(files[1:]), [key]))
    assert with_note != [] and bool(alone) is (kind not in NEEDS_A_NOTE)


def test_many_pages_on_many_processors_say_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site, copy, _ = sealed(tmp_path)
    key = site_signer(site).key.text
    monkeypatch.setattr(PROGRAM, "PAGE", 7)
    monkeypatch.setattr(PROGRAM.multiprocessing, "Pool", PagesHere)
    assert found_by_auditor(PROGRAM, copy, key) == []
    with closing(sqlite3.connect(copy)) as driver:
        driver.executescript("DROP TRIGGER events_no_delete; DELETE FROM events WHERE id IN (7, 8)")
    told = "\n".join(found_by_auditor(PROGRAM, copy, key))
    assert "does not follow" in told and "leaves are stored" in told


class PagesHere:
    """Pages one after another: this process has the program under no name that others find."""

    def __init__(self, processes: int) -> None:
        assert processes >= 1
        self.imap = map

    def __enter__(self) -> "PagesHere":
        return self

    def __exit__(self, *_: object) -> None: ...


def test_a_log_of_another_key_holds_only_for_who_names_that_key(tmp_path: Path) -> None:
    site, copy, _ = sealed(tmp_path)
    other = new_key(tmp_path / "other.pem", "elsewhere", SignatureName.ED25519).key.text
    assert any(
        other not in one and "--key" in one for one in found_by_auditor(PROGRAM, copy, other)
    )
    assert found_by_auditor(PROGRAM, copy, site_signer(site).key.text) == []


def test_checkpoints_signed_with_sm2_hold_and_bent_ones_do_not(tmp_path: Path) -> None:
    site = a_site(tmp_path)
    try:
        new_key(key_file(site), "review-flows/青岚", SignatureName.SM2_SM3)
    except OpenSslFailed as error:
        pytest.skip(f"no SM2 here: {error}")
    note = seal(site)
    site.database.close()
    key = site_signer(site).key
    assert found_by_auditor(PROGRAM, tmp_path / "review.db", key.text, [note]) == []
    other = Checkpoint(note.checkpoint.origin, 0, note.checkpoint.root, "2026-01-01")
    bent = signed(other, key, note.signatures[0][2])
    (told,) = found_by_auditor(PROGRAM, tmp_path / "review.db", key.text, [bent])
    assert "not by the key" in told


@pytest.mark.parametrize("size", range(66))
def test_its_tree_is_ours(size: int) -> None:
    theirs = PROGRAM.Tree(b"".join(LEAVES))
    assert theirs.root(size) == Tree(LEAVES).root(size)
    assert PROGRAM.Tree(b"".join(LEAVES[:size])).root(size) == Tree(LEAVES).root(size)


@given(st.data())
def test_it_takes_our_proofs_and_no_forged_one(data: st.DataObject) -> None:
    tree = Tree(LEAVES)
    second = data.draw(st.integers(2, 65))
    first = data.draw(st.integers(1, second))
    index = data.draw(st.integers(0, second - 1))
    root, early = tree.root(second), tree.root(first)
    path, way = tree.inclusion_proof(index, second), tree.consistency_proof(first, second)
    assert PROGRAM.is_included(LEAVES[index], index, second, path, root)
    assert PROGRAM.goes_on_from(first, early, second, root, way)
    wrong = data.draw(st.integers(0, len(path) - 1))
    bent = [*path[:wrong], bytes(32), *path[wrong + 1 :]]
    assert not PROGRAM.is_included(LEAVES[index], index, second, bent, root)
    assert not PROGRAM.is_included(LEAVES[index], index, second, [*path, root], root)
    assert not PROGRAM.is_included(LEAVES[index - 1], index, second, path, root)
    assert not PROGRAM.goes_on_from(first, bytes(32), second, root, way)
    assert not PROGRAM.goes_on_from(first, early, second, bytes(32), way)
    assert not PROGRAM.goes_on_from(first, early, second, root, [*way, root])
    if way:
        assert not PROGRAM.goes_on_from(first, early, second, root, way[:-1])


texts = st.text(st.characters(exclude_categories=["Cs"]))
values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | texts,
    lambda inner: (
        st.lists(inner) | st.dictionaries(st.text(st.characters(max_codepoint=127)), inner)
    ),
    max_leaves=12,
)


@given(values)
def test_it_takes_what_the_standard_writes(value: object) -> None:
    body = rfc8785.dumps({"actor": {"code": "x"}, "value": value, "seq": 1, "prev": ""})  # type: ignore[dict-item]
    assert list(PROGRAM.entry_findings(body, (None, 0, ""))) == []


ENTRY = {"actor": {"code": "x"}, "chain": "a", "prev": "", "seq": 1}


@pytest.mark.parametrize(
    "body",
    [
        json.dumps(ENTRY).encode(),  # blanks
        canonical(ENTRY).replace(b'"chain"', b'"\\u0063hain"'),
        canonical(ENTRY).replace(b'"seq":1', b'"seq":1.0'),
        canonical(ENTRY).replace(b'"seq":1', b'"seq":1e0'),
        canonical(ENTRY).replace(b'"seq":1', b'"seq":01'),
        canonical(ENTRY).replace(b'"seq":1', b'"seq":-0'),
        canonical(ENTRY).replace(b'"seq":1', b'"seq":1,"seq":1'),
        canonical(ENTRY).replace(b'"seq":1', b'"seq":9007199254740992'),
        canonical(ENTRY).replace(b'"seq":1', b'"seq":NaN'),
        canonical(ENTRY).replace(b'"x"', b'"\xff"'),
        canonical(ENTRY).replace(b'"x"', b'"\\ud800"'),
        b'{"seq":1,"prev":"","chain":"a","actor":{"code":"x"}}',  # keys out of order
        canonical(ENTRY).replace(b'"seq":1', '"seq":1,"键":1'.encode()),
        b"[" * 100_000,
        b"",
    ],
)
def test_it_takes_no_other_way_to_write_an_entry(body: bytes) -> None:
    assert any("canonical" in what for what in PROGRAM.entry_findings(body, ("a", 0, "")))


def test_it_is_handed_out_as_it_is(tmp_path: Path) -> None:
    from cli_running import run

    target = tmp_path / "verify_log.py"
    assert run(a_site(tmp_path), "log", "verifier", "--to", str(target)).exit_code == 0
    assert target.read_bytes() == VERIFIER.read_bytes()
