// What a page can do better with JavaScript: the map of what has a place, the position of the reader, copying an address, printing.
import { PHONE, SCREEN, fault, must, open, told, withBrowser } from "./chromium.mjs";

async function map(browser, size) {
  const where = `the map (${size.width} px)`;
  const { page, noise } = await open(browser, { size, touch: size === PHONE });
  await page.goto(new URL("/?territory=54395&lang=en", told.address).href);
  const button = page.locator("[data-map]");
  must((await button.getAttribute("aria-expanded")) === "false", where, "does not say that it is closed");
  await button.click();
  const points = page.locator(".leaflet-interactive");
  await points.first().waitFor();
  must((await button.getAttribute("aria-expanded")) === "true", where, "does not say that it is open");
  const listed = new Set(await page.locator(".item h3 a").allTextContents());
  await points.first().click({ force: true });
  const links = page.locator(".leaflet-popup-content a");
  await links.first().waitFor();
  for (const link of await links.all()) {
    must(listed.has(await link.textContent()), where, `shows what the list beside it does not: ${await link.textContent()}`);
    must(/\/consultations\/[^?]+\?lang=en$/.test(await link.evaluate(({ href }) => href)), where, "does not keep the language");
  }
  for (const name of ["Closer", "Farther", "Close"]) must((await page.getByRole("button", { name, exact: true }).count()) === 1, where, `has no button “${name}”`);
  const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  must(over <= 0, where, `makes the page scroll sideways by ${over} px`);
  // The keyboard opens a card, is in it, closes it and is back at its point, which has a name.
  const closed = () => page.waitForFunction(() => !document.querySelector(".leaflet-popup"));
  await page.keyboard.press("Escape");
  await closed();
  const at = () => page.evaluate(() => [document.activeElement.localName, document.activeElement.getAttribute("aria-label") ?? ""]);
  await points.first().focus();
  const [, name] = await at();
  must([...listed].some((title) => name.includes(title.slice(0, 40))), where, `a point is called “${name}”`);
  await page.keyboard.press("Enter");
  await links.first().waitFor();
  must((await at())[0] === "a", where, `the keyboard is at ${await at()} when a card opens`);
  await page.keyboard.press("Escape");
  await closed();
  must((await at())[1] === name, where, `the keyboard is at ${await at()} when a card closes`);
  await points.first().click({ force: true });
  await Promise.all([page.waitForURL(/\/consultations\//), links.first().click()]);
  await page.goBack();
  await button.click();
  await points.first().waitFor();
  await button.click();
  must(!(await page.locator("#map").isVisible()), where, "does not close");
  must((await page.locator(".leaflet-tile").count()) === 0, where, "asks for tiles");
  for (const line of noise) fault(where, line);
}

async function position(browser) {
  const where = "near me";
  const granted = await open(browser, { permissions: ["geolocation"], geolocation: { latitude: 48.693722, longitude: 6.183444 } });
  await granted.page.goto(new URL("/?status=upcoming&lang=en", told.address).href);
  await Promise.all([granted.page.waitForURL(/near=/), granted.page.locator("[data-near]").click()]);
  const url = new URL(granted.page.url());
  must(url.searchParams.get("near") === "48.694,6.183", where, `is not told to a hundred metres: ${url}`);
  must(url.searchParams.get("status") === "upcoming" && url.searchParams.get("lang") === "en", where, `loses the other filters: ${url}`);
  must((await granted.page.locator(".item").count()) > 0, where, "finds nothing");
  for (const line of granted.noise) fault(where, line);

  const refused = await open(browser, { permissions: [] });
  await refused.page.goto(told.address);
  await refused.page.locator("[data-near]").click();
  await refused.page.locator('[role="alert"]').waitFor();
  must(await refused.page.evaluate(() => document.activeElement.id === "place"), where, "where it is refused, the focus does not go to the name of a commune");
  must(!/near=/.test(refused.page.url()), where, "goes on without the position");
}

async function copying(browser) {
  const where = "copying";
  const { page, noise } = await open(browser, { permissions: ["clipboard-read", "clipboard-write"] });
  await page.goto(new URL("/subscribe?concerns=54498", told.address).href);
  await page.evaluate(() => document.querySelectorAll("details").forEach((disclosure) => (disclosure.open = true)));
  for (const button of await page.locator("[data-copy]").all()) {
    const id = await button.getAttribute("data-copy");
    await button.click();
    await page.waitForFunction(async (id) => (await navigator.clipboard.readText()) === document.getElementById(id).textContent, id);
    must(/^(Copié|Copied)$/.test(await button.textContent()), where, "does not say that it is done");
  }
  await page.waitForFunction(() => [...document.querySelectorAll("[data-copy]")].every((button) => /^Copier/.test(button.textContent)));
  const hidden = await page.locator("[data-copy] .hidden").count();
  must(hidden === (await page.locator("[data-copy]").count()), where, "shows afterwards what only a screen reader should say");
  must((await page.locator("[data-copy]").count()) > 5, where, "few addresses can be copied");
  for (const line of noise) fault(where, line);
}

async function printing(browser) {
  const { page, noise } = await open(browser);
  await page.addInitScript(() => (globalThis.print = () => (globalThis.printed = true)));
  await page.goto(new URL("/agenda", told.address).href);
  await page.locator("[data-print]").click();
  must(await page.evaluate(() => globalThis.printed), "printing", "the button does not print");
  for (const line of noise) fault("printing", line);
}

await withBrowser(async (browser) => {
  for (const size of [SCREEN, PHONE]) await map(browser, size);
  await position(browser);
  await copying(browser);
  await printing(browser);
});
