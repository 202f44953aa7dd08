// Searching in a document: every place where the words stand, and which of them is looked at.
import type { DocumentDto } from "$lib/backend/backend";
import { findAll, type Range } from "$lib/text/search";
import { shownText } from "$lib/text/segments";

/** More places than this are not worth counting. */
const MOST = 2000;

interface Searched {
  readonly dto: DocumentDto | null;
  readonly masked: boolean;
  readonly page: number;
  turnTo(page: number): void;
}

export interface Hit {
  page: number;
  /** In the text of the page as it is shown. */
  range: Range;
}

export class Find {
  isOpen = $state(false);
  query = $state("");
  /** Turns when the box should take the focus. */
  focus = $state(0);
  #at = $state(0);
  /** From which page on, and the page that the search itself turned to. */
  #from = 1;
  #went = 0;
  readonly #texts = $derived.by(() =>
    (this.searched.dto?.pages ?? []).map((page) => ({ page: page.number, text: shownText(page.pieces, this.searched.masked) })),
  );
  readonly hits: Hit[] = $derived.by(() => {
    const hits: Hit[] = [];
    if (!this.isOpen) return hits;
    for (const { page, text } of this.#texts) {
      for (const range of findAll(text, this.query, MOST - hits.length)) hits.push({ page, range });
    }
    return hits;
  });

  constructor(private readonly searched: Searched) {}

  /** Whether there are more places than are counted. */
  get isCut(): boolean {
    return this.hits.length === MOST;
  }

  /** Which place is looked at, from 0; -1 when there is none. */
  get at(): number {
    return Math.min(this.#at, this.hits.length - 1);
  }

  /** The places on a page, and which of them is looked at. */
  on(page: number): { ranges: Range[]; current: number | null } {
    const first = this.hits.findIndex((hit) => hit.page === page);
    const ranges = this.hits.filter((hit) => hit.page === page).map((hit) => hit.range);
    const current = first < 0 ? -1 : this.at - first;
    return { ranges, current: current >= 0 && current < ranges.length ? current : null };
  }

  show(): void {
    this.isOpen = true;
    this.focus += 1;
  }

  close(): void {
    this.isOpen = false;
  }

  /** Looks for something else, from the page on which the person began on: what is half written leads nowhere. */
  search(query: string): void {
    if (this.searched.page !== this.#went) this.#from = this.searched.page;
    this.query = query;
    const next = this.hits.findIndex((hit) => hit.page >= this.#from);
    this.#goTo(Math.max(0, next));
  }

  /** The next place, or the one before; behind the last comes the first. */
  step(by: 1 | -1): void {
    const count = this.hits.length;
    if (count === 0) return;
    this.#goTo((this.at + by + count) % count);
    this.#from = this.searched.page;
  }

  #goTo(at: number): void {
    this.#at = at;
    const hit = this.hits[at];
    if (!hit) return;
    this.#went = hit.page;
    if (hit.page !== this.searched.page) this.searched.turnTo(hit.page);
  }
}
