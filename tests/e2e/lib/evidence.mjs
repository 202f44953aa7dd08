// Steps of one story: after the first that fails the rest are skipped, and the failure leaves its pictures and words.

import { readFile, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { OUTPUT } from "./child.mjs";
import { screenshot } from "./desktop.mjs";

/**
 * `page()` gives the page under test, if there is one. Each step is a test of its own, so that the report says how far the
 * story came; a step that depends on a broken one is reported as failed, never as passed.
 */
export function story({ page }) {
  let broken;
  return (name, act, { seconds = 120 } = {}) =>
    test(name, { timeout: seconds * 1000 }, async () => {
      if (broken) throw new Error(`not reached: "${broken}" failed before`);
      try {
        await act();
      } catch (error) {
        broken = name;
        await evidence(name, page());
        throw error;
      }
    });
}

async function evidence(name, page) {
  const file = name.replaceAll(/[^a-z0-9]+/gi, "-").toLowerCase();
  const told = [];
  const attempt = async (what, act) => {
    try {
      told.push(await act());
    } catch (error) {
      told.push(`(no ${what}: ${error.message})`);
    }
  };
  await attempt("screenshot", () => screenshot(file));
  await attempt("page", async () => {
    const path = join(OUTPUT, `${file}.html`);
    await writeFile(path, await page.source());
    return path;
  });
  for (const log of (await readdir(OUTPUT)).filter((entry) => entry.endsWith(".log"))) {
    const lines = (await readFile(join(OUTPUT, log), "utf8")).trimEnd().split("\n");
    told.push(`--- the end of ${log}`, ...lines.slice(-25));
  }
  console.error(told.join("\n"));
}
