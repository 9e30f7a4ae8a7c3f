// The widget from its first moment to the last: it asks nothing before a reader comes near, does what its attributes say whenever they change, is led by the keyboard, shows
// the last good copy while the gateway is gone, whoever answers instead, and without a copy nothing but the link that stands in it.
import { PHONE, fault, must, told, withBrowser } from "./chromium.mjs";
import { shown, visitor, way, website } from "./website.mjs";

const HERE = new URL(told.address).host;
const LINK = '<a href="https://agenda.example.fr/?concerns=54395">Donnez votre avis</a>';
const body = (home, attributes) => `<script type="module" src="${home}/widget.js"></script><passerelle-agenda ${attributes}>${LINK}</passerelle-agenda>`;

async function notBeforeOneComesNear(browser) {
  const where = "far below";
  const site = await website({ page: { body: `<div class="far"></div>${body(told.address, "")}`, head: "<style>.far { height: 4000px }</style>" } });
  const { context, page, noise } = await visitor(browser, [HERE, site.host], { size: PHONE });
  const asked = [];
  page.on("request", (request) => request.url().includes("widget.json") && asked.push(request.url()));
  await page.goto(site.page("page"), { waitUntil: "networkidle" });
  must(asked.length === 0, where, `asks before anybody comes near: ${asked}`);
  must(await page.getByRole("link", { name: "Donnez votre avis" }).isVisible(), where, "does not show what stands in it");
  await page.evaluate(() => scrollTo(0, 3000));
  await page.locator("passerelle-agenda section.card a.title").first().waitFor();
  must(asked.length >= 1 && new Set(asked).size === 1, where, `asks ${asked.length} times: ${asked}`);
  for (const line of noise) fault(where, line);
  await context.close();
  site.close();
}

async function itsAttributesChange(browser) {
  const where = "attributes";
  const site = await website({ page: { body: body(told.address, 'limit="1"') } });
  const { context, page, noise } = await visitor(browser, [HERE, site.host]);
  await page.goto(site.page("page"));
  const widget = (await shown(page, 1)).first();
  const becomes = async (attributes, selector, count) => {
    await widget.evaluate((element, attributes) => {
      for (const [name, value] of Object.entries(attributes)) value === null ? element.removeAttribute(name) : element.setAttribute(name, value);
    }, attributes);
    const found = widget.locator(selector);
    const told = JSON.stringify(attributes);
    await page.waitForFunction(([selector, count]) => document.querySelector("passerelle-agenda").shadowRoot.querySelectorAll(selector).length === count, [selector, count]).catch(() => fault(where, `${told} shows something else`));
    return found;
  };
  must((await widget.locator(".items .item").count()) === 1, where, "another number than the limit");
  await becomes({ limit: "4" }, ".items .item", 4);
  await becomes({ view: "calendar" }, "table.month", 1);
  await becomes({ view: "compact", lang: "en" }, '.w.compact[lang="en"]', 1);
  await becomes({ caption: "" }, ".heading", 0);
  await becomes({ caption: null, heading: "4" }, "h4.heading", 1);
  await becomes({ scheme: "dark" }, ".w.dark", 1);
  await becomes({ q: "zzzzzz" }, ".empty", 1);
  await becomes({ q: null, limit: "<script>" }, ".items .item", 6);
  const one = await widget.locator("a.title").first().evaluate(({ href }) => /consultations\/([0-9a-f-]+)/.exec(href)[1]);
  const found = await becomes({ consultation: one, limit: null, view: "list" }, ".items .item", 1);
  must((await found.locator("a.title").evaluate(({ href }) => href)).includes(one), where, "shows another consultation than the one that was asked for");
  // It is taken out and put in again, as pages do that are built by scripts.
  await widget.evaluate((element) => { const { parentNode } = element; element.remove(); parentNode.append(element); });
  await becomes({ consultation: null, limit: "2" }, ".items .item", 2);
  for (const line of noise) fault(where, line);
  await context.close();
  site.close();
}

