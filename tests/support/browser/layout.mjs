// No page scrolls sideways or cuts a text: on a phone, on a narrow one, on a screen, with letters of twice the size, and with the spacing that WCAG 1.4.12 lets readers
// choose. On a phone everything that is touched is large enough.
import { PHONE, SCREEN, fault, open, visit, withBrowser } from "./chromium.mjs";
import { pages } from "./pages.mjs";

const NARROW = { width: 320, height: 640 };
const VIEWS = [
  { name: "320 px", size: NARROW },
  { name: "360 px", size: PHONE, touch: true },
  { name: "360 px, text at 200 %", size: PHONE, large: true },
  { name: "360 px, spaced text", size: PHONE, spaced: true },
  { name: "1280 px", size: SCREEN },
  { name: "1280 px, text at 200 %", size: SCREEN, large: true },
];
const SPACED = "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-bottom: 2em !important }";

/** What of a page reaches beyond its place. */
function spills() {
  const found = [];
  const label = (element) => `<${element.tagName.toLowerCase()}${element.className?.baseVal ?? element.className ? ` class="${element.className.baseVal ?? element.className}"` : ""}> “${element.textContent.trim().slice(0, 40)}”`;
  const width = document.documentElement.clientWidth;
  const over = document.documentElement.scrollWidth - width;
  if (over > 0) found.push(`scrolls sideways by ${over} px`);
  for (const element of document.body.querySelectorAll("*")) {
    if (!element.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true }) || element.closest("svg, .hidden, .skip, .leaflet-container")) continue;
    const own = [...element.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
    if (!own.length) {
      const isValue = element.matches("dd, dt, li, th, h1, h2, h3, p, a, button, summary, time, label") && !element.querySelector("input, img, svg, iframe, select");
      if (isValue && !element.textContent.trim()) found.push(`says nothing: <${element.tagName.toLowerCase()} class="${element.className}"> in ${label(element.parentElement)}`);
      continue;
    }
    const style = getComputedStyle(element);
    if (style.display !== "inline" && element.scrollWidth > element.clientWidth + 1 && style.overflowX === "visible")
      found.push(`does not fit its box (${element.scrollWidth} > ${element.clientWidth} px): ${label(element)}`);
    if (style.overflowY === "hidden" && !style.webkitLineClamp.match(/\d/) && element.scrollHeight > element.clientHeight + 1) found.push(`is cut: ${label(element)}`);
    const range = document.createRange();
    for (const node of own) {
      range.selectNodeContents(node);
      const rects = [...range.getClientRects()];
      if (rects.some((rect) => rect.right > width + 1 || rect.left < -1)) found.push(`lies outside of the page: ${label(element)}`);
    }
  }
  return found;
}

/** What is touched, and lower than 44 px. That every other link has its 24 px, or the room around it, is for axe-core to say. */
function small() {
  const controls =
    "button, .button, input:not([type=hidden], [type=checkbox], [type=radio]), select, summary, label:has(input), .top nav a, .tabs a, .chip, .line a";
  return [...document.querySelectorAll(controls)]
    .filter((element) => element.checkVisibility() && !element.closest(".leaflet-container"))
    .map((element) => [element.getBoundingClientRect(), element.textContent.trim() || element.id])
    .filter(([{ width, height }]) => height < 43.5 || width < 24)
    .map(([{ width, height }, text]) => `${width.toFixed(1)} × ${height.toFixed(1)} px: “${text.slice(0, 40)}”`);
}

await withBrowser(async (browser) => {
  const { page } = await open(browser);
  const touched = await open(browser, { size: PHONE, touch: true });
  for (const { name, path, status } of await pages()) {
    await visit(page, path, status);
    await page.evaluate((css) => {
      document.querySelectorAll("details").forEach((details) => (details.open = true));
      globalThis.spaced = new CSSStyleSheet();
      globalThis.spaced.replaceSync(css);
    }, SPACED);
    for (const view of VIEWS) {
      await page.setViewportSize(view.size);
      await page.evaluate(({ large, spaced }) => {
        document.documentElement.style.fontSize = large ? "200%" : "";
        document.adoptedStyleSheets = spaced ? [globalThis.spaced] : [];
      }, view);
      const found = await page.evaluate(spills);
      for (const what of found.slice(0, 5)) fault(`${name} (${view.name})`, what);
      if (found.length > 5) fault(`${name} (${view.name})`, `and ${found.length - 5} more`);
    }
    await visit(touched.page, path, status);
    await touched.page.evaluate(() => document.querySelectorAll("details").forEach((details) => (details.open = true)));
    const found = await touched.page.evaluate(small);
    for (const what of found.slice(0, 5)) fault(`${name} (touched)`, what);
    if (found.length > 5) fault(`${name} (touched)`, `and ${found.length - 5} more`);
  }
});
