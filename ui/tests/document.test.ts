// Reading a document: marks, pages, summary, citations, questions.
import { screen, waitFor, within } from "@testing-library/svelte";
import { describe, expect, it } from "vitest";
import { lease } from "$lib/backend/fake-data";
import { called, openLease, openWindow } from "./window";

describe("a page", () => {
  it("is the document's text, with what is sensitive named", async () => {
    await openLease();
    const page = screen.getByTestId("page-text");
    expect(page.textContent).toBe(lease().pages[0]!.pieces.map((piece) => piece.text).join(""));
    const mark = within(page).getByText("Hannah Weiss");
    expect(mark).toHaveAttribute("data-kind", "PERSON");
    expect(mark).toHaveAttribute("data-label", "person");
  });

  it("tells the placeholder and who found it", async () => {
    const { user } = await openLease();
    await user.hover(within(screen.getByTestId("page-text")).getByText("Hannah Weiss"));
    const tip = await screen.findByRole("tooltip");
    expect(tip).toHaveTextContent("person becomes [PERSON_4]");
    expect(tip).toHaveTextContent("rule: titled name");
  });

  it("turns to what the cloud would see, and no value is left", async () => {
    const { user } = await openLease();
    await user.click(screen.getByTestId("view-masked"));
    const page = screen.getByTestId("page-text");
    expect(page).toHaveTextContent("and Ms [PERSON_4], born on [DATE_5]");
    expect(page).not.toHaveTextContent("Weiss");
    expect(screen.getByTestId("view-masked")).toHaveAttribute("aria-pressed", "true");
  });

  it("turns by buttons, by number and by arrow keys, and stays inside the document", async () => {
    const { user, app } = await openLease();
    await user.click(screen.getByRole("button", { name: "Next page" }));
    expect(screen.getByTestId("page-text")).toHaveTextContent("§ 3 Term");
    const number = screen.getByTestId("page-number");
    await user.clear(number);
    await user.type(number, "99{Enter}");
    await user.tab();
    expect(app.document?.page).toBe(5);
    expect(screen.getByRole("button", { name: "Next page" })).toBeDisabled();
    screen.getByRole("region", { name: "Page 5 of 5" }).focus();
    await user.keyboard("{ArrowLeft}");
    expect(app.document?.page).toBe(4);
  });

  it("says so when it cannot be read", async () => {
    const { user } = await openWindow();
    await user.click((await screen.findAllByTestId("document-row"))[1]!);
    await user.click(await screen.findByRole("button", { name: "Next page" }));
    expect(screen.getByText(/no readable text/)).toBeVisible();
  });
});

describe("the summary", () => {
  it("carries pages, coverage and who wrote it, and marks what is not backed", async () => {
    await openLease();
    const sentences = screen.getAllByTestId("summary-sentence");
    expect(sentences).toHaveLength(5);
    expect(screen.getByTestId("coverage")).toHaveTextContent("5 of 5 pages");
    expect(screen.getByText(/by SmolLM2-135M-Instruct/)).toBeVisible();
    expect(sentences.map((sentence) => within(sentence).queryByText("Not backed by the document") !== null)).toEqual([
      false,
      false,
      false,
      true,
      false,
    ]);
  });

  it("turns to the page of a sentence and highlights its words", async () => {
    const { user, app } = await openLease();
    await user.click(within(screen.getAllByTestId("summary-sentence")[2]!).getByTestId("page-chip"));
    expect(app.document?.page).toBe(3);
    const quoted = [...document.querySelectorAll(".quoted")].map((part) => part.textContent).join("");
    expect(quoted).toBe("The rent rises by EUR 45.00 on 1 June of each year, for the first time in 2025.");
  });

  it("streams, and can be stopped by Esc", async () => {
    const { user, fake } = await openWindow({ pace: 25 });
    await user.click((await screen.findAllByTestId("document-row"))[1]!);
    await user.click(await screen.findByTestId("summarise"));
    await waitFor(() => expect(screen.getAllByTestId("summary-sentence").length).toBeGreaterThan(0));
    expect(screen.getByTestId("stages")).toHaveTextContent("Summarised, in progress");
    await user.keyboard("{Escape}");
    expect(called(fake, "cancel")).toHaveLength(1);
    await waitFor(() => expect(screen.queryByRole("button", { name: "Stop" })).toBeNull());
  });
});

