"""Days as people type them."""

import pytest

from sayso.record.typed_days import Days, typed_days


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("2024", "2024-01-01", "2024-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("february 2023", "2023-02-01", "2023-02-28"),
        ("Sept. 2024", "2024-09-01", "2024-09-30"),
        *((day, "2024-03-05", "2024-03-05") for day in (
            "2024-03-05", "2024/3/5", "5 March 2024", "5 Mar. 2024", "5th of March, 2024", "March 5, 2024", "5.3.2024",
            "5. 3. 2024",
        )),
        ("13/3/2024", "2024-03-13", "2024-03-13"),
        ("3/13/2024", "2024-03-13", "2024-03-13"),
        ("4/4/2024", "2024-04-04", "2024-04-04"),
    ],
)  # fmt: skip
def test_a_year_is_a_year_and_a_month_a_month(typed: str, first: str, last: str) -> None:
    assert typed_days(f" {typed} ") == Days(first, last)


@pytest.mark.parametrize("typed", ["", "soon", "24", "2024-00", "2024-13", "31 February 2024", "0 March 2024", "March"])
def test_what_is_no_day_is_told(typed: str) -> None:
    with pytest.raises(ValueError, match=r"no day( of the calendar)?: write 2024, March 2024"):
        typed_days(typed)


def test_what_is_another_day_elsewhere_is_told() -> None:
    with pytest.raises(ValueError, match="may be 5 March or 3 May: write the month in letters"):
        typed_days("5/3/2024")
