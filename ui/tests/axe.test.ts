// axe on every view. Contrast needs a painter, so it is computed in contrast.test.ts.
import { render, screen } from "@testing-library/svelte";
import axe from "axe-core";
import { expect, it, vi } from "vitest";
import { FakeBackend } from "$lib/backend/fake";
import { HIGH_RISK, SCENES } from "$lib/backend/fake-scenes";
import { Quick } from "$lib/state/quick.svelte";
import QuickWindow from "$lib/views/QuickWindow.svelte";
import { openLease, openWindow } from "./window";

type Window = Awaited<ReturnType<typeof openWindow>>;
const question = async ({ user }: Window) => {
  await user.type(screen.getByTestId("question"), "What does she owe?");
  await user.click(screen.getByTestId("deeper"));
};

const views: Record<string, () => Promise<unknown>> = {
  home: async () => void (await openWindow(), await screen.findAllByTestId("document-row")),
  "empty library": async () => void (await openWindow({ documents: [] }), await screen.findByTestId("open-large")),
  queue: async () => {
    const { fake } = await openWindow({ pace: 30 });
    fake.drop("One.pdf", "Two locked.pdf");
    await screen.findByRole("alert");
  },
  "first run": async () => void (await openWindow({ status: { welcomed: false } }), await screen.findByTestId("first-next")),
  "choose a passphrase": async () => {
    const { user } = await openWindow({ status: { welcomed: false, lock: "choose_passphrase" } });
    await user.click(await screen.findByTestId("first-next"));
    await user.click(screen.getByTestId("first-next"));
  },
  locked: async () => void (await openWindow({ status: { lock: "needs_passphrase" } }), await screen.findByTestId("unlock")),
  document: () => openLease(),
  "document as the cloud sees it": async () => {
    const { user } = await openLease();
    await user.click(screen.getByTestId("view-masked"));
  },
  "document as printed": async () => {
    await openLease({ ...SCENES.printed });
    await screen.findByTestId("page-picture");
  },
  "document as printed, covered, searched, with the pages in small": async () => {
    vi.stubGlobal("IntersectionObserver", class { observe() {} disconnect() {} });
    const { user } = await openLease({ ...SCENES.printed });
    await user.click(screen.getByTestId("thumbs-toggle"));
    await user.click(screen.getByTestId("view-masked"));
    await user.click(screen.getByTestId("find-open"));
    await user.type(await screen.findByTestId("find"), "Tenant");
    await screen.findByTestId("page-picture");
  },
  "masked copy": async () => {
    const { user } = await openLease({ ...SCENES.printed });
    await user.click(screen.getByRole("button", { name: "More" }));
    await user.click(await screen.findByTestId("export-open"));
    await screen.findByTestId("export-dialog");
  },
  "answered chat": async () => {
    const { user } = await openLease();
    await user.type(screen.getByTestId("question"), "When?{Enter}");
    await screen.findByTestId("local-answer");
  },
  sheet: async () => {
    await question(await openLease());
    await screen.findByTestId("outbound-body");
  },
  "sheet with a high risk": async () => {
    await question(await openLease({ risk: HIGH_RISK }));
    await screen.findByTestId("accept-risk");
  },
  "sheet that asks about a number": async () => {
    const opened = await openLease();
    await question(opened);
    await opened.user.click(await screen.findByRole("checkbox", { name: /^Mask DE89/ }));
    await screen.findByTestId("confirm-value");
  },
  "sheet with a secret": async () => {
    await question(await openLease({ secret: true }));
    await screen.findByTestId("refused-tick");
  },
  "refused sheet": async () => {
    await question(await openLease({ failing: { preview: { code: "leak", message: "Found a value." } } }));
    await screen.findByRole("alert");
  },
  "cloud answer": async () => {
    const opened = await openLease();
    await question(opened);
    await opened.user.click(await screen.findByTestId("send"));
    await opened.user.click(await screen.findByTestId("own-words"));
  },
  ledger: async () => {
    const { user } = await openWindow();
    await user.click(await screen.findByTestId("go-ledger"));
    await user.click((await screen.findAllByRole("button", { expanded: false }))[1]!);
    await user.click(screen.getByTestId("verify"));
  },
  settings: async () => {
    const { user } = await openWindow({ status: { model: null, tray: false, shortcutError: "Taken." } });
    await user.click(await screen.findByTestId("go-settings"));
  },
  "masking and lists": async () => {
    const { user } = await openWindow({ terms: SCENES.lists!.terms! });
    await user.click(await screen.findByTestId("go-settings"));
    await screen.findAllByTestId("term-row");
    for (const group of document.querySelectorAll("details")) group.open = true;
    await user.selectOptions(screen.getByTestId("mode-DATE"), "generalise");
    await user.type(screen.getByTestId("term-word"), "a{Enter}");
    await screen.findByRole("alert");
  },
  "filtered document": async () => {
    const { user } = await openLease();
    await user.click(screen.getByTestId("chip-PERSON"));
    await user.click(screen.getByTestId("values"));
  },
  "a finding": async () => {
    const { user } = await openLease();
    await user.click(screen.getAllByTestId("found")[0]!);
    await user.click(await screen.findByTestId("never"));
  },
  "masking a word": async () => {
    const { user } = await openLease();
    await user.click(screen.getByTestId("mask-word-open"));
    await user.type(await screen.findByTestId("mask-word"), "a{Enter}");
    await screen.findByRole("alert");
  },
  chat: async () => {
    const { app } = await openWindow();
    await app.newChat();
    await screen.findByTestId("question");
  },
  keys: async () => {
    const { user } = await openWindow();
    await user.keyboard("{F1}");
    await screen.findByRole("dialog");
  },
  "quick prompt": async () => {
    const quick = new Quick(new FakeBackend());
    render(QuickWindow, { quick });
    await quick.start();
  },
};

it.each(Object.keys(views))("%s has no violation", async (name) => {
  await views[name]!();
  const { violations } = await axe.run(document.body, {
    // The title and language of the page are in index.html; jsdom paints nothing.
    rules: { "color-contrast": { enabled: false } },
  });
  const told = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 160)).join(" | ")}`);
  expect(told).toEqual([]);
});
