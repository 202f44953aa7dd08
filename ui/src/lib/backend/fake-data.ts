// A synthetic lease for development, tests and design: nobody in it exists.
import type { DocumentDto, EntityKind, Family, KindCountDto, LedgerRowDto, PageDto, PieceDto, SentenceDto, SourceDto } from "./backend";

const PAGES = [
  `LEASE AGREEMENT

between {ORG|Lindenhof Immobilien GmbH}, {ADDRESS|Kastanienallee 14, 10435 Berlin}, represented by its {JOB_TITLE|managing director} Mr {PERSON|Jonas Albrecht} (the "Landlord"),

and Ms {PERSON|Hannah Weiss}, born on {BIRTH_DATE|12 March 1986}, at present of {ADDRESS|Rue des Tilleuls 8, 67000 Strasbourg} (the "Tenant").

§ 1  The premises
The Landlord lets to the Tenant the flat on the third floor, left, of {ADDRESS|Kastanienallee 16, 10435 Berlin}, with three rooms, kitchen, bath and a cellar compartment, in all 84 square metres. The contract is kept under number {CODE|LH-2024-0871}.

§ 2  Keys
The Tenant receives four keys to the flat and one to the cellar. A lost key is to be reported within two working days.`,
  `§ 3  Term
The lease begins on {DATE|1 June 2024} and ends on {DATE|31 May 2028} without any notice being needed. If the Tenant stays on with the Landlord's knowledge, the lease continues for an indefinite term.

Either party may end it early for a serious reason. Ms {PERSON|Weiss} may give notice to the end of any quarter if her employer, {ORG|Atelier Brandt SARL}, moves her place of work out of {PLACE|Berlin}; the employer's letter is to be enclosed.

§ 4  Use
The flat serves as a home. A desk in one room for occasional work is no change of use. The flat lies in {?PLACE|Friedrichshain}.`,
  `§ 5  Rent
The monthly rent is {AMOUNT|EUR 1,450.00}, plus an advance of {AMOUNT|EUR 210.00} on running costs, due on the third working day of each month to

    {ORG|Lindenhof Immobilien GmbH}
    IBAN {IBAN|DE89 3704 0044 0532 0130 00}
    reference {CODE|LH-2024-0871}

The rent rises by {AMOUNT|EUR 45.00} on {DATE|1 June} of each year, for the first time in 2025. No other increase is possible during the term.

§ 6  Deposit
The Tenant pays a deposit of {AMOUNT|EUR 4,350.00} in three equal parts, the first at the start of the lease. It bears interest for the Tenant.`,
  `§ 7  Running costs
The costs are accounted for by calendar year, at the latest by the end of {DATE|October} of the next year. A claim that is made later is barred, unless the Landlord is not to blame for the delay.

§ 8  Repairs
Small repairs up to {AMOUNT|EUR 90.00} each are borne by the Tenant, in any year at most {AMOUNT|EUR 400.00}. Everything else is for the Landlord. Urgent damage is to be reported to Ms {PERSON|Farida Nasser}, telephone {PHONE|+49 30 5550 1284}, {EMAIL|f.nasser@lindenhof.example}.`,
  `§ 9  Handing back
The flat is to be handed back swept, with all keys, and with the walls in a light and neutral colour. The Tenant need not renew what is worn by ordinary use.

§ 10  Pets
A dog or a cat needs the Landlord's consent, which may be refused only for a good reason. The Tenant's cat is agreed to.

Signed in {PLACE|Berlin} on {DATE|14 May 2024}

{PERSON|Jonas Albrecht}                    {PERSON|Hannah Weiss}
for the Landlord                    the Tenant`,
];

const RULES: Record<string, string> = { PERSON: "titled_name", ORG: "company_form", BIRTH_DATE: "born" };
const FAMILIES: Partial<Record<EntityKind, Family>> = {
  BIRTH_DATE: "DATE",
  CITY: "PLACE",
  IBAN: "ACCOUNT",
  INITIALS: "PERSON",
  JOB_TITLE: "TRAIT",
  NATIONAL_ID: "ID",
  PASSWORD: "SECRET",
  USERNAME: "USER",
};

/** What the placeholder of a kind says; enough of the table for what the fake core finds. */
export function familyOf(kind: EntityKind): Family {
  return FAMILIES[kind] ?? (kind as Family);
}

/**
 * Cuts marked-up pages into pieces; equal values get equal placeholders, numbered over the whole document. `{KIND|value}` was
 * found by a rule, `{?KIND|value}` is a guess of the tagger that is too weak to be masked.
 */
function cut(pages: readonly string[]): PageDto[] {
  const placeholders = new Map<string, string>();
  const seen = new Set<string>();
  return pages.map((page, index) => {
    const pieces: PieceDto[] = [];
    for (const part of page.split(/(\{\??[A-Z_]+\|[^}]*\})/)) {
      const found = /^\{(\??)([A-Z_]+)\|([^}]*)\}$/.exec(part);
      if (!found) {
        if (part) pieces.push({ text: part, masked: null, kind: null, source: null, score: null, possible: false });
        continue;
      }
      const [, guess, name = "", text = ""] = found;
      const kind = name as EntityKind;
      if (guess) {
        pieces.push({ text, masked: null, kind, source: { by: "tagger" }, score: 0.41, possible: true });
        continue;
      }
      const value = kind === "PERSON" ? text.replace(/^Weiss$/, "Hannah Weiss") : text;
      const number = familyOf(kind) === "TRAIT" ? 50 : placeholders.size + 1;
      const masked = placeholders.get(value) ?? `[${familyOf(kind)}_${number}]`;
      if (number < 50) placeholders.set(value, masked);
      const again = seen.has(value);
      const source: SourceDto = again ? { by: "propagated" } : { by: "rule", name: RULES[kind] ?? kind.toLowerCase() };
      seen.add(value);
      pieces.push({ text, masked, kind, source, score: again ? null : kind === "IBAN" ? 1 : 0.85, possible: false });
    }
    return { number: index + 1, source: "text", size: null, pieces };
  });
}

