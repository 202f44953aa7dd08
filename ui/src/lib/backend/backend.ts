// What the page may ask of the core: promises of plain data, or a BackendError. It knows ids, never paths.
import type {
  ChatDto,
  ChatRowDto,
  ClipboardVerb,
  DocumentDto,
  DocumentRowDto,
  DropHover,
  EntityKind,
  ErrorDto,
  ExportDto,
  ExportedDto,
  GatheredDto,
  ImportedDto,
  JobDto,
  LedgerRowDto,
  ListsDto,
  Mode,
  NewTermDto,
  PlacedWordDto,
  PolicyDto,
  Preset,
  PreviewDto,
  PreviewOptionsDto,
  ProviderDto,
  Scope,
  StatusDto,
  VerdictDto,
} from "./bindings";

export type * from "./bindings";

export type Unlisten = () => void;

/** An error as people read it; `code` is for machines. */
export class BackendError extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
    this.name = "BackendError";
  }
}

export interface Backend {
  status(): Promise<StatusDto>;
  unlock(passphrase: string): Promise<StatusDto>;
  welcomed(): Promise<void>;

  openFiles(): Promise<number>;
  openFolders(): Promise<number>;
  /** Reads a file again whose job ended in `encrypted` or `wrong_password`. */
  unlockFile(job: number, password: string): Promise<number>;
  library(): Promise<DocumentRowDto[]>;
  document(id: string): Promise<DocumentDto>;
  /** A page as printed, as the address of a picture. */
  pagePicture(id: string, page: number, dpi: number): Promise<string>;
  /** Where the words of a page stand on it. */
  pageWords(id: string, page: number): Promise<PlacedWordDto[]>;
  /** Asks for a file and writes a masked copy; null when no file was named. */
  exportDocument(id: string, wanted: ExportDto): Promise<ExportedDto | null>;
  removeDocument(id: string): Promise<void>;
  summarise(id: string): Promise<number>;

  chats(): Promise<ChatRowDto[]>;
  newChat(): Promise<ChatDto>;
  chat(id: string): Promise<ChatDto>;
  removeChat(id: string): Promise<void>;
  ask(chat: string, question: string): Promise<number>;
  cancel(job: number): Promise<void>;
  /** Stops all files that are in the queue. */
  cancelFiles(): Promise<void>;

  preview(document: string, question: string, provider: string, options: PreviewOptionsDto): Promise<PreviewDto>;
  approve(digest: string): Promise<number>;
  refuse(digest: string): Promise<void>;

  policy(): Promise<PolicyDto>;
  setPreset(preset: Preset): Promise<PolicyDto>;
  /** Decides about one kind; null takes the decision back. */
  setMode(kind: EntityKind, mode: Mode | null): Promise<PolicyDto>;
  /** The words in force in a scope. */
  lists(scope: Scope): Promise<ListsDto>;
  addTerm(term: NewTermDto): Promise<void>;
  removeTerm(id: number): Promise<void>;
  importTerms(csv: string, scope: Scope): Promise<ImportedDto>;

  ledger(): Promise<LedgerRowDto[]>;
  verifyLedger(): Promise<VerdictDto>;
  exportLedger(): Promise<number>;

  providers(): Promise<ProviderDto[]>;
  saveProvider(provider: ProviderDto, key: string): Promise<void>;
  removeProvider(name: string): Promise<void>;
  setOffline(on: boolean): Promise<StatusDto>;
  setShortcut(keys: string): Promise<StatusDto>;

  quickAsk(question: string): Promise<number>;
  clipboard(verb: ClipboardVerb, otherLanguages: boolean): Promise<string>;
  hideQuick(): Promise<void>;
  openMain(): Promise<void>;

  onJob(listener: (job: JobDto) => void): Promise<Unlisten>;
  onGathered(listener: (gathered: GatheredDto) => void): Promise<Unlisten>;
  onDropHover(listener: (hover: DropHover) => void): Promise<Unlisten>;
  onLibraryChanged(listener: () => void): Promise<Unlisten>;
  onStatusChanged(listener: () => void): Promise<Unlisten>;
}

/** Whatever was thrown, as something that can be shown. */
export function asError(thrown: unknown, otherwise: string): ErrorDto {
  if (thrown instanceof BackendError) return { code: thrown.code, message: thrown.message };
  return { code: "unknown", message: otherwise };
}