describe("a question", () => {
  it("is answered in a stream, with its page, and saved", async () => {
    const { user, fake, app } = await openLease({ pace: 12 });
    await user.type(screen.getByTestId("question"), "When does it end?{Enter}");
    expect(called(fake, "ask")).toEqual([["101", "When does it end?"]]);
    await screen.findByTestId("streaming");
    expect(screen.getByTestId("question")).toHaveValue("");
    const answer = await screen.findByTestId("local-answer");
    expect(answer).toHaveTextContent("31 May 2028");
    expect(screen.getByTestId("message-user")).toHaveTextContent("When does it end?");
    await user.click(within(screen.getByTestId("message-local")).getByTestId("page-chip"));
    expect(app.document?.page).toBe(2);
  });

  it("stops at Esc: the computation is cancelled and what was there is kept", async () => {
    const { user, fake } = await openLease({ pace: 40 });
    await user.type(screen.getByTestId("question"), "When?{Enter}");
    await waitFor(() => expect(screen.getByTestId("streaming")).toHaveTextContent("The lease"));
    await user.keyboard("{Escape}");
    expect(called(fake, "cancel")).toHaveLength(1);
    expect(await screen.findByText("Stopped here")).toBeVisible();
    expect(screen.getByTestId("local-answer")).toHaveTextContent("The lease");
    expect(screen.queryByTestId("streaming")).toBeNull();
  });

  it("goes back into the box when it fails, and the error says what to do", async () => {
    const { user } = await openLease({ failing: { ask: { code: "model", message: "The model stopped. Ask again." } } });
    await user.type(screen.getByTestId("question"), "When?{Enter}");
    expect(await screen.findByRole("alert")).toHaveTextContent("The model stopped. Ask again.");
    expect(screen.getByTestId("question")).toHaveValue("When?");
  });

  it("goes back into the box when the job fails later", async () => {
    const { user, fake, app } = await openLease();
    fake.ask = async () => 900;
    await user.type(screen.getByTestId("question"), "When?{Enter}");
    const error = { code: "model", message: "The model stopped. Ask again." };
    fake.emit(900, { work: "answer", chat: "101", document: "1" }, { type: "failed", error });
    expect(await screen.findByRole("alert")).toHaveTextContent("The model stopped. Ask again.");
    expect(screen.getByTestId("question")).toHaveValue("When?");
    expect(app.document?.conversation?.busy).toBe(false);
  });

  it("keeps its line breaks, and an empty one is not asked", async () => {
    const { user, fake } = await openLease();
    await user.type(screen.getByTestId("question"), "{Enter}");
    await user.type(screen.getByTestId("question"), "one{Shift>}{Enter}{/Shift}two{Enter}");
    expect(called(fake, "ask")).toEqual([["101", "one\ntwo"]]);
  });
});

it("a document that cannot be opened says so and offers another try", async () => {
  const { user } = await openWindow({ failing: { document: { code: "store", message: "The library could not be read." } } });
  await user.click((await screen.findAllByTestId("document-row"))[0]!);
  expect(await screen.findByRole("alert")).toHaveTextContent("The library could not be read.");
  expect(screen.getByRole("button", { name: "Try again" })).toBeVisible();
});

it("a document is removed only after a question", async () => {
  const { user, fake } = await openLease();
  await user.click(screen.getByRole("button", { name: "More" }));
  await user.click(await screen.findByText("Remove from library"));
  expect(called(fake, "removeDocument")).toEqual([]);
  await user.click(within(await screen.findByRole("alertdialog")).getByRole("button", { name: "Remove from library" }));
  await waitFor(() => expect(called(fake, "removeDocument")).toEqual([["1"]]));
  await waitFor(() => expect(screen.getAllByTestId("document-row")).toHaveLength(1));
});
