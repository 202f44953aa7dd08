// Cuts a page for showing: sensitive stretches stay whole or split only where a highlighted quote begins or ends.
import type { EntityKind, PieceDto, SourceDto } from "$lib/backend/backend";
import { findQuote, type Range } from "./search";

export interface Segment {
  /** What is shown. */
  text: string;
  /** The whole piece as it reads in the document. */
  value: string;
  /** The text cut where the page breaks a line on purpose. Joined, the lines are the text. */
  lines: string[];
  kind: EntityKind | null;
  masked: string | null;
  source: SourceDto | null;
  score: number | null;
  possible: boolean;
  quoted: boolean;
  /** Which of the places that were searched for it is in. */
  hit: number | null;
  /** Where it begins on the page. */
  from: number;
  /** The first segment of its piece: the label goes with it. */
  first: boolean;
}

/** What else a page is cut at. */
export interface Marks {
  /** What was searched for, as offsets of the text that is shown. */
  hits?: Range[];
  /** Other places, as offsets of the page. */
  cuts?: number[];
}

/** A printed line this much shorter than the page's longest one ends on purpose: a heading, a table row, a paragraph's end. */
const FULL_LINE = 0.7;

/**
 * Where the page breaks a line on purpose, as offsets behind the line feed. Other line feeds only say where the paper ended;
 * a window of another width shows them as spaces.
 */
export function breaks(page: string): Set<number> {
  const lines = page.split("\n");
  const full = FULL_LINE * Math.max(...lines.map((line) => line.length));
  const on = new Set<number>();
  let at = 0;
  lines.forEach((line, index) => {
    at += line.length + 1;
    const next = lines[index + 1];
    if (next !== undefined && (line.length < full || next.trim() === "")) on.add(at);
  });
  return on;
}

/** `text`, which starts at `from` on the page, cut at the page's own breaks. */
function cutLines(text: string, from: number, on: Set<number>): string[] {
  const lines: string[] = [];
  let start = 0;
  for (let i = 0; i < text.length; i++) {
    if (text[i] !== "\n" || !on.has(from + i + 1)) continue;
    lines.push(text.slice(start, i + 1));
    start = i + 1;
  }
  return [...lines, text.slice(start)];
}

/** The text of a page as it is shown. */
export function shownText(pieces: PieceDto[], masked: boolean): string {
  return pieces.map((piece) => (masked ? (piece.masked ?? piece.text) : piece.text)).join("");
}

/** The segments of a page, in order. Joined in the original view, they are the page. */
export function segments(pieces: PieceDto[], quote: string | null, masked: boolean, { hits = [], cuts = [] }: Marks = {}): Segment[] {
  const page = pieces.map((piece) => piece.text).join("");
  const range = quote ? findQuote(page, quote) : null;
  const on = breaks(page);
  const out: Segment[] = [];
  let at = 0;
  let shownAt = 0;
  for (const piece of pieces) {
    const end = at + piece.text.length;
    const replaced = masked && piece.masked !== null;
    const shownEnd = shownAt + (replaced ? (piece.masked ?? "") : piece.text).length;
    const here = hits.flatMap(([from, to], hit) => (from < shownEnd && to > shownAt ? [{ from, to, hit }] : []));
    // What stays as it is stands in both texts, so many letters apart.
    const apart = at - shownAt;
    const wanted = [...(range ?? []), ...cuts, ...here.flatMap(({ from, to }) => [from + apart, to + apart])];
    const inside = replaced ? [] : wanted.filter((cut) => cut > at && cut < end).sort((a, b) => a - b);
    const edges = [at, ...inside, end];
    for (let i = 0; i + 1 < edges.length; i++) {
      const [from = at, to = end] = [edges[i], edges[i + 1]];
      if (from === to) continue;
      const text = replaced ? (piece.masked ?? "") : piece.text.slice(from - at, to - at);
      const hit = here.find((hit) => replaced || (from < hit.to + apart && to > hit.from + apart));
      out.push({
        text,
        value: piece.text,
        lines: replaced ? [text] : cutLines(text, from, on),
        kind: piece.kind,
        masked: piece.masked,
        source: piece.source,
        score: piece.score,
        possible: piece.possible,
        quoted: range !== null && from < range[1] && to > range[0],
        hit: hit?.hit ?? null,
        from,
        first: i === 0,
      });
    }
    at = end;
    shownAt = shownEnd;
  }
  return out;
}

/** Cuts `text` at every occurrence of one of `needles`; hits are marked. Joined, the parts are the text. */
export function split(text: string, needles: string[]): { text: string; hit: boolean }[] {
  const known = [...new Set(needles)].filter(Boolean).sort((a, b) => b.length - a.length);
  if (known.length === 0) return text ? [{ text, hit: false }] : [];
  const pattern = known.map((needle) => needle.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|");
  return text
    .split(new RegExp(`(${pattern})`, "u"))
    .map((part, index) => ({ text: part, hit: index % 2 === 1 }))
    .filter((part) => part.text !== "");
}
