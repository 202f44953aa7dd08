// The outbound sheet: what would leave, and the one decision about it.
import { asError, type ErrorDto, type PreviewDto } from "$lib/backend/backend";
import { t } from "$lib/messages";
import type { App } from "./app.svelte";

export class Outbound {
  preview = $state.raw<PreviewDto | null>(null);
  error = $state.raw<ErrorDto | null>(null);
  sending = $state(false);
  #closed = false;

  constructor(
    private readonly app: App,
    readonly document: string,
    readonly question: string,
    readonly provider: string,
  ) {}

  async load(): Promise<void> {
    try {
      const preview = await this.app.backend.preview(this.document, this.question, this.provider);
      // Closed while it was being made: that is a refusal too.
      if (this.#closed) await this.app.backend.refuse(preview.digest);
      else this.preview = preview;
    } catch (thrown) {
      this.error = asError(thrown, t.app.unknownError);
    }
  }

  /** Approves exactly what was shown: the digest of the preview on the screen. */
  send(): (() => Promise<number>) | null {
    const preview = this.preview;
    if (!preview || this.sending || this.error) return null;
    this.sending = true;
    return () => this.app.backend.approve(preview.digest);
  }

  async refuse(): Promise<void> {
    this.#closed = true;
    if (!this.preview || this.sending) return;
    try {
      await this.app.backend.refuse(this.preview.digest);
    } catch (thrown) {
      this.app.tell(asError(thrown, t.app.unknownError));
    }
  }
}

/** The host that a person is asked to trust, from an address such as `https://api.example.com/v1`. */
export function host(destination: string): string {
  try {
    return new URL(destination).host || destination;
  } catch {
    return destination;
  }
}
