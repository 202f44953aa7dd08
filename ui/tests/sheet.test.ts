// The outbound sheet: what is shown is what is approved.
import { screen, waitFor, within } from "@testing-library/svelte";
import { describe, expect, it } from "vitest";
import type { FakeOptions } from "$lib/backend/fake";
import type { PreviewDto } from "$lib/backend/backend";
import { called, openLease } from "./window";

async function openSheet(options: FakeOptions = {}, change: (preview: PreviewDto) => PreviewDto = (preview) => preview) {
  const opened = await openLease(options);
  let shown: PreviewDto | undefined;
  const preview = opened.fake.preview;
  opened.fake.preview = async (...args) => (shown = change(await preview(...args)));
  await opened.user.type(screen.getByTestId("question"), "What does she owe?");
  await opened.user.click(screen.getByTestId("deeper"));
  await screen.findByTestId("sheet");
  return { ...opened, preview: () => shown! };
}

describe("the sheet", () => {
  it("shows exactly the body, byte for byte, and where it goes", async () => {
    const odd = '{"content":"  two  spaces \\u00e9 é\\n<b>not markup</b> [DATE_9][DATE_9] ]] [PERSON_4"}';
    const { preview } = await openSheet({}, (made) => ({ ...made, body: odd }));
    const body = await screen.findByTestId("outbound-body");
    expect(body.textContent).toBe(preview().body);
    const sheet = screen.getByTestId("sheet");
    expect(sheet).toHaveTextContent("to api.example.com · model large-1");
    expect(sheet).toHaveTextContent(/of 5\d\d words/);
    expect(sheet).toHaveTextContent("Left out: pages 1, 4–5.");
    expect(screen.getByTestId("outbound-original").textContent).toBe(preview().original);
    expect(within(screen.getByTestId("placeholders")).getAllByRole("listitem")).toHaveLength(preview().placeholders.length);
  });

  it("sends with Ctrl+Enter the digest that was shown, and the names come back", async () => {
    const { user, fake, preview } = await openSheet();
    await screen.findByTestId("outbound-body");
    await user.keyboard("{Control>}{Enter}{/Control}");
    expect(called(fake, "approve")).toEqual([[preview().digest]]);
    expect(called(fake, "refuse")).toEqual([]);
    const answer = await screen.findByTestId("restored-answer");
    expect(answer).toHaveTextContent("Weiss is bound until 31 May 2028");
    expect(screen.getByTestId("restored-count")).toHaveTextContent("4 of 4 placeholders restored");
    expect(screen.queryByTestId("sheet")).toBeNull();
    expect(screen.getByTestId("question")).toHaveValue("");
    await user.click(screen.getByTestId("own-words"));
    expect(screen.getByText(/As it came from api.example.com/).parentElement).toHaveTextContent("[PERSON_4] is bound until [DATE_10]");
  });

  it("sends with Ctrl+Enter even while Cancel has the focus", async () => {
    const { user, fake } = await openSheet();
    await screen.findByTestId("send");
    screen.getByTestId("cancel-send").focus();
    await user.keyboard("{Control>}{Enter}{/Control}");
    expect(called(fake, "approve")).toHaveLength(1);
    expect(called(fake, "refuse")).toEqual([]);
  });

  it("approves once, however often Send is pressed", async () => {
    const { user, fake } = await openSheet();
    await user.dblClick(await screen.findByTestId("send"));
    expect(called(fake, "approve")).toHaveLength(1);
  });

  it.each(["button", "Esc"])("closed by %s, it sends nothing and the refusal is recorded", async (how) => {
    const { user, fake, preview } = await openSheet();
    await screen.findByTestId("outbound-body");
    if (how === "Esc") await user.keyboard("{Escape}");
    else await user.click(screen.getByTestId("cancel-send"));
    await waitFor(() => expect(screen.queryByTestId("sheet")).toBeNull());
    expect(called(fake, "refuse")).toEqual([[preview().digest]]);
    expect(called(fake, "approve")).toEqual([]);
    expect(screen.getByTestId("question")).toHaveValue("What does she owe?");
  });

  it("cannot send what is not shown yet", async () => {
    const { user, fake } = await openLease();
    let give: (preview: PreviewDto) => void = () => {};
    const preview = fake.preview;
    fake.preview = (...args) => new Promise((resolve) => (give = async () => resolve(await preview(...args))));
    await user.type(screen.getByTestId("question"), "What?");
    await user.click(screen.getByTestId("deeper"));
    await screen.findByText("Nothing has been sent.");
    expect(screen.queryByTestId("send")).toBeNull();
    await user.keyboard("{Control>}{Enter}{/Control}");
    await user.keyboard("{Escape}");
    give({} as PreviewDto);
    await waitFor(() => expect(called(fake, "refuse")).toHaveLength(1));
    expect(called(fake, "approve")).toEqual([]);
    expect(screen.queryByTestId("sheet")).toBeNull();
  });

  it("says why it refuses, and offers no way to send", async () => {
    const message = "The last check found a value from your document.";
    await openSheet({ failing: { preview: { code: "leak", message } } });
    expect(await screen.findByRole("alert")).toHaveTextContent(message);
    expect(screen.getByRole("alert")).toHaveTextContent("Nothing was sent.");
    expect(screen.queryByTestId("send")).toBeNull();
  });

  it("keeps the question when the send fails", async () => {
    const failing = { approve: { code: "offline", message: "The offline switch is on. Nothing was sent." } };
    const { user } = await openSheet({ failing });
    await user.click(await screen.findByTestId("send"));
    expect(await screen.findByRole("alert")).toHaveTextContent("The offline switch is on.");
    expect(screen.getByTestId("question")).toHaveValue("What does she owe?");
  });
});

