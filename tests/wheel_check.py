"""Build the wheel, install it into a fresh environment outside the checkout, run it there."""

import os
import shutil
import subprocess
import sys
import tempfile
import venv
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NEEDED = (
    "models/case.py",
    "review_flows/calendars/2026.toml",
    "review_flows/rule_sets/national_2018.toml",
    "review_flows/migrations/versions/0001_first_schema.py",
    "review_flows/demo/story.toml",
    "review_flows/outside/deployment/units/review-flows.service",
    "review_flows/outside/deployment/compose/compose.yaml",
    "review_flows/demo/sample/送审稿.docx",
)


def main() -> None:
    """Exit with an error when the wheel lacks a file or cannot be used elsewhere."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        wheel = build(folder)
        names = set(zipfile.ZipFile(wheel).namelist())
        missing = [name for name in NEEDED if name not in names]
        if missing:
            sys.exit(f"The wheel lacks {', '.join(missing)}.")
        command = install(folder, wheel)
        for arguments in (["--help"], ["list", "--json"], ["doctor", "--json"]):
            use(folder, command, arguments)
    sys.stderr.write(f"{wheel.name}: {len(names)} files, used outside the checkout\n")


def build(folder: Path) -> Path:
    """Return the wheel of the checkout."""
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    return next(folder.glob("*.whl"))


def install(folder: Path, wheel: Path) -> Path:
    """Install the wheel beside the locked packages of this environment; return its command.

    The packages themselves are the very ones that the lock named, so they are not fetched again.
    """
    environment = folder / "venv"
    venv.create(environment, with_pip=False, symlinks=True)
    uv = shutil.which("uv", path=str(Path(sys.executable).parent))
    assert uv is not None
    python = environment / "bin" / "python"
    subprocess.run(
        [uv, "pip", "install", "-q", "--no-deps", "--python", str(python), str(wheel)], check=True
    )
    packages = next((environment / "lib").glob("python*")) / "site-packages"
    (packages / "locked.pth").write_text(without_editable(folder), "utf-8")
    return environment / "bin" / "review-flows"


def without_editable(folder: Path) -> str:
    """Return a folder of links to the locked packages, all but the checkout's own."""
    links = folder / "locked"
    links.mkdir()
    for place in sys.path:
        if place.endswith("site-packages"):
            for entry in Path(place).iterdir():
                if not entry.name.startswith(("review_flows", "_editable", "__editable")):
                    (links / entry.name).symlink_to(entry)
    return str(links)


def use(folder: Path, command: Path, arguments: list[str]) -> None:
    """Run a command in an empty folder; its failure is ours."""
    office = folder / "office"
    office.mkdir(exist_ok=True)
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    environment = kept | {"REVIEW_FLOWS_HOME": str(office)}
    done = subprocess.run(
        [str(command), *arguments], cwd=office, env=environment, capture_output=True, text=True
    )
    # The doctor of an empty office finds that nobody works there yet, which is right.
    if done.returncode not in ((0, 1) if arguments[0] == "doctor" else (0,)):
        sys.exit(f"review-flows {' '.join(arguments)}: {done.returncode}\n{done.stderr}")


if __name__ == "__main__":
    main()
