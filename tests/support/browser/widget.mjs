// The widget on the website of a commune, which is another host: in each view, at both widths, light and dark, in both languages it passes axe-core, makes nothing
// scroll or jump, asks the gateway only and leaves nothing behind; it is there twice, under a strict policy, and inside a page whose style sheet is hostile.
// With a folder `pictures` it draws every view for people to look at.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { PHONE, SCREEN, fault, must, told, withBrowser } from "./chromium.mjs";
import { offered, shown, visitor, website } from "./website.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const HERE = new URL(told.address).host;
const VIEWS = ["list", "compact", "calendar"];
const choice = (view, language) => `concerns=54395&widget=${view}${language === "en" ? "&lang=en" : ""}`;

async function passes(page, where) {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations"], rules: { "target-size": { enabled: true } }, iframes: false }));
  for (const { id, help, nodes } of violations) fault(where, `${id}: ${help}: ${nodes[0].target} ${nodes[0].failureSummary.replaceAll(/\s+/g, " ")}`);
  const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  must(over <= 0, where, `makes the page scroll sideways by ${over} px`);
}

/** What the page of subscriptions offers is pasted and works, whatever the reader’s device. */
async function everyView(browser) {
  const pages = {};
  for (const language of ["fr", "en"]) {
    for (const view of VIEWS) {
      const { widget, reserved } = await offered(browser, choice(view, language));
      const scheme = widget.replace("<passerelle-agenda", '<passerelle-agenda scheme="auto"');
      const dark = "<style>@media (prefers-color-scheme: dark) { html { background: #111; color: #eee } }</style>";
      pages[`${view}-${language}`] = { lang: language, body: scheme, head: `<style>${reserved}</style>${dark}` };
    }
  }
  const site = await website(pages);
  for (const size of [PHONE, SCREEN]) {
    for (const dark of [false, true]) {
      for (const name of Object.keys(pages)) {
        const where = `${name} (${size.width} px, ${dark ? "dark" : "light"})`;
        const { context, page, noise } = await visitor(browser, [HERE, site.host], { size, dark, touch: size === PHONE });
        await page.goto(site.page(name));
        const widget = (await shown(page, 1)).first();
        must((await widget.locator(".w").getAttribute("lang")) === pages[name].lang, where, "is in another language");
        must((await widget.locator("a.title").count()) > 0, where, "shows nothing");
        await passes(page, where);
        const shifted = await page.evaluate(() => globalThis.shifted);
        must(shifted < 0.01, where, `moves what stands below it: ${shifted}`);
        const left = await page.evaluate(() => [document.cookie, localStorage.length, sessionStorage.length].join());
        must(left === ",0,0", where, `leaves something behind: ${left}`);
        if (told.pictures) await page.screenshot({ path: join(told.pictures, `widget-${name}-${size.width}-${dark ? "dark" : "light"}.png`), fullPage: true });
        for (const line of noise) fault(where, line);
        await context.close();
      }
    }
  }
  site.close();
}

async function twice(browser) {
  const where = "twice on a page";
  const script = `<script type="module" src="${told.address}/widget.js"></script>`;
  const site = await website({
    page: { body: `${script}<passerelle-agenda concerns="54395" limit="2"></passerelle-agenda>${script}<passerelle-agenda view="compact" lang="en" caption="Nearby" heading="3"></passerelle-agenda>` },
  });
  const { context, page, noise } = await visitor(browser, [HERE, site.host]);
  const scripts = [];
  page.on("request", (request) => request.url().endsWith("/widget.js") && scripts.push(request.url()));
  await page.goto(site.page("page"));
  const before = await page.evaluate(() => [document.head.childElementCount, document.body.querySelectorAll("*").length].join());
  const widgets = await shown(page, 2);
  const titles = await Promise.all([0, 1].map((at) => widgets.nth(at).locator(".items a.title").allTextContents()));
  must(titles[0].length === 2, where, `shows ${titles[0].length} of the two that were asked for`);
  must(titles[1].length > 2, where, "the second has the limit of the first");
  must((await widgets.nth(1).locator("h3.heading").textContent()) === "Nearby", where, "the second has no heading of its own");
  must((await widgets.nth(0).locator("h2.heading").count()) === 1, where, "the first has the heading of the second");
  must(scripts.length === 1, where, `asks ${scripts.length} times for the script`);
  const after = await page.evaluate(() => [document.head.childElementCount, document.body.querySelectorAll("*").length].join());
  must(before === after, where, `adds elements to the page: ${before}, then ${after}`);
  for (const line of noise) fault(where, line);
  await context.close();
  site.close();
}

