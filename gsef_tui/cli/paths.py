"""The parameter types of files and folders on the command line."""

from __future__ import annotations

from pathlib import Path

import click

FILE = click.Path(path_type=Path)
FOLDER = click.Path(path_type=Path, file_okay=False, exists=True)
