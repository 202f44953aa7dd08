// Pages as printed for the fake core: typewriter pages of A4, and where their words stand on them.
import type { DocumentDto, PageDto, PlacedWordDto } from "./backend";

/** Hundredths of a point. */
const A4 = { width: 59_500, height: 84_200 };
const MARGIN = 6_000;
const LETTER = 560;
const TYPE = 1_000;
const LINE = 1_400;
const COLUMNS = Math.floor((A4.width - 2 * MARGIN) / LETTER);

/** The same document as a file whose pages can be shown as printed. */
export function printed(document: DocumentDto): DocumentDto {
  return { ...document, pictures: "kept", pages: document.pages.map((page) => ({ ...page, size: A4 })) };
}

function textOf(page: PageDto): string {
  return page.pieces.map((piece) => piece.text).join("");
}

/** What follows this line stands on the page's text and not on its paper. */
const UNPRINTED = /\n\n\[Comment\]\n/;

export function placedWords(page: PageDto): PlacedWordDto[] {
  const whole = textOf(page);
  const cut = whole.search(UNPRINTED);
  const text = cut < 0 ? whole : whole.slice(0, cut);
  const words: PlacedWordDto[] = [];
  let [line, column, at] = [0, 0, 0];
  for (const match of text.matchAll(/\S+/gu)) {
    const [word] = match;
    const breaks = text.slice(at, match.index).split("\n").length - 1;
    const tooWide = column + word.length > COLUMNS;
    if (breaks > 0 || tooWide) [line, column] = [line + Math.max(breaks, 1), 0];
    words.push({
      start: match.index,
      end: match.index + word.length,
      x: MARGIN + column * LETTER,
      y: MARGIN + line * LINE,
      width: word.length * LETTER,
      height: TYPE,
    });
    column += word.length + 1;
    at = match.index + word.length;
  }
  return words;
}

const escaped = (text: string) => text.replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** The page, typewritten. */
export function picture(page: PageDto): string {
  const text = textOf(page);
  const words = placedWords(page).map(
    ({ start, end, x, y, width }) =>
      `<text x="${x}" y="${y + TYPE * 0.8}" textLength="${width}" font-family="monospace" font-size="${TYPE}">${escaped(text.slice(start, end))}</text>`,
  );
  const paper = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${A4.width} ${A4.height}">${words.join("")}</svg>`;
  return `data:image/svg+xml,${encodeURIComponent(paper)}`;
}
