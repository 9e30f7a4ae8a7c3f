// Without JavaScript everything that one comes for is there: filtering, searching, a consultation, the agenda, subscribing; and no button that does nothing.
import { PHONE, SCREEN, fault, must, open, told, visit, withBrowser } from "./chromium.mjs";
import { pages } from "./pages.mjs";

async function flow(browser, size) {
  const { page, noise } = await open(browser, { size, script: false, touch: size === PHONE });
  let where = `${size.width} px, filtering`;
  await page.goto(told.address);
  if (size === PHONE) await page.locator(".filters > details > summary").click();
  await page.locator('.filters a[href*="territory=54395"]').first().click();
  must(/territory=54395/.test(page.url()), where, `is at ${page.url()}`);
  if (size === PHONE) await page.locator(".filters > details > summary").click();
  await page.locator('.filters summary:has-text("Lieu, dates et ordre")').waitFor();
  await page.locator("#closes_before").fill("2040-01-01");
  await page.locator("#sort").selectOption("name");
  await page.locator(".filters form button:not([hidden])").last().click();
  must(/closes_before=2040-01-01/.test(page.url()) && /sort=name/.test(page.url()) && /territory=54395/.test(page.url()), where, `the form does not keep what was chosen: ${page.url()}`);
  const titles = await page.locator(".item h3").allTextContents();
  must(titles.length > 1 && titles.join() === titles.toSorted(new Intl.Collator("fr").compare).join(), where, `is not in the order asked for: ${titles}`);

  where = `${size.width} px, searching`;
  await page.goto(told.address);
  await page.locator("#q").fill("budget participatif");
  await page.locator(".search button").click();
  must(/q=budget/.test(page.url()) && (await page.locator(".item").count()) > 0, where, `finds nothing: ${page.url()}`);

  where = `${size.width} px, turning pages`;
  await page.goto(told.address);
  const first = await page.locator(".item h3").first().textContent();
  await page.locator('a[rel="next"]').click();
  must((await page.locator(".item").count()) > 0 && (await page.locator(".item h3").first().textContent()) !== first, where, "shows the same page");

  where = `${size.width} px, a consultation`;
  await page.goto(told.address);
  await page.locator(".item h3 a").first().click();
  must(/\/consultations\//.test(page.url()), where, `is at ${page.url()}`);
  must((await page.locator("a.primary").getAttribute("href"))?.startsWith("http"), where, "no way to take part");
  await page.locator('aside a[href*="subscribe"]').first().click();

  where = `${size.width} px, subscribing`;
  await page.locator("#place").fill("Seichamps");
  await page.locator("form.fields button.primary").click();
  must(/(concerns|territory)=54498/.test(page.url()), where, `is at ${page.url()}`);
  must((await page.locator('a[href*="rss.xml?"][href*="=54498"]').count()) > 0, where, "no address of the feed");
  must((await page.locator('a[href^="webcal:"][href*="=54498"]').count()) > 0, where, "no address of the calendar");

  where = `${size.width} px, the agenda`;
  await page.goto(new URL("/agenda", told.address).href);
  await page.locator('.tabs a[href*="view=month"]').click();
  await page.locator('a[rel="next"]').first().click();
  must(/view=month/.test(page.url()) && /from=/.test(page.url()), where, `is at ${page.url()}`);
  for (const line of noise) fault(where, line);
}

await withBrowser(async (browser) => {
  for (const size of [SCREEN, PHONE]) await flow(browser, size);
  // Scripts of this program are told to the browser beside the page, not by the page: they run all the same.
  const { page } = await open(browser, { script: false });
  for (const { name, path, status } of await pages()) {
    await visit(page, path, status);
    const idle = await page.locator("button:not([type=submit])").filter({ visible: true }).evaluateAll((buttons) => buttons.filter((button) => button.type !== "submit").map((button) => button.textContent.trim()));
    must(idle.length === 0, name, `buttons that do nothing: ${idle}`);
    must((await page.locator("h1").filter({ visible: true }).count()) === 1 || /^embed/.test(name), name, "no title");
  }
});
