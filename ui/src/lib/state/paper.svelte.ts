// The pages of a document as printed: pictures and places of words, asked for when they are looked at; and how large they are.
import { SvelteMap } from "svelte/reactivity";
import { asError, type Backend, type ErrorDto, type PageSizeDto, type PlacedWordDto } from "$lib/backend/backend";
import { t } from "$lib/messages";

/** Parts of the printed size. */
const ZOOMS = [0.5, 0.75, 1, 1.25, 1.5, 2, 3, 4];
/** Few, so that a small change of the window needs no new picture. */
const FINENESS = [96, 144, 192, 288, 384];
/** Pixels per inch of a thumbnail. */
const THUMB = 24;
/** How many pictures are held; the one that was asked for longest ago goes first. */
const HELD = { page: 8, thumb: 400 };
/** CSS pixels in an inch, and hundredths of a point. */
const INCH = 96;
const INCH_ON_PAPER = 7200;

export class Paper {
  /** What the person wants, where there is a choice. */
  asPrinted = $state(true);
  thumbs = $state(false);
  /** Parts of the printed size; null fits the page into the room there is. */
  zoom = $state<number | null>(null);
  /** How much room there is for the width of a page, in CSS pixels. */
  room = $state(0);
  readonly #pages = new SvelteMap<string, string>();
  readonly #thumbs = new SvelteMap<number, string>();
  readonly #words = new SvelteMap<number, PlacedWordDto[]>();
  readonly #failed = new SvelteMap<number, ErrorDto>();
  readonly #asked = new Set<string>();

  constructor(
    private readonly backend: Backend,
    private readonly id: string,
  ) {}

  /** Where the words of a page stand, once that is known. */
  words(page: number): PlacedWordDto[] | undefined {
    return this.#words.get(page);
  }

  /** The best picture of a page that is there. */
  picture(page: number, size: PageSizeDto): string | undefined {
    const wanted = this.#pages.get(`${page}@${this.#dpi(size)}`);
    if (wanted !== undefined) return wanted;
    const other = FINENESS.map((dpi) => this.#pages.get(`${page}@${dpi}`)).findLast((picture) => picture !== undefined);
    return other ?? this.#thumbs.get(page);
  }

  thumb(page: number): string | undefined {
    return this.#thumbs.get(page);
  }

  /** Why a page cannot be shown as printed. */
  failure(page: number): ErrorDto | undefined {
    return this.#failed.get(page);
  }

  /** The size at which a page is shown, in parts of its printed size. */
  factor(size: PageSizeDto | null): number {
    if (this.zoom !== null) return this.zoom;
    if (!size || this.room === 0) return 1;
    return (this.room * INCH_ON_PAPER) / (size.width * INCH);
  }

  /** How wide a page is shown, in CSS pixels; null where the room decides. */
  width(size: PageSizeDto): number | null {
    return this.zoom === null ? null : (size.width * INCH * this.zoom) / INCH_ON_PAPER;
  }

  enlarge(size: PageSizeDto | null): void {
    const now = this.factor(size) * 1.01;
    this.zoom = ZOOMS.find((zoom) => zoom > now) ?? ZOOMS.at(-1) ?? 1;
  }

  reduce(size: PageSizeDto | null): void {
    const now = this.factor(size) * 0.99;
    this.zoom = ZOOMS.findLast((zoom) => zoom < now) ?? ZOOMS[0] ?? 1;
  }

  fit(): void {
    this.zoom = null;
  }

  /** Sees to it that a page can be shown as printed. */
  want(page: number, size: PageSizeDto): void {
    const dpi = this.#dpi(size);
    const key = `${page}@${dpi}`;
    this.#once(key, page, async () => {
      const picture = await this.backend.pagePicture(this.id, page, dpi);
      this.#hold(this.#pages, key, picture, HELD.page, (old) => this.#asked.delete(old));
    });
    this.#once(`words of ${page}`, page, async () => {
      this.#words.set(page, await this.backend.pageWords(this.id, page));
    });
  }

  wantThumb(page: number): void {
    this.#once(`thumb of ${page}`, null, async () => {
      const picture = await this.backend.pagePicture(this.id, page, THUMB);
      this.#hold(this.#thumbs, page, picture, HELD.thumb, (old) => this.#asked.delete(`thumb of ${old}`));
    });
  }

  /** Tries once more what failed. */
  retry(page: number): void {
    this.#failed.delete(page);
  }

  /** Gets something unless it is there or under way. What fails for `page` shows that page as text. */
  #once(key: string, page: number | null, get: () => Promise<void>): void {
    if (this.#asked.has(key)) return;
    this.#asked.add(key);
    get().catch((thrown: unknown) => {
      if (page === null) return;
      this.#asked.delete(key);
      this.#failed.set(page, asError(thrown, t.app.unknownError));
    });
  }

  #hold<K>(map: SvelteMap<K, string>, key: K, picture: string, most: number, forget: (old: K) => void): void {
    map.set(key, picture);
    for (const old of map.keys()) {
      if (map.size <= most) break;
      map.delete(old);
      forget(old);
    }
  }

  #dpi(size: PageSizeDto): number {
    const wanted = INCH * this.factor(size) * (globalThis.devicePixelRatio || 1);
    return FINENESS.find((dpi) => dpi >= wanted * 0.9) ?? FINENESS.at(-1) ?? INCH;
  }
}
