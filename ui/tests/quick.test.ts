// The quick prompt's window.
import { render, screen, waitFor } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { FakeBackend, type FakeOptions } from "$lib/backend/fake";
import { Quick } from "$lib/state/quick.svelte";
import QuickWindow from "$lib/views/QuickWindow.svelte";
import { called } from "./window";

async function openQuick(options: FakeOptions = {}) {
  const fake = new FakeBackend({ pace: 2, ...options });
  const quick = new Quick(fake);
  const user = userEvent.setup();
  render(QuickWindow, { quick });
  await quick.start();
  return { fake, quick, user };
}

describe("the quick prompt", () => {
  it("has the focus, asks, streams, and recalls", async () => {
    const { user, fake } = await openQuick();
    const input = screen.getByTestId("quick-input");
    expect(input).toHaveFocus();
    await user.keyboard("What is a notice period?{Enter}");
    await waitFor(() => expect(screen.getByTestId("quick-answer")).toHaveTextContent("the end of a contract."));
    expect(called(fake, "quickAsk")).toEqual([["What is a notice period?"]]);
    expect(input).toHaveValue("");
    await user.keyboard("{ArrowUp}");
    expect(input).toHaveValue("What is a notice period?");
    await user.keyboard("{ArrowDown}");
    expect(input).toHaveValue("");
  });

  it("says that nothing checks its answers", async () => {
    await openQuick();
    expect(screen.getByTestId("quick-unchecked")).toHaveTextContent("Answers here come from a small model on this computer. Nothing checks them");
  });

  it("closes at Esc and stops what is under way", async () => {
    const { user, fake } = await openQuick({ pace: 50 });
    await user.keyboard("Why?{Enter}");
    await screen.findByTestId("quick-answer");
    await user.keyboard("{Escape}");
    await waitFor(() => expect(called(fake, "hideQuick")).toHaveLength(1));
    expect(called(fake, "cancel")).toHaveLength(1);
  });

  it("masks the clipboard and says that it is there", async () => {
    const { user, fake } = await openQuick();
    await user.click(screen.getByTestId("quick-mask"));
    expect(await screen.findByTestId("quick-answer")).toHaveTextContent("[PERSON_1] owes [AMOUNT_2]");
    expect(screen.getByText(/on the clipboard: paste it/)).toBeVisible();
    await user.click(screen.getByTestId("quick-restore"));
    await waitFor(() => expect(screen.getByTestId("quick-answer")).toHaveTextContent("Hannah Weiss owes"));
    expect(called(fake, "clipboard")).toEqual([
      ["mask", false],
      ["restore", false],
    ]);
  });

  it("asks before it masks a text whose language is not covered", async () => {
    const { user, fake } = await openQuick({ danish: true });
    await user.click(screen.getByTestId("quick-mask"));
    expect(await screen.findByRole("alert")).toHaveTextContent("names in Danish are not covered");
    expect(screen.queryByTestId("quick-answer")).toBeNull();
    await user.click(screen.getByTestId("quick-mask-anyway"));
    expect(await screen.findByTestId("quick-answer")).toHaveTextContent("[PERSON_1]");
    expect(called(fake, "clipboard")).toEqual([
      ["mask", false],
      ["mask", true],
    ]);
  });

  it("streams a summary of the clipboard, a job it knows only by its events", async () => {
    const { user } = await openQuick();
    await user.click(screen.getByTestId("quick-summarise"));
    await waitFor(() => expect(screen.getByTestId("quick-answer")).toHaveTextContent("the end of a contract."));
    await waitFor(() => expect(screen.getByTestId("quick-mask")).toBeEnabled());
  });

  it("pays no heed to the jobs of the main window", async () => {
    const { fake, quick } = await openQuick();
    fake.emit(77, { work: "answer", chat: "c" }, { type: "delta", text: "secret" });
    await new Promise((resolve) => setTimeout(resolve, 80));
    expect(quick.jobs.all).toEqual([]);
  });

  it("keeps the question when it cannot be asked", async () => {
    const { user } = await openQuick({ failing: { quickAsk: { code: "no_model", message: "No local model is ready." } } });
    await user.keyboard("Why?{Enter}");
    expect(await screen.findByRole("alert")).toHaveTextContent("No local model is ready.");
    expect(screen.getByTestId("quick-input")).toHaveValue("Why?");
  });

  it("shows nothing while the library is locked, and leads to the main window", async () => {
    const { user, fake } = await openQuick({ status: { lock: "needs_passphrase" } });
    await user.click(await screen.findByRole("button", { name: "Open Confidant" }));
    expect(called(fake, "openMain")).toHaveLength(1);
    expect(screen.queryByTestId("quick-input")).toBeNull();
  });
});
