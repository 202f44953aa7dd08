// The kinds of what can be found: how they are grouped, how they look, and what may be decided about each.
import type { EntityKind, Family, Mode } from "$lib/backend/backend";

/** Every kind once, in the order of the settings. */
export const GROUPS = [
  { name: "amounts", kinds: ["AMOUNT"] },
  { name: "people", kinds: ["PERSON", "INITIALS", "USERNAME"] },
  { name: "contact", kinds: ["EMAIL", "PHONE", "URL", "SOCIAL_PROFILE"] },
  { name: "places", kinds: ["ADDRESS", "POSTCODE", "CITY", "REGION", "PLACE", "COORDINATES"] },
  { name: "dates", kinds: ["BIRTH_DATE", "AGE", "DATE"] },
  {
    name: "ids",
    kinds: ["NATIONAL_ID", "TAX_ID", "PASSPORT", "DRIVER_LICENCE", "RESIDENCE_PERMIT", "VOTER_ID", "HEALTH_INSURANCE_ID"],
  },
  { name: "accounts", kinds: ["IBAN", "BANK_ACCOUNT", "BANK_CODE", "CARD", "CRYPTO_WALLET"] },
  { name: "business", kinds: ["ORG", "CUSTOMER_NUMBER", "CASE_NUMBER", "CODE", "MEDICAL_RECORD"] },
  { name: "devices", kinds: ["IP", "MAC", "IMEI", "DEVICE_ID", "LICENCE_PLATE", "VIN"] },
  {
    name: "traits",
    kinds: [
      "JOB_TITLE",
      "EDUCATION",
      "HEALTH",
      "RELIGION",
      "POLITICS",
      "UNION",
      "ORIENTATION",
      "ETHNICITY",
      "CRIMINAL",
      "BIOMETRIC",
    ],
  },
  { name: "terms", kinds: ["TERM"] },
  {
    name: "secrets",
    kinds: [
      "PASSWORD",
      "API_KEY",
      "ACCESS_TOKEN",
      "PRIVATE_KEY",
      "CONNECTION_STRING",
      "SEED_PHRASE",
      "PIN",
      "SESSION_COOKIE",
      "CARD_SECURITY",
    ],
  },
] as const satisfies { name: string; kinds: readonly EntityKind[] }[];

export type GroupName = (typeof GROUPS)[number]["name"];

const group = new Map<string, GroupName>(GROUPS.flatMap(({ name, kinds }) => kinds.map((kind) => [kind, name] as const)));

/** Whether it gives access to something: it blocks a send. Takes a kind or a family. */
export function isSecret(kind: string): boolean {
  return kind === "SECRET" || group.get(kind) === "secrets";
}

/** Kinds whose values have a checksum, as a rule; and the families they are in. */
const CHECKED = new Set<string>([
  ...["IBAN", "BANK_ACCOUNT", "BANK_CODE", "CARD", "CRYPTO_WALLET", "IMEI", "VIN"],
  ...["NATIONAL_ID", "TAX_ID", "PASSPORT", "HEALTH_INSURANCE_ID"],
  ...["ACCOUNT", "ID", "DEVICE"],
]);

/** Whether its values have a checksum: such a value stays only when the person confirms it, for each send. */
export function isChecked(kind: string): boolean {
  return CHECKED.has(kind);
}

const GENERALISED = new Set<string>(["AMOUNT", "DATE", "BIRTH_DATE", "AGE", "POSTCODE", "CITY", "REGION", "PLACE"]);
const SUBSTITUTED = new Set<string>(["PERSON", "INITIALS", "EMAIL", "PHONE", "ORG", "ADDRESS", "CITY"]);

/** The modes that mean something for a kind. `present` is among them, whatever it is. */
export function modesFor(kind: EntityKind, present: Mode): Mode[] {
  if (isSecret(kind)) return ["mask"];
  const modes: Mode[] = ["mask", "omit"];
  if (GENERALISED.has(kind) || present === "generalise") modes.push("generalise");
  if (SUBSTITUTED.has(kind) || present === "substitute") modes.push("substitute");
  return [...modes, "keep"];
}

/** The kind of a value of which nothing but its family is known. */
export function kindOf(family: Family): EntityKind {
  switch (family) {
    case "USER":
      return "USERNAME";
    case "ACCOUNT":
      return "BANK_ACCOUNT";
    case "ID":
      return "NATIONAL_ID";
    case "DEVICE":
      return "DEVICE_ID";
    case "TRAIT":
      return "JOB_TITLE";
    case "SECRET":
      return "PASSWORD";
    default:
      return family;
  }
}

const LOOKS: Record<string, string> = {
  amounts: "amount",
  people: "person",
  contact: "contact",
  places: "place",
  dates: "date",
  ids: "account",
  accounts: "account",
  secrets: "account",
  devices: "contact",
};

/** The look of a kind or a family: a few, each with its own line as well as its own colour. */
export function look(kind: string): string {
  if (kind === "ORG") return "org";
  return LOOKS[group.get(kind) ?? group.get(kindOf(kind as Family)) ?? ""] ?? "term";
}
