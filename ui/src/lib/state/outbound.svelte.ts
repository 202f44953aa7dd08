// The outbound sheet: what would leave, the decisions about its values, and the one decision about it all.
import { asError, type EntityKind, type ErrorDto, type KeptDto, type PreviewDto, type PreviewOptionsDto, type Scope, type SuggestionDto } from "$lib/backend/backend";
import { t } from "$lib/messages";
import { isChecked } from "$lib/text/kinds";
import type { App } from "./app.svelte";

export class Outbound {
  preview = $state.raw<PreviewDto | null>(null);
  /** Why nothing can be sent. */
  error = $state.raw<ErrorDto | null>(null);
  /** Why a decision about a value did not work. */
  problem = $state.raw<ErrorDto | null>(null);
  sending = $state(false);
  /** A preview is being made; the one on the screen may not be what would leave. */
  busy = $state(false);
  /** The person accepts the high risk of the preview on the screen. */
  accepted = $state(false);
  #options: PreviewOptionsDto = { maskSecrets: false, otherLanguages: false, confirmed: [] };
  #closed = false;

  constructor(
    private readonly app: App,
    readonly document: string,
    readonly question: string,
    readonly provider: string,
    /** A list or the policy was changed from the sheet. */
    private readonly changed: () => void = () => {},
  ) {}

  get ready(): boolean {
    const { preview } = this;
    if (!preview || this.busy || this.sending || this.error) return false;
    return preview.risk.level !== "high" || this.accepted;
  }

  async load(): Promise<void> {
    this.busy = true;
    this.accepted = false;
    try {
      const preview = await this.app.backend.preview(this.document, this.question, this.provider, this.#options);
      // Closed while it was being made: that is a refusal too.
      if (this.#closed) await this.app.backend.refuse(preview.digest);
      else [this.preview, this.error] = [preview, null];
    } catch (thrown) {
      [this.preview, this.error] = [null, asError(thrown, t.app.unknownError)];
    } finally {
      this.busy = false;
    }
  }

  /** Approves exactly what was shown: the digest of the preview on the screen. */
  send(): (() => Promise<number>) | null {
    const { preview } = this;
    if (!preview || !this.ready) return null;
    this.sending = true;
    return () => this.app.backend.approve(preview.digest);
  }

  async refuse(): Promise<void> {
    this.#closed = true;
    if (!this.preview || this.sending || this.busy) return;
    try {
      await this.app.backend.refuse(this.preview.digest);
    } catch (thrown) {
      this.app.tell(asError(thrown, t.app.unknownError));
    }
  }

  /** Lets a value through in this document; one with a checksum, in this send only. */
  keep(text: string, kind: EntityKind): Promise<void> {
    return this.#change(async () => {
      await this.#takeBack("always", text);
      await this.app.backend.addTerm({ text, kind, list: "never", scope: this.#scope });
      if (isChecked(kind)) this.#options = { ...this.#options, confirmed: [...this.#options.confirmed, text] };
    });
  }

  /** Masks a value that stays: takes back what let it through here, else puts it on the list of this document. */
  mask({ text, kind }: Pick<KeptDto, "text" | "kind">): Promise<void> {
    return this.#change(async () => {
      this.#options = { ...this.#options, confirmed: this.#options.confirmed.filter((value) => value !== text) };
      if (await this.#takeBack("never", text)) return;
      await this.app.backend.addTerm({ text, kind, list: "always", scope: this.#scope });
    });
  }

  follow({ kind, mode }: SuggestionDto): Promise<void> {
    return this.#change(() => this.app.backend.setMode(kind, mode));
  }

  /** Secrets go out as placeholders, this once. */
  maskSecrets(): Promise<void> {
    this.#options = { ...this.#options, maskSecrets: true };
    return this.load();
  }

  /** The text goes out although names in its language may be missed, this once. */
  allowLanguage(): Promise<void> {
    this.#options = { ...this.#options, otherLanguages: true };
    return this.load();
  }

  get #scope(): Scope {
    return { of: "document", id: Number(this.document) };
  }

  /** Takes a word off a list of this document; true when it was there. */
  async #takeBack(list: "always" | "never", text: string): Promise<boolean> {
    const terms = (await this.app.backend.lists(this.#scope))[list];
    const own = terms.filter((term) => term.scope.of === "document" && fold(term.text) === fold(text));
    for (const { id } of own) await this.app.backend.removeTerm(id);
    return own.length > 0;
  }

  /** Makes a decision, and then the preview again. */
  async #change(act: () => Promise<unknown>): Promise<void> {
    if (this.busy || this.sending) return;
    this.busy = true;
    this.problem = null;
    try {
      await act();
      this.changed();
    } catch (thrown) {
      this.problem = asError(thrown, t.app.unknownError);
    }
    await this.load();
  }
}

function fold(text: string): string {
  return text.trim().toLocaleLowerCase();
}

/** The host that a person is asked to trust, from an address such as `https://api.example.com/v1`. */
export function host(destination: string): string {
  try {
    return new URL(destination).host || destination;
  } catch {
    return destination;
  }
}
