"""Reads documents as the programs do that take them, and checks every address in them against RFC 3986.

Reads {"documents": {name: [media type, text]}} from standard input; writes {"problems": […], "addresses": {name: [address, …]}}. An address must
be an absolute URI in ASCII that holds no user name, of the web unless a reader expects another one at its place; pages may also write it
relative to themselves. What is no address but should be read as a document is checked for being one.
"""

import csv
import io
import json
import re
import sys
from html.parser import HTMLParser
from xml.etree import ElementTree

import feedparser
import icalendar

# RFC 3986, appendix A, written from the grammar.
PCHAR = r"(?:[A-Za-z0-9\-._~!$&'()*+,;=:@]|%[0-9A-Fa-f]{2})"
TAIL = rf"(?:\?(?:{PCHAR}|[/?])*)?(?:\#(?:{PCHAR}|[/?])*)?"
AUTHORITY = r"(?:\[[0-9A-Fa-f:.]+\]|(?:[A-Za-z0-9\-._~!$&'()*+,;=]|%[0-9A-Fa-f]{2})+)(?::[0-9]*)?"
WEB = re.compile(rf"(?:https?|webcal)://{AUTHORITY}(?:/{PCHAR}*)*{TAIL}")
MAIL = re.compile(rf"mailto:{PCHAR}*{TAIL}")
NAME = re.compile(rf"(?:urn|tag):(?:{PCHAR}|/)+{TAIL}")
RELATIVE = re.compile(rf"(?://{AUTHORITY}(?:/{PCHAR}*)*|(?:/{PCHAR}+)?(?:/{PCHAR}*)*|(?:(?!{PCHAR}*:){PCHAR})+(?:/{PCHAR}*)*|){TAIL}")

SCHEME = re.compile(r"\s*(?:https?|webcals?|mailto|javascript|data|vbscript|file|ftp|tel|urn|tag|cid|blob)\s*:", re.IGNORECASE)
ATTRIBUTES = ("href", "src", "action", "formaction", "poster", "data", "cite", "longdesc", "background", "ping", "manifest", "usemap")
# The namespaces of documents are names, whatever they look like.
XML_ADDRESSES = ("href", "src", "url", "uri", "xmlUrl", "htmlUrl", "resource", "about")
XML_TEXTS = ("link", "loc", "url", "uri", "docs", "comments", "logo", "icon")
# What a source calls a thing is compared to the letter and opened by nobody.
JSON_NAMES = ("native_id", "nativeId")
JSON_KEYS = ("url", "href", "image", "banner_image", "icon", "favicon", "page", "link", "canonical")

problems, found = [], {}


class Reader:
    def __init__(self, name):
        self.name, self.addresses = name, found.setdefault(name, [])

    def problem(self, place, what):
        problems.append(f"{self.name}: {place}: {what[:300]!r}")

    def address(self, place, text, *grammars):
        self.addresses.append(text)
        if not any(grammar.fullmatch(text) for grammar in (WEB, *grammars)):
            self.problem(place, text)


class Page(HTMLParser):
    def __init__(self, reader, text, relative):
        super().__init__(convert_charrefs=True)
        self.reader, self.relative, self.data = reader, (RELATIVE, MAIL) if relative else (MAIL,), None
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        self.data = "" if tag == "script" and given.get("type") == "application/ld+json" else None
        for name, value in attributes:
            place = f"<{tag} {name}>"
            if value is None:
                continue
            if name in ATTRIBUTES:
                self.reader.address(place, value, *self.relative)
            elif name in ("srcset", "imagesrcset"):
                for candidate in value.split(","):
                    self.reader.address(place, candidate.split()[0], *self.relative)
            elif name == "content" and given.get("http-equiv", "").lower() == "refresh":
                self.reader.address(place, value.split("url=", 1)[1], *self.relative)
            elif name == "style":
                for written in re.findall(r"url\((.*?)\)", value):
                    self.reader.address(place, written.strip("'\""), *self.relative)
            elif name.startswith("data-") and value.startswith("{"):
                in_json(self.reader, json.loads(value), place)
            elif name != "xmlns" and SCHEME.match(value):
                self.reader.address(place, value.replace("{z}", "0").replace("{x}", "0").replace("{y}", "0"), MAIL, NAME)

    def handle_data(self, data):
        if self.data is not None:
            self.data += data

    def handle_endtag(self, tag):
        if tag == "script" and self.data is not None:
            in_json(self.reader, json.loads(self.data), "JSON-LD")
            self.data = None


