// The cloud of the tests: a loopback server that speaks chat completions and writes down every request that it is sent.

import { readFile } from "node:fs/promises";
import { PROVIDER } from "./app.mjs";
import { Child } from "./child.mjs";

export class Provider {
  /** `script` is how it answers (see tests/support/loopback.rs); without one it repeats the placeholders that it was sent. */
  static async start(record, { port = 0, script = "echo" } = {}) {
    const provider = new Provider();
    provider.record = record;
    provider.child = new Child("provider", PROVIDER, ["--port", String(port), "--record", record, "--script", script]);
    const { base_url: url, key, model } = JSON.parse(await provider.child.line());
    return Object.assign(provider, { url, key, model });
  }

  stop = () => this.child.stop();

  /** Every request so far, oldest first: method, path, headers, body as it came, status. */
  async requests() {
    return (await this.bytes()).split("\n").filter(Boolean).map(JSON.parse);
  }

  /** The record itself, for a search through everything that was received. */
  async bytes() {
    try {
      return await readFile(this.record, "utf8");
    } catch (error) {
      if (error.code === "ENOENT") return ""; // nothing came yet
      throw error;
    }
  }
}
