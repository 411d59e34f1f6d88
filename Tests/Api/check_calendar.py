#!/usr/bin/env python3
"""Reads a user's calendar with a real iCalendar parser, as a calendar program would: check_calendar.py [BINARY]

Needs the package icalendar. The address alone must do; what it holds must be what was noted; a new address ends the old.
"""
import datetime
import json
import pathlib
import sys
import urllib.request

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "Support/Live"))
from live import BINARY, Live  # noqa: E402

import icalendar  # noqa: E402


def post(live, path, token, **fields):
    asked = urllib.request.Request(
        live.address + "/api/v1" + path, data=json.dumps(fields).encode(), method="POST",
        headers={"Authorization": f"Bearer {token}", "Content-Type": "application/json"})
    with urllib.request.urlopen(asked) as answer:
        return json.loads(answer.read())


def main():
    today = datetime.date.today()
    title = "Annual talk; with, signs \\ and a long tail of words so that the line has to be folded: Grüße, 日本 " * 2
    with Live(binary=sys.argv[1] if len(sys.argv) > 1 else BINARY) as live:
        token = live.token("write")
        live.serve()
        account = post(live, "/accounts", token, name="Northgate", kind="group")["account"]["id"]
        post(live, "/interactions", token, kind="meeting", subject=title.strip(), account=account, minutes=45,
             at=f"{today}T09:30:00.000Z", body="First line\nsecond line")
        post(live, "/tasks", token, title="Send the samples", account=account, kind="promise", due=str(today))
        first = post(live, "/calendar-feed", token)["address"]
        address = post(live, "/calendar-feed", token)["address"]
        assert live.get(first)[0] == 404, "the old address still answers"
        status, headers, body = live.get(address)
        assert status == 200 and headers["content-type"].startswith("text/calendar"), (status, headers)
        assert all(len(line) <= 75 for line in body.split(b"\r\n")), "a line is longer than 75 bytes"
        calendar = icalendar.Calendar.from_ical(body)
        events = {str(event["SUMMARY"]): event for event in calendar.walk("VEVENT")}
        assert len(events) == 2 and not calendar.errors, events.keys()
        meeting = events[f"{title.strip()} (Northgate)"]
        start, end = meeting.decoded("DTSTART"), meeting.decoded("DTEND")
        assert start == datetime.datetime.combine(today, datetime.time(9, 30), datetime.timezone.utc), start
        assert end - start == datetime.timedelta(minutes=45), end - start
        assert str(meeting["DESCRIPTION"]) == "First line\nsecond line", meeting["DESCRIPTION"]
        assert events["Our promise: Send the samples (Northgate)"].decoded("DTSTART") == today
    print("The calendar reads as it was written: 2 events")


if __name__ == "__main__":
    main()
