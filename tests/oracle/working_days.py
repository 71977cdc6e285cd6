"""Holds `ogp calendar` against workalendar (holidays), dateutil (Easter) and numpy (working days).

usage: working_days.py PROGRAM SOURCE
Exit status 77 where a library is missing, 1 with the first differences where the program disagrees.
"""
import csv
import datetime
import io
import os
import random
import subprocess
import sys
import tempfile

try:
    import numpy
    from dateutil.easter import EASTER_ORTHODOX, EASTER_WESTERN, easter
    from workalendar.europe import Georgia
except ImportError as missing:
    print(f"skipped: {missing}; install python3-numpy, python3-dateutil and python3-workalendar")
    sys.exit(77)

program, source = map(os.path.abspath, sys.argv[1:3])
work = tempfile.mkdtemp()
environment = {"PATH": os.environ["PATH"], "HOME": work, "LC_ALL": "C.UTF-8", "OGP_NOW": "2026-01-01T00:00:00Z"}


def ogp(*words):
    return subprocess.run([program, *words], cwd=work, env=environment, check=True, stdout=subprocess.PIPE).stdout.decode()


def days_off(calendar, begin, end, *more):
    table = csv.DictReader(io.StringIO(ogp("calendar", "days", begin, end, "--calendar", calendar, "--csv=date,working,kind", *more)))
    return {datetime.date.fromisoformat(row["date"]): row["kind"] for row in table if row["working"] == "off"}


def same(what, ours, theirs):
    only_ours, only_theirs = sorted(ours - theirs), sorted(theirs - ours)
    if only_ours or only_theirs:
        print(f"{what}: only ours {only_ours[:5]}, only theirs {only_theirs[:5]}")
        sys.exit(1)
    if not ours:
        print(f"{what}: nothing was compared")
        sys.exit(1)
    print(f"{what}: {len(ours)} agree")


def calendar_file(name, begin, end, holidays, week="[\"00:00-24:00\"]"):
    week = ", ".join(f"{day}: {week}" for day in "mon tue wed thu fri sat sun".split())
    with open(os.path.join(work, name), "w", encoding="utf-8") as out:
        out.write(f"ogp: 1\nkind: calendar\nid: judged\nlabel: {{ka: x, en: x}}\ntimezone: Asia/Tbilisi\n"
                  f"valid: {{from: {begin}, until: {end}}}\nweek: {{{week}}}\nholidays:\n{holidays}")
    return name


# The rules of the shipped calendar over all years that workalendar knows.
rules = [line for line in open(os.path.join(source, "workflows/calendars/ge.yaml"), encoding="utf-8") if line.startswith("  - {rule:")]
file = calendar_file("rules.yaml", "1992-01-01", "2060-12-31", "".join(rules))
theirs = {date for year in range(1992, 2061) for date, _ in Georgia().holidays(year)}
same("holidays of Georgia 1992-2060", set(days_off(file, "1992-01-01", "2060-12-31")), theirs)

for name, method in (("orthodox", EASTER_ORTHODOX), ("western", EASTER_WESTERN)):
    file = calendar_file(f"{name}.yaml", "1900-01-01", "2199-12-31", f'  - {{rule: "{name}-easter"}}\n')
    same(f"{name} Easter 1900-2199", set(days_off(file, "1900-01-01", "2199-12-31")), {easter(year, method) for year in range(1900, 2200)})

# Terms of the shipped calendar, decree days and all, against numpy; the first day not counted is its roll "preceding".
off = numpy.array([date for date, kind in days_off("ge", "2018-01-01", "2035-12-31").items() if kind != "weekend"], dtype="datetime64[D]")
generator = random.Random(20260423)
ours, theirs = set(), set()
for _ in range(100):
    start = datetime.date(2018, 1, 1) + datetime.timedelta(days=generator.randrange(17 * 365))
    amount = generator.randrange(1, 100)
    found = ogp("calendar", "add", str(amount), "--from", start.isoformat(), "--quiet").strip()
    ours.add((start.isoformat(), amount, found))
    theirs.add((start.isoformat(), amount, str(numpy.busday_offset(start, amount, roll="preceding", holidays=off))))
same("terms in working days", ours, theirs)
