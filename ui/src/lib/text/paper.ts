// Where a text stands on its printed page: words with places become boxes, one for each line.
import type { PieceDto, PlacedWordDto } from "$lib/backend/backend";

/** In hundredths of a point, as the words are. */
export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** A stretch of a text that stands on one line, or one that stands nowhere. Joined, the runs are the text. */
export interface Run {
  text: string;
  box: Box | null;
}

/** Words that are further apart than this, in heights of their line, are in different columns. */
const COLUMN_GAP = 2;
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;

/**
 * The runs of `text`, which starts at `from` on the page. With `whole`, a word of which only a part is meant counts with its
 * whole box: what is to be covered must not look out.
 */
export function runs(text: string, from: number, words: readonly PlacedWordDto[], whole = false): Run[] {
  const to = from + text.length;
  const out: Run[] = [];
  let line: { start: number; end: number; box: Box; last: Box } | null = null;
  let at = from;
  const push = (end: number, box: Box | null) => {
    if (end > at) out.push({ text: text.slice(at - from, end - from), box });
    at = Math.max(at, end);
  };
  for (let index = firstBehind(words, from); index < words.length; index++) {
    const word = words[index];
    if (!word || word.start >= to) break;
    const [start, end] = [Math.max(word.start, from), Math.min(word.end, to)];
    const box = whole ? word : part(word, start, end, text.slice(start - from, end - from));
    const isBlank = line !== null && text.slice(line.end - from, start - from).trim() === "";
    if (line && isBlank && onOneLine(line.last, box)) {
      line = { start: line.start, end, box: union(line.box, box), last: box };
      continue;
    }
    if (line) push(line.end, line.box);
    push(start, null);
    line = { start, end, box: union(box, box), last: box };
  }
  if (line) push(line.end, line.box);
  push(to, null);
  return out;
}

/** What letters may stand out of their box, in parts of its height: accents above, tails below, what leans over at the ends. */
const OVERHANG = 0.16;

/** A lid for a box, under which nothing looks out. */
export function lid({ x, y, width, height }: Box): Box {
  const over = OVERHANG * height;
  return { x: x - over, y: y - over, width: width + 2 * over, height: height + 2 * over };
}

/** Whether every letter of `text` has a place. */
export function isPlaced(text: string, from: number, words: readonly PlacedWordDto[]): boolean {
  return runs(text, from, words).every((run) => run.box !== null || run.text.trim() === "");
}

/** Whether everything that the cloud would not see can be covered on the page. */
export function canCover(pieces: readonly PieceDto[], words: readonly PlacedWordDto[]): boolean {
  let at = 0;
  return pieces.every((piece) => {
    const from = at;
    at += piece.text.length;
    return piece.masked === null || isPlaced(piece.text, from, words);
  });
}

/** Where the part of a page begins that is not on its paper: comments and the like. Null when there is none. */
export function restOf(page: string, words: readonly PlacedWordDto[]): number | null {
  const end = words.at(-1)?.end ?? 0;
  const rest = page.slice(end);
  return rest.trim() === "" ? null : end + rest.search(/\S/);
}

/** The index of the first word that ends behind `at`. Words are in the order of the text. */
function firstBehind(words: readonly PlacedWordDto[], at: number): number {
  let [low, high] = [0, words.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((words[middle]?.end ?? 0) > at) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Letters share the width of their word evenly. */
function part(word: PlacedWordDto, start: number, end: number, text: string): Box {
  const letter = word.width / (word.end - word.start);
  const before = RIGHT_TO_LEFT.test(text) ? word.end - end : start - word.start;
  return { x: word.x + before * letter, y: word.y, width: (end - start) * letter, height: word.height };
}

function onOneLine(a: Box, b: Box): boolean {
  const overlap = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  const gap = Math.max(a.x, b.x) - Math.min(a.x + a.width, b.x + b.width);
  return overlap > Math.min(a.height, b.height) / 2 && gap < COLUMN_GAP * Math.max(a.height, b.height);
}

function union(a: Box, b: Box): Box {
  const [x, y] = [Math.min(a.x, b.x), Math.min(a.y, b.y)];
  return {
    x,
    y,
    width: Math.max(a.x + a.width, b.x + b.width) - x,
    height: Math.max(a.y + a.height, b.y + b.height) - y,
  };
}
