// The real backend: the generated bindings, with their results turned into promises that throw.
import { commands, events, type ErrorDto } from "./bindings";
import { BackendError, type Backend } from "./backend";

type Outcome<T> = { status: "ok"; data: T } | { status: "error"; error: ErrorDto };

async function value<T>(call: Promise<Outcome<T>>): Promise<T> {
  const outcome = await call;
  if (outcome.status === "ok") return outcome.data;
  throw new BackendError(outcome.error.code, outcome.error.message);
}

async function done(call: Promise<Outcome<unknown>>): Promise<void> {
  await value(call);
}

export function tauriBackend(): Backend {
  return {
    status: () => value(commands.status()),
    unlock: (passphrase) => value(commands.unlock(passphrase)),
    welcomed: () => done(commands.welcomed()),

    openFiles: () => value(commands.openFiles()),
    openFolders: () => value(commands.openFolders()),
    unlockFile: (job, password) => value(commands.unlockFile(job, password)),
    library: () => value(commands.library()),
    document: (id) => value(commands.document(id)),
    pagePicture: (id, page, dpi) => value(commands.pagePicture(id, page, dpi)),
    pageWords: (id, page) => value(commands.pageWords(id, page)),
    exportDocument: (id, wanted) => value(commands.exportDocument(id, wanted)),
    removeDocument: (id) => done(commands.removeDocument(id)),
    summarise: (id) => value(commands.summarise(id)),

    chats: () => value(commands.chats()),
    newChat: () => value(commands.newChat()),
    chat: (id) => value(commands.chat(id)),
    removeChat: (id) => done(commands.removeChat(id)),
    ask: (chat, question) => value(commands.ask(chat, question)),
    cancel: (job) => done(commands.cancel(job)),
    cancelFiles: () => done(commands.cancelFiles()),

    preview: (document, question, provider, options) => value(commands.preview(document, question, provider, options)),
    approve: (digest) => value(commands.approve(digest)),
    refuse: (digest) => done(commands.refuse(digest)),

    policy: () => value(commands.policy()),
    setPreset: (preset) => value(commands.setPreset(preset)),
    setMode: (kind, mode) => value(commands.setMode(kind, mode)),
    lists: (scope) => value(commands.lists(scope)),
    addTerm: (term) => done(commands.addTerm(term)),
    removeTerm: (id) => done(commands.removeTerm(id)),
    importTerms: (csv, scope) => value(commands.importTerms(csv, scope)),

    ledger: () => value(commands.ledger()),
    verifyLedger: () => value(commands.verifyLedger()),
    exportLedger: () => value(commands.exportLedger()),

    providers: () => value(commands.providers()),
    saveProvider: (provider, key) => done(commands.saveProvider(provider, key)),
    removeProvider: (name) => done(commands.removeProvider(name)),
    setOffline: (on) => value(commands.setOffline(on)),
    setShortcut: (keys) => value(commands.setShortcut(keys)),

    quickAsk: (question) => value(commands.quickAsk(question)),
    clipboard: (verb, otherLanguages) => value(commands.clipboard(verb, otherLanguages)),
    hideQuick: () => done(commands.hideQuick()),
    openMain: () => done(commands.openMain()),

    onJob: (listener) => events.jobDto.listen((event) => listener(event.payload)),
    onGathered: (listener) => events.gatheredDto.listen((event) => listener(event.payload)),
    onDropHover: (listener) => events.dropHover.listen((event) => listener(event.payload)),
    onLibraryChanged: (listener) => events.libraryChanged.listen(() => listener()),
    onStatusChanged: (listener) => events.statusChanged.listen(() => listener()),
  };
}
