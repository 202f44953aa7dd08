// Settings: what is masked, and your lists.
import { screen, waitFor, within } from "@testing-library/svelte";
import { describe, expect, it } from "vitest";
import type { FakeOptions } from "$lib/backend/fake";
import { SCENES } from "$lib/backend/fake-scenes";
import { called, openWindow } from "./window";

async function openSettings(options: FakeOptions = {}) {
  const opened = await openWindow(options);
  await opened.user.click(await screen.findByTestId("go-settings"));
  await screen.findByTestId("preset-balanced");
  await screen.findByTestId("term-word");
  return opened;
}

describe("what is masked", () => {
  it("starts from a preset, and says what each keeps", async () => {
    const { user, fake } = await openSettings();
    expect(screen.getByTestId("preset-balanced")).toBeChecked();
    expect(screen.getByTestId("group-traits")).toHaveTextContent("10 kept");
    await user.click(screen.getByTestId("preset-strict"));
    expect(called(fake, "setPreset")).toEqual([["strict"]]);
    await waitFor(() => expect(screen.getByTestId("group-traits")).toHaveTextContent("10 masked"));
  });

  it("decides about a kind, and takes it back", async () => {
    const { user, fake } = await openSettings();
    await user.selectOptions(screen.getByTestId("mode-DATE"), "generalise");
    expect(called(fake, "setMode")).toEqual([["DATE", "generalise"]]);
    expect(await screen.findByTestId("own-decisions")).toHaveTextContent("1 decision of your own");
    expect(screen.getByTestId("group-dates")).toHaveTextContent("2 masked · 1 less precise");
    await user.click(screen.getByTestId("reset-DATE"));
    expect(called(fake, "setMode").at(-1)).toEqual(["DATE", null]);
    await waitFor(() => expect(screen.queryByTestId("own-decisions")).toBeNull());
    expect(screen.getByTestId("mode-DATE")).toHaveValue("mask");
  });

  it("asks about amounts by themselves, in sight", async () => {
    await openSettings();
    expect(screen.getByTestId("group-amounts").tagName).toBe("DIV");
    expect(screen.getByTestId("group-amounts")).toHaveTextContent("A decision of their own");
    expect(screen.getByRole("combobox", { name: "What happens to: amount" })).toBeVisible();
  });

  it("offers nothing about a secret", async () => {
    await openSettings();
    const secrets = within(screen.getByTestId("group-secrets"));
    expect(secrets.queryAllByRole("combobox", { hidden: true })).toEqual([]);
    expect(secrets.getAllByText("blocks a send")).toHaveLength(10);
  });

  it("does not show as taken what the core refused", async () => {
    const { user } = await openSettings({ failing: { setMode: { code: "store", message: "The library could not be written." } } });
    await user.selectOptions(screen.getByTestId("mode-AMOUNT"), "keep");
    expect(await screen.findByRole("alert")).toHaveTextContent("could not be written");
    expect(screen.getByTestId("mode-AMOUNT")).toHaveValue("mask");
  });
});

describe("your lists", () => {
  it("take a word, and give it back", async () => {
    const { user, fake } = await openSettings();
    await user.type(screen.getByTestId("term-word"), "Project Heron");
    await user.selectOptions(screen.getByTestId("term-kind"), "CODE");
    await user.click(screen.getByTestId("term-add"));
    expect(called(fake, "addTerm")).toEqual([[{ text: "Project Heron", kind: "CODE", list: "always", scope: { of: "everywhere" } }]]);
    const row = await screen.findByTestId("term-row");
    expect([...row.children].map((cell) => cell.textContent?.trim())).toEqual(["Project Heron", "reference", "Everywhere", ""]);
    expect(screen.getByTestId("list-note")).toHaveTextContent("“Project Heron” added.");
    expect(screen.getByTestId("term-word")).toHaveValue("");
    await user.click(screen.getByRole("button", { name: "Remove Project Heron" }));
    await waitFor(() => expect(screen.queryByTestId("term-row")).toBeNull());
    expect(called(fake, "removeTerm")).toEqual([[1]]);
  });

  it("refuse a single letter", async () => {
    const { user, fake } = await openSettings();
    await user.type(screen.getByTestId("term-word"), "a{Enter}");
    expect(await screen.findByRole("alert")).toHaveTextContent("at least two letters");
    expect(called(fake, "addTerm")).toEqual([]);
  });

  it("show what is in force for a document, and where it comes from", async () => {
    const { user } = await openSettings({ terms: SCENES.lists!.terms! });
    await waitFor(() => expect(screen.getAllByTestId("term-row")).toHaveLength(2));
    await user.selectOptions(screen.getByTestId("list-scope"), "document:1");
    await waitFor(() => expect(screen.getAllByTestId("term-row")).toHaveLength(3));
    expect(screen.getByText("cellar").closest("tr")).toHaveTextContent("Lease Weiss.pdf");
    expect(within(screen.getByTestId("list-never")).getByText("Berlin")).toBeVisible();
    await user.type(screen.getByTestId("list-search"), "HERON");
    expect(screen.getAllByTestId("term-row").map((row) => row.textContent)).toHaveLength(1);
    expect(screen.getByText("No word matches.")).toBeVisible();
  });

  it("import a CSV file into the scope that is shown", async () => {
    const { user, fake } = await openSettings();
    await user.selectOptions(screen.getByTestId("list-scope"), "document:1");
    const csv = "Zieliński,PERSON\nx\nBerlin,PLACE,never\n";
    await user.upload(screen.getByTestId("term-import"), new File([csv], "clients.csv", { type: "text/csv" }));
    await waitFor(() => expect(screen.getByTestId("list-note")).toHaveTextContent("2 words added, 1 line skipped."));
    expect(called(fake, "importTerms")).toEqual([[csv, { of: "document", id: 1 }]]);
    expect(screen.getAllByTestId("term-row")).toHaveLength(2);
  });

  it("do not import what is no text", async () => {
    const { user, fake } = await openSettings();
    await user.upload(screen.getByTestId("term-import"), new File([new Uint8Array([0x50, 0x4b, 3, 4, 0])], "sheet.csv", { type: "text/csv" }));
    expect(await screen.findByRole("alert")).toHaveTextContent("could not be read as text");
    expect(called(fake, "importTerms")).toEqual([]);
  });
});
