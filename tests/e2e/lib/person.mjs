// What a person does in the window, in their words; the tests say what must come of it.

import assert from "node:assert/strict";
import { clipboard, drag, focus, place, press, type, windows } from "./desktop.mjs";
import { until } from "./until.mjs";
import { by, KEY } from "./webdriver.mjs";

export class Person {
  constructor(app) {
    this.app = app;
  }

  /** Through the first-run page, as fast as it lets one. */
  async begin() {
    await this.app.control("heading", "Your documents stay here");
    await (await this.app.see(by.testId("first-next"))).click();
    await this.app.control("heading", "You see what leaves, before it does");
    await (await this.app.see(by.testId("first-next"))).click();
    await this.app.control("heading", "Begin with a document");
    await (await this.app.see(by.testId("first-start"))).click();
    await this.app.control("heading", "What would you like to understand?");
  }

  /** Drags files into the middle of the main window; `while_` is looked for while they hover. */
  async drop(files, while_ = async () => {}) {
    const [id] = await until("the main window on the screen", async () => {
      const found = await windows("^Confidant$");
      return found.length > 0 && found;
    });
    const { x, y, width, height } = await place(id);
    await Promise.all([drag(files, { x: x + width / 2, y: y + height / 2, pause: 2.5 }), while_()]);
  }

  /** Opens a document of the library. */
  async openDocument(name) {
    const row = await until(`${name} in the library`, async () => {
      for (const row of await this.app.page.findAll(by.testId("document-row"))) {
        if ((await row.attribute("title")) === name) return row;
      }
      return undefined;
    });
    await row.click();
    await this.app.control("heading", name);
  }

  /** Exports the open document as `form` to a path, by the system's own dialog. */
  async exportCopy(form, path) {
    await (await this.app.see(by.testId("document-more"))).click();
    await (await this.app.see(by.testId("export-open"))).click();
    await (await this.app.see(by.testId(`export-${form}`))).click();
    await (await this.app.see(by.testId("export-do"))).click();
    const [dialog] = await until("the dialog for the file", async () => {
      const found = await windows("^Save the masked copy$");
      return found.length > 0 && found;
    });
    await focus(dialog);
    await press("ctrl+a");
    await type(path);
    await press("Return");
  }

  /** Goes to `ledger` or `settings`. */
  async go(place) {
    await (await this.app.see(by.testId(`go-${place}`))).click();
    await this.app.control("heading", place === "ledger" ? "Ledger" : "Settings");
  }

  /** The finished summary: its sentences with their pages. */
  async summary({ seconds = 240 } = {}) {
    await this.app.see(by.testId("coverage"), { seconds });
    const sentences = await this.app.page.findAll(by.testId("summary-sentence"));
    return Promise.all(
      sentences.map(async (sentence) => ({
        text: await sentence.text(),
        chips: await sentence.findAll(by.testId("page-chip")),
      })),
    );
  }

  /** Asks this computer about the open document and waits for the whole answer. */
  async ask(question) {
    const before = (await this.app.page.findAll(by.testId("message-local"))).length;
    const box = await this.app.see(by.testId("question"));
    await box.type(question);
    await (await this.app.see(by.testId("ask"))).click();
    return until(
      "the local answer",
      async () => {
        const answers = await this.app.page.findAll(by.testId("message-local"));
        return answers.length > before ? answers.at(-1) : undefined;
      },
      { seconds: 120 },
    );
  }

  /** Fills in the one provider and saves it. */
  async setUpProvider({ url, key, model }, name = "Loopback") {
    await this.go("settings");
    for (const [field, value] of Object.entries({ name, url, model, key })) {
      const box = await this.app.see(by.testId(`provider-${field}`));
      await box.clear();
      await box.type(value);
    }
    await (await this.app.see(by.testId("provider-save"))).click();
    await until("the provider to be saved", async () => (await this.app.text(by.testId("provider-note"))) === "Saved.");
  }

  /** Writes a question and opens the outbound sheet. */
  async goDeeper(question) {
    const box = await this.app.see(by.testId("question"));
    await box.clear();
    await box.type(question);
    await (await this.app.see(by.testId("deeper"))).click();
    return this.app.see(by.testId("sheet"));
  }

  /** Exactly what the sheet says would leave. */
  async outbound() {
    return (await this.app.see(by.testId("outbound-body"), { seconds: 60 })).property("textContent");
  }

  async setOffline(on) {
    await this.go("settings");
    const box = await this.app.see(by.testId("offline"));
    if ((await box.property("checked")) !== on) await box.click();
    await until(`offline to be ${on}`, async () => (await box.property("checked")) === on);
    const sign = /Offline: nothing can leave/;
    await until("the rail to say so", async () => sign.test(await this.app.text(by.css("nav"))) === on);
  }

  /** The verdict on the ledger's chain, and the kinds of its entries, newest first. */
  async verifyLedger() {
    await this.go("ledger");
    await (await this.app.see(by.testId("verify"))).click();
    const verdict = await this.app.text(by.testId("verdict"));
    const rows = await this.app.page.findAll(by.testId("ledger-row"));
    return { verdict, kinds: await Promise.all(rows.map((row) => row.attribute("data-kind"))) };
  }

  /** Asks in the quick window once it is on the screen, waits for the end of the answer, and puts the window away. */
  async askQuick(question) {
    await until("the quick window", quickIsShown);
    await until("the quick page", () => this.app.to("quick"));
    const box = await this.app.see(by.testId("quick-input"));
    await until("the keyboard in the quick prompt", () => this.app.page.run((node) => document.activeElement === node, box));
    await box.clear();
    await box.type(question + KEY.enter);
    const answer = await until(
      "the whole quick answer",
      async () => {
        const [words] = await this.app.page.findAll(by.testId("quick-answer"));
        const busy = await this.app.page.findAll(by.css('[role="status"]'));
        return words && busy.length === 0 ? (await words.text()).trim() : undefined;
      },
      { seconds: 90 },
    );
    assert.match(answer, /\p{L}{2}/u, "the quick prompt answers with words");
    await this.closeQuick();
    return answer;
  }

  async closeQuick() {
    await this.app.to("quick");
    await this.app.page.keys(KEY.escape);
    await until("the quick window to close", async () => !(await quickIsShown()));
    await this.app.to("main");
  }

  clipboard = clipboard;
}

export async function quickIsShown() {
  return (await windows("^Confidant: quick prompt$")).length > 0;
}
