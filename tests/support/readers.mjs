// Reads what the gateway writes with independent readers from npm, and writes what each of them found as JSON.
// Usage: node readers.mjs rss|atom|json|opml|ics < document
import ICAL from "ical.js";
import Parser from "rss-parser";
import * as feedsmith from "feedsmith";

const kind = process.argv[2];
const chunks = [];
for await (const chunk of process.stdin) chunks.push(chunk);
const text = Buffer.concat(chunks).toString("utf8");

function ofFeedsmith() {
  const { format, feed } = feedsmith.parseFeed(text);
  const items = feed.items ?? feed.entries;
  return {
    format,
    items: items.map((item) => ({
      id: item.guid?.value ?? item.id,
      title: item.title?.value ?? item.title,
      link: item.link ?? item.url ?? item.links?.find((link) => (link.rel ?? "alternate") === "alternate")?.href,
    })),
  };
}

async function ofRssParser() {
  const feed = await new Parser().parseString(text);
  return feed.items.map((item) => ({ id: item.guid ?? item.id, title: item.title, link: item.link }));
}

function ofIcal() {
  const calendar = new ICAL.Component(ICAL.parse(text));
  return calendar.getAllSubcomponents("vevent").map((component) => {
    const event = new ICAL.Event(component);
    return {
      uid: event.uid,
      sequence: event.sequence,
      summary: event.summary,
      starts: event.startDate.isDate ? event.startDate.toString() : event.startDate.toJSDate().toISOString(),
    };
  });
}

const readers = {
  rss: async () => ({ feedsmith: ofFeedsmith(), rssParser: await ofRssParser() }),
  atom: async () => ({ feedsmith: ofFeedsmith(), rssParser: await ofRssParser() }),
  json: async () => ({ feedsmith: ofFeedsmith() }),
  opml: async () => feedsmith.parseOpml(text),
  ics: async () => ofIcal(),
};
console.log(JSON.stringify(await readers[kind]()));
