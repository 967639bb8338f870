"""Running the command line in a test: on a site of its own, in this process or in another."""

import subprocess
import sys
from pathlib import Path

from builders import environment
from typer.testing import CliRunner, Result

from review_flows.cli.main import app
from review_flows.outside.site import Site

CHECKOUT = Path(__file__).parent.parent


def variables(site: Site) -> dict[str, str]:
    """The environment of a command on a site, without what the tester's own shell sets."""
    return {
        "REVIEW_FLOWS_HOME": str(site.settings.home),
        "REVIEW_FLOWS_DATABASE": site.settings.database,
        "REVIEW_FLOWS_RULE_SET": site.settings.rule_set,
        "REVIEW_FLOWS_ORGAN": site.settings.organ,
        "REVIEW_FLOWS_AS": "",
        "REVIEW_FLOWS_LANG": "",
        "LANG": "C.UTF-8",
        "PREFECT_API_URL": "",
    }


def run(site: Site, *args: str) -> Result:
    """Run a command in this process."""
    with environment(variables(site)):
        return CliRunner().invoke(app, list(args), prog_name="review-flows")


def run_apart(
    site: Site, *args: str, python: tuple[str, ...] = ()
) -> subprocess.CompletedProcess[str]:
    """Run a command in a process of its own."""
    code = "from review_flows.cli.main import run; run()"
    with environment(variables(site)):
        return subprocess.run(
            [sys.executable, *python, "-c", code, *args],
            cwd=CHECKOUT,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
