// The first page that somebody opens comes in less than 60 kB, style and script included, as they travel; images are not counted.
import { PHONE, must, open, told, withBrowser } from "./chromium.mjs";

const MOST = 60_000;

await withBrowser(async (browser) => {
  for (const path of ["/", "/?lang=en", "/?status=upcoming,open,paused,closed,results,unknown", "/agenda", "/subscribe", "/numbers"]) {
    const { context, page } = await open(browser, { size: PHONE });
    const session = await context.newCDPSession(page);
    await session.send("Network.enable");
    const types = new Map();
    const sizes = new Map();
    session.on("Network.responseReceived", ({ requestId, type, response }) => types.set(requestId, [type, response.url]));
    session.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => sizes.set(requestId, encodedDataLength));
    await page.goto(new URL(path, told.address).href, { waitUntil: "networkidle" });
    const parts = [...sizes].map(([id, size]) => [...(types.get(id) ?? ["?", "?"]), size]).filter(([type]) => type !== "Image");
    const total = parts.reduce((sum, [, , size]) => sum + size, 0);
    const list = parts.map(([type, url, size]) => `${type} ${new URL(url).pathname} ${size}`).join(", ");
    console.log(`${path}: ${total} bytes (${list})`);
    must(parts.length >= 3, path, `only ${list} was seen`);
    must(total < MOST, path, `${total} bytes, not less than ${MOST}: ${list}`);
    await context.close();
  }
});
