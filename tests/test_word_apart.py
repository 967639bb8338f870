"""A file is handled in a child process: little memory, little time, no files, no way out."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import hostile_builders as hostile
import pytest
import word_builders as build

from models.refusal import RefusalReason
from models.safety_report import SafetyReport
from models.word_document import Spot, WordDocument
from review_flows.outside.word import apart, jobs
from review_flows.outside.word.apart import (
    ApartEnded,
    ApartFailed,
    Limits,
    TooHeavy,
    ask,
    open_apart,
    run,
)
from review_flows.outside.word.as_json import NotAsTyped, from_json, to_json
from review_flows.outside.word.frames import receive, send
from review_flows.outside.word.jobs import JobResult, Params
from review_flows.outside.word.safety import open_word

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

PROBE = "word_probe"


@pytest.fixture(autouse=True)
def _probe(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the children know the jobs of this very file, which do what a hostile file might do."""
    monkeypatch.setitem(jobs.JOBS, PROBE, __name__)


def job(params: Params, blobs: Sequence[bytes]) -> JobResult:
    """Misbehave as asked."""
    ways: dict[str, jobs.Job] = {
        "memory": _fill_memory,
        "time": _spin,
        "sleep": _sleep,
        "die": _die,
        "kill": _kill,
        "write": _write,
        "call out": _call_out,
        "mistake": _mistake,
        "echo": _echo,
    }
    return ways[str(params["do"])](params, blobs)


def _echo(params: Params, blobs: Sequence[bytes]) -> JobResult:
    return {"pid": os.getpid(), "server": os.getppid()}, list(blobs)


def _fill_memory(params: Params, blobs: Sequence[bytes]) -> JobResult:
    return {"got": len(bytearray(int(str(params["bytes"]))))}, []


def _spin(params: Params, blobs: Sequence[bytes]) -> JobResult:
    while True:
        pass


def _sleep(params: Params, blobs: Sequence[bytes]) -> JobResult:
    time.sleep(60)
    return {}, []


def _die(params: Params, blobs: Sequence[bytes]) -> JobResult:
    os.abort()


def _kill(params: Params, blobs: Sequence[bytes]) -> JobResult:
    """Kill, as whoever is short of memory does; `mark` is made to do so only the first time."""
    mark = str(params["mark"])
    if mark and os.path.exists(mark):
        return {"done": True}, []
    if mark:
        os.close(os.open(mark, os.O_CREAT))
    os.kill(os.getpid() if params["whom"] == "child" else os.getppid(), signal.SIGKILL)
    time.sleep(60)
    return {}, []


def _write(params: Params, blobs: Sequence[bytes]) -> JobResult:
    Path(str(params["path"])).write_bytes(b"x")
    return {}, []


def _call_out(params: Params, blobs: Sequence[bytes]) -> JobResult:
    names = Path("/proc/net/dev").read_text().splitlines()[2:]
    return {"ways": [name.split(":")[0].strip() for name in names]}, []


def _mistake(params: Params, blobs: Sequence[bytes]) -> JobResult:
    raise RecursionError("a mistake of ours")


def test_a_file_opened_apart_says_the_same_as_one_opened_here() -> None:
    for content in (
        build.a_docx_saying("某办法", "第一条 为了规范……"),
        hostile.a_linked("font", "font1.odttf", b"x"),
        build.with_field(" DDE a "),
        b"",
    ):
        assert open_apart(content) == open_word(content)


def test_bytes_go_over_and_come_back_whole_and_the_work_is_done_elsewhere() -> None:
    given = [b"", bytes(range(256)) * 20_000, "文".encode()]

    told, blobs = run(PROBE, {"do": "echo"}, given)

    assert blobs == given
    assert told["pid"] != os.getpid()


class Gone(socket.socket):
    """A socket whose other side reads the length of the last part, answers, and goes."""

    def sendall(self, data: "ReadableBuffer", flags: int = 0, /) -> None:
        if not bytes(data):
            raise BrokenPipeError
        super().sendall(data, flags)


