// What the person has besides the app: a mouse, a keyboard, a tray, a clipboard, eyes.

import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Child, OUTPUT, run } from "./child.mjs";

const script = (name) => fileURLToPath(new URL(`../desktop/${name}`, import.meta.url));

/** A real drag of files to a point of the screen. Fails when nobody takes them. */
export async function drag(files, { x, y, pause = 0.5 }) {
  await run(script("drag.py"), ["--to", `${Math.round(x)},${Math.round(y)}`, "--pause", String(pause), ...files]);
}

/** A key or chord as xdotool writes it, e.g. `ctrl+shift+space`, pressed for whoever listens. */
export const press = (keys) => run("xdotool", ["key", "--clearmodifiers", keys]);

export const type = (text) => run("xdotool", ["type", "--delay", "15", text]);

/** Ids of the visible windows whose title matches. */
export async function windows(title) {
  try {
    return (await run("xdotool", ["search", "--onlyvisible", "--name", title])).trim().split("\n").filter(Boolean);
  } catch {
    return []; // xdotool ends with 1 when there is none
  }
}

export const focus = (id) => run("xdotool", ["windowactivate", "--sync", id]);

/** Where a window lies on the screen. */
export async function place(id) {
  const text = await run("xdotool", ["getwindowgeometry", "--shell", id]);
  const value = (name) => Number(new RegExp(`^${name}=(-?\\d+)$`, "m").exec(text)[1]);
  return { x: value("X"), y: value("Y"), width: value("WIDTH"), height: value("HEIGHT") };
}

/** The whole screen as a picture; the path. */
export async function screenshot(name, folder = OUTPUT) {
  const path = join(folder, `${name}.png`);
  await run("import", ["-window", "root", path]);
  return path;
}

export const clipboard = {
  read: () => run("xclip", ["-selection", "clipboard", "-out"]),
  // xclip stays to serve the selection: it must not hold our pipes.
  write: (text) => run("sh", ["-c", "xclip -selection clipboard -in >/dev/null 2>&1"], { input: text }),
};

/** The desktop's tray, for as long as it runs. */
export class Tray {
  static async start() {
    const tray = new Tray();
    tray.child = new Child("tray", script("tray_host.py"));
    await tray.child.line();
    return tray;
  }

  async #ask(order) {
    this.child.write(JSON.stringify(order));
    const answer = JSON.parse(await this.child.line());
    if (answer.error) throw new Error(`tray: ${answer.error}`);
    return answer;
  }

  items = async () => (await this.#ask({ do: "items" })).items;
  menu = async () => (await this.#ask({ do: "menu" })).menu;
  click = (label) => this.#ask({ do: "click", label });
  stop = () => this.child.stop();
}
