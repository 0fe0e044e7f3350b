"""What `brief` prints: the communication plan, a row a message."""

from __future__ import annotations

from mentorkit.communication import plan
from mentorkit.program import Program
from mentorkit.report import Cell, Column, Document, Report, counted, listing

COLUMNS = (
    Column("on", "Day"),
    Column("audience", "To"),
    Column("subject", "What"),
    Column("owner", "From"),
    Column("announces", "Announces"),
    Column("serves", "Goals"),
)


def report(program: Program) -> Report:
    """The report on the plan, by day; messages without a day stand at the end."""
    messages = [message for _, message in plan(program)]
    entries: list[Document] = [
        {
            "on": message.on.isoformat() if message.on else None,
            "audience": message.audience,
            "subject": message.subject,
            "owner": message.owner,
            "announces": message.announces,
            "serves": list(message.serves),
        }
        for message in messages
    ]
    rows: list[dict[str, Cell]] = [{**each, "serves": ", ".join(each["serves"])} for each in entries]
    document: Document = {"program": program.name, "messages": entries}
    plan_ = listing("plan", "Communication plan", COLUMNS, rows)
    return Report(f"{program.name}: who is told what", (plan_,), document, _summary(entries))


def _summary(entries: list[Document]) -> tuple[str, ...]:
    if not entries:
        return ("The program names no messages under communication.",)
    days = [each["on"] for each in entries if each["on"]]
    when = f", from {days[0]} to {days[-1]}" if days else ""
    undated = len(entries) - len(days)
    more = f"; {counted(undated, 'message')} without a day" if undated else ""
    return (f"{counted(len(entries), 'message')}{when}{more}.",)
