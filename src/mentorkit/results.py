"""What the Python interface gives back: results with DataFrames, runs, and what was wrong."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any

import pandas as pd

from mentorkit import formats
from mentorkit.finding import CannotRun, Finding, has_errors, in_order
from mentorkit.frames import finding_frame, frame
from mentorkit.report import Document, Report
from mentorkit.run import RECORD, Record
from mentorkit.run import read as read_run

SHOWN = 20
"""Rows of a table that a notebook shows (our choice)."""


class Problems(Exception):
    """Errors in a program or its rosters, as the commands print them; `findings` has them as a DataFrame."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        """Findings of which at least one is an error."""
        self._findings = in_order(findings)
        super().__init__(formats.text(self._findings).rstrip("\n"))

    @property
    def findings(self) -> pd.DataFrame:
        """A row a finding: severity, code, message, hint, file, sheet, line and column."""
        return finding_frame(self._findings)


def sound(findings: Sequence[Finding]) -> None:
    """Raises Problems where a finding is an error."""
    if has_errors(findings):
        raise Problems(findings)


class Result:
    """What a command would show: sentences, tables as DataFrames, and the document of `--format json`."""

    def __init__(self, report: Report, findings: Iterable[Finding] = ()) -> None:
        """A report, and what was found on the way."""
        self._report = report
        self._findings = in_order(findings)

    @property
    def title(self) -> str:
        """What it is about."""
        return self._report.title

    @property
    def summary(self) -> tuple[str, ...]:
        """The sentences that sum it up."""
        return self._report.summary

    @property
    def document(self) -> Document:
        """The same as plain data, as `--format json` prints it."""
        return self._report.document

    @property
    def tables(self) -> Mapping[str, pd.DataFrame]:
        """Every table by name, with the columns that files have."""
        return {each.name: frame(each) for each in self._report.listings}

    @property
    def findings(self) -> pd.DataFrame:
        """Warnings and notes on the program and its rosters."""
        return finding_frame(self._findings)

    def __getitem__(self, name: str) -> pd.DataFrame:
        """One table by name. Raises KeyError."""
        return self.tables[name]

    def __repr__(self) -> str:
        return "\n".join((self.title, *self.summary))

    def _repr_html_(self) -> str:
        """The sentences and the first table, as notebooks show them."""
        first = next((each for each in self._report.listings if each.rows), None)
        told = "".join(f"<p>{escape(sentence)}</p>" for sentence in self.summary)
        table = "" if first is None else frame(first).to_html(max_rows=SHOWN, escape=True, index=False)
        return f"<h3>{escape(self.title)}</h3>{told}{table}"


class Verification(Result):
    """What checking a run came to; it is true where everything holds."""

    def __bool__(self) -> bool:
        return self.holds

    @property
    def holds(self) -> bool:
        """Whether every check holds."""
        return bool(self.document["holds"])

    @property
    def checks(self) -> pd.DataFrame:
        """A row a check: what was compared, how many, and what came of it."""
        return self["checks"]


class Pairings(Result):
    """The best pairs, who is left out and why, and the proof."""

    def __init__(self, report: Report, findings: Iterable[Finding], unsaved: str = "") -> None:
        """A report of match; `unsaved` says why it can be no run folder, if so."""
        super().__init__(report, findings)
        self._unsaved = unsaved

    @property
    def pairs(self) -> pd.DataFrame:
        """A row a pair: who, score, the value of each criterion, and why."""
        return self["pairs"]

    @property
    def unmatched(self) -> pd.DataFrame:
        """A row a mentee without a mentor: the reason, and what would help."""
        return self["unmatched"]

    @property
    def alternatives(self) -> pd.DataFrame:
        """The mentors that come next for each pair, and what choosing them would cost everybody."""
        return self["alternatives"]

    @property
    def totals(self) -> Mapping[str, Any]:
        """How many mentees there are and how many are matched, the total, mean and lowest score."""
        totals: Mapping[str, Any] = self.document["totals"]
        return totals

    @property
    def certificates(self) -> pd.DataFrame:
        """A row an aim: its value, the bound that nothing can exceed, and whether both meet."""
        rows = [[each[name] for name in CERTIFIED] for each in self.document["certificates"]]
        return pd.DataFrame(rows, columns=list(CERTIFIED))

    def save(self, folder: str | Path, *, force: bool = False) -> Run:
        """Write the run folder as `match --out` does. Raises CannotRun.

        A run that could not be checked later is none: of rosters that are in no file, or of other aims than
        the program states.
        """
        from mentorkit.export import files
        from mentorkit.export.run_folder import run_files

        if self._unsaved:
            raise CannotRun(self._unsaved)
        target = Path(folder)
        files.mend(target)
        try:
            files.write_run(target, run_files(self._report), self.document, force=force)
        except CannotRun as refused:  # in the words of Python
            raise CannotRun(str(refused).replace("--force", "force=True")) from None
        return Run(str(target))


CERTIFIED = ("aim", "value", "bound", "proven")


class Run:
    """A run folder, as `match --out` wrote it."""

    def __init__(self, path: str) -> None:
        """The folder, or the run.json in it. Raises CannotRun."""
        self._run = read_run(path)

    @property
    def folder(self) -> Path:
        """Where it is."""
        return self._run.path.parent

    @property
    def record(self) -> Record:
        """What run.json says: inputs, pairs, reasons, totals and certificates."""
        return self._run.record

    @property
    def document(self) -> Document:
        """run.json as plain data."""
        import json

        document: Document = json.loads(self._run.data)
        return document

    @property
    def pairs(self) -> pd.DataFrame:
        """A row a pair: mentee, mentor, score, the value of each criterion, and why."""
        rows = [
            {"mentee": each.mentee, "mentor": each.mentor, "score": each.score}
            | {part.criterion: part.value for part in each.parts}
            | {"why": "; ".join(part.sentence for part in each.parts)}
            for each in self.record.pairs
        ]
        return pd.DataFrame(rows) if rows else pd.DataFrame(columns=["mentee", "mentor", "score", "why"])

    @property
    def unmatched(self) -> pd.DataFrame:
        """A row a mentee without a mentor, with the reason."""
        names = ["mentee", "reason", "detail", "would_help"]
        rows = [[getattr(each, name) for name in names] for each in self.record.unmatched]
        return pd.DataFrame(rows, columns=names)

    @property
    def approved(self) -> bool:
        """Whether somebody approved it."""
        return self._run.approval is not None

    def verify(self, *, full: bool = False) -> Verification:
        """Check everything as `mentorkit verify` does, reading the inputs again."""
        from mentorkit.reread import verified
        from mentorkit.verify_report import report

        run = read_run(str(self._run.path))
        verdict, findings = verified(run, full=full)
        return Verification(report(run, verdict, findings), findings)

    def export(self, to: str, columns: Mapping[str, str] | None = None) -> str:
        """The pairs as another system takes them, as `mentorkit export` prints them.

        `columns`, heading to field, are for "pairs". Raises Problems and CannotRun.
        """
        from mentorkit.run_exports import exported

        made, findings = exported(str(self._run.path), to, columns)
        if made is None:
            raise Problems(findings)
        return made.text.replace("\r\n", "\n")

    def __repr__(self) -> str:
        totals = self.record.totals
        said = f"{totals.matched} of {totals.mentees} mentees matched"
        return f"{self.record.program}: {said} ({(self.folder / RECORD).as_posix()})"