def test_an_empty_part_is_sent_by_its_length_alone_so_that_the_other_side_may_go() -> None:
    one, other = socket.socketpair()
    with Gone(fileno=one.detach()) as link, other:
        send(link, {"job": "open"}, [b""])

        assert receive(other) == ({"job": "open"}, [b""])


@pytest.mark.parametrize(
    ("do", "limits"),
    [
        ("time", Limits(cpu=1, wall=600)),
        ("sleep", Limits(cpu=600, wall=1)),
    ],
    ids=["too much processor", "too long"],
)
def test_a_child_that_takes_too_much_is_ended_alone_and_the_next_one_works(
    do: str, limits: Limits
) -> None:
    server = run(PROBE, {"do": "echo"}, [])[0]["server"]

    with pytest.raises(TooHeavy, match="more time or memory"):
        run(PROBE, {"do": do}, [], limits)

    assert run(PROBE, {"do": "echo"}, [])[0]["server"] == server


def test_a_crash_is_a_fault_and_not_too_much_and_the_next_one_works() -> None:
    server = run(PROBE, {"do": "echo"}, [])[0]["server"]

    with pytest.raises(ApartFailed, match="no answer"):
        run(PROBE, {"do": "die"}, [])

    assert run(PROBE, {"do": "echo"}, [])[0]["server"] == server


def test_a_server_that_was_killed_while_idle_refuses_nothing() -> None:
    server = run(PROBE, {"do": "echo"}, [])[0]["server"]
    assert isinstance(server, int)

    os.kill(server, signal.SIGKILL)

    assert open_apart(build.a_docx_saying("某办法")).report.accepted


@pytest.mark.parametrize("whom", ["child", "server"])
def test_a_job_that_somebody_killed_is_done_again(whom: str, tmp_path: Path) -> None:
    asked = {"do": "kill", "whom": whom, "mark": str(tmp_path / "killed")}

    assert run(PROBE, asked, [])[0] == {"done": True}


@pytest.mark.parametrize("whom", ["child", "server"])
def test_a_job_killed_twice_says_nothing_of_the_file_and_the_next_one_works(whom: str) -> None:
    with pytest.raises(ApartEnded, match="from outside"):
        run(PROBE, {"do": "kill", "whom": whom, "mark": ""}, [])

    assert open_apart(build.a_docx_saying("某办法")).report.accepted


def test_a_file_whose_job_cannot_be_started_is_not_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    apart._stop()
    monkeypatch.setattr(sys, "executable", "/no/such/program")

    with pytest.raises(ApartEnded):
        open_apart(build.a_docx_saying("某办法"))


def test_what_is_broken_off_leaves_no_answer_to_the_next_one() -> None:
    def interrupt(number: int, frame: object) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGALRM, interrupt)
    try:
        signal.setitimer(signal.ITIMER_REAL, 0.5)
        with pytest.raises(KeyboardInterrupt):
            run(PROBE, {"do": "sleep"}, [])
    finally:
        signal.signal(signal.SIGALRM, before)
    interrupted = apart._running

    assert run(PROBE, {"do": "echo"}, [b"next"])[1] == [b"next"]
    assert apart._running is not interrupted


def test_a_process_forked_while_a_thread_is_at_work_does_not_wait_for_it() -> None:
    run(PROBE, {"do": "echo"}, [])
    with apart._LOCK:
        child = os.fork()
        if child == 0:
            signal.alarm(20)
            run(PROBE, {"do": "echo"}, [])
            apart._stop()
            os._exit(0)

    assert os.waitpid(child, 0)[1] == 0


