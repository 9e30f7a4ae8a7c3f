// No page reports an error, breaks its own policy, asks a host other than the gateway, or leaves anything in the browser.
import { fault, must, open, visit, withBrowser } from "./chromium.mjs";
import { inLanguage, pages } from "./pages.mjs";

await withBrowser(async (browser) => {
  const { context, page, noise } = await open(browser);
  await page.addInitScript(() => {
    addEventListener("securitypolicyviolation", (event) => console.error(`CSP: ${event.violatedDirective} ${event.blockedURI}`));
  });
  for (const { name, path, status } of await pages()) {
    for (const language of ["fr", "en"]) {
      const where = `${name} (${language})`;
      await visit(page, inLanguage(path, language), status);
      // What is loaded only when it is seen.
      if ((await page.locator("iframe").count()) > 0) {
        await page.locator("iframe").first().scrollIntoViewIfNeeded();
        await page.waitForLoadState("networkidle");
      }
      for (const line of noise.splice(0)) fault(where, line);
      must((await context.cookies()).length === 0, where, "a cookie");
      const kept = await page.evaluate(async () => [
        ...Object.keys(localStorage),
        ...Object.keys(sessionStorage),
        ...(await indexedDB.databases()).map(({ name }) => name),
        ...(await navigator.serviceWorker.getRegistrations()).map(({ scope }) => scope),
      ]);
      must(kept.length === 0, where, `keeps something in the browser: ${kept}`);
      must((await page.locator("html").getAttribute("lang")) === (path === inLanguage(path, language) ? "fr" : "en"), where, "is not in the language asked for");
    }
  }
});
