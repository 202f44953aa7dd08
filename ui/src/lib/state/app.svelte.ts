// The main window: where the person is, what the library holds, and what the core reports.
import {
  asError,
  type Backend,
  type ChatRowDto,
  type DocumentRowDto,
  type ErrorDto,
  type GatheredDto,
  type JobDto,
  type StatusDto,
  type Unlisten,
} from "$lib/backend/backend";
import { t } from "$lib/messages";
import { Conversation } from "./conversation.svelte";
import { OpenDocument } from "./document.svelte";
import { Jobs, type Job } from "./jobs.svelte";

export type View =
  | { name: "home" }
  | { name: "document"; id: string }
  | { name: "chat"; id: string }
  | { name: "ledger" }
  | { name: "settings" };

export class App {
  readonly jobs = new Jobs((job, dto) => this.#heard(job, dto));
  status = $state.raw<StatusDto | null>(null);
  startError = $state.raw<ErrorDto | null>(null);
  library = $state.raw<DocumentRowDto[]>([]);
  chats = $state.raw<ChatRowDto[]>([]);
  view = $state.raw<View>({ name: "home" });
  document = $state.raw<OpenDocument | null>(null);
  conversation = $state.raw<Conversation | null>(null);
  viewError = $state.raw<ErrorDto | null>(null);
  notice = $state.raw<ErrorDto | null>(null);
  /** What lay in a dropped folder and is not read. */
  leftOut = $state.raw<string[]>([]);
  drop = $state.raw<{ inside: boolean; files: number }>({ inside: false, files: 0 });
  filter = $state("");
  keysOpen = $state(false);
  railOpen = $state(false);
  /** Why the person was led to the settings. */
  settingsReason = $state<string | null>(null);
  /** Turns when the filter should take the focus. */
  filterFocus = $state(0);
  #unlisten: Unlisten[] = [];
  #stages = new Map<number, string | null>();

  constructor(readonly backend: Backend) {}

  async start(): Promise<void> {
    try {
      this.#unlisten = await Promise.all([
        this.backend.onJob((dto) => this.jobs.receive(dto)),
        this.backend.onGathered((gathered) => this.#found(gathered)),
        this.backend.onDropHover((hover) => (this.drop = hover)),
        this.backend.onLibraryChanged(() => void this.refresh()),
        this.backend.onStatusChanged(() => void this.#follow()),
      ]);
      await this.#enter(await this.backend.status());
    } catch (thrown) {
      this.startError = asError(thrown, t.app.cannotStart);
    }
  }

  stop(): void {
    for (const unlisten of this.#unlisten) unlisten();
    this.#unlisten = [];
  }

  async unlock(passphrase: string): Promise<void> {
    await this.#enter(await this.backend.unlock(passphrase));
  }

  async finishFirstRun(): Promise<void> {
    try {
      await this.backend.welcomed();
      await this.#enter(await this.backend.status());
    } catch (thrown) {
      this.tell(asError(thrown, t.app.unknownError));
    }
  }

  async refresh(): Promise<void> {
    try {
      [this.library, this.chats] = await Promise.all([this.backend.library(), this.backend.chats()]);
    } catch (thrown) {
      this.tell(asError(thrown, t.app.unknownError));
    }
  }

  tell(error: ErrorDto): void {
    this.notice = error;
  }

  async openFiles(): Promise<void> {
    try {
      await this.backend.openFiles();
    } catch (thrown) {
      this.tell(asError(thrown, t.app.unknownError));
    }
  }

  async openFolders(): Promise<void> {
    try {
      await this.backend.openFolders();
    } catch (thrown) {
      this.tell(asError(thrown, t.app.unknownError));
    }
  }

  async cancelFiles(): Promise<void> {
    try {
      await this.backend.cancelFiles();
    } catch (thrown) {
      this.tell(asError(thrown, t.app.unknownError));
    }
  }

  async cancel(job: number): Promise<void> {
    try {
      await this.backend.cancel(job);
    } catch (thrown) {
      this.tell(asError(thrown, t.app.unknownError));
    }
  }

  /** Gives the password of a file whose job failed for want of it. The new job takes the old one's place. */
  async unlockFile(job: number, password: string): Promise<void> {
    try {
      await this.backend.unlockFile(job, password);
      this.jobs.forget(job);
    } catch (thrown) {
      this.tell(asError(thrown, t.app.unknownError));
    }
  }

  go(view: View): void {
    if (view.name !== "settings") this.settingsReason = null;
    this.viewError = null;
    this.railOpen = false;
    this.view = view;
    if (view.name === "document" && this.document?.id !== view.id) {
      this.document = new OpenDocument(this, view.id);
      void this.document.load();
    }
    if (view.name === "chat") void this.#openChat(view.id);
  }

  async newChat(): Promise<void> {
    try {
      const chat = await this.backend.newChat();
      await this.refresh();
      this.go({ name: "chat", id: chat.id });
    } catch (thrown) {
      this.tell(asError(thrown, t.app.unknownError));
    }
  }

  async removeChat(id: string): Promise<void> {
    try {
      await this.backend.removeChat(id);
      if (this.view.name === "chat" && this.view.id === id) this.go({ name: "home" });
      await this.refresh();
    } catch (thrown) {
      this.tell(asError(thrown, t.app.unknownError));
    }
  }

  async removeDocument(id: string): Promise<void> {
    try {
      await this.backend.removeDocument(id);
      this.document = null;
      this.go({ name: "home" });
      await this.refresh();
    } catch (thrown) {
      this.tell(asError(thrown, t.app.unknownError));
    }
  }

  focusFilter(): void {
    this.railOpen = true;
    this.filterFocus += 1;
  }

  /** Searches the document that is open. */
  find(): void {
    if (this.view.name !== "document" || !this.document?.dto) return;
    this.document.pane = "pages";
    this.document.find.show();
  }

  /** Esc: closes what is on top, else stops what is under way. True when it did something. */
  escape(): boolean {
    const conversation = this.view.name === "document" ? this.document?.conversation : this.conversation;
    if (this.railOpen) this.railOpen = false;
    else if (conversation?.busy) void conversation.stop();
    else if (this.view.name === "document" && this.document?.job) void this.document.stopSummary();
    else if (this.view.name === "document" && this.document?.find.isOpen) this.document.find.close();
    else if (this.view.name === "document" && this.document?.quote) this.document.quote = null;
    else if (this.notice) this.notice = null;
    else if (this.leftOut.length > 0) this.leftOut = [];
    else return false;
    return true;
  }

  #found(gathered: GatheredDto): void {
    this.leftOut = gathered.leftOut;
    if (gathered.error) this.tell(gathered.error);
  }

  /** The status was changed elsewhere; what cannot be read stays as it was shown. */
  async #follow(): Promise<void> {
    try {
      this.status = await this.backend.status();
    } catch (thrown) {
      this.tell(asError(thrown, t.app.unknownError));
    }
  }

