// Opens HTML files in a browser and runs axe-core in each, light and wide, then dark and narrow.
// Prints {file: [finding, ...]} as JSON: what breaks a rule of accessibility, what axe could not
// decide, and what the browser itself reports, such as a style that the page's own policy forbids.
// node html.mjs NODE_MODULES BROWSER PROFILE FILE...

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const LOOKS = [
  { scheme: "light", width: 1280 },
  { scheme: "dark", width: 360 },
];

const [modules, executablePath, userDataDir, ...files] = process.argv.slice(2);
const require = createRequire(join(modules, "here.js"));
const { default: puppeteer } = await import(pathToFileURL(require.resolve("puppeteer-core")));
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const args = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
const browser = await puppeteer.launch({ executablePath, userDataDir, args });
const page = await browser.newPage();
let said = [];
page.on("console", (message) => said.push(`the browser: ${message.text()}`));
page.on("pageerror", (error) => said.push(`the browser: ${error.message}`));

// Where a line ends, its last space hangs over the edge of the element. axe then finds another
// element behind it and leaves the colours undecided; tests/report/test_contrast.py decides them.
const isUndecided = ({ id }) => id !== "color-contrast";

async function look({ scheme, width }) {
  await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
  await page.setViewport({ width, height: 800 });
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  const { violations, incomplete } = await page.evaluate(() => window.axe.run(document));
  const rules = [...violations, ...incomplete.filter(isUndecided)];
  return [
    ...rules.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes[0].html.slice(0, 200)}`),
    ...(wide > width ? [`the page is ${wide} px wide`] : []),
  ].map((finding) => `${scheme}, ${width} px: ${finding}`);
}

const found = {};
try {
  for (const file of files) {
    said = [];
    await page.goto(pathToFileURL(file).href);
    await page.evaluate(axe);
    found[file] = [];
    for (const each of LOOKS) found[file].push(...(await look(each)));
    found[file].push(...said);
  }
} finally {
  await browser.close();
}
console.log(JSON.stringify(found));
