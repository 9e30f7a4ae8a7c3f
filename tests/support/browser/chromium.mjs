// Debian's Chromium, without a window, as every script of this folder uses it: it downloads nothing, and it hears whatever a page does that no page of the gateway
// may do.
import { chromium } from "playwright-core";

/** What keeps the browser from asking anybody anything by itself. */
const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** The widths that every page is shown at: a phone, a screen. */
export const PHONE = { width: 360, height: 740 };
export const SCREEN = { width: 1280, height: 900 };

/** What a script found wrong; the process fails if there is any. */
const faults = [];

/** Tells a fault, with where it was found. */
export function fault(where, what) {
  faults.push(`${where}: ${what}`);
}

/** Tells a fault unless `holds`. */
export function must(holds, where, what) {
  if (!holds) fault(where, what);
  return holds;
}

/** What the test that started this script said, from the command line; and the folder, if any, for pictures that people look at. */
export const told = { pictures: process.env.PASSERELLE_TEST_PICTURES, ...JSON.parse(process.argv[2] ?? "{}") };

/** Runs `work` with a browser; afterwards the process ends with 0, or with 1 after telling every fault. */
export async function withBrowser(work) {
  const began = Date.now();
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: FLAGS });
  try {
    await work(browser);
  } catch (error) {
    fault("the script itself", error.stack);
  } finally {
    await browser.close();
  }
  for (const line of faults) console.log(line);
  console.log(`${faults.length} faults in ${((Date.now() - began) / 1000).toFixed(1)} s`);
  // A server that a fault left running would keep the process.
  process.exit(faults.length ? 1 : 0);
}

/**
 * A new profile with one page, and what it is heard to do wrong: errors and warnings on the console, failed requests, requests to hosts other than `hosts` (those of
 * the gateway if none is named), cookies.
 */
export async function open(browser, options = {}) {
  const { hosts = [new URL(told.address).host], size = SCREEN, dark = false, script = true, touch = false, ...more } = options;
  const context = await browser.newContext({
    viewport: size,
    colorScheme: dark ? "dark" : "light",
    javaScriptEnabled: script,
    hasTouch: touch,
    isMobile: touch,
    locale: "fr-FR",
    timezoneId: "Europe/Paris",
    reducedMotion: "reduce",
    ...more,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  const noise = [];
  listen(page, hosts, noise);
  return { context, page, noise };
}

function listen(page, hosts, noise) {
  page.on("console", (message) => {
    // That the document itself was refused is what such a page is opened for.
    const isDocument = message.location().url === page.url() && /status of (400|404|410)/.test(message.text());
    if (["error", "warning"].includes(message.type()) && !isDocument) noise.push(`console ${message.type()}: ${message.text()}`);
  });
  page.on("pageerror", (error) => noise.push(`error: ${error.message}`));
  page.on("requestfailed", (request) => {
    const why = request.failure()?.errorText;
    // What is no longer wanted because the reader goes on is no failure.
    if (why !== "net::ERR_ABORTED") noise.push(`failed: ${request.url()} (${why})`);
  });
  page.on("request", (request) => {
    const url = new URL(request.url());
    if (/^(http|ws)s?:$/.test(url.protocol) && !hosts.includes(url.host)) noise.push(`asked another host: ${url}`);
  });
  page.on("response", (response) => {
    if (response.status() >= 400 && response.url() !== page.url() && !response.request().isNavigationRequest())
      noise.push(`${response.status()}: ${response.url()}`);
    if (response.headers()["set-cookie"]) noise.push(`a cookie: ${response.url()}`);
  });
}

/** Goes to a page of the gateway and waits until it and what it embeds are there. */
export async function visit(page, path, status = 200) {
  const response = await page.goto(new URL(path, told.address).href, { waitUntil: "load" });
  must(response.status() === status, path, `answered ${response.status()}, not ${status}`);
  return response;
}
