// A child process whose words are kept, line by line, and in a log file for the day something fails.

import { spawn } from "node:child_process";
import { createWriteStream, mkdirSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

/** Where failures leave their screenshots and logs; not in git. Two runs at a time need a folder each. */
export const OUTPUT = process.env.E2E_OUTPUT ?? fileURLToPath(new URL("../.output/", import.meta.url));
mkdirSync(OUTPUT, { recursive: true });

export class Child {
  /** Lines of stdout that nobody has read yet. */
  lines = [];

  constructor(name, command, args = [], { env = {}, cwd } = {}) {
    this.process = spawn(command, args, { env: { ...process.env, ...env }, cwd, stdio: ["pipe", "pipe", "pipe"] });
    const log = createWriteStream(join(OUTPUT, `${name}.log`), { flags: "a" });
    log.write(`--- ${command} ${args.join(" ")}\n`);
    createInterface({ input: this.process.stdout }).on("line", (line) => {
      this.lines.push(line);
      log.write(`${line}\n`);
      this.#wake?.();
    });
    createInterface({ input: this.process.stderr }).on("line", (line) => log.write(`${line}\n`));
    this.process.stdin.on("error", () => {}); // it may be gone before we are done talking
    this.ended = new Promise((resolve) => {
      this.process.on("error", (error) => resolve({ code: null, error }));
      this.process.on("close", (code, signal) => resolve({ code, signal }));
    });
    this.ended.then((end) => {
      this.end = end;
      this.#wake?.();
    });
  }

  #wake;

  write(line) {
    this.process.stdin.write(`${line}\n`);
  }

  /** The next unread line. */
  async line(seconds = 20) {
    const deadline = Date.now() + seconds * 1000;
    while (this.lines.length === 0) {
      if (this.end) throw new Error(`${this.process.spawnfile} ended (${JSON.stringify(this.end)})`);
      const left = deadline - Date.now();
      if (left <= 0) throw new Error(`${this.process.spawnfile} said nothing for ${seconds} s`);
      let timer;
      await new Promise((resolve) => {
        this.#wake = resolve;
        timer = setTimeout(resolve, left);
      });
      clearTimeout(timer);
    }
    return this.lines.shift();
  }

  async stop(signal = "SIGTERM") {
    if (!this.end) this.process.kill(signal);
    const timer = setTimeout(() => this.process.kill("SIGKILL"), 5000);
    await this.ended;
    clearTimeout(timer);
  }
}

/** Runs to the end; throws with its stderr when it fails. */
export function run(command, args = [], { input } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ["pipe", "pipe", "pipe"] });
    const out = [];
    const err = [];
    child.stdout.on("data", (data) => out.push(data));
    child.stderr.on("data", (data) => err.push(data));
    child.on("error", reject);
    child.on("close", (code) => {
      if (code === 0) resolve(Buffer.concat(out).toString());
      else reject(new Error(`${command} ${args.join(" ")} ended with ${code}: ${Buffer.concat(err).toString().trim()}`));
    });
    child.stdin.on("error", () => {});
    child.stdin.end(input);
  });
}
