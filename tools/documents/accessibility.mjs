// Looks for barriers in pages: node accessibility.mjs PAGE.html... Every page is opened in Chromium, in its light and its dark
// colours, and asked by axe-core about WCAG 2.2 A and AA. Prints what is serious or critical; exit status 1 where there is any.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import puppeteer from "puppeteer-core";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const browser = await puppeteer.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu"],
});
let serious = 0;
let looked = 0;
for (const file of process.argv.slice(2)) {
  for (const scheme of ["light", "dark"]) {
    const page = await browser.newPage();
    await page.setBypassCSP(true); // the pages allow no script at all
    await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
    await page.goto(pathToFileURL(resolve(file)).href);
    await page.evaluate(axe);
    const found = await page.evaluate((wanted) => window.axe.run(document, { runOnly: wanted }), tags);
    looked += found.passes.length;
    for (const violation of found.violations) {
      if (violation.impact !== "serious" && violation.impact !== "critical") continue;
      ++serious;
      console.log(`${file} (${scheme}): ${violation.impact}: ${violation.id}: ${violation.help}: ${violation.nodes.length}`);
      for (const node of violation.nodes.slice(0, 3)) console.log(`    ${node.target.join(" ")}`);
    }
    await page.close();
  }
}
await browser.close();
if (looked === 0) {
  console.log("axe-core looked at nothing");
  process.exit(1);
}
process.exit(serious === 0 ? 0 : 1);
