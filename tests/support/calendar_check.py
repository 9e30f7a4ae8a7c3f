"""Reads a calendar from standard input as Python's icalendar understands it and writes its events as JSON, with the clock times of Paris."""

import json
import sys
from datetime import datetime
from zoneinfo import ZoneInfo

from icalendar import Calendar

PARIS = ZoneInfo("Europe/Paris")


def when(value):
    if value is None:
        return None
    if isinstance(value.dt, datetime):
        return value.dt.astimezone(PARIS).strftime("%Y-%m-%d %H:%M")
    return value.dt.isoformat()


calendar = Calendar.from_ical(sys.stdin.buffer.read())
events = [
    {
        "uid": str(event["UID"]),
        "sequence": int(event["SEQUENCE"]),
        "summary": str(event["SUMMARY"]),
        "starts": when(event.get("DTSTART")),
        "ends": when(event.get("DTEND")),
        "stamp": event["DTSTAMP"].dt.isoformat(),
        "status": str(event.get("STATUS")),
        "location": str(event.get("LOCATION", "")),
        "url": str(event.get("URL", "")),
        "people": [str(event[key]) for key in ("ORGANIZER", "ATTENDEE", "CONTACT") if key in event],
    }
    for event in calendar.walk("VEVENT")
]
json.dump({"name": str(calendar["X-WR-CALNAME"]), "events": events}, sys.stdout)
