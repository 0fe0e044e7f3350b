"""The plans of a program to start from: who is told what and who learns what, with dates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from mentorkit.start import Answers
from mentorkit.yaml_text import flow

OWNER = "Program administrator"
"""Who sends messages."""
LISTENING, FIRST_STEPS, SUPPORTING = "active-listening", "first-steps", "supporting-a-mentee"


def training_due(answers: Answers) -> dt.date:
    """The Friday or so before the launch."""
    return answers.launch - dt.timedelta(days=3)


def sent(answers: Answers, days: int) -> dt.date:
    """So many days before the launch, but not in the past."""
    return min(max(answers.launch - dt.timedelta(days=days), answers.today), answers.launch)


def plan_dates(answers: Answers) -> list[tuple[dt.date, str, str, str]]:
    """The messages before the launch: day, audience, subject and event."""
    reason = "why we do this, and what it asks of you"
    return [
        (sent(answers, 42), "administrators", "Mentoring: who does what, and until when", "launch"),
        (sent(answers, 28), "managers", f"Mentoring: {reason}", SUPPORTING),
        (sent(answers, 28), "mentors", f"Mentoring: {reason}", LISTENING),
        (sent(answers, 28), "mentees", f"Mentoring: {reason}", FIRST_STEPS),
        (sent(answers, 7), "mentors", "Your mentee, and your first meeting", "launch"),
        (sent(answers, 7), "mentees", "Your mentor, and your first meeting", "launch"),
    ]


def communication(answers: Answers) -> Iterator[str]:
    """The section of messages."""
    yield "# Who is told what and when; every audience hears the business reason first."
    yield "communication:"
    yield "  messages:"
    for day, audience, subject, event in plan_dates(answers):
        message = {
            "audience": audience, "subject": subject, "on": day, "owner": OWNER, "announces": event,
            "serves": [answers.goal],
        }  # fmt: skip
        yield f"    - {flow(message)}"


def training(answers: Answers) -> Iterator[str]:
    """The section of trainings, enough of it before the launch (MENTOR: at least two hours)."""
    due = training_due(answers)
    taught: dict[str, object] = {"teaches": answers.skills} if answers.skills else {}
    listening = {"name": LISTENING, "hours": 3, "due": due}
    yield "# What everyone learns for their part, before the first meeting."
    yield "training:"
    yield f"  mentors: [{flow(listening)}]"
    yield f"  mentees: [{flow({'name': FIRST_STEPS, 'hours': 2, 'due': due, **taught})}]"
    yield f"  managers: [{flow({'name': SUPPORTING, 'hours': 1, 'due': due})}]"
