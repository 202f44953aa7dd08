// Finding words in a text, whatever the white space between them and however large their letters are.

export type Range = [start: number, end: number];

function pattern(query: string): string | null {
  const words = query.trim().split(/\s+/).filter(Boolean);
  if (words.length === 0) return null;
  return words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("\\s+");
}

/** Where `quote` stands in `text`, whatever the white space between its words; null when it does not. */
export function findQuote(text: string, quote: string): Range | null {
  const wanted = pattern(quote);
  const found = wanted === null ? null : new RegExp(wanted, "iu").exec(text);
  return found ? [found.index, found.index + found[0].length] : null;
}

/** Every place in `text` where `query` stands, `most` at most. */
export function findAll(text: string, query: string, most: number): Range[] {
  const wanted = pattern(query);
  const ranges: Range[] = [];
  if (wanted === null) return ranges;
  for (const found of text.matchAll(new RegExp(wanted, "giu"))) {
    if (ranges.length === most) break;
    ranges.push([found.index, found.index + found[0].length]);
  }
  return ranges;
}
