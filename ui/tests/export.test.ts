// A masked copy of a document: what is asked, how far it is, what came of it.
import { screen, waitFor, within } from "@testing-library/svelte";
import { describe, expect, it } from "vitest";
import type { FakeOptions } from "$lib/backend/fake";
import { lease } from "$lib/backend/fake-data";
import { printed } from "$lib/backend/fake-paper";
import { called, openLease } from "./window";

async function openExport(options: FakeOptions = {}) {
  const opened = await openLease({ documents: [printed(lease())], ...options });
  await opened.user.click(screen.getByRole("button", { name: "More" }));
  await opened.user.click(await screen.findByTestId("export-open"));
  return { ...opened, dialog: within(await screen.findByTestId("export-dialog")) };
}

describe("a masked copy", () => {
  it("is a PDF of the printed pages unless something else is chosen", async () => {
    const { fake, user, dialog } = await openExport();
    expect(dialog.getByTestId("export-pdf")).toBeChecked();
    await user.click(dialog.getByTestId("export-drawings"));
    await user.click(dialog.getByTestId("export-do"));
    expect(await dialog.findByTestId("exported")).toHaveTextContent("nothing that is masked is in it");
    expect(called(fake, "exportDocument")).toEqual([
      ["1", { form: "pdf", searchable: true, keepDrawings: true, otherLanguages: false }],
    ]);
  });

  it("says what is not in it as it was", async () => {
    const { user, dialog } = await openExport();
    await user.click(dialog.getByTestId("export-do"));
    expect(await dialog.findByTestId("exported")).toHaveTextContent("page 1: lines, pictures");
  });

  it("tells how far it is, and can be stopped", async () => {
    const { user, dialog, fake } = await openExport({ pace: 30 });
    await user.click(dialog.getByTestId("export-do"));
    await waitFor(() => expect(dialog.getByTestId("export-progress")).toHaveTextContent("Drawing page 2 of 5"));
    await user.click(dialog.getByTestId("export-stop"));
    expect(await dialog.findByTestId("export-do")).toBeEnabled();
    expect(called(fake, "cancel")).toHaveLength(1);
    expect(dialog.queryByTestId("exported")).toBeNull();
    expect(dialog.queryByRole("alert")).toBeNull();
  });

  it("is no PDF where there are no printed pages, and says why", async () => {
    const { fake, user, dialog } = await openExport({ documents: [lease()] });
    expect(dialog.getByTestId("export-pdf")).toBeDisabled();
    expect(dialog.getByText(/no printed pages/)).toBeInTheDocument();
    await user.click(dialog.getByTestId("export-text"));
    await user.click(dialog.getByTestId("export-do"));
    await dialog.findByTestId("exported");
    expect(called(fake, "exportDocument")[0]![1]).toMatchObject({ form: "text" });
  });

  it("in a language that is not covered is made only after the person agreed", async () => {
    const { fake, user, dialog } = await openExport({ danish: true });
    await user.click(dialog.getByTestId("export-do"));
    const anyway = await dialog.findByTestId("export-anyway");
    expect(anyway).toBeDisabled();
    await user.click(dialog.getByTestId("export-tick"));
    await user.click(anyway);
    await dialog.findByTestId("exported");
    expect(called(fake, "exportDocument").map(([, wanted]) => (wanted as { otherLanguages: boolean }).otherLanguages)).toEqual([false, true]);
  });

  it("that failed says why, and what is chosen stays", async () => {
    const { user, dialog } = await openExport({
      failing: { exportDocument: { code: "disk_full", message: "The disk is full. Make room and try again." } },
    });
    await user.click(dialog.getByTestId("export-docx"));
    await user.click(dialog.getByTestId("export-do"));
    expect(await dialog.findByText("The disk is full. Make room and try again.")).toBeInTheDocument();
    expect(dialog.getByTestId("export-docx")).toBeChecked();
  });
});
