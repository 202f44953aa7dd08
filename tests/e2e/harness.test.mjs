// The harness is believed only after it moved a window that is known to work: a drop, a key and a tray menu.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { Child } from "./lib/child.mjs";
import { clipboard, drag, focus, place, press, Tray, windows } from "./lib/desktop.mjs";
import { until } from "./lib/until.mjs";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
let tray;
let target;

before(async () => {
  tray = await Tray.start();
  target = new Child("target", here("desktop/target.py"));
  assert.equal(await target.line(), "shown");
});

after(async () => {
  await target?.stop();
  await tray?.stop();
});

test("a dragged file arrives with its address", async () => {
  const [id] = await until("the target's window", async () => (await windows("Harness target")).length > 0 && windows("Harness target"));
  const { x, y, width, height } = await place(id);
  await drag([here("harness.test.mjs")], { x: x + width / 2, y: y + height / 2 });
  assert.equal(await target.line(), `dropped file://${here("harness.test.mjs")}`);
});

test("a drag that nobody takes fails", async () => {
  await assert.rejects(drag([here("harness.test.mjs")], { x: 1275, y: 795 }), /drag:/);
});

test("a key reaches the focused window", async () => {
  const [id] = await windows("Harness target");
  await focus(id);
  await press("F7");
  assert.equal(await target.line(), "key F7");
});

test("the clipboard keeps what is put there", async () => {
  await clipboard.write("Hannah Weiß");
  assert.equal(await clipboard.read(), "Hannah Weiß");
});

test("the tray menu is read and clicked", async () => {
  await until("the tray item", async () => (await tray.items()).length === 1);
  assert.deepEqual(
    (await tray.menu()).map((entry) => entry.label),
    ["Open", "Quick prompt", "Quit"],
  );
  await assert.rejects(tray.click("No such entry"), /no entry/);
  await tray.click("Quick prompt");
  assert.equal(await target.line(), "menu Quick prompt");
  await tray.click("Quit");
  assert.equal(await target.line(), "quit");
  await until("the tray item to go", async () => (await tray.items()).length === 0);
});
