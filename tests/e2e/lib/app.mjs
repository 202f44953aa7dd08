// The built app under a driver: start it on a home, look at its windows, quit it, start it again.

import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Child } from "./child.mjs";
import { until } from "./until.mjs";
import { by, Session } from "./webdriver.mjs";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const built = join(process.env.CARGO_TARGET_DIR ?? join(root, "target"), "debug");

export const APP = process.env.E2E_APP ?? join(built, "confidant-app");
export const PROVIDER = process.env.E2E_PROVIDER ?? join(built, "examples", "loopback-provider");
export const SAMPLE = join(root, "samples", "Lease_Weiss.pdf");
export const MODELS = process.env.CONFIDANT_MODELS ?? join(root, "models", "cache");

/** A port that nobody has right now. */
export function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

export class App {
  /** Starts the app on a home folder; ready when its main window has drawn something. */
  static async start(home, { args = [], env = {} } = {}) {
    if (!existsSync(APP)) throw new Error(`the app is not built: ${APP}`);
    const app = new App();
    app.env = { CONFIDANT_HOME: home, CONFIDANT_MODELS: MODELS, ...env };
    const [port, native] = [await freePort(), await freePort()];
    app.driver = new Child("app", "tauri-driver", ["--port", String(port), "--native-port", String(native)], { env: app.env });
    const url = `http://127.0.0.1:${port}`;
    await until("the driver to listen", async () => (await fetch(`${url}/status`)).ok);
    app.page = await Session.open(url, { "tauri:options": { application: APP, args } });
    await until("the main window", () => app.to("main"));
    await until("the first content", () => app.page.run(() => document.body.innerText.trim().length > 0));
    return app;
  }

  /** Looks at the page of one window: `main` or `quick`. False when it is not there. */
  async to(window) {
    for (const handle of await this.page.handles()) {
      await this.page.switchTo(handle);
      const quick = new URL(await this.page.address()).pathname.endsWith("/quick.html");
      if (quick === (window === "quick")) return true;
    }
    return false;
  }

  /** Waits for a visible element. */
  see(locator, { seconds = 20, within = this.page } = {}) {
    return until(
      `to see ${locator.value}`,
      async () => {
        for (const element of await within.findAll(locator)) if (await element.shown()) return element;
        return undefined;
      },
      { seconds },
    );
  }

  /** Waits for a visible thing of a role whose name is, or matches, the given one. */
  control(role, name, { seconds = 20, within = this.page } = {}) {
    const fits = (label) => (name instanceof RegExp ? name.test(label) : label === name);
    return until(
      `a ${role} named ${name}`,
      async () => {
        for (const element of await within.findAll(by.css(CANDIDATES[role] ?? `[role="${role}"]`))) {
          if (fits(await element.label()) && (await element.shown())) return element;
        }
        return undefined;
      },
      { seconds },
    );
  }

  button = (name, options) => this.control("button", name, options);
  link = (name, options) => this.control("link", name, options);
  field = (name, options) => this.control("textbox", name, options);

  /** The text of a visible element, read when it is there. */
  text = async (locator, options) => (await this.see(locator, options)).text();

  /** Waits until some visible text of the page matches. */
  reads(pattern, { seconds = 20 } = {}) {
    return until(
      `the page to read ${pattern}`,
      async () => pattern.exec(await this.page.run(() => document.body.innerText)),
      { seconds },
    );
  }

  /** Ends app and driver, as a power cut would. A person quits by the tray: see `gone`. */
  async kill() {
    await this.page?.close().catch(() => {});
    await this.driver.stop();
  }

  /** Waits until the app has ended by itself, then puts the driver away. */
  async gone() {
    await until("the app to quit", async () => {
      try {
        await this.page.title();
        return false;
      } catch {
        return true;
      }
    });
    await this.driver.stop();
  }

  /** A second start from the outside, e.g. with `--quick`; it hands over to the running app and ends. */
  async again(...args) {
    const child = spawn(APP, args, { env: { ...process.env, ...this.env }, stdio: "ignore" });
    const code = await new Promise((resolve) => child.on("close", resolve));
    if (code !== 0) throw new Error(`the second start ended with ${code}`);
  }
}

const CANDIDATES = {
  button: 'button, [role="button"], summary',
  link: 'a, [role="link"]',
  textbox: 'input:not([type="checkbox"]):not([type="radio"]), textarea, [role="textbox"]',
  switch: '[role="switch"], input[type="checkbox"]',
  dialog: '[role="dialog"], dialog',
  heading: "h1, h2, h3, h4",
  tab: '[role="tab"]',
};
