"""What a cell of each type may hold, and what is said of the rest."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from mentorkit.fields import DateOrder, Field, FieldType, UnreadableCell, fold, shown

LEVELS = ("analyst", "team lead", "manager")
NUMBER = "map such words to numbers under values:"
DIGITS = "write 1200.5 or 1200,5, or map it under values:"
ORDER = "say which in the column map: dates: day_first or dates: month_first"
ISO = "write dates as 2027-01-31"
ANSWER = "map such answers to yes or no under values:"
WHICH = "write it without the comma, or with a point"


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        ("text", "Lyon", "Lyon"),
        ("text", "  New   York\n City ", "New York City"),
        ("number", "3", Decimal(3)),
        ("number", "-3.50", Decimal("-3.50")),
        ("number", "+2", Decimal(2)),
        ("number", ".5", Decimal("0.5")),
        ("number", "5.", Decimal(5)),
        ("number", "2,5", Decimal("2.5")),
        ("number", "12,75", Decimal("12.75")),
        ("number", "1e3", Decimal(1000)),
        ("number", "\u22122", Decimal(-2)),
        ("number", "007", Decimal(7)),
        ("date", "2027-01-31", dt.date(2027, 1, 31)),
        ("date", "2027-1-5", dt.date(2027, 1, 5)),
        ("date", "2027/01/31", dt.date(2027, 1, 31)),
        ("date", "2027-01-31 09:30:00", dt.date(2027, 1, 31)),
        ("date", "2027-01-31T09:30:00Z", dt.date(2027, 1, 31)),
        ("date", "31.01.2027", dt.date(2027, 1, 31)),
        ("date", "5.4.2027", dt.date(2027, 4, 5)),
        ("date", "2028-02-29", dt.date(2028, 2, 29)),
        *[("yes_no", word, True) for word in ("yes", "Yes", "Y", "TRUE", "t", "1", "x", "X", "on", "✓", "✔")],
        *[("yes_no", word, False) for word in ("no", "NO", "n", "false", "F", "0", "off")],
        ("level", "manager", "manager"),
        ("level", "Manager", "manager"),
        ("level", "TEAM  LEAD", "team lead"),
        ("level", "TeamLead", "team lead"),
    ],
)
def test_read(kind: FieldType, text: str, value: object) -> None:
    found = Field("f", kind, levels=LEVELS).read(text)
    assert (found, type(found)) == (value, type(value))


@pytest.mark.parametrize(
    ("kind", "text", "message", "hint"),
    [
        ("number", "two", '"two" is not a number', NUMBER),
        ("number", "1,234", '"1,234" may be a thousand or a fraction', WHICH),
        ("number", "1,234,567", '"1,234,567" is not a number', DIGITS),
        ("number", "3 years", '"3 years" is not a number', DIGITS),
        ("number", "50%", '"50%" is not a number', DIGITS),
        ("number", "nan", '"nan" is not a number', NUMBER),
        ("number", "inf", '"inf" is not a number', NUMBER),
        ("number", "1_000", '"1_000" is not a number', DIGITS),
        ("number", "1e99", '"1e99" is not a number', DIGITS),
        ("number", "0x10", '"0x10" is not a number', DIGITS),
        ("number", ".", '"." is not a number', NUMBER),
        ("number", "-", '"-" is not a number', NUMBER),
        ("number", "1.2.3", '"1.2.3" is not a number', DIGITS),
        ("date", "03/04/2027", '"03/04/2027" could be day first or month first', ORDER),
        ("date", "3-4-2027", '"3-4-2027" could be day first or month first', ORDER),
        ("date", "2027-02-30", '"2027-02-30" is not a day of the calendar', ""),
        ("date", "31.02.2027", '"31.02.2027" is not a day of the calendar', ""),
        ("date", "0000-01-01", '"0000-01-01" is not a day of the calendar', ""),
        ("date", "soon", '"soon" is not a date', ISO),
        ("date", "01.02.27", '"01.02.27" is not a date', ISO),
        ("date", "20270131", '"20270131" is not a date', ISO),
        ("date", "2027-01", '"2027-01" is not a date', ISO),
        ("yes_no", "maybe", '"maybe" is neither yes nor no', ANSWER),
        ("yes_no", "2", '"2" is neither yes nor no', ANSWER),
        ("level", "managr", '"managr" is not a level of the vocabulary', 'did you mean "manager"?'),
        ("level", "VP", '"VP" is not a level of the vocabulary', "known: analyst, team lead, manager"),
    ],
)
def test_refused(kind: FieldType, text: str, message: str, hint: str) -> None:
    with pytest.raises(UnreadableCell) as caught:
        Field("f", kind, levels=LEVELS).read(text)
    assert (caught.value.message, caught.value.hint) == (message, hint)


@pytest.mark.parametrize(
    ("text", "order", "date"),
    [
        ("03/04/2027", "day_first", dt.date(2027, 4, 3)),
        ("03/04/2027", "month_first", dt.date(2027, 3, 4)),
        ("3-4-2027", "day_first", dt.date(2027, 4, 3)),
        ("31/01/2027", "day_first", dt.date(2027, 1, 31)),
        ("1/31/2027 10:00", "month_first", dt.date(2027, 1, 31)),
        ("2027-01-31", "month_first", dt.date(2027, 1, 31)),
    ],
)
def test_dates_in_a_stated_order(text: str, order: DateOrder, date: dt.date) -> None:
    assert Field("f", "date").read(text, order) == date


def test_a_date_that_does_not_fit_the_stated_order() -> None:
    with pytest.raises(UnreadableCell, match=r'^"31/01/2027" is not a day of the calendar$'):
        Field("f", "date").read("31/01/2027", "month_first")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("1", None),
        ("7", None),
        ("4.5", None),
        ("0", '"0" is below 1'),
        ("7.01", '"7.01" is above 7'),
        ("-4", '"-4" is below 1'),
    ],
)
def test_limits(text: str, message: str | None) -> None:
    field = Field("f", "number", Decimal(1), Decimal(7))
    if message is None:
        assert field.read(text) == Decimal(text)
        return
    with pytest.raises(UnreadableCell) as caught:
        field.read(text)
    assert caught.value.message == message


@pytest.mark.parametrize("text", ["2.5", "2,5", "1e-1"])
def test_whole_numbers(text: str) -> None:
    with pytest.raises(UnreadableCell, match=f'^"{text}" is not a whole number$'):
        Field("capacity", "number", whole=True).read(text)


def test_a_whole_number_may_be_written_with_a_fraction_of_nothing() -> None:
    assert Field("capacity", "number", whole=True).read("2.0") == 2


def test_a_level_without_levels_is_text() -> None:
    assert Field("level", "level").read(" Head  of X ") == "Head of X"


@pytest.mark.parametrize(
    ("items", "found"),
    [
        (["strategy", "coaching"], ("strategic planning", "coaching")),
        (["coaching", "Coaching", "COACHING "], ("coaching",)),
        (["strategy", "Strategic Planning"], ("strategic planning",)),
        (["", "  ", "a  b"], ("a b",)),
        ([], ()),
    ],
    ids=["synonym", "each once", "synonym and word", "blanks", "nothing"],
)
def test_read_list(items: list[str], found: tuple[str, ...]) -> None:
    words = {"strategy": "strategic planning", "strategicplanning": "strategic planning"}
    assert Field("skills", "list", synonyms=words).read_list(items) == found


def test_read_ratings() -> None:
    field = Field("strengths", "ratings", Decimal(1), Decimal(5), synonyms={"strategy": "strategic planning"})
    assert field.read_ratings({"Strategy": "4", "listening": "", "coaching": "2,5"}) == {
        "strategic planning": Decimal(4),
        "coaching": Decimal("2.5"),
    }
    with pytest.raises(UnreadableCell, match=r'^"6" is above 5$'):
        field.read_ratings({"coaching": "6"})


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Lyon", " lyon ", True),
        ("New York", "NewYork", True),
        ("Straße", "STRASSE", True),
        ("caf\u00e9", "cafe\u0301", True),
        ("\uff2d1", "m1", True),
        ("a\u00a0b", "ab", True),
        ("cafe", "café", False),
        ("m-1", "m1", False),
        ("m01", "m1", False),
    ],
)
def test_fold(one: str, other: str, same: bool) -> None:
    assert (fold(one) == fold(other)) is same


@pytest.mark.parametrize(
    ("number", "text"),
    [
        ("2", "2"),
        ("2.50", "2.5"),
        ("2.0", "2"),
        ("100", "100"),
        ("1E+3", "1000"),
        ("-0.10", "-0.1"),
        ("0", "0"),
    ],
)
def test_shown(number: str, text: str) -> None:
    assert shown(Decimal(number)) == text


@pytest.mark.parametrize("text", ["2.0", "2,0", "2.", "+2", "2e0"])
def test_spellings_of_one_number(text: str) -> None:
    assert Field("f", "number").read(text) == Decimal(2)
