"""People as records: typed looks at a field, and who a name means."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from mentorkit.people import Person, bearers

ANN = Person(
    "M-1",
    {
        "name": "Ann Lee",
        "email": "Ann@Example.org",
        "level": "manager",
        "tenure": Decimal("2.50"),
        "hire_date": dt.date(2020, 1, 31),
        "endorsed": False,
        "skills": ("Strategy", "coaching"),
        "strengths": {"coaching": Decimal(2), "finance": Decimal(5), "law": Decimal(0)},
    },
)


@pytest.mark.parametrize(
    ("look", "field", "value"),
    [
        ("text", "level", "manager"),
        ("text", "tenure", None),
        ("text", "nothing", None),
        ("number", "tenure", Decimal("2.5")),
        ("number", "hire_date", Decimal(dt.date(2020, 1, 31).toordinal())),
        ("number", "endorsed", None),
        ("number", "level", None),
        ("date", "hire_date", dt.date(2020, 1, 31)),
        ("date", "tenure", None),
        ("yes", "endorsed", False),
        ("yes", "level", None),
        ("knows", "endorsed", True),
        ("knows", "nothing", False),
        ("items", "skills", ("Strategy", "coaching")),
        ("items", "strengths", ("finance", "coaching")),
        ("items", "level", ("manager",)),
        ("items", "tenure", ()),
        ("items", "nothing", ()),
        ("ratings", "strengths", {"coaching": Decimal(2), "finance": Decimal(5), "law": Decimal(0)}),
        ("ratings", "skills", {}),
    ],
)
def test_looks(look: str, field: str, value: object) -> None:
    assert getattr(ANN, look)(field) == value


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Lyon", "LYON", True),
        (Decimal("2.50"), Decimal("2.5"), True),
        (Decimal(100), Decimal("1E+2"), True),
        (dt.date(2020, 1, 31), dt.date(2020, 1, 31), True),
        (("a", "B"), ("b", "A"), True),
        (("a", "b"), ("a",), False),
        (True, False, False),
        (Decimal(2), Decimal(3), False),
    ],
)
def test_category(one: str, other: str, same: bool) -> None:
    people = [Person("p", {"f": value}) for value in (one, other)]
    assert (people[0].category("f") == people[1].category("f")) is same


def test_category_of_a_blank() -> None:
    assert ANN.category("nothing") is None


@pytest.mark.parametrize(
    ("given", "key"), [("M-1", "m-1"), (" m\u00a01 ", "m1"), ("\uff2d1", "m1"), ("Jose\u0301", "josé")]
)
def test_key(given: str, key: str) -> None:
    assert Person(given).key == key


def test_the_id_stands_for_a_name_that_is_not_known() -> None:
    assert (ANN.name, Person("m9").name) == ("Ann Lee", "m9")


def person(who: str, email: str | None = None, name: str | None = None) -> Person:
    """Somebody with what a name may mean."""
    return Person(who, {k: v for k, v in (("email", email), ("name", name)) if v is not None})


@pytest.mark.parametrize(
    ("people", "names"),
    [
        pytest.param(
            [person("M1", "Ann@x.org", "Ann Lee")],
            {"m1": "m1", "ann@x.org": "m1", "annlee": "m1"},
            id="id, e-mail and name",
        ),
        pytest.param(
            [person("m1", None, "Ann Lee"), person("m2", None, "ann lee")],
            {"m1": "m1", "m2": "m2"},
            id="a name of two people means nobody",
        ),
        pytest.param(
            [person("m1", "m2"), person("m2", "b@x.org")],
            {"m1": "m1", "m2": "m2", "b@x.org": "m2"},
            id="an id wins over an e-mail",
        ),
        pytest.param(
            [person("m1", None, "b@x.org"), person("m2", "b@x.org")],
            {"m1": "m1", "m2": "m2", "b@x.org": "m2"},
            id="an e-mail wins over a name",
        ),
    ],
)
def test_bearers(people: list[Person], names: dict[str, str]) -> None:
    assert {text: keys[0] for text, keys in bearers(people).items() if len(keys) == 1} == names
