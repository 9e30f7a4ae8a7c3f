// Draws every page at both widths in both themes, for people to look at. No test runs it:
//   node tests/support/browser/screenshots.mjs '{"address": "http://127.0.0.1:8080", "folder": "/tmp/screenshots", "only": "agenda"}'
import { mkdirSync } from "node:fs";
import { PHONE, SCREEN, fault, open, told, visit, withBrowser } from "./chromium.mjs";
import { inLanguage, pages } from "./pages.mjs";

mkdirSync(told.folder, { recursive: true });
await withBrowser(async (browser) => {
  const wanted = (await pages()).filter(({ name }) => name.includes(told.only ?? ""));
  for (const size of [PHONE, SCREEN]) {
    const { page, noise } = await open(browser, { size, touch: size === PHONE });
    for (const { name, path, status } of wanted) {
      for (const language of told.languages ?? ["fr"]) {
        await visit(page, inLanguage(path, language), status);
        for (const theme of ["light", "dark"]) {
          await page.emulateMedia({ colorScheme: theme });
          const file = [name.replaceAll(" ", "-"), size.width, theme, ...(language === "fr" ? [] : [language])].join("-");
          await page.screenshot({ path: `${told.folder}/${file}.png`, fullPage: true, scale: "css" });
        }
      }
      for (const line of noise.splice(0)) fault(name, line);
    }
  }
});
