// The whole way, once, in the real window: from the first start to the second, with a mouse, a keyboard and a tray.

import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before } from "node:test";
import { App, SAMPLE } from "./lib/app.mjs";
import { OUTPUT, run } from "./lib/child.mjs";
import { clipboard, press, Tray } from "./lib/desktop.mjs";
import { story } from "./lib/evidence.mjs";
import { Person, quickIsShown } from "./lib/person.mjs";
import { Provider } from "./lib/provider.mjs";
import { ANSWER, ANSWER_PAGE, DEEPER, NAME, PAGES, QUESTION, secretsIn } from "./lib/sample.mjs";
import { until } from "./lib/until.mjs";
import { by } from "./lib/webdriver.mjs";

const home = join(process.env.E2E_HOME, "confidant");
const TRAY = ["Open Confidant", "Quick prompt", "Mask clipboard", "Work offline", "Quit"];
const SHORTCUT = "ctrl+shift+space";
const SMALL_TALK = "What is the capital of France?";

let app, person, tray, provider;
const step = story({ page: () => app?.page });

/** Every window of the story writes down as much as it can: what it writes is searched for secrets at the end. */
async function start() {
  app = await App.start(home, { env: { CONFIDANT_LOG: "trace" } });
  person = new Person(app);
}

before(async () => {
  mkdirSync(home, { recursive: true });
  tray = await Tray.start();
  provider = await Provider.start(join(process.env.E2E_HOME, "received.jsonl"));
});

after(async () => {
  await app?.kill();
  await provider?.stop();
  await tray?.stop();
});

step("the first start says what stays and what leaves", async () => {
  await start();
  await person.begin();
});

