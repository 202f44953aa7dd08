// What the app says about masking, in English: why, what may be decided, lists, what would leave.
import type { Mode, Preset, RiskLevel, Scope, SourceDto } from "$lib/backend/backend";
import type { GroupName } from "$lib/text/kinds";
import { forms } from "./en-kinds";

const count = (n: number, one: string, many: string) => `${n.toLocaleString("en-GB")} ${n === 1 ? one : many}`;

/** Rules whose name alone does not say it. */
const rules: Record<string, string> = { iban: "IBAN", card: "card number", ipv4: "IPv4", ipv6: "IPv6", url: "URL", jwt: "JWT" };
/** Kinds that a rule claims without a keyword only when the checksum holds. */
const PROVEN = new Set(["iban", "card", "vin", "imei"]);

/** Who found it, and on what ground. */
export function reason(source: SourceDto, score: number | null = null): string {
  switch (source.by) {
    case "rule": {
      const name = rules[source.name] ?? source.name.replaceAll("_", " ").replace(/\bby keyword\b/, "beside its keyword");
      return `rule: ${name}${PROVEN.has(source.name) && score !== null && score >= 0.9 ? ", valid checksum" : ""}`;
    }
    case "tagger":
      return score === null ? "tagger" : `tagger, ${Math.round(score * 100)} % sure`;
    case "propagated":
      return "found elsewhere in the document";
    case "person":
      return "you marked it";
    case "list":
      return "your list";
  }
}

export const marks = {
  why: "Why this was found",
  becomes: "becomes",
  leftOut: "is left out",
  stays: "stays as it is",
  possible: "possible, not masked",
  label: (kind: string, stays: boolean) => (stays ? `${forms(kind)[0]}, stays` : forms(kind)[0]),
  maskEverywhere: "Mask everywhere",
  never: "Never mask this…",
  neverIn: "Where it stays",
  neverDo: "Never mask it",
  neverChecked:
    "This is a number with a checksum: it points to one person or one account. On the list it still stays masked, unless you confirm it again for a send.",
  neverConfirm: "I understand, put it on the list",
  neverSecret: "Keys, passwords and PINs cannot be let through: whoever reads one can use it. They block a send instead.",
  copy: "Copy",
  copied: "Copied.",
  notCopied: "The clipboard did not take it.",
  listed: (text: string) => `“${text}” is on your list.`,
  maskWord: "Mask a word…",
  maskSelection: "Mask this…",
  maskTitle: "Mask a word",
  maskIntro: "It is masked wherever it stands, whatever the rules say.",
  word: "Word or words",
  wordNeeded: "Write at least two letters.",
  kind: "Kind",
  scope: "Where",
  mask: "Mask it",
  values: "Values…",
  chips: "Show only some kinds",
  showAll: "Show all",
  filtered: (shown: number, all: number) => `${shown} of ${all} shown`,
};

export const scopes = {
  document: "In this document",
  everywhere: "Everywhere",
  shown: (scope: Scope, names: Map<number, string>) =>
    scope.of === "everywhere" ? "Everywhere" : (names.get(scope.id) ?? (scope.of === "document" ? "A document" : "A chat")),
};

const modes: Record<Mode, string> = {
  mask: "Mask",
  omit: "Leave out",
  generalise: "Make less precise",
  substitute: "Replace by a stand-in",
  keep: "Keep",
};
const told: Record<Mode, string> = { mask: "masked", omit: "left out", generalise: "less precise", substitute: "replaced", keep: "kept" };
const groups: Record<GroupName, readonly [name: string, hint: string]> = {
  amounts: ["Amounts", "A decision of their own: a masked sum cannot be added up by the cloud, a kept one can give away a deal."],
  people: ["People", "Names, initials and user names."],
  contact: ["Contact", "Ways to reach somebody."],
  places: ["Places", "From a street and number to a region."],
  dates: ["Dates and ages", "Less precise keeps the order of events: a quarter, a decade."],
  ids: ["Official numbers", "What a state or an insurer knows a person by."],
  accounts: ["Accounts and cards", "What money can be moved with."],
  business: ["Organisations and references", "Companies, and their numbers for people and matters."],
  devices: ["Devices and vehicles", "What can be traced to an owner."],
  traits: ["What a person is", "Work, education, health, belief, origin: needed to understand a matter, and telling."],
  terms: ["Your terms", "Words on your own list."],
  secrets: ["Secrets", "Keys, passwords, PINs: found in a text, they block the send."],
};

