#!/usr/bin/python3
"""Holds the shipped calendar against the sky, the Labour Code and the announced years.

    /usr/bin/python3 tests/workflows/lunar_days_check.py config/samples/calendars/vietnam.toml

Tết and Giỗ Tổ are recomputed from new moons and the sun's longitude at UTC+7 (python3-ephem), the
days off in lieu from the weekdays, and 2017 to 2026 are compared with what was announced. Prints
every disagreement; exit code 0 if there is none, 1 if there is, 2 if the file cannot be read.
"""

import math
import sys
import tomllib
from datetime import date, timedelta

import ephem

FIRST_YEAR, LAST_YEAR = 2017, 2030
DAY = timedelta(days=1)
HANOI = 7 * ephem.hour
UNANNOUNCED = "tính theo Bộ luật Lao động, chưa có thông báo"

# Known first days of the lunar year and commemorations: a fault of the astronomy below shows here.
KNOWN_TET = """2017-01-28 2018-02-16 2019-02-05 2020-01-25 2021-02-12 2022-02-01 2023-01-22
               2024-02-10 2025-01-29 2026-02-17 2027-02-06 2028-01-26 2029-02-13 2030-02-02"""
KNOWN_HUNG_KINGS = """2017-04-06 2018-04-25 2019-04-14 2020-04-02 2021-04-21 2022-04-10 2023-04-29
                      2024-04-18 2025-04-07 2026-04-26 2027-04-16 2028-04-04 2029-04-23
                      2030-04-12"""

# The announced years: weekdays off, Saturdays worked, number of working days.
ANNOUNCED = {
    2023: ("01-02 01-20 01-23 01-24 01-25 01-26 05-01 05-02 05-03 09-01 09-04", "", 249),
    2024: ("01-01 02-08 02-09 02-12 02-13 02-14 04-18 04-29 04-30 05-01 09-02 09-03", "05-04", 251),
    2025: ("01-01 01-27 01-28 01-29 01-30 01-31 04-07 04-30 05-01 05-02 09-01 09-02", "04-26", 250),
    2026: ("01-01 01-02 02-16 02-17 02-18 02-19 02-20 04-27 04-30 05-01 08-31 09-01 09-02",
           "01-10 08-22", 250),
}
# Announced swaps to the end of 2026: the day off and the Saturday worked instead.
SWAPS = """2018-12-31/2019-01-05 2019-04-29/2019-05-04 2024-04-29/2024-05-04 2025-05-02/2025-04-26
           2026-01-02/2026-01-10 2026-08-31/2026-08-22"""
# Announced breaks around Tết of the years before, both ends included.
TET_BREAKS = {
    2017: ("01-26", "02-01"), 2018: ("02-14", "02-20"), 2019: ("02-04", "02-08"),
    2020: ("01-23", "01-29"), 2021: ("02-10", "02-16"), 2022: ("01-31", "02-04"),
}


# ---- the lunar calendar, from the sky

def civil_day(moment):
    """The day in Hà Nội on which an astronomical moment falls."""
    return ephem.Date(moment + HANOI).datetime().date()


def midnight(day):
    return ephem.Date(ephem.Date(day.isoformat()) - HANOI)


