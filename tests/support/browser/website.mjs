// The website of a commune, for the scripts that look at the widget: another host than the gateway's, whose pages say what they allow and how they look. And a way to the
// gateway that can be cut.
import { createServer, request } from "node:http";
import { once } from "node:events";
import { fault, open, told } from "./chromium.mjs";

async function listening(server) {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return server.address().port;
}

/** Pages by their paths: what stands in their bodies, in their heads, and their Content-Security-Policy. The host has another name than the gateway. */
export async function website(pages) {
  const server = createServer((asked, answer) => {
    const page = pages[new URL(asked.url, "http://commune.invalid").pathname.slice(1)];
    if (!page) return answer.writeHead(404).end();
    const headers = { "content-type": "text/html; charset=utf-8", "cache-control": "no-store" };
    if (page.policy) headers["content-security-policy"] = page.policy;
    answer.writeHead(200, headers).end(
      `<!DOCTYPE html><html lang="${page.lang ?? "fr"}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Commune</title>
       <link rel="icon" href="data:,">${page.head ?? ""}</head><body><main><h1>Commune</h1>${page.body}<p id="after">La suite.</p></main></body></html>`,
    );
  });
  const port = await listening(server);
  return { host: `localhost:${port}`, page: (name) => `http://localhost:${port}/${name}`, close: () => server.close() };
}

/** A server before the gateway, as gateways have one: it hands everything on, or answers by itself that the gateway is gone (`broken`), or is gone too (`cut`). */
export async function way() {
  let state = "whole";
  const asked = [];
  const server = createServer((from, to) => {
    asked.push(`${from.method} ${from.url}`);
    if (state === "broken") return to.writeHead(502, { "content-type": "text/html", "access-control-allow-origin": "*", "cache-control": "max-age=60" }).end("<h1>502 Bad Gateway</h1>");
    const handed = request(new URL(from.url, told.address), { method: from.method, headers: from.headers }, (back) => {
      to.writeHead(back.statusCode, back.headers);
      back.pipe(to);
    });
    handed.on("error", () => to.destroy());
    from.pipe(handed);
  });
  const port = await listening(server);
  return {
    home: `http://127.0.0.1:${port}`,
    asked,
    async becomes(next) {
      if (next === "cut" && state !== "cut") await new Promise((closed) => (server.close(closed), server.closeAllConnections()));
      if (next !== "cut" && state === "cut") await once(server.listen(port, "127.0.0.1"), "listening");
      state = next;
    },
    close: () => (server.close(), server.closeAllConnections()),
  };
}

/** The lines that the page of subscriptions offers for a choice: the widget, and the frame, with what they need. */
export async function offered(browser, choice) {
  const { context, page } = await open(browser);
  await page.goto(new URL(`/subscribe?${choice}`, told.address).href);
  const codes = await page.locator("code").evaluateAll((elements) => elements.map((element) => element.textContent));
  await context.close();
  const found = (part) => codes.find((code) => code.includes(part)) ?? fault(choice, `offers no ${part}`);
  return { widget: found("<passerelle-agenda"), frame: found("<iframe"), policy: found("script-src"), reserved: found("min-height"), framePolicy: found("frame-src") };
}

/** The page, with whatever it allows itself to be heard of its policy. */
export async function visitor(browser, hosts, options = {}) {
  const visitor = await open(browser, { hosts, ...options });
  await visitor.page.addInitScript(() => {
    addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) => console.error(`policy: ${violatedDirective} ${blockedURI}`));
    globalThis.shifted = 0;
    new PerformanceObserver((list) => list.getEntries().forEach((entry) => (globalThis.shifted += entry.value))).observe({ type: "layout-shift", buffered: true });
  });
  return visitor;
}

/** The widgets of a page, once each shows something. */
export async function shown(page, count) {
  const widgets = page.locator("passerelle-agenda");
  for (let at = 0; at < count; at += 1) {
    await widgets.nth(at).scrollIntoViewIfNeeded();
    await widgets.nth(at).locator("section.card").waitFor();
  }
  return widgets;
}
