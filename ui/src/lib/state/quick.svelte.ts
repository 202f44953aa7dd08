// The quick prompt: one question, one streamed answer, three verbs on the clipboard.
import { asError, type Backend, type ClipboardVerb, type ErrorDto, type StatusDto, type Unlisten } from "$lib/backend/backend";
import { t } from "$lib/messages";
import { Jobs, type Job } from "./jobs.svelte";

export class Quick {
  readonly jobs = new Jobs((job) => this.#heard(job));
  status = $state.raw<StatusDto | null>(null);
  question = $state("");
  /** Text that a verb gave, when it is not a streamed answer. */
  result = $state<string | null>(null);
  note = $state<string | null>(null);
  /** The question that the answer belongs to. */
  asked = $state<string | null>(null);
  error = $state.raw<ErrorDto | null>(null);
  #jobId = $state<number | null>(null);
  #expecting = $state(false);
  #asked: string[] = [];
  #recall = 0;
  #unlisten: Unlisten[] = [];

  constructor(readonly backend: Backend) {}

  get job(): Job | undefined {
    return this.jobs.byId(this.#jobId);
  }

  get busy(): boolean {
    return this.#expecting || (this.#jobId !== null && (this.job === undefined || this.job.state === "working"));
  }

  get answer(): string {
    return this.result ?? this.job?.text ?? "";
  }

  async start(): Promise<void> {
    try {
      this.#unlisten = [await this.backend.onJob((dto) => dto.work === "quick" && this.jobs.receive(dto))];
      await this.refresh();
    } catch (thrown) {
      this.error = asError(thrown, t.app.cannotStart);
    }
  }

  stop(): void {
    for (const unlisten of this.#unlisten) unlisten();
  }

  async refresh(): Promise<void> {
    try {
      this.status = await this.backend.status();
    } catch (thrown) {
      this.error = asError(thrown, t.app.unknownError);
    }
  }

  async ask(): Promise<void> {
    const question = this.question.trim();
    if (!question || this.busy) return;
    this.#asked.push(question);
    this.#recall = this.#asked.length;
    this.#begin();
    this.asked = question;
    try {
      this.#jobId = await this.backend.quickAsk(question);
      this.question = "";
    } catch (thrown) {
      this.error = asError(thrown, t.app.unknownError);
    } finally {
      this.#expecting = false;
    }
  }

  /** `otherLanguages`: somebody agreed to mask a text in a language in which names are not covered. */
  async verb(verb: ClipboardVerb, otherLanguages = false): Promise<void> {
    if (this.busy) return;
    this.#begin();
    try {
      const text = await this.backend.clipboard(verb, otherLanguages);
      if (verb === "summarise") return;
      this.#expecting = false;
      this.result = text;
      this.note = verb === "mask" ? t.quick.masked : t.quick.restored;
    } catch (thrown) {
      this.#expecting = false;
      this.error = asError(thrown, t.app.unknownError);
    }
  }

  recall(step: -1 | 1): void {
    const at = Math.min(Math.max(this.#recall + step, 0), this.#asked.length);
    this.#recall = at;
    this.question = this.#asked[at] ?? "";
  }

  /** Esc: stops the computation and puts the window away. */
  async close(): Promise<void> {
    try {
      if (this.busy && this.#jobId !== null) await this.backend.cancel(this.#jobId);
      await this.backend.hideQuick();
    } catch (thrown) {
      this.error = asError(thrown, t.app.unknownError);
    }
  }

  #begin(): void {
    this.error = null;
    this.note = null;
    this.result = null;
    this.asked = null;
    this.#jobId = null;
    this.#expecting = true;
  }

  #heard(job: Job): void {
    // A clipboard summary is known only by its events: the next new job is it.
    if (this.#expecting && this.#jobId === null && job.state === "working") {
      this.#jobId = job.id;
      this.#expecting = false;
    }
    if (job.id !== this.#jobId) return;
    if (job.state === "failed") this.error = job.error;
    if (job.state === "cancelled") this.note = t.quick.stopped;
  }
}
