// The keyboard alone leads from a filter to a consultation and on to its subscription, on a screen and on a phone: in the order in which things stand, always visibly,
// and nothing keeps it.
import { PHONE, SCREEN, fault, must, open, told, withBrowser } from "./chromium.mjs";

/** Where the focus is, and whether whoever uses the keyboard sees it. */
function focused() {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const style = getComputedStyle(element);
  const rect = element.getBoundingClientRect();
  const x = Math.min(Math.max(rect.left + Math.min(rect.width, 24) / 2, 0), innerWidth - 1);
  const y = Math.min(Math.max(rect.top + Math.min(rect.height, 24) / 2, 0), innerHeight - 1);
  const hit = document.elementFromPoint(x, y);
  const all = [...document.querySelectorAll("*")];
  return {
    name: element.getAttribute("aria-label") ?? (element.labels?.[0]?.textContent.trim() || element.textContent.trim().replaceAll(/\s+/g, " ")).slice(0, 60),
    tag: element.tagName.toLowerCase(),
    href: element.getAttribute("href"),
    isMap: element.dataset.map !== undefined,
    at: all.indexOf(element),
    ringed: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    inView: rect.bottom > 0 && rect.top < innerHeight && rect.right > 0 && rect.left < innerWidth && rect.width > 0,
    covered: !(hit && (element.contains(hit) || hit.contains(element))),
  };
}

/** Presses Tab until the focus is on what `wanted` accepts; every stop on the way must be visible and come after the last one. */
async function tabTo(page, where, wanted) {
  let last = (await page.evaluate(focused))?.at ?? -1;
  for (let presses = 0; presses < 400; presses += 1) {
    await page.keyboard.press("Tab");
    const now = await page.evaluate(focused);
    if (!now) {
      fault(where, "the end of the page came first");
      return null;
    }
    // The parts of a date field are stops of their own, whose ring the browser draws; what is embedded has its own.
    if (now.at === last || now.tag === "iframe") continue;
    const name = `${now.tag} “${now.name}”`;
    must(now.ringed, where, `the focus is not seen on ${name}`);
    must(now.inView, where, `the focus is out of view on ${name}`);
    must(!now.covered, where, `something covers ${name}`);
    must(now.at > last, where, `${name} comes out of its order`);
    last = now.at;
    if (wanted(now)) return now;
  }
  fault(where, "400 presses of Tab do not lead there");
  return null;
}

/** Whether Tab leaves the page at its end, after having been on each thing once. */
async function tabThrough(page, where) {
  const visited = new Set();
  for (let presses = 0; presses < 1000; presses += 1) {
    await page.keyboard.press("Tab");
    const now = await page.evaluate(focused);
    if (!now) return visited.size;
    // Behind its end a page begins again, where no browser is around it.
    if (now.href === "#contenu" && visited.size > 1) return visited.size;
    // The parts of a date field are one element, and so is all that is embedded.
    if (visited.has(now.at) && !["input", "iframe"].includes(now.tag)) return void fault(where, `a trap: ${now.tag} “${now.name}” comes again`);
    visited.add(now.at);
  }
  fault(where, "1000 presses of Tab do not leave the page");
}

async function from(browser, size) {
  const where = (step) => `${size.width} px, ${step}`;
  const { page, noise } = await open(browser, { size });
  await page.goto(told.address);

  let step = where("the first stop");
  await page.keyboard.press("Tab");
  const skip = await page.evaluate(focused);
  must(skip?.href === "#contenu" && skip.ringed && skip.inView, step, `is not the way to the content: ${JSON.stringify(skip)}`);
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  must(await page.evaluate(() => document.querySelector("main").contains(document.activeElement)), step, "does not lead to the content");

  step = where("a filter");
  if (size === PHONE) {
    await tabTo(page, step, ({ tag }) => tag === "summary");
    await page.keyboard.press("Enter");
    must(await page.evaluate(() => document.activeElement.closest("details").open), step, "Enter does not unfold the filters");
  }
  await tabTo(page, step, ({ tag, href }) => tag === "a" && /territory=54395(&|$)/.test(href));
  await Promise.all([page.waitForURL(/territory=54395/), page.keyboard.press("Enter")]);

  step = where("a consultation");
  const card = await tabTo(page, step, ({ href }) => href?.includes("consultations/"));
  await Promise.all([page.waitForURL(/\/consultations\//), page.keyboard.press("Enter")]);
  const title = (await page.locator("h1").textContent()).trim().replaceAll(/\s+/g, " ");
  must(title.slice(0, 60) === card?.name, step, `“${card?.name}” leads to “${title}”`);

  step = where("taking part");
  const part = await tabTo(page, step, ({ tag, href }) => tag === "a" && href?.startsWith("http"));
  must(part?.name.startsWith("Participer"), step, `the first way out is ${part?.name}`);

  step = where("subscribing");
  await tabTo(page, step, ({ tag, href }) => tag === "a" && href?.includes("subscribe?"));
  await Promise.all([page.waitForURL(/\/subscribe\?/), page.keyboard.press("Enter")]);
  await tabTo(page, step, ({ tag, name }) => tag === "input" && name.startsWith("Commune"));
  await page.keyboard.press("Control+a");
  await page.keyboard.type("Seichamps");
  await page.keyboard.press("Tab");
  await page.keyboard.press("ArrowDown");
  must(await page.evaluate(() => document.activeElement.type === "radio" && document.activeElement.checked), step, "arrows do not move between the choices");
  const group = await tabTo(page, step, ({ tag }) => tag === "summary" || tag === "input");
  if (group?.tag === "summary" && !(await page.evaluate(() => document.activeElement.closest("details").open))) await page.keyboard.press("Enter");
  await tabTo(page, step, ({ tag }) => tag === "input");
  if (!(await page.evaluate(() => document.activeElement.checked))) await page.keyboard.press("Space");
  await Promise.all([page.waitForURL(/54498/), page.keyboard.press("Enter")]);
  must(/status=/.test(page.url()), step, `what was ticked is not asked for: ${page.url()}`);
  await tabTo(page, step, ({ href }) => /rss\.xml\?.*54498/.test(href));
  await tabTo(page, step, ({ href }) => /^webcal:.*54498/.test(href));
  for (const line of noise) fault(step, line);

  for (const path of ["/", "/agenda?view=month", "/subscribe", "/numbers", "/status", "/api/docs"]) {
    await page.goto(new URL(path, told.address).href);
    const stops = await tabThrough(page, where(path));
    must(stops === undefined || stops > 10, where(path), `only ${stops} stops`);
  }

  step = where("the map");
  await page.goto(told.address);
  await tabTo(page, step, ({ isMap }) => isMap);
  await page.keyboard.press("Enter");
  await page.locator(".leaflet-container").waitFor();
  must(await page.evaluate(() => document.activeElement.dataset.map !== undefined), step, "opening it takes the focus away");
}

await withBrowser(async (browser) => {
  for (const size of [SCREEN, PHONE]) await from(browser, size);
});
