// Picking words on a page, by mouse or by keys, to have them masked.
import { offsetOf, rangeOf, selectedText, wordSpans } from "$lib/text/words";

/** How many words an arrow up or down passes. */
const LINE = 10;

export class Picker {
  /** What is selected, and where its end stands in the window. */
  offer = $state.raw<{ text: string; rect: DOMRect | null } | null>(null);
  #words: { from: number; to: number } | null = null;

  constructor(private readonly root: () => HTMLElement | undefined) {}

  /** The selection changed, whoever changed it. */
  look(): void {
    const root = this.root();
    const selection = window.getSelection();
    const text = root ? selectedText(root, selection) : null;
    if (text === null) [this.offer, this.#words] = [null, null];
    else this.offer = { text, rect: Array.from(selection?.getRangeAt(0).getClientRects() ?? []).at(-1) ?? null };
  }

  clear(): void {
    window.getSelection()?.removeAllRanges();
    [this.offer, this.#words] = [null, null];
  }

  /** Shift with an arrow selects word by word; arrows alone move what is selected. True when the key was for it. */
  key(event: KeyboardEvent): boolean {
    const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: LINE, ArrowUp: -LINE }[event.key];
    const root = this.root();
    if (step === undefined || !root || event.ctrlKey || event.altKey || event.metaKey) return false;
    if (!event.shiftKey && !this.#words) return false;
    const spans = wordSpans(root.textContent ?? "");
    const last = spans.length - 1;
    if (last < 0) return false;
    const fit = (at: number) => Math.min(Math.max(at, 0), last);
    if (!this.#words) {
      const first = this.#start(root, event.target, spans);
      this.#select(root, spans, first, first);
    } else if (event.shiftKey) {
      const { from, to } = this.#words;
      this.#select(root, spans, from, Math.max(from, fit(to + step)));
    } else {
      const at = fit((step > 0 ? this.#words.to : this.#words.from) + step);
      this.#select(root, spans, at, at);
    }
    return true;
  }

  /** The first word: that of the finding with the focus, else the first on the page. */
  #start(root: HTMLElement, target: EventTarget | null, spans: [number, number][]): number {
    if (!(target instanceof Element) || target === root || !root.contains(target)) return 0;
    const offset = offsetOf(root, target);
    return Math.max(
      0,
      spans.findIndex(([, end]) => end > offset),
    );
  }

  #select(root: HTMLElement, spans: [number, number][], from: number, to: number): void {
    const range = rangeOf(root, spans[from]?.[0] ?? 0, spans[to]?.[1] ?? 0);
    if (!range) return;
    const selection = window.getSelection();
    selection?.removeAllRanges();
    selection?.addRange(range);
    this.look();
    this.#words = { from, to };
    range.startContainer.parentElement?.scrollIntoView?.({ block: "nearest" });
  }
}