export function countKinds(pages: PageDto[]): KindCountDto[] {
  const byKind = new Map<EntityKind, { values: Set<string>; places: number }>();
  for (const piece of pages.flatMap((page) => page.pieces)) {
    if (!piece.kind || !piece.masked) continue;
    const entry = byKind.get(piece.kind) ?? { values: new Set<string>(), places: 0 };
    entry.values.add(piece.masked);
    entry.places += 1;
    byKind.set(piece.kind, entry);
  }
  return [...byKind]
    .map(([kind, { values, places }]) => ({ kind, values: values.size, places }))
    .sort((a, b) => b.places - a.places);
}

export const SENTENCES: SentenceDto[] = [
  {
    text: "Lindenhof Immobilien GmbH lets a three-room flat of 84 square metres in Berlin to Hannah Weiss.",
    pages: [1],
    quote: "with three rooms, kitchen, bath and a cellar compartment, in all 84 square metres",
    supported: true,
  },
  {
    text: "The lease begins on 1 June 2024 and ends on 31 May 2028 without notice.",
    pages: [2],
    quote: "The lease begins on 1 June 2024 and ends on 31 May 2028 without any notice being needed.",
    supported: true,
  },
  {
    text: "The rent is EUR 1,450.00 a month and rises by EUR 45.00 each June.",
    pages: [3],
    quote: "The rent rises by EUR 45.00 on 1 June of each year, for the first time in 2025.",
    supported: true,
  },
  {
    text: "The tenant may always end the lease when she changes her employer.",
    pages: [2],
    quote: "",
    supported: false,
  },
  {
    text: "Small repairs up to EUR 90.00 each are borne by the tenant, at most EUR 400.00 a year.",
    pages: [4],
    quote: "Small repairs up to EUR 90.00 each are borne by the Tenant, in any year at most EUR 400.00.",
    supported: true,
  },
];

export function lease(id = "1", name = "Lease Weiss.pdf"): DocumentDto {
  const pages = cut(PAGES);
  return {
    id,
    name,
    pages,
    pictures: "none",
    warnings: [],
    counts: countKinds(pages),
    summary: {
      sentences: SENTENCES,
      coverage: { pages: pages.length, read: pages.length, ocr: 0, unreadable: 0 },
      model: "SmolLM2-135M-Instruct",
      engine: "llm",
    },
    chat: { id: `10${id}`, title: name, document: id, messages: [] },
  };
}

export function minutes(id = "2", name = "Minutes of the works council, autumn.txt"): DocumentDto {
  const pages = cut([
    `Minutes, {DATE|9 October 2025}\n\nPresent: Dr {PERSON|Ilse Kampmann} (chair), Mr {PERSON|Tomasz Zieliński}.\n\nThe shift plan for November is agreed. Mr {PERSON|Zieliński} reports two near misses at gate 4.`,
    "",
  ]);
  pages.forEach((page) => (page.source = page.pieces.length ? "text" : "none"));
  return {
    id,
    name,
    pages,
    pictures: "none",
    warnings: ["Page 2 holds a picture and no text."],
    counts: countKinds(pages),
    summary: null,
    chat: { id: `10${id}`, title: name, document: id, messages: [] },
  };
}

export const LEDGER: LedgerRowDto[] = [
  {
    seq: 1,
    at: "2026-11-18T09:12:44Z",
    kind: "refused",
    destination: "https://api.example.com",
    model: "large-1",
    body: "",
    digest: "9e3a41c07d55b1f2a6c08e9d4417f20b3c6a58e1d29f70b4c8e5a1137d60f92b",
    reason: "You closed the sheet.",
    hash: "4b1c7f0e92ad836655e0f3b7c1d2984a0f6e5b3c7a8d9e1f2b4c6d8e0a1b3c5d",
  },
  {
    seq: 2,
    at: "2026-11-18T09:14:02Z",
    kind: "sent",
    destination: "https://api.example.com",
    model: "large-1",
    body: '{"model":"large-1","stream":true,"messages":[{"role":"user","content":"What does [PERSON_8] owe when [CODE_7] ends early?"}]}',
    digest: "1f0c9b7a5e3d21486f7a8b9c0d1e2f3a4b5c6d7e8f90a1b2c3d4e5f60718293a",
    reason: null,
    hash: "c2d3e4f5061728394a5b6c7d8e9f00112233445566778899aabbccddeeff0011",
  },
  {
    seq: 3,
    at: "2026-11-18T09:14:09Z",
    kind: "answered",
    destination: "https://api.example.com",
    model: "large-1",
    body: "",
    digest: "77aa66bb55cc44dd33ee22ff110099887766554433221100ffeeddccbbaa9988",
    reason: null,
    hash: "0f1e2d3c4b5a69788796a5b4c3d2e1f00112233445566778899aabbccddeeff00",
  },
];
