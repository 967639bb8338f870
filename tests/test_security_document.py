"""SECURITY.md says what the code does: its limits, keys, roads to the outside and logs."""

import re
from pathlib import Path

from models.account_policy import LEAST_LOG_DAYS, POLICIES, PolicyFigure
from models.sealing.note import HASH_NAME, SignatureName
from models.tables.accounts import SecurityLineRow
from models.tables.log import EventRow
from models.tables.sealing import CheckpointRow, LeafRow
from review_flows.outside import catalogue_file, people_file
from review_flows.outside.accounts import hashing
from review_flows.outside.sealing.keys import key_path
from review_flows.outside.settings import SECRET_VARIABLES, VARIABLES, read_settings
from review_flows.outside.word import apart, limits

ROOT = Path(__file__).resolve().parents[1]
SAYS = (ROOT / "SECURITY.md").read_text("utf-8")
SECTIONS = dict(re.findall(r"^## (.+?)$(.*?)(?=^## |\Z)", SAYS, flags=re.MULTILINE | re.DOTALL))
MIB, GIB = 1 << 20, 1 << 30
# What stays within the machine and the process.
SPEAKS_TO_NOBODY = {
    "REVIEW_FLOWS_HOME",
    "REVIEW_FLOWS_RULE_SET",
    "REVIEW_FLOWS_ORGAN",
    "REVIEW_FLOWS_CHANNELS",
    "REVIEW_FLOWS_ACCOUNTS",
    "REVIEW_FLOWS_LOG",
    "REVIEW_FLOWS_AS",
    "REVIEW_FLOWS_LANG",
}


def test_the_limits_are_those_of_the_code() -> None:
    unpacked = f"{limits.MAX_UNPACKED_BYTES // MIB} MiB, {limits.MAX_ENTRIES} entries"
    for said in (
        f"| {limits.MAX_FILE_BYTES // MIB} MiB |",
        f"{unpacked}, {limits.MAX_EXPANSION} times its size",
        f"| {apart.MEMORY_BYTES // GIB} GiB |",
        f"`issuance import` | {catalogue_file.MAX_BYTES // MIB} MiB",
        f"`people import` | {people_file.MAX_BYTES // MIB} MiB",
        f"at once, a process | {hashing.MOST_AT_ONCE} |",
        f"{apart.CPU_SECONDS} seconds of processor",
    ):
        assert said in SECTIONS["Limits"], said


def test_keys_and_algorithms_are_those_of_the_code() -> None:
    told = SECTIONS["Keys and algorithms"]
    argon = f"`argon2id`, {hashing.MEMORY_KIB // 1024} MiB, {hashing.PASSES} passes"
    for said in (HASH_NAME, *SignatureName, f"{argon}, {hashing.LANES} lane"):
        assert said in told, said
    settings = read_settings()
    assert f"`{key_path(settings).relative_to(settings.home)}`" in told


def test_every_setting_that_speaks_to_somebody_is_listed_with_whom() -> None:
    listed = set(re.findall(r"^\| `([A-Z_]+)` \|", SECTIONS["What speaks to whom"], re.MULTILINE))
    ours = {*VARIABLES, *SECRET_VARIABLES}
    assert listed == ours - SPEAKS_TO_NOBODY | {"PREFECT_API_URL"}


def test_what_is_kept_for_how_long_is_what_the_policies_say() -> None:
    days = {policy.of(PolicyFigure.LOG_DAYS) for policy in POLICIES.values()}
    hours = {policy.of(PolicyFigure.SESSION_HOURS) for policy in POLICIES.values()}
    links = {policy.of(PolicyFigure.LINK_HOURS) for policy in POLICIES.values()}
    told = SECTIONS["What is protected, and how"]
    assert f"{days.pop()} days, by the database itself {LEAST_LOG_DAYS}" in told and not days
    assert f"a session at most {hours.pop()} hours, a link {links.pop()}" in told
    assert not hours and not links


def test_every_log_that_the_database_keeps_is_in_the_list() -> None:
    for table in (EventRow, LeafRow, CheckpointRow, SecurityLineRow):
        assert f"`{table.__tablename__}`" in SECTIONS["Logs"]
