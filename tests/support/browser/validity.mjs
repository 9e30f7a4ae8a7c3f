// Every page is valid HTML: the Nu validator has nothing to say of any, not even a warning. One run of Java for all of them.
import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { promisify } from "node:util";
import { told } from "./chromium.mjs";
import { inLanguage, pages } from "./pages.mjs";

const jar = join(dirname(createRequire(import.meta.url).resolve("vnu-jar/package.json")), "build/dist/vnu.jar");

const folder = await mkdtemp(join(tmpdir(), "passerelle-validity-"));
let faults = 0;
try {
  const files = [];
  for (const { name, path, status } of await pages()) {
    for (const language of ["fr", "en"]) {
      const answer = await fetch(new URL(inLanguage(path, language), told.address), { headers: { accept: "text/html" } });
      if (answer.status !== status) {
        console.log(`${name} (${language}): answered ${answer.status}, not ${status}`);
        faults += 1;
        continue;
      }
      const file = join(folder, `${name.replaceAll(" ", "-")}.${language}.html`);
      await writeFile(file, Buffer.from(await answer.arrayBuffer()));
      files.push(file);
    }
  }
  // The validator ends with 1 where it found anything.
  const run = await promisify(execFile)("java", ["-Xss4m", "-jar", jar, "--stdout", "--exit-zero-always", "--format", "json", ...files], { maxBuffer: 64 << 20 });
  const { messages } = JSON.parse(run.stdout);
  for (const { url, lastLine, message, extract } of messages) console.log(`${basename(url)}:${lastLine}: ${message} (${extract?.replaceAll(/\s+/g, " ")})`);
  faults += messages.length;
  console.log(`${faults} faults in ${files.length} pages`);
} finally {
  await rm(folder, { recursive: true });
}
process.exitCode = faults ? 1 : 0;
