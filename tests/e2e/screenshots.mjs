// Writes docs/screenshots: every state of the real window, light and dark, from the real app on the sample document.
//
//     make screenshots          (or: tests/e2e/session.sh node tests/e2e/screenshots.mjs FOLDER [light|dark])

import { mkdirSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { App, SAMPLE } from "./lib/app.mjs";
import { run } from "./lib/child.mjs";
import { press, Tray, windows } from "./lib/desktop.mjs";
import { Person, quickIsShown } from "./lib/person.mjs";
import { Provider } from "./lib/provider.mjs";
import { DEEPER, NAME, QUESTION } from "./lib/sample.mjs";
import { until } from "./lib/until.mjs";
import { by, KEY } from "./lib/webdriver.mjs";

const [folder = "docs/screenshots", ...wanted] = process.argv.slice(2);
const LOOKS = { light: {}, dark: { GTK_THEME: "Adwaita:dark" } };
const work = process.env.E2E_HOME;
mkdirSync(folder, { recursive: true });

/** A PDF whose second half is missing, as after a broken download. */
async function damaged() {
  const path = join(work, "Minutes_March.pdf");
  await writeFile(path, (await readFile(SAMPLE)).subarray(0, 900));
  return path;
}

/** What a good answer would say, in the placeholders that the open sheet would send. */
async function reply(app) {
  const rows = await (await app.see(by.testId("placeholders"))).findAll(by.css("li"));
  const sent = new Map();
  // The text itself: what is scrolled out of sight counts too.
  const words = async (row, part) => (await (await row.find(by.css(part))).property("textContent")).trim();
  for (const row of rows) sent.set(await words(row, ".value"), await words(row, "code"));
  const find = (value) => {
    const placeholder = [...sent].find(([real]) => real.replaceAll(/\s+/g, " ").includes(value))?.[1];
    if (!placeholder) throw new Error(`the sheet lists nothing like ${value}`);
    return placeholder;
  };
  const [tenant, account] = [find("Hannah Weiss"), find("DE02 1203 0000 0000 2020 51")];
  return (
    `${tenant} may demand the whole deposit with its interest from the account ${account}, no later than six months after the flat ` +
    "was handed back (page 3). A part may be held longer, until the service charges of the last year have been settled."
  );
}

async function shoot(look) {
  const record = join(work, `received-${look}.jsonl`);
  let provider = await Provider.start(record);
  const app = await App.start(join(work, `home-${look}`), { env: LOOKS[look] });
  const person = new Person(app);

  /** The picture of a window, once nothing in it moves any more. */
  const picture = async (name, title = "^Confidant$") => {
    const [id] = await windows(title);
    const path = resolve(folder, `${name}-${look}.png`);
    let last;
    await until(`${name} to stand still`, async () => {
      const now = await run("sh", ["-c", `import -window ${id} png:- | tee '${path}' | sha256sum`]);
      const still = now === last;
      last = now;
      return still;
    }, { every: 250 }).catch(() => console.error(`${name}: still moving, taken as it is`));
    console.log(path);
  };
  const snapshot = async (name) => {
    const [id] = await windows("^Confidant$");
    const path = resolve(folder, `${name}-${look}.png`);
    await run("import", ["-window", id, path]);
    console.log(path);
  };

  try {
    await app.control("heading", "Your documents stay here");
    await picture("first-run");
    await person.begin();
    await picture("empty");

    await person.drop([SAMPLE], async () => {
      await app.see(by.testId("drop-overlay"));
      await snapshot("drop");
    });
    await app.see(by.testId("queue-row"), { seconds: 10 });
    await person.openDocument(NAME);
    // While it writes: at least one sentence is there and the work goes on.
    await app.see(by.testId("summary-sentence"), { seconds: 120 });
    await snapshot("working");
    await person.summary();
    await picture("document");
    await (await app.see(by.testId("view-masked"))).click();
    await picture("as-the-cloud-would-see-it");
    await (await app.see(by.testId("view-original"))).click();
    await (await app.see(by.testId("document-more"))).click();
    await (await app.see(by.testId("export-open"))).click();
    await app.see(by.testId("export-dialog"));
    await picture("export");
    await press("Escape");
    await until("the dialog to close", async () => (await app.page.findAll(by.testId("export-dialog"))).length === 0);

    const answer = await person.ask(QUESTION);
    const [chip] = await answer.findAll(by.testId("page-chip"));
    await chip.click();
    await picture("local-answer");

    await person.setUpProvider(provider, "Example AI");
    await picture("settings");
    await person.openDocument(NAME);
    await person.goDeeper(DEEPER);
    await person.outbound();
    await picture("sheet");
    await provider.stop();
    provider = await Provider.start(record, { port: new URL(provider.url).port, script: `answer=${await reply(app)}` });
    await (await app.see(by.testId("send"))).click();
    await app.see(by.testId("restored-answer"), { seconds: 120 });
    await (await app.see(by.testId("own-words"))).click();
    await app.page.run(() => document.querySelector('[data-testid="own-words"]').scrollIntoView({ block: "center" }));
    await picture("answer");

    await person.verifyLedger();
    await picture("ledger");

    await person.drop([await damaged()]);
    await app.reads(/Could not be added/);
    await (await app.button(/^Confidant: /)).click();
    await picture("error");

    await press("ctrl+shift+space");
    await until("the quick window", quickIsShown);
    await until("the quick page", () => app.to("quick"));
    await (await app.see(by.testId("quick-input"))).type(`What is an indexed rent?${KEY.enter}`);
    await until("the whole quick answer", async () => {
      const [words] = await app.page.findAll(by.testId("quick-answer"));
      return words && (await app.page.findAll(by.css('[role="status"]'))).length === 0;
    }, { seconds: 90 });
    await picture("quick", "^Confidant: quick prompt$");
  } finally {
    await app.kill();
    await provider.stop();
  }
}

const tray = await Tray.start();
try {
  for (const look of Object.keys(LOOKS)) if (wanted.length === 0 || wanted.includes(look)) await shoot(look);
} finally {
  await tray.stop();
}
