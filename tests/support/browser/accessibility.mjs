// Every page passes every rule of axe-core for WCAG 2.2 A and AA, RGAA 4 and good practice: at both widths, light and dark, in French and in English.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { PHONE, SCREEN, fault, open, told, visit, withBrowser } from "./chromium.mjs";
import { inLanguage, pages } from "./pages.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const OPTIONS = {
  runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "RGAAv4", "best-practice"],
  rules: { "target-size": { enabled: true } },
  resultTypes: ["violations"],
  // What is embedded is checked as the page that it is.
  iframes: false,
};
/** What the theme changes. The rest of the rules look at the structure, which it leaves alone. */
const OF_COLOURS = { ...OPTIONS, runOnly: { type: "rule", values: ["color-contrast", "link-in-text-block"] } };

async function check(page, where, options) {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate((options) => globalThis.axe.run(document, options), options);
  for (const { id, help, nodes } of violations) {
    for (const { target, failureSummary } of nodes.slice(0, 3)) fault(where, `${id}: ${help}: ${target} ${failureSummary.replaceAll(/\s+/g, " ")}`);
    if (nodes.length > 3) fault(where, `${id}: and ${nodes.length - 3} more`);
  }
}

await withBrowser(async (browser) => {
  for (const size of [PHONE, SCREEN]) {
    const { page } = await open(browser, { size, touch: size === PHONE });
    for (const { name, path, status } of await pages()) {
      const where = (theme) => `${name} (${told.language}, ${size.width} px, ${theme})`;
      await page.emulateMedia({ colorScheme: "light" });
      await visit(page, inLanguage(path, told.language), status);
      if (name === "portal") await page.locator("[data-map]").click();
      if (name === "portal") await page.locator(".leaflet-interactive").first().waitFor();
      // Once as it comes, once with everything unfolded.
      if (size === PHONE) await page.evaluate(() => document.querySelectorAll("details").forEach((details) => (details.open = true)));
      await check(page, where("light"), OPTIONS);
      await page.emulateMedia({ colorScheme: "dark" });
      await check(page, where("dark"), OF_COLOURS);
    }
  }
});
