// What the fake core starts with, and the scenes for design work.
import type { Backend, DocumentDto, LedgerRowDto, NewTermDto, ProviderDto, RiskDto, StatusDto } from "./backend";
import { lease, minutes } from "./fake-data";
import { printed } from "./fake-paper";

export interface FakeOptions {
  status?: Partial<StatusDto>;
  documents?: DocumentDto[];
  providers?: ProviderDto[];
  ledger?: LedgerRowDto[];
  terms?: NewTermDto[];
  /** The risk that previews tell, until one of its suggestions is followed. */
  risk?: RiskDto;
  /** A secret stands in what would leave. */
  secret?: boolean;
  /** The document is in a language in which names are not covered. */
  danish?: boolean;
  /** Milliseconds between two streamed pieces. */
  pace?: number;
  /** Commands that throw. */
  failing?: Partial<Record<keyof Backend, { code: string; message: string }>>;
}

export const READY: StatusDto = {
  lock: "ready",
  offline: false,
  model: "SmolLM2-135M-Instruct",
  modelError: null,
  tray: true,
  shortcut: "CmdOrCtrl+Shift+Space",
  shortcutError: null,
  welcomed: true,
  version: "0.1.0",
};
export const EXAMPLE: ProviderDto = { name: "Example AI", baseUrl: "https://api.example.com/v1", model: "large-1" };
export const NOT_COVERED = "names in Danish are not covered and may leave unmasked; read the text with care";
export const UNSHOWN = {
  page: 1,
  code: "drawings",
  message: "page 1: lines, pictures or other things that are no read text were left out",
};
export const SECRET = "A password or key stands in the text that would leave.";
export const HIGH_RISK: RiskDto = {
  level: "high",
  people: [
    {
      placeholder: "[PERSON_4]",
      bits: 29.5,
      k: 11,
      reasons: [
        { what: "occupation", kind: "JOB_TITLE", bits: 7 },
        { what: "town", kind: "PLACE", bits: 12.5 },
        { what: "exact date and place", kind: "DATE", bits: 10 },
      ],
      suggestions: [
        { kind: "DATE", mode: "generalise" },
        { kind: "JOB_TITLE", mode: "mask" },
      ],
    },
  ],
};
const TERMS: NewTermDto[] = [
  { text: "Project Heron", kind: "TERM", list: "always", scope: { of: "everywhere" } },
  { text: "cellar", kind: "PLACE", list: "always", scope: { of: "document", id: 1 } },
  { text: "Berlin", kind: "PLACE", list: "never", scope: { of: "everywhere" } },
];

export const SCENES: Record<string, FakeOptions> = {
  library: {},
  printed: { documents: [printed(lease()), minutes()] },
  lists: { terms: TERMS },
  risk: { risk: HIGH_RISK },
  secret: { secret: true },
  empty: { documents: [], ledger: [] },
  first: { documents: [], status: { welcomed: false } },
  choose: { documents: [], status: { welcomed: false, lock: "choose_passphrase" } },
  locked: { status: { lock: "needs_passphrase" } },
  offline: { status: { offline: true } },
  bare: {
    providers: [],
    status: {
      model: null,
      modelError: { code: "model_missing", message: "The starter model is not where it should be. Run the set-up again." },
      tray: false,
      shortcutError: "Another program uses these keys.",
    },
  },
  refused: {
    failing: {
      preview: {
        code: "leak",
        message: "The last check found a value from your document in the text that would leave. Rephrase the question without it.",
      },
    },
  },
};
