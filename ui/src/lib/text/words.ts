// Words of a page as it stands in the window: counted, selected, and read from a selection.

/** Where each word begins and ends. */
export function wordSpans(text: string): [start: number, end: number][] {
  return [...text.matchAll(/\S+/gu)].map((word) => [word.index, word.index + word[0].length]);
}

/** The stretch of `root` from one offset of its text to another. */
export function rangeOf(root: Node, start: number, end: number): Range | null {
  const range = document.createRange();
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  let at = 0;
  let begun = false;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const length = node.textContent?.length ?? 0;
    if (!begun && start < at + length) {
      range.setStart(node, start - at);
      begun = true;
    }
    if (begun && end <= at + length) {
      range.setEnd(node, end - at);
      return range;
    }
    at += length;
  }
  return null;
}

/** How many letters of `root` stand before a node in it. */
export function offsetOf(root: Node, node: Node): number {
  const range = document.createRange();
  range.setStart(root, 0);
  range.setEndBefore(node);
  return range.toString().length;
}

const inWord = (text: string, at: number) => /^[\p{L}\p{N}]{2}$/u.test(text.slice(at - 1, at + 1));

/**
 * What a selection inside `root` says: whole words, on one line and without the marks around them. Null when it is no text of
 * the document.
 */
export function selectedText(root: Node, selection: Selection | null): string | null {
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return null;
  const range = selection.getRangeAt(0);
  const inside = range.commonAncestorContainer;
  if (!root.contains(inside)) return null;
  const parent = inside instanceof Element ? inside : inside.parentElement;
  if (parent?.closest("[data-replaced]") || range.cloneContents().querySelector("[data-replaced]")) return null;
  const before = document.createRange();
  before.setStart(root, 0);
  before.setEnd(range.startContainer, range.startOffset);
  const all = root.textContent ?? "";
  let start = before.toString().length;
  let end = start + range.toString().length;
  while (inWord(all, start)) start--;
  while (inWord(all, end)) end++;
  const text = all
    .slice(start, end)
    .replace(/\s+/gu, " ")
    .replace(/^[\s\p{Ps}\p{Pi}\p{Po}]+|[\s\p{Pe}\p{Pf}\p{Po}]+$/gu, "");
  return text.length >= 2 ? text : null;
}
