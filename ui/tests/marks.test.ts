// What was found on a page: filtered, told why, let through, and what was missed, masked.
import { screen, waitFor, within } from "@testing-library/svelte";
import { describe, expect, it } from "vitest";
import type { PieceDto } from "$lib/backend/backend";
import { lease } from "$lib/backend/fake-data";
import type { FakeOptions } from "$lib/backend/fake";
import { called, openLease, select } from "./window";

const HERE = { of: "document", id: 1 };
const page = () => within(screen.getByTestId("page-text"));

/** The lease with something else found at the start of its first page. */
function found(piece: Partial<PieceDto>): FakeOptions {
  const document = lease();
  document.pages[0]!.pieces.unshift({ text: "x", masked: null, kind: null, source: { by: "rule", name: "x" }, score: 0.9, possible: false, ...piece });
  return { documents: [document] };
}

async function openFinding(value: string, options: FakeOptions = {}) {
  const opened = await openLease(options);
  await opened.user.click(page().getByText(value));
  return { ...opened, finding: within(await screen.findByTestId("finding")) };
}

describe("the counts", () => {
  it("filter the page by kind", async () => {
    const { user } = await openLease();
    await user.click(screen.getByRole("button", { name: "3 people" }));
    expect(screen.getByTestId("chip-PERSON")).toHaveAttribute("aria-pressed", "true");
    expect(screen.getAllByTestId("found").map((mark) => mark.dataset.kind)).toEqual(["PERSON", "PERSON"]);
    expect(screen.getByTestId("page-text")).toHaveTextContent("Kastanienallee 14");
    await user.click(screen.getByTestId("chips-all"));
    expect(screen.getAllByTestId("found").length).toBeGreaterThan(5);
  });

  it("list the values behind them, with their pages and reasons", async () => {
    const { user } = await openLease();
    await user.click(screen.getByTestId("chip-PERSON"));
    await user.click(screen.getByTestId("values"));
    // jsdom lays nothing out, so what floats is never placed, and counts as hidden until it is.
    const list = await screen.findByRole("dialog", { hidden: true });
    expect(list).toHaveTextContent("Farida Nasser");
    expect(list).toHaveTextContent("[PERSON_4]");
    expect(list).toHaveTextContent("rule: titled name · p. 1, 2, 5");
    expect(list).not.toHaveTextContent("Kastanienallee");
  });
});

describe("a finding", () => {
  it("tells why, and what the cloud would see", async () => {
    const { finding } = await openFinding("Hannah Weiss");
    expect(finding.getByTestId("finding-becomes")).toHaveTextContent("person becomes [PERSON_4]");
    expect(finding.getByTestId("finding-why")).toHaveTextContent("rule: titled name");
  });

  it.each([
    [{ by: "list" } as const, null, "your list"],
    [{ by: "person" } as const, null, "you marked it"],
    [{ by: "propagated" } as const, null, "found elsewhere in the document"],
    [{ by: "tagger" } as const, 0.83, "tagger, 83 % sure"],
    [{ by: "rule", name: "iban" } as const, 1, "rule: IBAN, valid checksum"],
    [{ by: "rule", name: "iban_by_keyword" } as const, 1, "rule: iban beside its keyword"],
  ])("gives its reason: %j", async (source, score, told) => {
    const { finding } = await openFinding("Value", found({ text: "Value", masked: "[ACCOUNT_90]", kind: "IBAN", source, score }));
    expect(finding.getByTestId("finding-why").textContent).toBe(told);
  });

  it("is reached by keys: one stop for Tab, arrows from there, Enter tells why", async () => {
    const { user } = await openLease();
    const stops = screen.getAllByTestId("found").filter((mark) => mark.tabIndex === 0);
    expect(stops).toHaveLength(1);
    stops[0]!.focus();
    await user.keyboard("{ArrowDown}{ArrowDown}");
    expect(document.activeElement).toBe(screen.getAllByTestId("found")[2]);
    expect((document.activeElement as HTMLElement).tabIndex).toBe(0);
    await user.keyboard("{ArrowUp}{Enter}");
    expect(await screen.findByTestId("finding")).toHaveTextContent("Kastanienallee 14");
    await user.keyboard("{Escape}");
    await waitFor(() => expect(screen.queryByTestId("finding")).toBeNull());
    expect(screen.getByTestId("page-text")).toBeInTheDocument();
  });

  it("is let through in this document, and shown as staying", async () => {
    const { user, fake, finding } = await openFinding("Lindenhof Immobilien GmbH");
    await user.click(finding.getByTestId("never"));
    await user.click(finding.getByTestId("never-do"));
    expect(called(fake, "addTerm")).toEqual([[{ text: "Lindenhof Immobilien GmbH", kind: "ORG", list: "never", scope: HERE }]]);
    await waitFor(() => expect(page().getByText("Lindenhof Immobilien GmbH")).toHaveAttribute("data-label", "organisation, stays"));
    expect(screen.getByTestId("decision")).toHaveTextContent("is on your list");
  });

  it("is let through everywhere when the person says so", async () => {
    const { user, fake, finding } = await openFinding("Hannah Weiss");
    await user.click(finding.getByTestId("never"));
    await user.click(finding.getByTestId("never-scope-everywhere"));
    await user.click(finding.getByTestId("never-do"));
    expect(called(fake, "addTerm")[0]).toEqual([{ text: "Hannah Weiss", kind: "PERSON", list: "never", scope: { of: "everywhere" } }]);
  });

  it("with a checksum is let through only when the person confirms", async () => {
    const { user, fake, finding } = await openFinding("DE02 1203", found({ text: "DE02 1203", masked: "[ACCOUNT_90]", kind: "IBAN" }));
    await user.click(finding.getByTestId("never"));
    expect(finding.getByTestId("never-do")).toBeDisabled();
    expect(finding.getByText(/number with a checksum/)).toBeInTheDocument();
    await user.click(finding.getByTestId("never-confirm"));
    await user.click(finding.getByTestId("never-do"));
    expect(called(fake, "addTerm")).toHaveLength(1);
  });

  it("that is a secret is never let through, and says why", async () => {
    const { finding } = await openFinding("hunter2", found({ text: "hunter2", masked: "[SECRET_90]", kind: "PASSWORD" }));
    expect(finding.getByTestId("never")).toBeDisabled();
    expect(finding.getByTestId("never-secret")).toHaveTextContent("cannot be let through");
  });

  it("that stays is masked everywhere", async () => {
    const { user, fake, finding } = await openFinding("managing director");
    expect(finding.getByTestId("finding-becomes")).toHaveTextContent("occupation stays as it is");
    await user.click(finding.getByTestId("mask-everywhere"));
    expect(called(fake, "addTerm")).toEqual([[{ text: "managing director", kind: "JOB_TITLE", list: "always", scope: HERE }]]);
    await waitFor(() => expect(page().getByText("managing director")).toHaveAttribute("data-label", "occupation"));
  });

  it("says why a decision was not taken, and stays open", async () => {
    const failing = { addTerm: { code: "store", message: "The library could not be written." } };
    const { user, finding } = await openFinding("managing director", { failing });
    await user.click(finding.getByTestId("mask-everywhere"));
    expect(await finding.findByText("The library could not be written.")).toBeInTheDocument();
  });

  it("is copied", async () => {
    const { user, finding } = await openFinding("Hannah Weiss");
    await user.click(finding.getByTestId("copy"));
    expect(await finding.findByText("Copied.")).toBeInTheDocument();
    expect(await navigator.clipboard.readText()).toBe("Hannah Weiss");
  });
});

