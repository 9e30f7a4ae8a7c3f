// Printed, a page is dark on white whatever the theme, without what can only be clicked; the agenda of a commune is a poster of two sheets at most.
import { SCREEN, fault, must, open, told, visit, withBrowser } from "./chromium.mjs";
import { pages } from "./pages.mjs";

/** How many sheets a PDF has. */
const sheets = (pdf) => pdf.toString("latin1").match(/\/Type\s*\/Page\b/g)?.length ?? 0;

/** What is seen on paper, and how. */
function printed() {
  const seen = (selector) => [...document.querySelectorAll(selector)].filter((element) => element.checkVisibility()).length;
  const luminance = (colour) => {
    const [red, green, blue] = colour.match(/[\d.]+/g).map(Number);
    return (0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255;
  };
  const pale = [...document.querySelectorAll("main *")].filter((element) => {
    const own = [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
    return own && element.checkVisibility() && !element.closest("svg") && luminance(getComputedStyle(element).color) > 0.45;
  });
  return {
    clickable: seen("nav a, button, .button:not(.primary), input, select, .skip, .filters"),
    part: [...document.querySelectorAll(".primary[rel]")].filter((element) => element.checkVisibility()).map((element) => [element.href, getComputedStyle(element, "::after").content]),
    background: luminance(getComputedStyle(document.body).backgroundColor),
    pale: pale.filter((element) => luminance(getComputedStyle(element).backgroundColor) > 0.5 || !/[1-9]/.test(getComputedStyle(element).backgroundColor)).map((element) => element.textContent.trim().slice(0, 40)),
    poster: [...document.querySelectorAll(".poster")].map((element) => element.checkVisibility() && element.textContent.trim()),
    wide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
  };
}

await withBrowser(async (browser) => {
  const { page } = await open(browser, { dark: true, size: SCREEN });
  for (const { name, path, status } of await pages()) {
    // What one fills in to choose is not for paper, and neither is a page that is a part of another.
    if (/subscribe|embed|reference/.test(name)) continue;
    await visit(page, path, status);
    // A sheet of A4 without its margins, at the 96 dots to the inch of CSS. Printers get the light theme, as browsers do.
    await page.setViewportSize({ width: 718, height: 1047 });
    await page.emulateMedia({ media: "print", colorScheme: "light" });
    const paper = await page.evaluate(printed);
    must(paper.clickable === 0, name, `${paper.clickable} things on paper that can only be clicked`);
    must(paper.background > 0.98, name, "the paper is not white");
    must(paper.pale.length === 0, name, `pale on paper: ${paper.pale.slice(0, 3)}`);
    for (const [href, said] of paper.part) must(said === JSON.stringify(href), name, `does not say where one takes part: ${said}, not ${href}`);
    must(paper.wide <= 0, name, `wider than the paper by ${paper.wide} px`);
    await page.emulateMedia({ media: null, colorScheme: "dark" });
    await page.setViewportSize(SCREEN);
  }
  for (const [query, most] of [
    ["territory=54498", 2],
    ["territory=54498&view=month", 2],
    ["territory=54395&view=week", 2],
  ]) {
    const name = `poster (${query})`;
    await visit(page, `/agenda?${query}`);
    const pdf = await page.pdf({ format: "A4", printBackground: false, path: told.folder && `${told.folder}/poster-${query.replace(/\W/g, "-")}.pdf` });
    must(sheets(pdf) >= 1 && sheets(pdf) <= most, name, `${sheets(pdf)} sheets`);
    await page.emulateMedia({ media: "print" });
    const { poster } = await page.evaluate(printed);
    await page.emulateMedia({ media: null });
    must(poster.length === 1 && poster[0].includes(new URL(told.address).host), name, `does not say where the rest is: ${poster}`);
    const title = await page.locator("h1").textContent();
    if (!/Seichamps|Nancy/.test(title)) fault(name, `its title does not name the commune: ${title}`);
  }
});
