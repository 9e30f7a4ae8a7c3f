// The exported portal in a browser, handed out by a server that knows folders and files and nothing else, under a path of its host: no page reports an error, asks
// another host or scrolls sideways; axe-core finds nothing; one finds one's way without JavaScript; the map leads to pages, and the widget shows what it was told.
// With a folder `pictures` it draws every page for people to look at.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { PHONE, SCREEN, fault, must, open, told, visit, withBrowser } from "./chromium.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** Serves `told.folder`, in whose folder `agenda` the portal stands, with Python’s own server. */
async function served() {
  const server = spawn("python3", ["-u", "-m", "http.server", "0", "--bind", "127.0.0.1", "--directory", told.folder], { stdio: ["ignore", "pipe", "ignore"] });
  const [line] = await once(server.stdout, "data");
  return { server, host: `127.0.0.1:${/port (\d+)/.exec(String(line))[1]}` };
}

const { server, host } = await served();
told.address = `http://${host}/agenda/`;

const list = JSON.parse(readFileSync(join(told.folder, "agenda/api/v1/consultations.json"), "utf8"));
const consultation = list.items.reduce((best, item) => (item.meetings_count > best.meetings_count ? item : best));
const PAGES = [
  "",
  "page-2/",
  "territory-54395/",
  "status-closed/",
  `consultations/${consultation.id}/`,
  "agenda/",
  "agenda/view-month/",
  "agenda/territory-54395/",
  "subscribe/",
  "subscribe/concerns-54395/",
  "numbers/",
  "status/",
  "about/",
  "api/docs/",
  "embed/",
  "404.html",
];

async function sound(page, where) {
  const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  must(over <= 0, where, `scrolls sideways by ${over} px`);
  await page.evaluate(AXE);
  const { violations } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations"], iframes: false }));
  for (const { id, help, nodes } of violations) fault(where, `${id}: ${help}: ${nodes[0].target}`);
}

async function everyPage(browser, size) {
  const { page, noise } = await open(browser, { size, touch: size === PHONE, hosts: [host] });
  await page.addInitScript(() => {
    addEventListener("securitypolicyviolation", (event) => console.error(`CSP: ${event.violatedDirective} ${event.blockedURI}`));
  });
  for (const path of PAGES) {
    const where = `${path || "the portal"} (${size.width} px)`;
    await visit(page, path);
    const frame = page.locator("iframe").first();
    if (await frame.count()) {
      await frame.scrollIntoViewIfNeeded();
      await page.waitForLoadState("networkidle");
    }
    await sound(page, where);
    for (const line of noise.splice(0)) fault(where, line);
    if (told.pictures) await page.screenshot({ path: join(told.pictures, `${size.width}-${path.replaceAll("/", "_") || "portal"}.png`), fullPage: true });
  }
  await page.context().close();
}

/** By links alone, as without JavaScript: a territory, a consultation there, a subscription to it, the other language. */
async function oneFindsOnesWay(browser) {
  const { page, noise } = await open(browser, { script: false, hosts: [host] });
  await visit(page, "");
  await page.locator(".filters .line a", { hasText: "Vandœuvre" }).first().click();
  must(/Vandœuvre/.test(await page.locator("h1").textContent()), "the way", `led to ${page.url()}`);
  const url = page.url();
  await page.locator(".item h3 a").first().click();
  must(page.url().includes("/consultations/"), "the way", `led to ${page.url()}`);
  await page.goto(url);
  await page.locator(".bar a.button").first().click();
  must(/subscribe\/territory-54547/.test(page.url()), "the way", `led to ${page.url()}`);
  const feed = await page.locator(".addresses a").first().getAttribute("href");
  must(feed.startsWith(`${told.public}/rss/territory-54547/`), "the way", `offers ${feed}`);
  await page.locator("nav a[lang=en]").click();
  must((await page.locator("html").getAttribute("lang")) === "en", "the way", "led to no English page");
  for (const line of noise.splice(0)) fault("the way", line);
  await page.context().close();
}