const FOCUSED = () => {
  const inside = document.activeElement.shadowRoot?.activeElement ?? document.activeElement;
  const style = getComputedStyle(inside);
  const name = inside.getAttribute("aria-label") ?? inside.textContent;
  return { name, is: inside.className, seen: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2, box: inside.getBoundingClientRect().height };
};

async function theKeyboardLeads(browser) {
  const site = await website({ list: { body: body(told.address, "") }, calendar: { body: body(told.address, 'view="calendar"') } });
  const { context, page, noise } = await visitor(browser, [HERE, site.host]);

  await page.goto(site.page("list"));
  const list = (await shown(page, 1)).first();
  const links = await list.locator("section a").allTextContents();
  const met = [];
  for (let step = 0; step < links.length + 3 && met.length < links.length; step += 1) {
    await page.keyboard.press("Tab");
    const { name, is, seen } = await page.evaluate(FOCUSED);
    if (!["title", "link"].includes(is)) continue;
    must(seen, "the keyboard", `does not show where it is: ${name}`);
    met.push(name);
  }
  must(links.join("|") === met.join("|"), "the keyboard", `meets ${met}, not ${links}`);

  await page.goto(site.page("calendar"));
  const calendar = (await shown(page, 1)).first();
  const caption = calendar.locator(".bar .caption");
  const focusOn = async (is) => {
    for (let step = 0; step < 60; step += 1) {
      await page.keyboard.press("Tab");
      const found = await page.evaluate(FOCUSED);
      if (found.is === is) return found;
    }
    return fault("the calendar", `has no ${is} for the keyboard`);
  };
  const first = await caption.textContent();
  await focusOn("step");
  const next = await focusOn("step");
  must(next.seen, "the calendar", "does not show that a button has the focus");
  await page.keyboard.press("Enter");
  must((await caption.textContent()) !== first, "the calendar", "does not turn to the next month");
  must((await page.evaluate(FOCUSED)).name === next.name, "the calendar", "loses the focus when it turns");
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Space");
  must((await caption.textContent()) === first, "the calendar", "does not turn back");
  await focusOn("step");
  const day = await focusOn("day");
  await page.keyboard.press("Enter");
  const date = await page.evaluate(FOCUSED);
  must(date.is === "date" && date.seen, "the calendar", `a day leads to ${date.is}`);
  const number = /\d+/.exec(day.name)[0];
  must(date.name.includes(number), "the calendar", `the ${day.name} leads to ${date.name}`);
  await page.keyboard.press("Tab");
  must((await page.evaluate(FOCUSED)).is === "title", "the calendar", "the day leads nowhere");
  // To the last month, and not beyond.
  await calendar.locator("button.step").nth(1).focus();
  for (let step = 0; step < 40; step += 1) await page.keyboard.press("Enter");
  must((await calendar.locator("button.step").nth(1).getAttribute("aria-disabled")) === "true", "the calendar", "does not say where it ends");
  for (const line of noise) fault("the keyboard", line);
  await context.close();
  site.close();
}

/** The browser itself tells that nobody answers. */
const EXPECTED = /ERR_CONNECTION_REFUSED|502|passerelle-agenda http/;