/** Under a policy that allows nothing but the lines that the page of subscriptions tells. */
async function underAStrictPolicy(browser) {
  const { widget, policy, frame, framePolicy } = await offered(browser, choice("list", "fr"));
  const strict = "default-src 'none'; img-src data:;";
  const site = await website({
    widget: { body: widget, policy: `${strict} ${policy}` },
    older: { body: widget, policy: `${strict} ${policy}; style-src ${told.address}` },
    frame: { body: frame, policy: `${strict} ${framePolicy}` },
  });
  for (const name of ["widget", "older"]) {
    const where = `a strict policy (${name})`;
    const { context, page, noise } = await visitor(browser, [HERE, site.host]);
    // Browsers from before 2023.
    if (name === "older") await page.addInitScript(() => delete CSSStyleSheet.prototype.replaceSync);
    await page.goto(site.page(name));
    const card = (await shown(page, 1)).first().locator("section.card");
    await page.waitForLoadState("networkidle");
    const border = await card.evaluate((element) => getComputedStyle(element).borderTopWidth);
    must(border === "1px", where, "is not styled");
    for (const line of noise) fault(where, line);
    await context.close();
  }
  const { context, page, noise } = await visitor(browser, [HERE, site.host]);
  await page.goto(site.page("frame"));
  await page.frameLocator("iframe").locator("a.title").first().waitFor();
  for (const line of noise) fault("a strict policy (frame)", line);
  await context.close();
  site.close();
}

/** Whatever a page says of its elements and of everything in them. */
const HOSTILE = `
  html, body, main, passerelle-agenda, * { color: red !important; font: italic 900 31px/3 fantasy !important; letter-spacing: .3em !important; word-spacing: 2em !important;
    text-transform: uppercase !important; text-align: right !important; text-indent: 4em !important; white-space: pre !important; text-shadow: 2px 2px red !important; cursor: none !important;
    text-decoration: line-through !important; list-style: square !important; direction: rtl !important; hyphens: auto !important; user-select: none !important; tab-size: 1 !important }
  passerelle-agenda { display: inline !important; padding: 3em !important; border: 9px dotted red !important; background: red !important; box-shadow: 0 0 9px red !important; opacity: .1 !important;
    filter: blur(4px) !important; transform: rotate(3deg) !important; clip-path: circle(10%) !important; columns: 3 !important; height: 20px !important; max-height: 20px !important;
    overflow: hidden !important; writing-mode: vertical-rl !important; box-sizing: content-box !important; animation: none 1s !important }
  a, p, ul, li, h2, section, svg, rect, span, button, table, td, .card, .item, .title, .meta, .w, #after { display: none !important; position: fixed !important; background: red !important }
  html, body, main { display: block !important }
  *::before, *::after { content: "spoiled" !important }`;

/** What is seen of every element of a widget, wherever the widget stands. */
const LOOKS = (element) => {
  const origin = element.getBoundingClientRect();
  const whole = `${Math.round(origin.width)} × ${Math.round(origin.height)}`;
  const inside = [...element.shadowRoot.querySelectorAll("*")].map((one) => {
    const [box, style] = [one.getBoundingClientRect(), getComputedStyle(one)];
    const place = [box.x - origin.x, box.y - origin.y, box.width, box.height].map(Math.round);
    const names = "color font letterSpacing wordSpacing textTransform textAlign textIndent whiteSpace textShadow cursor textDecorationLine direction display opacity visibility backgroundColor".split(" ");
    return `${one.localName}.${one.getAttribute("class")} ${place} ${names.map((name) => style[name]).join("; ")}`;
  });
  return [whole, ...inside];
};

async function insideAHostilePage(browser) {
  const script = `<script type="module" src="${told.address}/widget.js"></script>`;
  const body = (view) => `${script}<div class="room"><passerelle-agenda concerns="54395" view="${view}"></passerelle-agenda></div>`;
  const pages = {};
  const room = "div.room { display: block !important; width: 600px !important; text-align: left !important }";
  for (const view of VIEWS) {
    pages[`${view}-kind`] = { body: body(view), head: `<style>${room}</style>` };
    pages[`${view}-hostile`] = { body: body(view), head: `<style>${HOSTILE}${room}</style>` };
  }
  const site = await website(pages);
  for (const view of VIEWS) {
    const where = `a hostile page (${view})`;
    const looks = [];
    for (const kind of ["kind", "hostile"]) {
      const { context, page, noise } = await visitor(browser, [HERE, site.host]);
      await page.goto(site.page(`${view}-${kind}`));
      const widget = (await shown(page, 1)).first();
      looks.push(await widget.evaluate(LOOKS));
      if (told.pictures) await page.screenshot({ path: join(told.pictures, `widget-${view}-${kind}.png`) });
      for (const line of noise) fault(where, line);
      await context.close();
    }
    const [kind, hostile] = looks;
    must(kind.length === hostile.length && kind.length > 10, where, `has ${hostile.length} elements, not ${kind.length}`);
    kind.map((look, at) => [look, hostile[at]]).filter(([one, other]) => one !== other).slice(0, 5).forEach(([one, other]) => fault(where, `spoils it: ${other}, not ${one}`));
  }
  site.close();
}

await withBrowser(async (browser) => {
  await everyView(browser);
  await twice(browser);
  await underAStrictPolicy(browser);
  await insideAHostilePage(browser);
});
