// A core that lives in memory: believable, streaming, and only ever in development, tests and showcase builds.
import {
  BackendError,
  type Backend,
  type ChatDto,
  type ClipboardVerb,
  type DocumentDto,
  type DropHover,
  type JobDto,
  type JobEventDto,
  type LedgerRowDto,
  type MessageDto,
  type EntityKind,
  type ExportDto,
  type ExportedDto,
  type GatheredDto,
  type Mode,
  type NewTermDto,
  type PageDto,
  type Preset,
  type PreviewDto,
  type PreviewOptionsDto,
  type ProviderDto,
  type Scope,
  type StatusDto,
} from "./backend";
import { LEDGER, SENTENCES, lease, minutes } from "./fake-data";
import { FakeJobs, listen, type Work } from "./fake-jobs";
import { FakeMasking } from "./fake-masking";
import { picture, placedWords } from "./fake-paper";
import { makePreview } from "./fake-preview";
import { EXAMPLE, NOT_COVERED, READY, SCENES, SECRET, UNSHOWN, type FakeOptions } from "./fake-scenes";

export type { FakeOptions } from "./fake-scenes";

const ENCRYPTED = {
  code: "encrypted",
  message: "The file is protected by a password; give the password to open it.",
};
const CLOUD_REPLY =
  "[PERSON_4] is bound until [DATE_10]. Before that day she can leave only for a serious reason, or when [ORG_11] moves her place of work; the employer's letter has to be enclosed. " +
  "If she simply leaves, she owes the rent of [AMOUNT_13] up to the end, less what the landlord saves.";

export class FakeBackend implements Backend {
  /** Every call that changes or sends something, for tests to look at. */
  readonly calls: { name: string; args: unknown[] }[] = [];
  current: StatusDto;
  clip = "";
  readonly #documents = new Map<string, DocumentDto>();
  readonly #chats = new Map<string, ChatDto>();
  readonly #previews = new Map<string, { document: string; question: string; preview: PreviewDto }>();
  readonly #hoverListeners = new Set<(hover: DropHover) => void>();
  readonly #gatheredListeners = new Set<(gathered: GatheredDto) => void>();
  readonly #changeListeners = new Set<() => void>();
  readonly #statusListeners = new Set<() => void>();
  readonly #locked = new Map<number, string>();
  readonly #ledger: LedgerRowDto[];
  readonly #jobs: FakeJobs;
  readonly #masking: FakeMasking;
  readonly #options: FakeOptions;
  #providers: ProviderDto[];
  #next = 1;

  constructor(options: FakeOptions = {}) {
    this.current = { ...READY, ...options.status };
    this.#options = options;
    this.#jobs = new FakeJobs(options.pace ?? 60, () => this.#next++);
    this.#masking = new FakeMasking(options.terms);
    this.#providers = options.providers ?? [EXAMPLE];
    this.#ledger = [...(options.ledger ?? LEDGER)];
    for (const document of options.documents ?? [lease(), minutes()]) this.#documents.set(document.id, document);
  }

  /** A scene for design work: `?scene=empty`, `?scene=locked`, … */
  static fromAddress(search: string): FakeBackend {
    const query = new URLSearchParams(search);
    const fake = new FakeBackend({ ...SCENES[query.get("scene") ?? "library"], pace: Number(query.get("pace") ?? 60) });
    Object.assign(window, { fake });
    return fake;
  }

  // --- what a person does outside the page -------------------------------------------------------------------------

  /** Files land on the window; a name with `locked` in it fails the way an encrypted PDF does. */
  drop(...names: string[]): void {
    for (const name of names) this.#ingest(name);
  }

  /** What was found in a folder that landed on the window. */
  gathered(gathered: GatheredDto): void {
    for (const listener of this.#gatheredListeners) listener(gathered);
  }

  hover(inside: boolean, files: number): void {
    for (const listener of this.#hoverListeners) listener({ inside, files });
  }

  /** Sends one job event as the core would. */
  emit(id: number, work: Work, event: JobEventDto): void {
    this.#jobs.emit(id, work, event);
  }

  // --- Backend -----------------------------------------------------------------------------------------------------

  status = () => this.#call("status", [], () => ({ ...this.current }));
  unlock = (passphrase: string) =>
    this.#call("unlock", [passphrase], () => {
      if (this.current.lock === "needs_passphrase" && passphrase === "wrong") {
        throw new BackendError("passphrase", "This is not the passphrase of this library. Nothing was changed. Try again.");
      }
      this.current = { ...this.current, lock: "ready" };
      return { ...this.current };
    });
  welcomed = () => this.#call("welcomed", [], () => void (this.current = { ...this.current, welcomed: true }));

