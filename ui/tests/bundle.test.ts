// What is shipped: no fake core, nothing inline, nothing from elsewhere.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";

const out = mkdtempSync(join(tmpdir(), "confidant-ui-"));
let files: Map<string, string>;

beforeAll(() => {
  // A process of its own: inside Vitest, Vite would build for development.
  const vite = join(import.meta.dirname, "../node_modules/vite/bin/vite.js");
  const env = { ...process.env, NODE_ENV: "production" };
  execFileSync(process.execPath, [vite, "build", "--outDir", out, "--emptyOutDir", "--logLevel", "error"], { env, cwd: join(import.meta.dirname, "..") });
  const names = readdirSync(out, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  files = new Map(names.map((entry) => [entry.name, readFileSync(join(entry.parentPath, entry.name), "utf8")]));
}, 180_000);

afterAll(() => rmSync(out, { recursive: true, force: true }));

it("has both windows and no fake core", () => {
  expect(files.has("index.html") && files.has("quick.html")).toBe(true);
  for (const [name, text] of files) expect(/FakeBackend|Kastanienallee|Hannah|scene=/.test(text), name).toBe(false);
});

it("has no inline script, style or handler that a closed CSP would refuse", () => {
  for (const [name, html] of files) {
    if (!name.endsWith(".html")) continue;
    expect(html).not.toMatch(/<style|\sstyle=|\son\w+=/);
    for (const [, attributes, body] of html.matchAll(/<script([^>]*)>([^<]*)<\/script>/g)) {
      expect(attributes).toContain("src=");
      expect(body?.trim()).toBe("");
    }
  }
});

it("asks nobody else for anything", () => {
  for (const [name, text] of files) {
    if (name.endsWith(".css")) expect(text).not.toMatch(/@import|url\(|@font-face/);
    const addresses = [...text.matchAll(/https?:\/\/[\w.-]+/g)].map(([address]) => address);
    // Namespaces, links in error messages of libraries, and the example in a placeholder: none is ever requested.
    const harmless = /^https?:\/\/(www\.w3\.org|svelte\.dev|api\.example\.com|x)$/;
    expect(addresses.filter((address) => !harmless.test(address)), name).toEqual([]);
  }
});
