"""Reads a feed from standard input as feedparser understands it and writes it as JSON: what a reader would show."""

import json
import sys

import feedparser

feed = feedparser.parse(sys.stdin.buffer.read(), response_headers={"content-type": "application/rss+xml; charset=utf-8"})
if feed.bozo:
    sys.exit(f"not well-formed: {feed.bozo_exception}")
json.dump(
    {
        "title": feed.feed.title,
        "language": feed.feed.language,
        "self": [link.href for link in feed.feed.links if link.rel == "self"],
        "people": [person for entry in feed.entries for person in entry.get("authors", [])],
        "items": [
            {
                "title": entry.title,
                "link": entry.link,
                "guid": entry.id,
                "is_link": entry.guidislink,
                "date": list(entry.published_parsed[:6]) if entry.get("published_parsed") else None,
                "description": entry.summary,
                "content": [content.value for content in entry.get("content", [])],
                "categories": [[tag.term, tag.scheme] for tag in entry.get("tags", [])],
                "source": entry.get("source", {}).get("title"),
                "publisher": entry.get("publisher"),
                "where": entry.get("where"),
            }
            for entry in feed.entries
        ],
    },
    sys.stdout,
)