export const masking = {
  title: "What is masked",
  intro: "What happens to each kind of finding before a text leaves. On this computer you always see the original.",
  preset: "Start from",
  presets: {
    balanced: ["Balanced", "Masks what singles a person out and what describes somebody; keeps what only describes the matter, such as an occupation that is nobody's."],
    strict: ["Strict", "Masks everything that is found, and lets the tagger find more: fewer misses, more words masked without need."],
  } as Record<Preset, readonly [string, string]>,
  own: (n: number) => `${count(n, "decision", "decisions")} of your own on top`,
  mode: (mode: Mode) => modes[mode],
  modesTitle: "What the choices mean",
  modeHints: {
    mask: "A placeholder such as [PERSON_1] goes out; the value comes back into the answer.",
    omit: "It is left out and does not come back.",
    generalise: "Something true and less precise goes out: a quarter, a decade, a region. It does not come back.",
    substitute: "A believable other value goes out, and yours comes back. If that fails, the answer looks real and is wrong.",
    keep: "It leaves as it is.",
  } as Record<Mode, string>,
  modeOf: (kind: string) => `What happens to: ${forms(kind)[0]}`,
  group: (name: GroupName) => groups[name][0],
  groupHint: (name: GroupName) => groups[name][1],
  summary: (tally: [mode: Mode, n: number][]) => tally.map(([mode, n]) => `${n} ${told[mode]}`).join(" · "),
  blocks: "blocks a send",
  reset: (kind: string) => `Undo your decision about: ${forms(kind)[0]}`,
  undo: "Undo",
  loading: "Reading what you decided…",
};

export const lists = {
  title: "Your lists",
  intro: "Words that are always masked, and words that never are. The lists are encrypted with your library and never leave.",
  always: "Always masked",
  never: "Never masked",
  neverHint: "Not secrets; numbers with a checksum stay only when you confirm them for a send.",
  scope: "Lists for",
  everywhere: "Everywhere",
  documents: "Documents",
  chats: "Chats",
  search: "Search your lists",
  word: "Word",
  kind: "Kind",
  where: "Where",
  list: "List",
  add: "Add",
  added: (text: string) => `“${text}” added.`,
  remove: (text: string) => `Remove ${text}`,
  removed: (text: string) => `“${text}” removed.`,
  empty: "No words yet.",
  noMatch: "No word matches.",
  import: "Import CSV…",
  importHint: "One word a line; its kind and “never” may follow, after commas.",
  imported: (added: number, skipped: number) => `${count(added, "word", "words")} added${skipped ? `, ${count(skipped, "line", "lines")} skipped` : ""}.`,
  unreadable: "The file could not be read as text. Nothing was added.",
  loading: "Reading your lists…",
};

const levels: Record<RiskLevel, readonly [string, string]> = {
  low: ["Low", "What would leave fits many people."],
  medium: ["Medium", "What would leave fits a few people. Somebody who knows one of them may tell."],
  high: ["High", "A person could be singled out by what would leave, without any name."],
};

export const sheetMasking = {
  summary: "What is masked",
  family: (kind: string, values: number, places: number) => `${count(values, ...forms(kind))}${places > values ? `, ${places}×` : ""}`,
  keepValue: (value: string) => `Mask ${value}`,
  possible: "Possible, not masked",
  possibleHint: "The tagger is not sure enough of these. Tick one to mask it; the strict policy masks more of them.",
  kept: "Found, and stays",
  keptHint: "By your policy or your lists. Tick one to mask it.",
  checkedTitle: (value: string) => `Send ${value} as it is?`,
  checkedText: "It is a number with a checksum and points to one person or one account. It stays for this send only; the next one asks again.",
  checkedDo: "Send it as it is, this once",
  secretStays: "A secret cannot be let through.",
  secretTitle: "There is a secret in what would leave",
  secretTick: "Replace every key, password and PIN by a placeholder, this once",
  secretDo: "Mask the secrets and preview again",
  languageTitle: "Names in this language are not covered",
  languageTick: "Show me what would leave; I will look for names that were missed",
  languageDo: "Preview with this language",
  again: "Checking every byte again…",
  risk: "Residual risk",
  level: (level: RiskLevel) => levels[level][0],
  levelHint: (level: RiskLevel) => levels[level][1],
  person: (placeholder: string | null) => placeholder ?? "Somebody without a name",
  bits: (bits: number) => `${bits.toFixed(bits < 10 ? 1 : 0)} bits`,
  among: (k: number) => (k <= 1 ? "one person" : `one of about ${k.toLocaleString("en-GB", { maximumSignificantDigits: 2 })}`),
  suggestion: (kind: string, mode: Mode) => `${modes[mode]}: ${forms(kind)[1]}`,
  suggestions: "Would lower it",
  noPeople: "Nothing that is left points to a person.",
  accept: "I accept the risk",
  acceptFirst: "Accept the risk above, or lower it, before you send.",
};
