"""Serves a folder with Python's own web server, as any server would that knows nothing of the gateway, and reads all of it as browsers and programs do.

usage: static_site.py FOLDER SUBPATH PUBLIC_URL

The site stands in FOLDER/SUBPATH and is served under /SUBPATH/; PUBLIC_URL is what its feeds say in the place of that. What was found is written to
standard output as JSON; every problem is a line of `problems`.
"""

import csv
import functools
import http.client
import http.server
import io
import json
import pathlib
import sys
import threading
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

import feedparser
import icalendar

FOLDER, SUBPATH, PUBLIC = pathlib.Path(sys.argv[1]), sys.argv[2], sys.argv[3].rstrip("/")
ROOT = FOLDER / SUBPATH
ATTRIBUTES = ("href", "src", "action", "formaction", "poster", "data", "data-map")


class Quiet(http.server.SimpleHTTPRequestHandler):
    # As small as that of forges: it knows folders and files.
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def log_message(self, *_):
        pass


class Page(HTMLParser):
    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.leads, self.forms, self.ids, self.dead = [], 0, set(), []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        found = dict(attributes)
        self.forms += tag in ("form", "input", "select", "textarea")
        self.ids.add(found.get("id"))
        if tag == "a" and "href" not in found:
            self.dead.append(found)
        if found.get("http-equiv") == "refresh":
            self.leads.append((tag, "content", found["content"].split("url=", 1)[1]))
        if found.get("property") == "og:url":
            self.leads.append((tag, "content", found["content"]))
        for name in ATTRIBUTES:
            if name in found:
                self.leads.append((tag, name, found[name]))


class Reader:
    def __init__(self, port):
        self.here = f"http://127.0.0.1:{port}"
        self.port, self.known, self.problems = port, {}, []
        self.connection = http.client.HTTPConnection("127.0.0.1", port)

    def get(self, path):
        """Status, media type and body of a path; asked once."""
        if path not in self.known:
            self.connection.request("GET", path)
            answer = self.connection.getresponse()
            self.known[path] = (answer.status, answer.headers.get_content_type(), answer.read())
        return self.known[path]

    def problem(self, where, what):
        self.problems.append(f"{where}: {what}")

    def lead(self, where, target):
        """Checks where a link leads; tells the path, if it is of this site."""
        url = urlsplit(urljoin(f"{self.here}{where}", target))
        whole = f"https://{url.netloc}{url.path}" if url.scheme == "webcal" else url._replace(query="", fragment="").geturl()
        if whole == PUBLIC or whole.startswith(f"{PUBLIC}/"):
            path = f"/{SUBPATH}{whole[len(PUBLIC):]}"
        elif whole.startswith(f"{self.here}/"):
            path = url.path
        else:
            return None
        if url.query:
            self.problem(where, f"leads to a question: {target}")
        if not path.startswith(f"/{SUBPATH}/"):
            self.problem(where, f"leads out of the site: {target}")
        status = self.get(path)[0]
        if status != 200:
            self.problem(where, f"leads to {status}: {target}")
        return path


def pages(reader):
    seen, links = {}, 0
    for file in sorted(ROOT.rglob("*.html")):
        name = file.relative_to(ROOT).as_posix()
        path = f"/{SUBPATH}/{name.removesuffix('index.html') if name.split('/')[-1] == 'index.html' else name}"
        status, media_type, body = reader.get(path)
        if (status, media_type) != (200, "text/html"):
            reader.problem(path, f"is answered with {status} {media_type}")
        page = Page(body.decode())
        if page.forms:
            reader.problem(path, f"{page.forms} controls that nobody answers")
        if page.dead:
            reader.problem(path, f"links without an address: {page.dead[:3]}")
        leads = [reader.lead(path, target) for _, _, target in page.leads]
        links += sum(lead is not None for lead in leads)
        seen[path] = {lead for lead in leads if lead}
    return seen, links


def reachable(seen):
    found, waiting = set(), [f"/{SUBPATH}/"]
    while waiting:
        path = waiting.pop()
        if path not in found:
            found.add(path)
            waiting.extend(seen.get(path, ()))
    return found


def feed(reader, path, body):
    found = feedparser.parse(body)
    if found.bozo:
        reader.problem(path, f"not well-formed: {found.bozo_exception}")
        return
    own = [link.href for link in found.feed.links if link.rel == "self"]
    if [reader.lead(path, link) for link in own] != [path]:
        reader.problem(path, f"says that it is at {own}")
    for link in found.feed.links + [link for entry in found.entries for link in entry.links]:
        reader.lead(path, link.href)


def data(reader, path, value):
    """Every address of the site that stands in JSON leads to a file."""
    if isinstance(value, dict):
        # An appointment that belongs to no consultation has no page, also where a gateway answers.
        if value.get("relay", {}).get("kind") == "event":
            return
        for key, inner in value.items():
            if not key.endswith("html"):
                data(reader, path, inner)
    elif isinstance(value, list):
        for inner in value:
            data(reader, path, inner)
    elif isinstance(value, str) and value.startswith(f"{PUBLIC}/"):
        reader.lead(path, value)


def others(reader):
    counts = {}
    for file in sorted(path for path in ROOT.rglob("*") if path.is_file()):
        name, kind = file.relative_to(ROOT).as_posix(), file.suffix
        if name.startswith(".") or kind == ".html":
            continue
        path = f"/{SUBPATH}/{name}"
        status, _, body = reader.get(path)
        if status != 200 or body != file.read_bytes():
            reader.problem(path, f"is answered with {status}, or otherwise")
        counts[kind] = counts.get(kind, 0) + 1
        try:
            if kind == ".xml" and not name.startswith("sitemap"):
                feed(reader, path, body)
            elif kind in (".xml", ".opml"):
                for part in body.decode().replace("<loc>", '"').replace("</loc>", '"').split('"'):
                    if part.startswith(PUBLIC):
                        reader.lead(path, part)
            elif kind in (".json", ".geojson"):
                data(reader, path, json.loads(body))
            elif kind == ".ics":
                for event in icalendar.Calendar.from_ical(body).walk("VEVENT"):
                    data(reader, path, str(event.get("url", "")))
            elif kind == ".csv":
                for row in csv.reader(io.StringIO(body.decode("utf-8-sig")), delimiter=";" if "semicolon" in name else ","):
                    data(reader, path, row)
        except (ValueError, csv.Error) as error:
            reader.problem(path, f"cannot be read: {error}")
    return counts


handler = functools.partial(Quiet, directory=str(FOLDER))
with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
    threading.Thread(target=server.serve_forever, daemon=True).start()
    reader = Reader(server.server_port)
    seen, links = pages(reader)
    counts = others(reader)
    json.dump(
        {
            "pages": len(seen),
            "links": links,
            "files": counts,
            "unreachable": sorted(set(seen) - reachable(seen)),
            "problems": reader.problems,
        },
        sys.stdout,
    )
    server.shutdown()