async function theMapLeadsToPages(browser) {
  for (const [path, language] of [["", "fr"], ["lang-en/territory-54395/", "en"]]) {
    const { page, noise } = await open(browser, { hosts: [host] });
    await visit(page, path);
    await page.locator("[data-map]").click();
    await page.locator(".leaflet-interactive").first().dispatchEvent("click");
    await page.locator(".leaflet-popup a").first().click();
    await page.waitForURL(/consultations/);
    const shown = await page.locator("html").getAttribute("lang");
    must(shown === language && (await page.locator("h1").count()) === 1, "the map", `led from ${path} to ${page.url()} in ${shown}`);
    for (const line of noise.splice(0)) fault("the map", line);
    await page.context().close();
  }
}

async function theWidgetShowsWhatItWasTold(browser) {
  const one = list.items[0];
  const widget = (attributes) => `<passerelle-agenda ${attributes}>hors service</passerelle-agenda>`;
  writeFileSync(
    join(told.folder, "commune.html"),
    `<!DOCTYPE html><html lang="fr"><head><meta charset="utf-8"><title>Commune</title><link rel="icon" href="data:,"></head><body><h1>Commune</h1>
     <script type="module" src="agenda/widget.js"></script>
     ${widget('concerns="54395"')}${widget('territory="54395" view="compact" limit="2" lang="en"')}${widget('view="calendar"')}${widget('theme="nothing-has-this-theme"')}
     ${widget(`consultation="${one.id}" lang="fr"`)}</body></html>`,
  );
  const { page, noise } = await open(browser, { hosts: [host] });
  await visit(page, "../commune.html");
  const shown = page.locator("passerelle-agenda");
  await shown.nth(0).locator(".items .title").first().waitFor();
  await shown.nth(1).locator(".items .title").first().waitFor();
  must((await shown.nth(1).locator(".items .title").count()) === 2, "the widget", "shows another number than it was told");
  must((await shown.nth(1).locator(".w").getAttribute("lang")) === "en", "the widget", "is not in the language that it was told");
  await shown.nth(2).scrollIntoViewIfNeeded();
  await shown.nth(2).locator("table").waitFor();
  await shown.nth(4).scrollIntoViewIfNeeded();
  await shown.nth(4).locator(".items .title").first().waitFor();
  must((await shown.nth(4).locator(".items .title").allTextContents()).length === 1, "the widget", "shows more than the one that it was told");
  const leads = await shown.nth(0).locator("a").evaluateAll((links) => links.map((link) => link.href));
  for (const lead of leads.filter((lead) => lead.startsWith(`${told.public}/`))) {
    const answer = await fetch(lead.replace(`${told.public}/`, told.address));
    must(answer.ok && !lead.includes("?"), "the widget", `leads to ${lead}: ${answer.status}`);
  }
  must(leads.some((lead) => lead.startsWith(`${told.public}/`)), "the widget", `leads nowhere: ${leads}`);
  // What is not exported is not there, and the page around stays as it is.
  await shown.nth(3).scrollIntoViewIfNeeded();
  await page.waitForLoadState("networkidle");
  must(/hors service/.test(await shown.nth(3).evaluate((element) => element.textContent)), "the widget", "loses what stands in it");
  const wrong = noise.filter((line) => !/nothing-has-this-theme|404/.test(line));
  for (const line of wrong) fault("the widget", line);
  await page.context().close();
}

/** What a widget asks for is called as the export calls it, whatever its attributes say. */
async function theWidgetKnowsTheNames(browser) {
  const { page } = await open(browser, { hosts: [host] });
  await visit(page, "../commune.html");
  const asked = [];
  page.on("request", (request) => asked.push(request.url()));
  for (const { attributes, file } of told.names) {
    const found = page.waitForRequest(told.address + file, { timeout: 5_000 });
    await page.evaluate((attributes) => {
      const widget = document.createElement("passerelle-agenda");
      for (const [name, value] of attributes) widget.setAttribute(name, value);
      document.body.replaceChildren(widget);
    }, attributes);
    await found.catch(() => fault("the names", `${JSON.stringify(attributes)} asks for ${asked.at(-1)}, not ${file}`));
  }
  await page.context().close();
}

process.on("exit", () => server.kill());

await withBrowser(async (browser) => {
  for (const size of [PHONE, SCREEN]) await everyPage(browser, size);
  await oneFindsOnesWay(browser);
  await theMapLeadsToPages(browser);
  await theWidgetShowsWhatItWasTold(browser);
  await theWidgetKnowsTheNames(browser);
});