def in_json(reader, value, place=""):
    if isinstance(value, dict):
        for key, inner in value.items():
            at = f"{place}.{key}"
            if key in JSON_NAMES:
                continue
            if isinstance(inner, str) and (key in JSON_KEYS or key.endswith("_url")) and not key.startswith("@"):
                # What a document says of itself is relative in some of its keys.
                reader.address(at, inner, RELATIVE) if inner.startswith("/") else reader.address(at, inner, MAIL, NAME)
            elif isinstance(inner, str) and not key.startswith("@context"):
                text(reader, inner, at)
            elif not key.startswith("@context"):
                in_json(reader, inner, at)
    elif isinstance(value, list):
        for at, inner in enumerate(value):
            if isinstance(inner, str):
                text(reader, inner, f"{place}[{at}]")
            else:
                in_json(reader, inner, f"{place}[{at}]")


def text(reader, value, place):
    """A text that is an address, or that holds some in its markup."""
    if SCHEME.match(value) and not re.search(r"\s", value.strip()):
        reader.address(place, value, MAIL, NAME)
    elif "<" in value and ">" in value:
        Page(reader, value, False)


def in_xml(reader, document):
    root = ElementTree.fromstring(document)
    for element in root.iter():
        local = element.tag.split("}")[-1]
        for name, value in element.attrib.items():
            if name.split("}")[-1] in XML_ADDRESSES or SCHEME.match(value):
                reader.address(f"<{local} {name}>", value, MAIL, NAME)
        inner = (element.text or "").strip()
        if local in XML_TEXTS and inner and len(element) == 0:
            reader.address(f"<{local}>", element.text)
        elif inner:
            text(reader, inner, f"<{local}>")


def in_feed(reader, document):
    in_xml(reader, document)
    feed = feedparser.parse(document.encode(), response_headers={"content-type": "application/xml; charset=utf-8"})
    if feed.bozo:
        reader.problem("feedparser", str(feed.bozo_exception))
    for entry in feed.entries:
        for link in [*entry.get("links", []), *entry.get("media_content", []), *entry.get("media_thumbnail", [])]:
            reader.address("feedparser", link.get("href") or link.get("url"))


def in_calendar(reader, document):
    calendar = icalendar.Calendar.from_ical(document)
    for component in calendar.walk():
        for name, value in component.property_items():
            if name in ("BEGIN", "END"):
                continue
            written = value.to_ical().decode() if hasattr(value, "to_ical") else str(value)
            if name in ("URL", "SOURCE", "CONFERENCE", "IMAGE", "ATTACH"):
                reader.address(name, str(value))
            elif name == "X-ALT-DESC":
                Page(reader, str(value), False)
            elif name == "LOCATION":
                for word in str(value).split():
                    text(reader, word.rstrip(","), name)
            elif SCHEME.match(written):
                reader.address(name, str(value), MAIL, NAME)
            for parameter in value.params.values() if hasattr(value, "params") else ():
                text(reader, str(parameter), f"{name};")
            # One address on a line of its own is what a program makes a link of.
            if name == "DESCRIPTION":
                for line in str(value).splitlines():
                    last = line.split(" ")[-1]
                    if SCHEME.match(last):
                        reader.address(name, last, MAIL)


def in_table(reader, document):
    document = document.removeprefix("\ufeff")
    rows = list(csv.reader(io.StringIO(document), delimiter=";" if ";" in document.splitlines()[0] else ","))
    for row in rows:
        if len(row) != len(rows[0]):
            reader.problem("csv", f"{len(row)} cells")
        for at, cell in enumerate(row):
            text(reader, cell, rows[0][min(at, len(rows[0]) - 1)])


for name, (media_type, document) in json.load(sys.stdin)["documents"].items():
    reader = Reader(name)
    if media_type == "text/html":
        Page(reader, document, True)
    elif media_type in ("application/rss+xml", "application/atom+xml"):
        in_feed(reader, document)
    elif media_type.endswith("xml") or media_type == "text/x-opml":
        in_xml(reader, document)
    elif media_type.endswith("json"):
        in_json(reader, json.loads(document))
    elif media_type == "text/calendar":
        in_calendar(reader, document)
    elif media_type == "text/csv":
        in_table(reader, document)
    elif media_type == "text/plain":
        for line in document.splitlines():
            if line.startswith("Sitemap:"):
                reader.address("Sitemap", line.split(":", 1)[1].strip())
    elif media_type == "link":
        for address in re.findall(r"<([^>]*)>", document):
            reader.address("Link", address, RELATIVE)
    else:
        reader.problem(media_type, "no reader for it")

json.dump({"problems": problems, "addresses": {name: sorted(set(all)) for name, all in found.items()}}, sys.stdout)
