// Keys as people read them: what a settings file calls CmdOrCtrl is a key with a name or a sign.
const MAC: Record<string, string> = {
  CmdOrCtrl: "⌘",
  CommandOrControl: "⌘",
  Super: "⌘",
  Meta: "⌘",
  Cmd: "⌘",
  Command: "⌘",
  Ctrl: "⌃",
  Control: "⌃",
  Alt: "⌥",
  Option: "⌥",
  Shift: "⇧",
};
const ELSEWHERE: Record<string, string> = {
  CmdOrCtrl: "Ctrl",
  CommandOrControl: "Ctrl",
  Control: "Ctrl",
  Meta: "Super",
  Cmd: "Super",
  Command: "Super",
  Option: "Alt",
};

export const onMac = /^Mac/.test(globalThis.navigator?.platform ?? "");

/** `CmdOrCtrl+Shift+Space` as `Ctrl+Shift+Space`, or as `⌘⇧Space` on a Mac. */
export function shownKeys(keys: string, mac: boolean = onMac): string {
  const names = mac ? MAC : ELSEWHERE;
  const parts = keys.split("+").map((part) => names[part] ?? part);
  return parts.join(mac ? "" : "+");
}