describe("a missed word", () => {
  it("is selected with the mouse and masked, here or everywhere, as what it is", async () => {
    const { user, fake } = await openLease();
    await select(screen.getByTestId("page-text"), "cellar compartment,");
    await user.click(await screen.findByTestId("mask-selection"));
    expect(await screen.findByTestId("mask-word")).toHaveValue("cellar compartment");
    expect(screen.getByTestId("mask-kind")).toHaveValue("TERM");
    await user.selectOptions(screen.getByTestId("mask-kind"), "PLACE");
    await user.click(screen.getByTestId("mask-scope-everywhere"));
    await user.click(screen.getByTestId("mask-do"));
    expect(called(fake, "addTerm")).toEqual([[{ text: "cellar compartment", kind: "PLACE", list: "always", scope: { of: "everywhere" } }]]);
    await waitFor(() => expect(page().getByText("cellar compartment")).toHaveAttribute("data-kind", "PLACE"));
    await waitFor(() => expect(screen.queryByTestId("mask-dialog")).toBeNull());
  });

  it("is selected by keys: Shift and arrows, Enter", async () => {
    const { user } = await openLease();
    screen.getByRole("region", { name: "Page 1 of 5" }).focus();
    await user.keyboard("{Shift>}{ArrowRight}{ArrowRight}{/Shift}");
    expect(window.getSelection()?.toString()).toBe("LEASE AGREEMENT");
    await user.keyboard("{ArrowRight}");
    expect(window.getSelection()?.toString()).toBe("between");
    await user.keyboard("{Escape}");
    expect(window.getSelection()?.toString()).toBe("");
    await user.keyboard("{Shift>}{ArrowRight}{/Shift}{Enter}");
    expect(await screen.findByTestId("mask-word")).toHaveValue("LEASE");
  });

  it("is not offered for what the cloud would see already", async () => {
    const { user } = await openLease();
    await user.click(screen.getByTestId("view-masked"));
    await select(screen.getByTestId("page-text"), "[PERSON_4]");
    expect(screen.queryByTestId("mask-selection")).toBeNull();
    await user.click(screen.getByTestId("chip-DATE"));
    await select(screen.getByTestId("page-text"), "[PERSON_4]");
    expect(screen.queryByTestId("mask-selection")).toBeNull();
    await select(screen.getByTestId("page-text"), "cellar");
    expect(await screen.findByTestId("mask-selection")).toBeInTheDocument();
  });

  it("is written into the box, and a single letter is not enough", async () => {
    const { user, fake } = await openLease();
    await user.click(screen.getByTestId("mask-word-open"));
    await user.type(await screen.findByTestId("mask-word"), "a{Enter}");
    expect(await screen.findByRole("alert")).toHaveTextContent("at least two letters");
    expect(called(fake, "addTerm")).toEqual([]);
    await user.type(screen.getByTestId("mask-word"), "ttic{Enter}");
    expect(called(fake, "addTerm")[0]).toEqual([{ text: "attic", kind: "TERM", list: "always", scope: HERE }]);
  });
});