async function theGatewayGoes(browser) {
  const road = await way();
  const site = await website({ page: { body: body(road.home, 'concerns="54395"') } });
  const hosts = [new URL(road.home).host, site.host];
  const known = await visitor(browser, hosts);
  const titles = async (page) => (await shown(page, 1)).first().locator("a.title").allTextContents();
  const visit = async (page) => {
    await page.goto("about:blank");
    await page.goto(site.page("page"));
  };
  await visit(known.page);
  const good = await titles(known.page);
  must(good.length >= 3, "the gateway", `shows only ${good}`);
  for (const state of ["cut", "broken", "cut", "broken"]) {
    await road.becomes(state);
    await visit(known.page);
    const kept = await titles(known.page).catch(() => []);
    must(kept.join() === good.join(), `the gateway ${state}`, `the last good copy is gone: ${kept}`);
    await known.page.waitForTimeout(300);
    const later = await titles(known.page).catch(() => []);
    must(later.join() === good.join(), `the gateway ${state}`, `the last good copy is given up: ${later}`);
  }
  for (const state of ["cut", "broken"]) {
    await road.becomes(state);
    const stranger = await visitor(browser, hosts);
    await visit(stranger.page);
    await stranger.page.waitForTimeout(300);
    const where = `the gateway ${state}, never seen`;
    must(await stranger.page.getByRole("link", { name: "Donnez votre avis" }).isVisible(), where, "the link is not shown");
    must((await stranger.page.locator("passerelle-agenda section").count()) === 0, where, "shows something of which nobody knows");
    for (const line of stranger.noise) if (!EXPECTED.test(line)) fault(where, line);
    await stranger.context.close();
  }
  // Only the data are gone: the script is there.
  await road.becomes("whole");
  const half = await visitor(browser, hosts);
  await half.page.route("**/widget.json*", (route) => route.abort("connectionrefused"));
  await visit(half.page);
  await half.page.waitForTimeout(300);
  must(await half.page.getByRole("link", { name: "Donnez votre avis" }).isVisible(), "data that do not come", "the link is not shown");
  await half.context.close();
  // It is there again.
  await visit(known.page);
  must((await titles(known.page)).join() === good.join(), "the gateway again", "shows something else");
  for (const line of known.noise) if (!EXPECTED.test(line)) fault("the gateway", line);
  await known.context.close();
  site.close();
  road.close();
}

/** Answers for the gateway: first `early`, then, once somebody asks whether there is something newer, `late`. */
async function renewed(page, early, late) {
  let asked = 0;
  await page.route("**/widget.json*", async (route) => {
    const headers = { "content-type": "application/json", "access-control-allow-origin": "*", "access-control-expose-headers": "Date", "cache-control": "max-age=0", date: new Date(0).toUTCString() };
    if (route.request().method() === "HEAD") return route.fulfill({ headers });
    asked += 1;
    if (asked > 1) await new Promise((done) => setTimeout(done, 600));
    return route.fulfill({ headers, body: asked > 1 ? late : early });
  });
}

async function nothingIsTakenAwayUnderAReader(browser) {
  const where = "a renewal";
  const site = await website({ page: { body: body(told.address, "") } });
  const { context, page, noise } = await visitor(browser, [HERE, site.host]);
  const early = await (await fetch(new URL("/widget.json?view=list&limit=3", told.address))).text();
  const data = JSON.parse(early);
  data.items[0].title = "Autre titre";
  await renewed(page, early, JSON.stringify(data));
  await page.goto(site.page("page"));
  const links = page.locator("passerelle-agenda a.title");
  await links.nth(1).focus();
  await page.waitForTimeout(1_200);
  const focused = await page.evaluate(FOCUSED);
  must(focused.is === "title", where, `takes the focus away: ${focused.is}`);
  must((await links.first().textContent()) !== "Autre titre", where, "changes what a reader is in");
  await page.evaluate(() => document.activeElement.shadowRoot.activeElement.blur());
  await page.waitForFunction(() => document.querySelector("passerelle-agenda").shadowRoot.querySelector("a.title").textContent === "Autre titre").catch(() => fault(where, "never comes"));
  for (const line of noise) fault(where, line);
  await context.close();
  site.close();
}

async function theMonthOfTodayComesByItself(browser) {
  const where = "a new month";
  const site = await website({ page: { body: body(told.address, 'view="calendar"') } });
  const { context, page, noise } = await visitor(browser, [HERE, site.host]);
  const early = await (await fetch(new URL("/widget.json?view=calendar", told.address))).text();
  const data = JSON.parse(early);
  data.months[0].days = [];
  const over = { ...data, months: data.months.slice(1) };
  await renewed(page, JSON.stringify(data), JSON.stringify(over));
  await page.goto(site.page("page"));
  const caption = page.locator("passerelle-agenda .bar .caption");
  await page.waitForTimeout(1_200);
  const expected = over.months.find(({ days }) => days.length).name;
  must((await caption.textContent()) === expected, where, `shows ${await caption.textContent()}, not ${expected}`);
  for (const line of noise) fault(where, line);
  await context.close();
  site.close();
}