def solar_sector(day):
    """Which of the twelve 30° sectors the sun stands in when the day begins in Hà Nội."""
    moment = midnight(day)
    longitude = ephem.Ecliptic(ephem.Sun(moment), epoch=moment).lon
    return int(math.degrees(longitude) // 30) % 12


def month_start_on_or_before(day):
    start = civil_day(ephem.previous_new_moon(midnight(day + DAY)))
    assert start <= day
    return start


def next_month_start(start):
    return civil_day(ephem.next_new_moon(midnight(start + 2 * DAY)))


def eleventh_month(year):
    """The eleventh lunar month is the one that holds the winter solstice."""
    return month_start_on_or_before(civil_day(ephem.next_winter_solstice(f"{year}/12/1")))


def lunar_months(year):
    """Starts of the months from the eleventh of the year before: [(month, leap, first day)]."""
    starts = [eleventh_month(year - 1)]
    end = eleventh_month(year)
    while starts[-1] < end:
        starts.append(next_month_start(starts[-1]))
    assert starts[-1] == end and len(starts) in (13, 14)
    leap_wanted = len(starts) == 14
    months, number = [], 10
    for start, following in zip(starts, starts[1:]):
        # A leap month is the first in which the sun enters no new sector.
        leap = leap_wanted and solar_sector(start) == solar_sector(following)
        if leap:
            leap_wanted = False
        else:
            number = number % 12 + 1
        months.append((number, leap, start))
    return months


def lunar_date(months, day):
    number, leap, start = [month for month in months if month[2] <= day][-1]
    return number, leap, (day - start).days + 1


def first_of(months, number):
    return next(start for month, leap, start in months if month == number and not leap)


# ---- the file against it

class Check:
    def __init__(self):
        self.faults = []

    def fault(self, text):
        self.faults.append(text)

    def same(self, what, found, expected):
        missing, extra = sorted(set(expected) - set(found)), sorted(set(found) - set(expected))
        if missing:
            self.fault(f"{what}: missing {', '.join(map(str, missing))}")
        if extra:
            self.fault(f"{what}: not expected {', '.join(map(str, extra))}")


def weekend(day):
    return day.weekday() >= 5


def check_shape(check, entry):
    year = entry.get("year")
    wanted = {"year", "confirmed", "source", "holidays", "compensatory", "swapped"}
    check.same(f"{year}: keys", entry.keys(), wanted)
    if entry.keys() != wanted:
        return
    if entry.get("confirmed") == (entry.get("source") == UNANNOUNCED):
        check.fault(f"{year}: confirmed and source contradict each other")
    listed = []
    for key in ("holidays", "compensatory", "swapped"):
        dates = [row["date"] for row in entry[key]]
        if key != "swapped" and dates != sorted(dates):
            check.fault(f"{year}: {key} are not in order")
        for row in entry[key]:
            check.same(f"{year}: keys of {key}", row.keys(),
                       {"date", "name"} | ({"make_up"} if key == "swapped" else set()))
            if type(row["date"]) is not date or not row["name"].strip():
                check.fault(f"{year}: {key} has a row without a plain date or a name: {row}")
            if row["date"].year != year:
                check.fault(f"{year}: {row['date']} lies in another year")
            listed.append(row["date"])
    for twice in sorted({day for day in listed if listed.count(day) > 1}):
        check.fault(f"{year}: {twice} is listed twice")


def check_holidays(check, entry):
    """Labour Code 2012, art. 115, and from 2021 Labour Code 2019, art. 112."""
    year = entry["year"]
    names = {row["date"]: row["name"] for row in entry["holidays"]}
    months = lunar_months(year)
    tet = first_of(months, 1)
    national = date(year, 9, 2)
    hung_kings = first_of(months, 3) + 9 * DAY
    fixed = {date(year, 1, 1), hung_kings, date(year, 4, 30), date(year, 5, 1), national}
    check.same(f"{year}: fixed holidays, Giỗ Tổ computed", fixed & names.keys(), fixed)

    others = sorted(names.keys() - fixed)
    adjacent = [day for day in others if abs(day - national) == DAY]
    if len(adjacent) != (1 if year >= 2021 else 0):
        check.fault(f"{year}: Quốc khánh has {len(adjacent) + 1} days")
    break_days = [day for day in others if day not in adjacent]
    if break_days not in [[tet + n * DAY for n in range(-before, 5 - before)] for before in (1, 2)]:
        check.fault(f"{year}: the five days of Tết must begin one or two days before {tet} "
                    f"(computed), the file has {', '.join(map(str, break_days))}")
        return
    for day in break_days:
        number, _, of_month = lunar_date(months, day)
        written = f"mùng {of_month}" if number == 1 else f"{of_month} tháng Chạp"
        if number not in (1, 12) or names[day] != f"Tết Nguyên đán ({written})":
            check.fault(f"{year}: {day} is {written}, the file calls it {names[day]!r}")


def check_compensatory(check, entry):
    """Labour Code 2019, art. 111.3: a holiday on a weekend gives the next working day off."""
    holidays = sorted(row["date"] for row in entry["holidays"])
    expected = []
    for holiday in filter(weekend, holidays):
        day = holiday
        while weekend(day) or day in holidays or day in expected:
            day += DAY
        expected.append(day)
    found = [row["date"] for row in entry["compensatory"]]
    check.same(f"{entry['year']}: compensatory days", found, expected)


def check_swaps(check, calendar):
    off = {row["date"] for entry in calendar["year"] for key in ("holidays", "compensatory")
           for row in entry[key]}
    make_ups = [row["make_up"] for entry in calendar["year"] for row in entry["swapped"]]
    for entry in calendar["year"]:
        for row in entry["swapped"]:
            if weekend(row["date"]) or row["date"] in off:
                check.fault(f"{entry['year']}: swapped {row['date']} was no working day anyway")
            make_up = row["make_up"]
            if make_up.weekday() != 5 or make_up in off or make_ups.count(make_up) > 1:
                check.fault(f"{entry['year']}: make-up day {make_up} is no free Saturday")


def check_announced(check, calendar):
    rows = [(key, row) for entry in calendar["year"]
            for key in ("holidays", "compensatory", "swapped") for row in entry[key]]
    off = {row["date"] for _, row in rows}
    make_ups = {row["make_up"] for key, row in rows if key == "swapped"}

    def dates(year, text):
        return [date.fromisoformat(f"{year}-{part}") for part in text.split()]

    for year, (weekdays_off, saturdays, working_days) in ANNOUNCED.items():
        length = (date(year + 1, 1, 1) - date(year, 1, 1)).days
        days = [date(year, 1, 1) + n * DAY for n in range(length)]
        check.same(f"{year}: announced weekdays off",
                   [d for d in days if d in off and not weekend(d)], dates(year, weekdays_off))
        check.same(f"{year}: announced make-up days", [d for d in days if d in make_ups],
                   dates(year, saturdays))
        counted = sum(d in make_ups or not (weekend(d) or d in off) for d in days)
        if counted != working_days:
            check.fault(f"{year}: {counted} working days, announced {working_days}")
    swaps = [f"{row['date']}/{row['make_up']}" for key, row in rows
             if key == "swapped" and row["date"].year <= max(ANNOUNCED)]
    check.same("announced swaps", swaps, SWAPS.split())
    for year, (first, last) in TET_BREAKS.items():
        first, last = date.fromisoformat(f"{year}-{first}"), date.fromisoformat(f"{year}-{last}")
        for n in range(-1, (last - first).days + 2):
            day = first + n * DAY
            if not weekend(day) and (day in off) != (first <= day <= last):
                check.fault(f"{year}: announced Tết break {first} to {last}, {day} disagrees")


def check_astronomy(check):
    for year, tet, hung_kings in zip(range(FIRST_YEAR, LAST_YEAR + 1), KNOWN_TET.split(),
                                     KNOWN_HUNG_KINGS.split()):
        months = lunar_months(year)
        check.same(f"{year}: computed Tết", [str(first_of(months, 1))], [tet])
        check.same(f"{year}: computed Giỗ Tổ", [str(first_of(months, 3) + 9 * DAY)], [hung_kings])


def main(arguments):
    if len(arguments) != 1:
        print(f"usage: {sys.argv[0]} vietnam.toml", file=sys.stderr)
        return 2
    try:
        with open(arguments[0], "rb") as file:
            calendar = tomllib.load(file)
    except (OSError, ValueError) as error:
        print(f"{arguments[0]}: {error}", file=sys.stderr)
        return 2

    check = Check()
    check_astronomy(check)
    years = [entry.get("year") for entry in calendar.get("year", [])]
    if years != list(range(FIRST_YEAR, LAST_YEAR + 1)):
        check.fault(f"years must be {FIRST_YEAR} to {LAST_YEAR} in order, the file has {years}")
    else:
        for entry in calendar["year"]:
            check_shape(check, entry)
        if not check.faults:
            for entry in calendar["year"]:
                check_holidays(check, entry)
                check_compensatory(check, entry)
            check_swaps(check, calendar)
            check_announced(check, calendar)

    for fault in check.faults:
        print(f"{arguments[0]}: {fault}", file=sys.stderr)
    if check.faults:
        return 1
    print(f"{arguments[0]}: {len(years)} years agree with the new moons, the Labour Code and "
          f"the announcements")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