step("a PDF dragged onto the window is read, marked and summarised, sentence by page", async () => {
  await person.drop([SAMPLE], () => app.see(by.testId("drop-overlay")));
  await person.openDocument(NAME);
  const sentences = await person.summary();
  assert.equal(await app.text(by.testId("coverage")), `${PAGES} of ${PAGES} pages`);
  assert.ok(sentences.length >= 3, `a summary of ${sentences.length} sentences`);
  for (const { text, chips } of sentences) assert.ok(chips.length > 0, `a sentence without its page: ${text}`);
  // Which of the two depends on the model's words: what the document does not bear is not kept.
  await app.reads(/Written on this computer by|The document's own sentences, chosen on this computer/);
  const marks = await (await app.see(by.testId("page-text"))).findAll(by.css(".found"));
  assert.ok(marks.length >= 8, `${marks.length} marks on the first page`);
}, { seconds: 300 });

step("a page of the summary turns to its words", async () => {
  const { chips } = (await person.summary()).at(-1);
  const [, page] = /Turn to page (\d+)/.exec(await chips[0].label());
  await chips[0].click();
  await until("the page to turn", async () => (await (await app.see(by.testId("page-number"))).property("value")) === page);
  await app.see(by.css(".quoted"));
});

step("a question is answered here, with its pages", async () => {
  const answer = await person.ask(QUESTION);
  assert.match(await answer.text(), ANSWER);
  const chips = await answer.findAll(by.testId("page-chip"));
  assert.equal(await chips[0]?.label(), `Turn to page ${ANSWER_PAGE}`);
  await chips[0].click();
  assert.match(await app.text(by.css(".quoted")), /right\s+to\s+leave\s+early/);
  assert.equal(await provider.bytes(), "", "nothing has left so far");
}, { seconds: 180 });

step("a word that was missed is masked by the person, and stays masked", async () => {
  await person.openDocument(NAME);
  await (await app.see(by.testId("mask-word-open"))).click();
  const word = await app.see(by.testId("mask-word"));
  await word.type("legal rate of interest");
  await (await app.see(by.testId("mask-do"))).click();
  await app.see(by.testId("chip-TERM"), { seconds: 60 });
  await person.go("settings");
  await person.openDocument(NAME);
  await app.see(by.testId("chip-TERM"));
}, { seconds: 120 });

step("a masked copy is saved where the person says, and nothing secret is in it", async () => {
  const copy = join(process.env.E2E_HOME, "copy.pdf");
  await person.exportCopy("pdf", copy);
  const told = await app.text(by.testId("exported"), { seconds: 120 });
  assert.match(told, /read back, and nothing that is masked is in it/);
  await (await app.see(by.testId("export-close"))).click();
  const text = await run("pdftotext", [copy, "-"]);
  assert.deepEqual(secretsIn(text), []);
  assert.match(text, /\[PERSON_\d+\]/);
  assert.match(text, /Lease/i);
  assert.deepEqual(secretsIn((await readFile(copy)).toString("latin1")), []);
}, { seconds: 240 });

step("a provider is set up", async () => {
  await person.setUpProvider(provider);
  assert.equal(await provider.bytes(), "", "setting one up sends nothing");
});

let sent;
step("the sheet shows what would leave, and nothing secret is in it", async () => {
  await person.openDocument(NAME);
  await person.goDeeper(DEEPER);
  sent = await person.outbound();
  assert.deepEqual(secretsIn(sent), []);
  assert.match(sent, /\[PERSON_\d+\]/);
  assert.match(sent, /\[ACCOUNT_\d+\]/);
  assert.match(await (await app.see(by.testId("risk"))).attribute("data-level"), /^(low|medium|high)$/);
  const original = await app.text(by.testId("outbound-original"));
  assert.ok(secretsIn(original).length > 0, "the left side shows the real words");
  assert.equal(await provider.bytes(), "", "looking sends nothing");
}, { seconds: 180 });

step("closing the sheet sends nothing and is written down", async () => {
  await (await app.see(by.testId("cancel-send"))).click();
  const { verdict, kinds } = await person.verifyLedger();
  assert.match(verdict, /The chain is whole: 1 entry/);
  assert.deepEqual(kinds, ["refused"]);
  assert.equal(await provider.bytes(), "");
});

step("what is approved is what arrives, byte for byte, and the real names come back", async () => {
  await person.openDocument(NAME);
  await person.goDeeper(DEEPER);
  sent = await person.outbound();
  await (await app.see(by.testId("send"))).click();
  const answer = await app.see(by.testId("restored-answer"), { seconds: 120 });
  const requests = await provider.requests();
  assert.equal(requests.length, 1, "one approval, one request");
  assert.equal(requests[0].status, 200);
  assert.equal(requests[0].body, sent);
  assert.deepEqual(secretsIn(await provider.bytes()), []);
  assert.match(await answer.text(), /Hannah Weiss/);
  assert.match(await answer.text(), /DE02 1203 0000 0000 2020 51/);
  const [, returned, of] = /^(\d+) of (\d+) placeholders? restored/.exec(await app.text(by.testId("restored-count")));
  assert.equal(returned, of);
  await (await app.see(by.testId("own-words"))).click();
  await app.reads(/The passages speak of \[/);
}, { seconds: 240 });

const LEDGER = ["answered", "sent", "refused"];
step("the ledger shows the very bytes and its chain holds", async () => {
  const { verdict, kinds } = await person.verifyLedger();
  assert.match(verdict, /The chain is whole: 3 entries/);
  assert.deepEqual(kinds, LEDGER);
  await (await app.see(by.css('[data-testid="ledger-row"][data-kind="sent"] button'))).click();
  assert.equal(await (await app.see(by.testId("ledger-body"))).property("textContent"), sent);
});

step("offline refuses to send, whoever asks", async () => {
  await person.setOffline(true);
  await person.openDocument(NAME);
  await person.goDeeper(DEEPER);
  await until("a refusal, now or at the send", async () => {
    for (const send of await app.page.findAll(by.testId("send"))) await send.click();
    return /cannot be sent|[Oo]ffline/.test(await app.page.run(() => document.body.innerText.replace(/Offline: nothing can leave/, "")));
  });
  assert.equal((await provider.requests()).length, 1, "nothing more has left");
  for (const close of await app.page.findAll(by.testId("cancel-send"))) await close.click();
  await person.setOffline(false);
});

let remembered;
step("the tray quits the app", async () => {
  await person.openDocument(NAME);
  remembered = { summary: (await person.summary()).map(({ text }) => text), chat: await app.text(by.testId("chat-log")) };
  assert.deepEqual((await tray.menu()).map(({ label }) => label), TRAY);
  await tray.click("Quit");
  await app.gone();
});

step("started again, all is still there", async () => {
  await start();
  await person.openDocument(NAME);
  assert.deepEqual((await person.summary({ seconds: 20 })).map(({ text }) => text), remembered.summary);
  // The cloud's own words were folded out before; folded in, the log is the same.
  const chat = await app.text(by.testId("chat-log"));
  for (const line of chat.split("\n")) assert.ok(remembered.chat.includes(line), `new in the chat: ${line}`);
  assert.match(chat, ANSWER);
  assert.match(chat, /Hannah Weiss/);
  const { verdict, kinds } = await person.verifyLedger();
  assert.match(verdict, /The chain is whole/);
  assert.deepEqual(kinds.slice(-LEDGER.length), LEDGER);
});

step("the tray opens the quick prompt and it answers", async () => {
  await until("the tray icon", async () => (await tray.items()).length === 1);
  assert.equal(await quickIsShown(), false);
  await tray.click("Quick prompt");
  await person.askQuick(SMALL_TALK);
}, { seconds: 180 });

step("the global shortcut opens the quick prompt and it answers", async () => {
  await press(SHORTCUT);
  await person.askQuick(SMALL_TALK);
}, { seconds: 180 });

step("a second start with --quick opens the quick prompt of the running app", async () => {
  await app.again("--quick");
  await until("the quick window", quickIsShown);
  await person.closeQuick();
});

step("the tray masks the clipboard", async () => {
  await clipboard.write("Please call Ms. Hannah Weiss, IBAN DE02 1203 0000 0000 2020 51.");
  await tray.click("Mask clipboard");
  const masked = await until("masked text on the clipboard", async () => {
    const text = await clipboard.read();
    return /\[PERSON_\d+\]/.test(text) && text;
  });
  assert.match(masked, /^Please call .*\[PERSON_\d+\], IBAN \[ACCOUNT_\d+\]\.$/);
  assert.deepEqual(secretsIn(masked), []);
});

step("the tray's offline switch is the setting", async () => {
  const ticked = async () => (await tray.menu()).find(({ label }) => label === "Work offline").checked;
  const says = async () => /Offline: nothing can leave/.test(await app.text(by.css("nav")));
  await app.to("main");
  assert.equal(await ticked(), false);
  await tray.click("Work offline");
  await until("the tick in the tray", ticked);
  await until("the window to say so", says);
  await tray.click("Work offline");
  await until("the tick to go", async () => !(await ticked()));
  await until("the window to say so", async () => !(await says()));
});

step("nothing that was written down holds a secret", async () => {
  await tray.click("Quit");
  await app.gone();
  const searched = [];
  for (const folder of [process.env.E2E_HOME, OUTPUT]) {
    for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
      // Beside the logs lies what a failed run left of the page: that is what a person sees.
      if (!entry.isFile() || (folder === OUTPUT && !entry.name.endsWith(".log"))) continue;
      const path = join(entry.parentPath ?? entry.path, entry.name);
      const bytes = await readFile(path);
      for (const encoding of ["latin1", "utf8", "utf16le"]) assert.deepEqual(secretsIn(bytes.toString(encoding)), [], `in ${path}`);
      if (bytes.length > 0) searched.push(path);
    }
  }
  // The search is worth something only if it saw what the app wrote.
  assert.ok(searched.some((path) => path.startsWith(home)), "the store was searched");
  assert.ok(searched.includes(join(OUTPUT, "app.log")), "the log was searched");
  assert.match(await readFile(join(OUTPUT, "app.log"), "utf8"), /TRACE/);
});

step("without a tray the app works and says so", async () => {
  await tray.stop();
  await start();
  await person.go("settings");
  await app.reads(/This desktop shows no tray icon/);
  await press(SHORTCUT);
  await until("the quick window", quickIsShown);
  await person.closeQuick();
});