  openFiles = () =>
    this.#call("openFiles", [], () => {
      this.#ingest("Supplement to the lease.pdf");
      return 1;
    });
  openFolders = () =>
    this.#call("openFolders", [], () => {
      this.#ingest("Minutes 2023.pdf");
      this.#ingest("Minutes 2024.pdf");
      this.gathered({ files: 2, leftOut: ["1 file of the kind .mp4 cannot be read"], error: null });
      return 1;
    });
  unlockFile = (job: number, password: string) =>
    this.#call("unlockFile", [job, password], () => this.#ingest(this.#locked.get(job) ?? "", password));
  library = () =>
    this.#call("library", [], () =>
      [...this.#documents.values()].map((document) => ({
        id: document.id,
        name: document.name,
        pages: document.pages.length,
        addedAt: "2026-11-20T10:00:00Z",
        summarised: document.summary !== null,
      })),
    );
  document = (id: string) => this.#call("document", [id], () => this.#masking.view(this.#find(id)));
  pagePicture = (id: string, page: number, dpi: number) => this.#call("pagePicture", [id, page, dpi], () => picture(this.#page(id, page)));
  pageWords = (id: string, page: number) => this.#call("pageWords", [id, page], () => placedWords(this.#page(id, page)));
  exportDocument = async (id: string, wanted: ExportDto): Promise<ExportedDto | null> => {
    await this.#call("exportDocument", [id, wanted], () => {
      if (this.#options.danish && !wanted.otherLanguages) throw new BackendError("not_covered", NOT_COVERED);
    });
    return this.#jobs.outcome({ work: "export", document: id }, async (tick) => {
      const total = this.#find(id).pages.length;
      for (let done = 0; done <= total; done++) await tick({ type: "stage", stage: "exporting", done, total });
      return { unshown: wanted.form === "pdf" && !wanted.keepDrawings ? [UNSHOWN] : [] };
    });
  };
  removeDocument = (id: string) => this.#call("removeDocument", [id], () => void this.#documents.delete(id));
  summarise = (id: string) => this.#call("summarise", [id], () => this.#summarise(this.#find(id)));

  chats = () =>
    this.#call("chats", [], () =>
      [...this.#chats.values()].map(({ id, title }) => ({ id, title, updatedAt: "2026-11-20T10:00:00Z" })),
    );
  newChat = () =>
    this.#call("newChat", [], () => {
      const chat: ChatDto = { id: `3${this.#next++}`, title: "", document: null, messages: [] };
      this.#chats.set(chat.id, chat);
      return structuredClone(chat);
    });
  chat = (id: string) => this.#call("chat", [id], () => structuredClone(this.#findChat(id)));
  removeChat = (id: string) => this.#call("removeChat", [id], () => void this.#chats.delete(id));
  ask = (chat: string, question: string) => this.#call("ask", [chat, question], () => this.#answer(chat, question));
  cancel = (job: number) => this.#call("cancel", [job], () => void this.#jobs.cancel(job));
  cancelFiles = () => this.#call("cancelFiles", [], () => this.#jobs.cancelFiles());

  preview = (document: string, question: string, provider: string, options: PreviewOptionsDto) =>
    this.#call("preview", [document, question, provider, options], () => this.#preview(document, question, provider, options));
  approve = (digest: string) => this.#call("approve", [digest], () => this.#escalate(digest));
  refuse = (digest: string) =>
    this.#call("refuse", [digest], () => {
      const held = this.#previews.get(digest);
      this.#previews.delete(digest);
      if (held) this.#record("refused", held.preview, "", "You closed the sheet.");
    });

  policy = () => this.#call("policy", [], () => this.#masking.policy());
  setPreset = (preset: Preset) => this.#call("setPreset", [preset], () => this.#masking.setPreset(preset));
  setMode = (kind: EntityKind, mode: Mode | null) => this.#call("setMode", [kind, mode], () => this.#masking.setMode(kind, mode));
  lists = (scope: Scope) => this.#call("lists", [scope], () => this.#masking.lists(scope));
  addTerm = (term: NewTermDto) => this.#call("addTerm", [term], () => this.#masking.add(term));
  removeTerm = (id: number) => this.#call("removeTerm", [id], () => this.#masking.remove(id));
  importTerms = (csv: string, scope: Scope) => this.#call("importTerms", [csv, scope], () => this.#masking.import(csv, scope));

  ledger = () => this.#call("ledger", [], () => structuredClone(this.#ledger));
  verifyLedger = () => this.#call("verifyLedger", [], () => ({ ok: true, entries: this.#ledger.length, brokenAt: null }));
  exportLedger = () => this.#call("exportLedger", [], () => this.#ledger.length);

  providers = () => this.#call("providers", [], () => structuredClone(this.#providers));
  saveProvider = (provider: ProviderDto, key: string) =>
    this.#call("saveProvider", [provider, key], () => {
      if (!/^https:|^http:\/\/(localhost|127\.0\.0\.1)/.test(provider.baseUrl)) {
        throw new BackendError("url", "The base URL must begin with https://. Plain http is allowed for this computer only.");
      }
      this.#providers = [{ ...provider }];
    });
  removeProvider = (name: string) =>
    this.#call("removeProvider", [name], () => void (this.#providers = this.#providers.filter((p) => p.name !== name)));
  setOffline = (on: boolean) =>
    this.#call("setOffline", [on], () => (this.current = { ...this.current, offline: on }));
  setShortcut = (keys: string) =>
    this.#call("setShortcut", [keys], () => (this.current = { ...this.current, shortcut: keys, shortcutError: null }));

  quickAsk = (question: string) =>
    this.#call("quickAsk", [question], () => {
      const work: Work = { work: "quick" };
      return this.#jobs.run(work, async (tick) => {
        for (const word of words("A notice period is the time between giving notice and the end of a contract.")) {
          await tick({ type: "delta", text: word });
        }
      });
    });
  clipboard = (verb: ClipboardVerb, otherLanguages: boolean) =>
    this.#call("clipboard", [verb, otherLanguages], () => {
      if (verb === "mask" && this.#options.danish && !otherLanguages) throw new BackendError("not_covered", NOT_COVERED);
      if (verb === "mask") return (this.clip = "[PERSON_1] owes [AMOUNT_2] since [DATE_3].");
      if (verb === "restore") return (this.clip = "Hannah Weiss owes EUR 1,450.00 since 1 June 2024.");
      void this.quickAsk("");
      return "";
    });
  hideQuick = () => this.#call("hideQuick", [], () => undefined);
  openMain = () => this.#call("openMain", [], () => undefined);

  onJob = async (listener: (job: JobDto) => void) => listen(this.#jobs.listeners, listener);
  onGathered = async (listener: (gathered: GatheredDto) => void) => listen(this.#gatheredListeners, listener);
  onDropHover = async (listener: (hover: DropHover) => void) => listen(this.#hoverListeners, listener);
  onLibraryChanged = async (listener: () => void) => listen(this.#changeListeners, listener);
  onStatusChanged = async (listener: () => void) => listen(this.#statusListeners, listener);

  // --- jobs --------------------------------------------------------------------------------------------------------

  #ingest(label: string, password?: string): number {
    const id = `2${this.#next}`;
    const work: Work = { work: "document", label };
    const locked = new BackendError(ENCRYPTED.code, ENCRYPTED.message);
    const job = this.#jobs.run(work, async (tick) => {
      const made = lease(id, label);
      for (let page = 0; page <= made.pages.length; page++) {
        await tick({ type: "stage", stage: "reading", done: page, total: made.pages.length });
        if (page === 1 && label.includes("locked") && password !== "open sesame") {
          throw password === undefined ? locked : new BackendError("wrong_password", "This is not the file's password; try again.");
        }
      }
      work.document = id;
      this.#documents.set(id, { ...made, summary: null });
      for (let page = 0; page <= made.pages.length; page++) {
        await tick({ type: "stage", stage: "tagging", done: page, total: made.pages.length });
      }
      await this.#writeSummary(this.#find(id), tick);
    });
    this.#locked.set(job, label);
    return job;
  }

  #summarise(document: DocumentDto): number {
    return this.#jobs.run({ work: "document", document: document.id, label: document.name }, (tick) =>
      this.#writeSummary(document, tick),
    );
  }

  async #writeSummary(document: DocumentDto, tick: (event: JobEventDto) => Promise<void>): Promise<void> {
    const total = document.pages.length;
    for (const [index, sentence] of SENTENCES.entries()) {
      await tick({ type: "stage", stage: "summarising", done: Math.min(index, total), total });
      for (const word of words(sentence.text)) await tick({ type: "delta", text: word });
      await tick({ type: "sentence", sentence });
    }
    document.summary = structuredClone(lease().summary);
  }

  #answer(chatId: string, question: string): number {
    const chat = this.#findChat(chatId);
    if (chat.document === null && this.current.model === null) {
      throw new BackendError("no_model", "No local model is ready, and a chat without a document needs one.");
    }
    if (chat.title === "") chat.title = question.slice(0, 40);
    chat.messages.push(message(`m${this.#next++}`, "user", question));
    const reply = message(`m${this.#next++}`, "local", "");
    const inDocument = chat.document !== null;
    const text = inDocument
      ? "The lease ends on 31 May 2028 without any notice being needed."
      : "A deposit is a sum that secures a claim; it is paid back when nothing is owed.";
    return this.#jobs.run(
      { work: "answer", chat: chatId, document: chat.document },
      async (tick) => {
        await tick({ type: "stage", stage: "answering", done: 0, total: 0 });
        for (const word of words(text)) {
          reply.text += word;
          await tick({ type: "delta", text: word });
        }
        if (inDocument) {
          reply.found = true;
          reply.citations = [{ page: 2, quote: SENTENCES[1]?.quote ?? "" }];
        }
        chat.messages.push(reply);
      },
      () => {
        reply.stopped = true;
        chat.messages.push(reply);
      },
    );
  }

  #preview(id: string, question: string, provider: string, options: PreviewOptionsDto): PreviewDto {
    const document = this.#masking.view(this.#find(id), options.confirmed);
    if (this.#options.secret && !options.maskSecrets) throw new BackendError("secret", SECRET);
    if (this.#options.danish && !options.otherLanguages) throw new BackendError("not_covered", NOT_COVERED);
    const digest = `fa4e${String(this.#next++).padStart(60, "0")}`;
    const preview = makePreview({ document, question, provider, digest, risk: this.#options.risk, policy: this.#masking.policy() });
    this.#previews.set(digest, { document: id, question, preview });
    return preview;
  }

  #escalate(digest: string): number {
    const held = this.#previews.get(digest);
    if (!held) throw new BackendError("changed", "What you saw is not what would leave any more. Open the sheet again.");
    this.#previews.delete(digest);
    const { preview, question } = held;
    const document = this.#find(held.document);
    const entry = this.#record("sent", preview, preview.body, null);
    const values = new Map(document.pages.flatMap((page) => page.pieces).map((piece) => [piece.masked, piece.text]));
    const restored = CLOUD_REPLY.replace(/\[[A-Z]+_\d+\]/g, (placeholder) => values.get(placeholder) ?? placeholder);
    document.chat.messages.push(message(`m${this.#next++}`, "user", question));
    return this.#jobs.run({ work: "escalation", chat: document.chat.id, document: document.id }, async (tick) => {
      await tick({ type: "stage", stage: "sending", done: 0, total: 0 });
      await tick({ type: "stage", stage: "receiving", done: 0, total: 0 });
      for (const word of words(restored)) await tick({ type: "delta", text: word });
      await tick({ type: "stage", stage: "refining", done: 0, total: 0 });
      this.#record("answered", preview, "", null);
      document.chat.messages.push({
        ...message(`m${this.#next++}`, "cloud", restored),
        cloud: {
          masked: CLOUD_REPLY,
          sent: 4,
          returned: 4,
          unresolved: [],
          invented: [],
          destination: preview.destination,
          ledgerEntry: entry,
          refined: false,
          incomplete: false,
        },
      });
    });
  }

  #record(kind: string, preview: PreviewDto, body: string, reason: string | null): number {
    const seq = this.#ledger.length + 1;
    const hash = String(seq).padStart(64, "a");
    const { destination, model, digest } = preview;
    this.#ledger.push({ seq, at: "2026-11-21T08:30:00Z", kind, destination, model, body, digest, reason, hash });
    return seq;
  }

  #find(id: string): DocumentDto {
    const document = this.#documents.get(id);
    if (!document) throw new BackendError("not_found", "This document is not in the library any more.");
    return document;
  }

  #page(id: string, number: number): PageDto {
    const page = this.#find(id).pages.find((page) => page.number === number);
    if (!page?.size) throw new BackendError("no_picture", "This page cannot be shown as printed; its text is all there.");
    return page;
  }

  #findChat(id: string): ChatDto {
    const chat = this.#chats.get(id) ?? [...this.#documents.values()].find((document) => document.chat.id === id)?.chat;
    if (!chat) throw new BackendError("not_found", "This chat is not there any more.");
    return chat;
  }

  async #call<T>(name: keyof Backend, args: unknown[], answer: () => T): Promise<T> {
    this.calls.push({ name, args });
    await Promise.resolve();
    const failure = this.#options.failing?.[name];
    if (failure) throw new BackendError(failure.code, failure.message);
    return answer();
  }
}

function words(text: string): string[] {
  return text.split(/(?<= )/);
}

function message(id: string, author: string, text: string): MessageDto {
  return { id, author, text, citations: [], stopped: false, found: null, cloud: null };
}
