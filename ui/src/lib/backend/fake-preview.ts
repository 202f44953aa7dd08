// What the fake core would send: pages 2 and 3 of the document, masked.
import type { DocumentDto, Family, FamilyCountDto, PieceDto, PlaceholderDto, PolicyDto, PreviewDto, RiskDto } from "./backend";

interface Asked {
  document: DocumentDto;
  question: string;
  provider: string;
  digest: string;
  risk: RiskDto | undefined;
  policy: PolicyDto;
}

const GAP: PieceDto = { text: "\n\n", masked: null, kind: null, source: null, score: null, possible: false };
const NO_RISK: RiskDto = { level: "low", people: [] };

export function makePreview({ document, question, provider, digest, risk, policy }: Asked): PreviewDto {
  const pieces = document.pages.slice(1, 3).flatMap((page) => [...page.pieces, GAP]);
  const original = pieces.map((piece) => piece.text).join("");
  const masked = pieces.map((piece) => piece.masked ?? piece.text).join("");
  const known = document.pages.flatMap((page) => page.pieces).filter((piece) => piece.masked !== null);
  const asked = known.reduce((text, piece) => text.replaceAll(piece.text, piece.masked ?? ""), question);
  const body = JSON.stringify({
    model: "large-1",
    stream: true,
    messages: [
      { role: "system", content: "Answer from the passages only. Keep every placeholder in square brackets as it is." },
      { role: "user", content: `${asked}\n\n${masked}` },
    ],
  });
  const placeholders = used(pieces);
  const staying = (wanted: boolean) => {
    const found = pieces.flatMap(({ kind, text, source, masked, score, possible }) =>
      kind && source && masked === null && possible === wanted ? [[text, { kind, text, source, score: score ?? 0 }] as const] : [],
    );
    return [...new Map(found).values()];
  };
  return {
    digest,
    destination: "https://api.example.com",
    provider,
    model: "large-1",
    body,
    original,
    masked,
    placeholders,
    words: original.split(/\s+/).length,
    ofWords: document.pages.flatMap((page) => page.pieces).reduce((n, piece) => n + piece.text.split(/\s+/).length, 0),
    tokens: Math.round(body.length / 4),
    leftOutPages: document.pages.map((page) => page.number).filter((n) => n !== 2 && n !== 3),
    kinds: families(placeholders),
    risk: risk && !followed(risk, policy) ? risk : NO_RISK,
    kept: staying(false),
    possible: staying(true),
  };
}

function used(pieces: PieceDto[]): PlaceholderDto[] {
  const used = new Map<string, PlaceholderDto>();
  for (const { text, masked } of pieces) {
    const kind = /^\[([A-Z]+)_\d+\]$/.exec(masked ?? "")?.[1] as Family | undefined;
    if (!masked || !kind) continue;
    const entry = used.get(masked) ?? { placeholder: masked, value: text, kind, times: 0 };
    entry.times += 1;
    used.set(masked, entry);
  }
  return [...used.values()];
}

function families(placeholders: PlaceholderDto[]): FamilyCountDto[] {
  const counts = new Map<Family, FamilyCountDto>();
  for (const { kind, times } of placeholders) {
    const count = counts.get(kind) ?? { kind, values: 0, places: 0 };
    counts.set(kind, { kind, values: count.values + 1, places: count.places + times });
  }
  return [...counts.values()].sort((a, b) => b.places - a.places);
}

function followed(risk: RiskDto, policy: PolicyDto): boolean {
  const wanted = risk.people.flatMap((person) => person.suggestions);
  return wanted.some(({ kind, mode }) => policy.modes.some((entry) => entry.own && entry.kind === kind && entry.mode === mode));
}
