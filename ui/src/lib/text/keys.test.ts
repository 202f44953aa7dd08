// Keys as people read them.
import { expect, it } from "vitest";
import { shownKeys } from "./keys";

it("names the keys of this computer", () => {
  expect(shownKeys("CmdOrCtrl+Shift+Space", false)).toBe("Ctrl+Shift+Space");
  expect(shownKeys("CmdOrCtrl+Shift+Space", true)).toBe("⌘⇧Space");
  expect(shownKeys("Control+Alt+K", true)).toBe("⌃⌥K");
  expect(shownKeys("Ctrl+Alt+K", false)).toBe("Ctrl+Alt+K");
  expect(shownKeys("F9", true)).toBe("F9");
});