@pytest.mark.parametrize("closed", ["0", "01", "012"])
def test_closed_standard_streams_refuse_nothing(closed: str, tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(build.a_docx_saying("某办法"))
    script = (
        "import os, sys\n"
        "from pathlib import Path\n"
        "from review_flows.outside.word import apart\n"
        f"for number in {closed!r}: os.close(int(number))\n"
        f"folder = Path({str(tmp_path)!r})\n"
        "said = apart.open_apart((folder / 'a.docx').read_bytes()).report.outcome\n"
        "(folder / 'said').write_text(said)\n"
        "apart._stop(); os._exit(0)\n"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    subprocess.run([sys.executable, "-c", script], check=True, env=environment, timeout=60)

    assert (tmp_path / "said").read_text() == "accepted"


def test_memory_beyond_the_limit_is_refused_to_a_child() -> None:
    within = ask(PROBE, {"do": "memory", "bytes": 200 << 20}, [], Limits())
    assert within.peak > 200 << 20

    with pytest.raises(TooHeavy):
        run(PROBE, {"do": "memory", "bytes": apart.MEMORY_BYTES}, [])


def test_a_child_can_write_no_file(tmp_path: Path) -> None:
    with pytest.raises((TooHeavy, ApartFailed)):
        run(PROBE, {"do": "write", "path": str(tmp_path / "a")}, [])

    assert not any(path.stat().st_size for path in tmp_path.iterdir())


def test_a_child_has_no_network_where_the_kernel_lets_it_go_without() -> None:
    ways = run(PROBE, {"do": "call out"}, [])[0]["ways"]

    if subprocess.run(["unshare", "-rn", "true"], check=False).returncode != 0:
        pytest.skip("this kernel lets nobody leave the network")
    assert ways == ["lo"]


def test_a_mistake_in_a_job_is_told_by_its_name() -> None:
    with pytest.raises(ApartFailed, match="RecursionError"):
        run(PROBE, {"do": "mistake"}, [])


def test_a_file_that_shows_a_mistake_of_ours_is_refused_and_the_mistake_shown(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(jobs.JOBS, "open", "no_such_module")

    assert open_apart(build.a_docx_saying("文")).report.refusal is RefusalReason.DAMAGED
    assert "no_such_module" in capsys.readouterr().err


def test_a_file_that_is_too_much_for_the_child_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "Limits", lambda: Limits(memory=1 << 20))
    long = build.a_docx_saying(*(f"第{n}条" for n in range(20_000)))

    assert open_apart(long).report.refusal is RefusalReason.TOO_HEAVY


def test_threads_may_open_files_at_once() -> None:
    contents = [build.a_docx_saying(f"第{n}条") for n in range(12)]
    texts: dict[int, str] = {}

    def open_one(n: int) -> None:
        text = open_apart(contents[n]).text
        texts[n] = text.text if text else ""

    threads = [threading.Thread(target=open_one, args=(n,)) for n in range(len(contents))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert texts == {n: f"第{n}条" for n in range(len(contents))}


def test_the_server_ends_with_the_process_that_started_it() -> None:
    script = (
        "from review_flows.outside.word import apart\n"
        "apart.open_apart(b'PK')\n"
        "print(apart._running._process.pid, flush=True)\n"
        "import os; os._exit(0)\n"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, env=environment
    )

    deadline = time.monotonic() + 10
    while _runs(int(done.stdout)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not _runs(int(done.stdout))


def _runs(pid: int) -> bool:
    status = Path(f"/proc/{pid}/stat")
    try:
        return status.read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_a_process_that_was_forked_starts_a_server_of_its_own() -> None:
    ours = run(PROBE, {"do": "echo"}, [])[0]["server"]
    child = os.fork()
    if child == 0:
        theirs = run(PROBE, {"do": "echo"}, [])[0]["server"]
        apart._stop()
        os._exit(0 if theirs != ours else 1)

    assert os.waitpid(child, 0)[1] == 0
    assert run(PROBE, {"do": "echo"}, [])[0]["server"] == ours


def test_what_a_child_tells_is_held_to_its_types() -> None:
    document = open_word(build.a_docx_saying("某办法")).document
    told = to_json(document)

    assert from_json(WordDocument, told) == document
    wrongs: tuple[object, ...] = (None, 5, [], [[[]]], [[["a"]], [], 0, []], [[], [], "0", []])
    for wrong in wrongs:
        with pytest.raises(NotAsTyped):
            from_json(WordDocument, wrong)
    with pytest.raises(NotAsTyped):
        from_json(SafetyReport, ["no reason", [], [], 0, 0, 0, 0, 0])
    assert from_json(Spot, [1, 2]) == Spot(1, 2)
