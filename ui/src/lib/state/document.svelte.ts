// An open document: the page on show, what is highlighted, its summary, its chat and its outbound sheet.
import {
  asError,
  type ChatDto,
  type DocumentDto,
  type EntityKind,
  type ErrorDto,
  type ListName,
  type PageDto,
  type PlaceholderDto,
  type Scope,
  type SentenceDto,
} from "$lib/backend/backend";
import { t } from "$lib/messages";
import { kindOf } from "$lib/text/kinds";
import type { App } from "./app.svelte";
import { Conversation } from "./conversation.svelte";
import { Exporting } from "./exporting.svelte";
import { Find } from "./find.svelte";
import type { Job } from "./jobs.svelte";
import { Outbound } from "./outbound.svelte";
import { Paper } from "./paper.svelte";

export class OpenDocument {
  dto = $state.raw<DocumentDto | null>(null);
  error = $state.raw<ErrorDto | null>(null);
  summaryError = $state.raw<ErrorDto | null>(null);
  page = $state(1);
  masked = $state(false);
  /** The kinds whose findings are shown; all of them when empty. */
  only = $state.raw<ReadonlySet<string>>(new Set());
  /** What the last decision about a word did. */
  note = $state<string | null>(null);
  /** The word that the person is about to have masked; empty when they have not picked one. */
  picked = $state<string | null>(null);
  quote = $state<{ page: number; text: string } | null>(null);
  /** Which half shows when the window is too narrow for both. */
  pane = $state<"pages" | "summary">("pages");
  conversation = $state.raw<Conversation | null>(null);
  outbound = $state.raw<Outbound | null>(null);
  exporting = $state.raw<Exporting | null>(null);

  readonly find: Find;
  readonly paper: Paper;

  constructor(
    private readonly app: App,
    readonly id: string,
  ) {
    this.find = new Find(this);
    this.paper = new Paper(app.backend, id);
  }

  get job(): Job | undefined {
    return this.app.jobs.onDocument(this.id);
  }

  get current(): PageDto | undefined {
    return this.dto?.pages.find((page) => page.number === this.page);
  }

  /** Whether the page on show can be shown as printed, as far as is known. */
  get hasPicture(): boolean {
    return this.dto?.pictures === "kept" && !!this.current?.size && !this.paper.failure(this.page);
  }

  /** The sentences to show: those that stream while a summary is being written, else the saved ones. */
  get sentences(): SentenceDto[] {
    const job = this.job;
    if (job && (job.stage === "summarising" || job.sentences.length > 0)) return job.sentences;
    return this.dto?.summary?.sentences ?? [];
  }

  async load(): Promise<void> {
    try {
      await this.#read();
      this.error = null;
    } catch (thrown) {
      this.error = asError(thrown, t.app.unknownError);
    }
  }

  get scope(): Scope {
    return { of: "document", id: Number(this.id) };
  }

  /** Shows the findings of a kind alone, or with others; once more, not. */
  toggle(kind: string): void {
    const only = new Set(this.only);
    if (!only.delete(kind)) only.add(kind);
    this.only = only;
  }

  shows(kind: string): boolean {
    return this.only.size === 0 || this.only.has(kind);
  }

  /** Puts a word on a list and reads the document as it is masked then. Throws what the core says against it. */
  async list(text: string, kind: EntityKind, list: ListName, scope: Scope): Promise<void> {
    await this.app.backend.addTerm({ text, kind, list, scope });
    this.note = t.marks.listed(text);
    await Promise.all([this.load(), this.outbound?.load()]);
  }

  /** What a placeholder stands for: as it was found, else as its family tells. */
  kindOf({ placeholder, kind }: Pick<PlaceholderDto, "placeholder" | "kind">): EntityKind {
    const pieces = this.dto?.pages.flatMap((page) => page.pieces) ?? [];
    return pieces.find((piece) => piece.masked === placeholder)?.kind ?? kindOf(kind);
  }

  turnTo(page: number): void {
    const last = this.dto?.pages.length ?? 1;
    this.page = Math.min(Math.max(1, Math.round(page) || 1), last);
    if (this.quote?.page !== this.page) this.quote = null;
  }

  /** Turns to the page of a citation and highlights its words. */
  show(page: number, quote: string): void {
    this.turnTo(page);
    this.quote = quote ? { page: this.page, text: quote } : null;
    this.pane = "pages";
  }

  async summarise(): Promise<void> {
    this.summaryError = null;
    try {
      await this.app.backend.summarise(this.id);
    } catch (thrown) {
      this.summaryError = asError(thrown, t.app.unknownError);
    }
  }

  async stopSummary(): Promise<void> {
    if (this.job) await this.app.cancel(this.job.id);
  }

  /** Deeper…: leads to settings when there is nobody to ask, otherwise opens the sheet. */
  async deeper(): Promise<void> {
    const conversation = this.conversation;
    if (!conversation || conversation.busy) return;
    conversation.error = null;
    if (!conversation.question) {
      conversation.hint = t.chat.needQuestion;
      return;
    }
    conversation.hint = null;
    try {
      const [provider] = await this.app.backend.providers();
      if (!provider) {
        this.app.settingsReason = t.settings.needProvider;
        this.app.go({ name: "settings" });
        return;
      }
      this.outbound = new Outbound(this.app, this.id, conversation.question, provider.name, () => void this.load());
      await this.outbound.load();
    } catch (thrown) {
      conversation.error = asError(thrown, t.app.unknownError);
    }
  }

  async send(): Promise<void> {
    const outbound = this.outbound;
    const approve = outbound?.send();
    if (!outbound || !approve || !this.conversation) return;
    const draft = this.conversation.draft;
    this.conversation.draft = "";
    this.outbound = null;
    this.pane = "summary";
    const started = await this.conversation.follow(outbound.question, approve);
    if (!started && this.conversation.draft === "") this.conversation.draft = draft;
  }

  /** Opens the dialog for a masked copy. */
  export(): void {
    this.exporting = new Exporting(this.app, this.id, this.dto?.pictures === "kept");
  }

  async closeSheet(): Promise<void> {
    const outbound = this.outbound;
    this.outbound = null;
    await outbound?.refuse();
  }

  /** The core reported on a job that concerns this document. */
  heard(job: Job, stageChanged: boolean): void {
    if (job.work === "document" && job.document === this.id) {
      if (job.state === "failed") this.summaryError = job.error;
      if (job.state !== "working" || stageChanged) void this.load();
    } else if (job.state !== "working" && this.conversation && job.chat === this.conversation.chat.id) {
      void this.conversation.settle(job);
    }
  }

  async #read(): Promise<ChatDto> {
    const dto = await this.app.backend.document(this.id);
    this.dto = dto;
    if (!this.conversation) this.conversation = new Conversation(this.app, dto.chat, () => this.#read());
    else if (!this.conversation.busy) this.conversation.chat = dto.chat;
    return dto.chat;
  }
}
