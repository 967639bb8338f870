"""The manifest of a package: one way to write it, and nothing believed that was not looked at."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.filing_delivery import RECIPIENTS
from models.filing_manifest import (
    MANIFEST,
    Checkpoint,
    FilingManifest,
    ManifestUnreadable,
    PackageFault,
    PackageFaultKind,
    delivery_id_of,
    manifest_bytes,
    package_faults,
    read_manifest,
    with_files,
)
from models.filing_manifest_reading import MOST_BYTES
from models.matter_rules import Recipient
from models.words import word

FILES = {"2_正式文本.docx": b"text", "1_备案报告.docx": b"report"}
SENDER, CASE, UPPER = "青岚区人民政府", "2026-0001", "upper_government"
EMPTY = FilingManifest(
    sender=SENDER,
    case=CASE,
    recipient=UPPER,
    addressee="云中市人民政府",
    message=1,
    kind="filing",
    answers=None,
    delivery_id=delivery_id_of(SENDER, CASE, UPPER, 1),
    said_on="2026-03-27",
    text="",
    title="示例办法",
    document_number="青政规〔2026〕1号",
    registration_number="QLGS-2026-001",
    published_on="2026-03-27",
    effective_on="2026-05-01",
    valid_until=None,
    makers=("青岚区人民政府", "青岚区发展和改革局"),
    played=False,
    log=Checkpoint(CASE, 21, "a" * 64),
    files={},
)
PACKED = with_files(EMPTY, FILES)


def broken(change: Callable[[dict[str, Any]], object]) -> bytes:
    said = json.loads(manifest_bytes(PACKED))
    change(said)
    return json.dumps(said).encode()


def put(**values: object) -> Callable[[dict[str, Any]], object]:
    return lambda said: said.update(values)


def put_in(part: str, **values: object) -> Callable[[dict[str, Any]], object]:
    return lambda said: said[part].update(values)


def test_a_manifest_is_read_as_it_was_written_and_written_the_same() -> None:
    assert read_manifest(manifest_bytes(PACKED)) == PACKED
    assert manifest_bytes(read_manifest(manifest_bytes(PACKED))) == manifest_bytes(PACKED)
    assert json.loads(manifest_bytes(PACKED))["schema"] == 1


def test_the_order_of_the_files_does_not_matter() -> None:
    turned = dict(reversed(FILES.items()))
    assert manifest_bytes(with_files(EMPTY, turned)) == manifest_bytes(PACKED)


def test_a_delivery_has_an_id_of_its_own_for_each_sender_case_recipient_and_message() -> None:
    given = [
        (SENDER, CASE, UPPER, 1),
        (SENDER, CASE, UPPER, 11),
        (SENDER, CASE, "npc_standing_committee", 1),
        (SENDER, "2026-0002", UPPER, 1),
        ("另一区人民政府", CASE, UPPER, 1),
    ]
    assert len({delivery_id_of(*one) for one in given}) == len(given)
    assert delivery_id_of(*given[0]) == "41039b0f5d939c84d4b3daccebae0154"  # for good


def test_a_package_as_it_was_packed_has_no_fault() -> None:
    assert package_faults(PACKED, FILES) == ()
    assert package_faults(PACKED, {**FILES, MANIFEST: b"{}"}) == ()


@pytest.mark.parametrize(
    ("files", "kind", "name"),
    [
        ({**FILES, "2_正式文本.docx": b"Text"}, PackageFaultKind.CHANGED, "2_正式文本.docx"),
        ({"1_备案报告.docx": b"report"}, PackageFaultKind.MISSING, "2_正式文本.docx"),
        ({**FILES, "运行.exe": b""}, PackageFaultKind.EXTRA, "运行.exe"),
    ],
)
def test_each_fault_names_its_file(
    files: dict[str, bytes], kind: PackageFaultKind, name: str
) -> None:
    assert package_faults(PACKED, files) == (PackageFault(kind, name),)
    assert word(kind, "zh") and word(kind, "en")


def test_bytes_of_the_same_size_are_other_bytes_and_a_wrong_size_is_a_fault_too() -> None:
    other = {**FILES, "1_备案报告.docx": b"rEport"}
    (fault,) = package_faults(PACKED, other)
    assert fault.kind is PackageFaultKind.CHANGED
    longer = {name: replace(one, size=one.size + 1) for name, one in PACKED.files.items()}
    assert len(package_faults(replace(PACKED, files=longer), FILES)) == 2


@pytest.mark.parametrize(
    ("changed", "kind"),
    [
        (replace(PACKED, recipient="npc_standing_committee"), PackageFaultKind.OTHER_ID),
        (replace(PACKED, sender="另一区人民政府"), PackageFaultKind.OTHER_ID),
        (replace(PACKED, log=Checkpoint("2026-0002", 21, "a" * 64)), PackageFaultKind.OTHER_LOG),
        (replace(PACKED, answers=2), PackageFaultKind.OUT_OF_TURN),
    ],
)
def test_a_manifest_that_contradicts_itself_is_found_out(
    changed: FilingManifest, kind: PackageFaultKind
) -> None:
    assert PackageFault(kind, MANIFEST) in package_faults(changed, FILES)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "cannot be read"),
        (b"\xff\xfe", "cannot be read"),
        (b"[" * 100_000, "cannot be read"),
        (b'{"a": 1, "a": 2}', "twice"),
        (b"[]", "not a JSON object"),
        (b" " * (MOST_BYTES + 1), "at most"),
        (broken(put(schema=2)), "version is 2"),
        (broken(put(schema=True)), "version is True"),
        (broken(lambda said: said.pop("schema")), "version is None"),
        (broken(lambda said: said.pop("title")), "title is missing"),
        (broken(put(titel="x")), "titel is not known; Did you mean title"),
        (broken(put(title=" ")), "title"),
        (broken(put(title="a\x00b")), "title"),
        (broken(put(title="a\ud800")), "title"),
        (broken(put(recipient="upper_goverment")), "recipient"),
        (broken(lambda said: said.pop("addressee")), "addressee is missing"),
        (broken(put(addressee=" ")), "addressee"),
        (broken(put(addressee="云中市\n人民政府")), "a name on one line"),
        (broken(put(addressee="云" * 201)), "at most 200"),
        (broken(put(kind="present")), "kind"),
        (broken(put(message=0)), "message"),
        (broken(put(message=True)), "message"),
        (broken(put(answers="1")), "answers"),
        (broken(put(published_on="2026-02-30")), "published_on"),
        (broken(put(published_on="20260327")), "published_on"),
        (broken(put(valid_until="")), "valid_until"),
        (broken(put(played=1)), "played"),
        (broken(put(makers="甲")), "makers"),
        (broken(put(makers=[""])), "makers"),
        (broken(put(delivery_id="A" * 32)), "delivery_id"),
        (broken(put(log=None)), "log"),
        (broken(put_in("log", seq=0)), "log.seq"),
        (broken(put_in("log", hash="b")), "log.hash"),
        (broken(put_in("log", at="now")), "log.at is not known"),
        (broken(put(files={})), "files"),
        (broken(put(files=[])), "files"),
        (broken(put_in("files", **{"../x": {"sha256": "a" * 64, "size": 1}})), "../x"),
        (broken(put_in("files", **{"a/b": {"sha256": "a" * 64, "size": 1}})), "a/b"),
        (broken(put_in("files", **{".hidden": {"sha256": "a" * 64, "size": 1}})), ".hidden"),
        (broken(put_in("files", **{"c:x": {"sha256": "a" * 64, "size": 1}})), "c:x"),
        (broken(put_in("files", x={"sha256": "A" * 64, "size": 1})), "files.x.sha256"),
        (broken(put_in("files", x={"sha256": "a" * 64, "size": -1})), "files.x.size"),
        (broken(put_in("files", x={"sha256": "a" * 64})), "files.x.size is missing"),
        (broken(put(files={str(n): {} for n in range(201)})), "1 to 200 files"),
    ],
)
def test_a_broken_manifest_says_what_is_wrong_and_what_to_do(content: bytes, why: str) -> None:
    with pytest.raises(ManifestUnreadable) as refused:
        read_manifest(content)
    assert why in refused.value.message
    assert refused.value.message.startswith("manifest.json: ")
    assert refused.value.message.endswith("Ask the sender for the package again.")


@given(st.binary(max_size=300))
def test_no_bytes_at_all_bring_the_reader_down(content: bytes) -> None:
    with pytest.raises(ManifestUnreadable):
        read_manifest(content)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=8,
)


@given(st.sampled_from(sorted(json.loads(manifest_bytes(PACKED)))), JSON)
def test_no_value_of_a_field_brings_the_reader_down(name: str, value: object) -> None:
    """Whatever is let through can be written again and says the same."""
    try:
        read = read_manifest(broken(put(**{name: value})))
    except ManifestUnreadable:
        return
    assert read_manifest(manifest_bytes(read)) == read


def test_the_recipients_that_settings_know_are_those_of_the_rule_sets() -> None:
    assert {str(one) for one in RECIPIENTS} == set(Recipient)