async function whatGoesWrongIsSaidAndNothingBreaks(browser) {
  const road = await way();
  const other = await website({
    two: { body: `${body(told.address, "")}${body(road.home, "")}` },
    many: { body: body(told.address, 'limit="999"') },
    odd: { body: body(told.address, "") },
  });
  const hosts = [HERE, new URL(road.home).host, other.host];
  const { context, page, noise } = await visitor(browser, hosts);
  await page.goto(other.page("two"));
  await shown(page, 2);
  must(noise.some((line) => line.includes("another gateway came before") && line.includes(road.home)), "two gateways", `are not told apart: ${noise}`);
  noise.splice(0);
  await page.goto(other.page("many"));
  await shown(page, 1);
  for (const line of noise.splice(0)) fault("too many", line);
  await page.route("**/widget.json*", (route) => route.fulfill({ headers: { "access-control-allow-origin": "*" }, body: "<h1>Maintenance</h1>" }));
  await page.goto(other.page("odd"), { waitUntil: "networkidle" });
  must(await page.getByRole("link", { name: "Donnez votre avis" }).isVisible(), "an odd answer", "the link is not shown");
  for (const line of noise) fault("an odd answer", line);
  await context.close();
  other.close();
  road.close();
}

/** The frame: as high as what it shows where the widget’s script is there, and never higher than it was where not. */
async function theFrame(browser) {
  const frame = (query) => `<iframe src="${told.address}/embed?${query}" title="Agenda" width="100%" height="480"></iframe>`;
  const script = `<script type="module" src="${told.address}/widget.js"></script>`;
  const listens = "<script>addEventListener('message', ({ data, origin }) => { globalThis.heard = { ...data, origin } })</script>";
  const site = await website({
    alone: { body: `${listens}${frame("concerns=54395&limit=2")}` },
    before: { body: `${script}${frame("concerns=54395&limit=2")}` },
    after: { body: `${frame("view=calendar&lang=en")}${script}` },
  });
  for (const size of [PHONE, undefined]) {
    const { context, page, noise } = await visitor(browser, [HERE, site.host], { size });
    await page.goto(site.page("alone"));
    await page.waitForFunction(() => globalThis.heard);
    const heard = await page.evaluate(() => globalThis.heard);
    must(heard.type === "passerelle:height" && heard.height > 100 && heard.origin === told.address, "the frame", `tells ${JSON.stringify(heard)}`);
    must((await page.locator("iframe").evaluate((frame) => frame.clientHeight)) === 480, "the frame", "changes its height without anybody’s doing");
    for (const name of ["before", "after"]) {
      await page.goto(site.page(name));
      const inside = page.frameLocator("iframe");
      await inside.locator("a.title").first().waitFor();
      const fits = () => page.locator("iframe").evaluate((frame) => frame.clientHeight);
      const height = await inside.locator("html").evaluate((element) => Math.ceil(element.getBoundingClientRect().height));
      await page.waitForFunction((height) => Math.abs(document.querySelector("iframe").clientHeight - height) <= 2, height).catch(async () => fault(`the frame (${name})`, `is ${await fits()} px high, not ${height}`));
    }
    for (const line of noise) fault("the frame", line);
    await context.close();
  }
  site.close();
}

await withBrowser(async (browser) => {
  await notBeforeOneComesNear(browser);
  await itsAttributesChange(browser);
  await theKeyboardLeads(browser);
  await nothingIsTakenAwayUnderAReader(browser);
  await theMonthOfTodayComesByItself(browser);
  await whatGoesWrongIsSaidAndNothingBreaks(browser);
  await theGatewayGoes(browser);
  await theFrame(browser);
});
