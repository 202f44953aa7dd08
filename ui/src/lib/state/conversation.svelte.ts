// One chat: its messages, the answer that streams, and Stop.
import { asError, type ChatDto, type ErrorDto } from "$lib/backend/backend";
import { t } from "$lib/messages";
import type { App } from "./app.svelte";
import type { Job } from "./jobs.svelte";

export class Conversation {
  chat = $state.raw<ChatDto>() as ChatDto;
  /** What stands in the question box. */
  draft = $state("");
  /** The question that is being answered and is not in the stored messages yet. */
  asked = $state<string | null>(null);
  error = $state.raw<ErrorDto | null>(null);
  hint = $state<string | null>(null);
  #starting = $state(false);
  #jobId = $state<number | null>(null);
  #known = 0;

  constructor(
    private readonly app: App,
    chat: ChatDto,
    private readonly reload: () => Promise<ChatDto>,
  ) {
    this.chat = chat;
  }

  get job(): Job | undefined {
    const own = this.app.jobs.byId(this.#jobId);
    if (own) return own.state === "working" ? own : undefined;
    return this.app.jobs.all.find(
      (job) => job.chat === this.chat.id && (job.work === "answer" || job.work === "escalation") && job.state === "working",
    );
  }

  get busy(): boolean {
    return this.#starting || this.#jobId !== null || this.job !== undefined;
  }

  /** The question that Deeper… means: the one in the box, else the last one asked. */
  get question(): string {
    const draft = this.draft.trim();
    if (draft) return draft;
    return this.chat.messages.filter((message) => message.author === "user").at(-1)?.text ?? "";
  }

  async ask(): Promise<void> {
    const question = this.draft.trim();
    if (!question || this.busy) return;
    this.draft = "";
    await this.follow(question, () => this.app.backend.ask(this.chat.id, question));
  }

  /** Shows a question and follows the job that answers it. */
  async follow(question: string, start: () => Promise<number>): Promise<boolean> {
    this.error = null;
    this.hint = null;
    this.asked = question;
    this.#known = this.chat.messages.length;
    this.#starting = true;
    try {
      this.#jobId = await start();
      const job = this.app.jobs.byId(this.#jobId);
      if (job && job.state !== "working") await this.settle(job);
      return true;
    } catch (thrown) {
      this.#fail(asError(thrown, t.app.unknownError));
      return false;
    } finally {
      this.#starting = false;
    }
  }

  async stop(): Promise<void> {
    const id = this.#jobId ?? this.job?.id;
    if (id === undefined || id === null) return;
    try {
      await this.app.backend.cancel(id);
    } catch (thrown) {
      this.error = asError(thrown, t.app.unknownError);
    }
  }

  /** A job of this chat came to its end: what was saved is read again. */
  async settle(job: Job): Promise<void> {
    if (job.chat !== null && job.chat !== this.chat.id) return;
    try {
      this.chat = await this.reload();
    } catch (thrown) {
      this.error = asError(thrown, t.app.unknownError);
    }
    if (this.#jobId === job.id || this.#jobId === null) {
      this.#jobId = null;
      if (job.state === "failed") this.#fail(job.error ?? asError(null, t.app.unknownError));
      else this.asked = null;
    }
  }

  #fail(error: ErrorDto): void {
    this.error = error;
    const stored = this.chat.messages.slice(this.#known).some((message) => message.author === "user");
    if (this.asked !== null && !stored && this.draft === "") this.draft = this.asked;
    this.asked = null;
    this.#jobId = null;
  }
}