describe("Deeper…", () => {
  it("leads to the settings when there is nobody to ask", async () => {
    const { user, fake } = await openLease({ providers: [] });
    await user.type(screen.getByTestId("question"), "What?");
    await user.click(screen.getByTestId("deeper"));
    expect(await screen.findByRole("heading", { name: "Settings" })).toBeVisible();
    expect(screen.getByText(/Deeper needs a service/)).toBeVisible();
    expect(called(fake, "preview")).toEqual([]);
  });

  it("asks for a question first", async () => {
    const { user, fake } = await openLease();
    await user.click(screen.getByTestId("deeper"));
    expect(await screen.findByText(/Write the question first/)).toBeVisible();
    expect(called(fake, "preview")).toEqual([]);
  });

  it("takes the last question when the box is empty", async () => {
    const { user, fake } = await openLease();
    await user.type(screen.getByTestId("question"), "When does it end?{Enter}");
    await screen.findByTestId("local-answer");
    await user.click(screen.getByTestId("deeper"));
    await screen.findByTestId("outbound-body");
    expect(called(fake, "preview")).toEqual([["1", "When does it end?", "Example AI", { maskSecrets: false, otherLanguages: false, confirmed: [] }]]);
  });
});

it("flags what the cloud lost or made up", async () => {
  const { fake, app } = await openLease();
  const document = await fake.document("1");
  const cloud = {
    masked: "[PERSON_9] and [PERSON_1",
    sent: 4,
    returned: 3,
    unresolved: ["[PERSON_1"],
    invented: ["[PERSON_9]"],
    destination: "https://api.example.com",
    ledgerEntry: 5,
    refined: true,
    incomplete: true,
  };
  document.chat.messages = [{ id: "m", author: "cloud", text: "…", citations: [], stopped: false, found: null, cloud }];
  fake.document = async () => document;
  await app.document?.load();
  expect(await screen.findByTestId("restored-count")).toHaveTextContent("3 of 4 placeholders restored");
  expect(screen.getByText(/could not be put back/)).toHaveTextContent("[PERSON_1");
  expect(screen.getByText(/that we never sent/)).toHaveTextContent("[PERSON_9]");
  expect(screen.getByText(/may be incomplete/)).toBeVisible();
  expect(screen.getByText("Wording adjusted on this computer")).toBeVisible();
});