  async #enter(status: StatusDto): Promise<void> {
    this.status = status;
    if (status.lock === "ready") await this.refresh();
  }

  async #openChat(id: string): Promise<void> {
    if (this.conversation?.chat.id === id) return;
    this.conversation = null;
    try {
      const chat = await this.backend.chat(id);
      if (this.view.name !== "chat" || this.view.id !== id) return;
      this.conversation = new Conversation(this, chat, () => this.backend.chat(id));
    } catch (thrown) {
      this.viewError = asError(thrown, t.app.unknownError);
    }
  }

  #heard(job: Job, dto: JobDto): void {
    const stageChanged = this.#stages.get(job.id) !== job.stage;
    this.#stages.set(job.id, job.stage);
    if (this.document) this.document.heard(job, stageChanged);
    if (job.state !== "working" && this.conversation && job.chat === this.conversation.chat.id) {
      void this.conversation.settle(job);
    }
    if (job.work === "document" && (job.state === "done" || (stageChanged && job.document !== null))) void this.refresh();
    if (job.work === "answer" && job.state !== "working" && job.document === null) void this.refresh();
    this.#followFirst(job, dto);
  }

  /** A file dropped on an empty hand is opened as soon as there is something to read. */
  #followFirst(job: Job, dto: JobDto): void {
    if (job.work !== "document" || job.document === null || this.view.name !== "home") return;
    const readable = job.stage === "summarising" || job.state === "done" || job.state === "here";
    const alone = this.jobs.queue.filter((other) => other.id !== job.id).length === 0;
    if (!readable || !alone || dto.event.type === "failed") return;
    if (job.state === "here") this.jobs.forget(job.id);
    this.go({ name: "document", id: job.document });
  }
}
