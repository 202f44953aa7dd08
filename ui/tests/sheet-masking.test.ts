// Decisions on the outbound sheet: values, secrets, risk. Each makes the preview again, and only the last one can be sent.
import { screen, waitFor, within } from "@testing-library/svelte";
import { describe, expect, it } from "vitest";
import type { FakeOptions } from "$lib/backend/fake";
import { HIGH_RISK } from "$lib/backend/fake-scenes";
import { called, openLease, select } from "./window";

const HERE = { of: "document", id: 1 };

async function openSheet(options: FakeOptions = {}) {
  const opened = await openLease(options);
  await opened.user.type(screen.getByTestId("question"), "What?");
  await opened.user.click(screen.getByTestId("deeper"));
  await screen.findByTestId("sheet");
  return opened;
}

/** The sheet shows its nth preview, and it is settled. */
async function previews(fake: Awaited<ReturnType<typeof openSheet>>["fake"], n: number) {
  await waitFor(() => expect(called(fake, "preview")).toHaveLength(n));
  await waitFor(() => expect(screen.getByTestId("sheet")).not.toHaveTextContent("Checking every byte again"));
}

const value = (name: string) => screen.findByRole("checkbox", { name: `Mask ${name}` });

describe("a value on the sheet", () => {
  it("is counted by family", async () => {
    await openSheet();
    expect(await screen.findByTestId("sheet-kinds")).toHaveTextContent("1 person");
    expect(screen.getByTestId("sheet-kinds")).toHaveTextContent("1 account");
  });

  it("is let through in this document by one act, and masked again by another", async () => {
    const { user, fake } = await openSheet();
    await user.click(await value("Weiss"));
    await previews(fake, 2);
    expect(called(fake, "addTerm")).toEqual([[{ text: "Weiss", kind: "PERSON", list: "never", scope: HERE }]]);
    expect(screen.getByTestId("outbound-body")).toHaveTextContent("Ms Weiss may give notice");
    expect(within(screen.getByTestId("kept")).getByText("Weiss").closest("li")).toHaveTextContent("person, your list");
    await user.click(await value("Weiss"));
    await previews(fake, 3);
    expect(called(fake, "removeTerm")).toEqual([[1]]);
    expect(screen.getByTestId("outbound-body")).toHaveTextContent("Ms [PERSON_4] may give notice");
    await user.click(screen.getByTestId("send"));
    expect(called(fake, "approve")).toEqual([[`fa4e${"3".padStart(60, "0")}`]]);
  });

  it("with a checksum is let through only after a second question, and for this send", async () => {
    const { user, fake } = await openSheet();
    const iban = "DE89 3704 0044 0532 0130 00";
    await user.click(await value(iban));
    await user.click(await screen.findByTestId("confirm-value-cancel"));
    expect(called(fake, "addTerm")).toEqual([]);
    await user.click(await value(iban));
    await user.click(await screen.findByTestId("confirm-value-do"));
    await previews(fake, 2);
    expect(called(fake, "preview")[1]![3]).toEqual({ maskSecrets: false, otherLanguages: false, confirmed: [iban] });
    expect(screen.getByTestId("outbound-body")).toHaveTextContent(iban);
    await user.click(await value(iban));
    await previews(fake, 3);
    expect(called(fake, "preview")[2]![3]).toEqual({ maskSecrets: false, otherLanguages: false, confirmed: [] });
    expect(screen.getByTestId("outbound-body")).not.toHaveTextContent(iban);
  });

  it("that stays as a mere possibility is masked by one act", async () => {
    const { user, fake } = await openSheet();
    expect(await screen.findByTestId("possible")).toHaveTextContent("place, tagger, 41 % sure");
    await user.click(await value("Friedrichshain"));
    await previews(fake, 2);
    expect(called(fake, "addTerm")).toEqual([[{ text: "Friedrichshain", kind: "PLACE", list: "always", scope: HERE }]]);
    expect(screen.getByTestId("outbound-body")).not.toHaveTextContent("Friedrichshain");
  });

  it("stays masked and says why when the decision is not taken", async () => {
    const { user } = await openSheet({ failing: { addTerm: { code: "store", message: "The library could not be written." } } });
    await user.click(await value("Weiss"));
    expect(await screen.findByRole("alert")).toHaveTextContent("could not be written");
    expect(await value("Weiss")).toBeChecked();
  });

  it("that was missed is selected and masked", async () => {
    const { user, fake } = await openSheet();
    await select(await screen.findByTestId("outbound-original"), "lease");
    await user.click(await screen.findByTestId("sheet-mask-selection"));
    expect(await screen.findByTestId("mask-word")).toHaveValue("lease");
    await user.click(screen.getByTestId("mask-do"));
    await previews(fake, 2);
    expect(screen.getByTestId("outbound-body")).toHaveTextContent("The [TERM_71] begins");
  });

  it("cannot be sent while the preview is made again", async () => {
    const { user, fake } = await openSheet();
    await screen.findByTestId("send");
    const preview = fake.preview;
    let give = () => {};
    fake.preview = (...args) => new Promise((resolve) => (give = () => void preview(...args).then(resolve)));
    await user.click(await value("Weiss"));
    await waitFor(() => expect(screen.getByTestId("sheet")).toHaveTextContent("Checking every byte again"));
    expect(screen.getByTestId("send")).toBeDisabled();
    await user.keyboard("{Control>}{Enter}{/Control}");
    expect(called(fake, "approve")).toEqual([]);
    await waitFor(() => expect(called(fake, "addTerm")).toHaveLength(1));
    give();
    await waitFor(() => expect(screen.getByTestId("send")).toBeEnabled());
  });
});

describe("a language in which names are not covered", () => {
  it("is asked about before there is a preview", async () => {
    const { user, fake } = await openSheet({ danish: true });
    expect(await screen.findByRole("alert")).toHaveTextContent("names in Danish are not covered");
    await user.click(screen.getByTestId("refused-tick"));
    await user.click(screen.getByTestId("refused-do"));
    await screen.findByTestId("send");
    expect(called(fake, "preview").map(([, , , options]) => options)).toMatchObject([{ otherLanguages: false }, { otherLanguages: true }]);
  });
});

describe("a secret", () => {
  it("blocks, and is masked by one deliberate act", async () => {
    const { user, fake } = await openSheet({ secret: true });
    expect(await screen.findByRole("alert")).toHaveTextContent("A password or key stands in the text");
    expect(screen.queryByTestId("send")).toBeNull();
    expect(screen.getByTestId("refused-do")).toBeDisabled();
    await user.click(screen.getByTestId("refused-tick"));
    await user.click(screen.getByTestId("refused-do"));
    await screen.findByTestId("send");
    expect(called(fake, "preview").map(([, , , options]) => options)).toEqual([
      { maskSecrets: false, otherLanguages: false, confirmed: [] },
      { maskSecrets: true, otherLanguages: false, confirmed: [] },
    ]);
  });

  it("and a language that is not covered are the only refusals with a way on", async () => {
    await openSheet({ failing: { preview: { code: "leak", message: "Found a value." } } });
    await screen.findByRole("alert");
    expect(screen.queryByTestId("refused-do")).toBeNull();
  });
});

describe("the risk", () => {
  it("is told when it is low, and asks nothing", async () => {
    await openSheet();
    const risk = await screen.findByTestId("risk");
    expect(risk).toHaveTextContent("Residual risk: Low");
    expect(risk).toHaveTextContent("Nothing that is left points to a person.");
    expect(screen.queryByTestId("accept-risk")).toBeNull();
    expect(screen.getByTestId("send")).toBeEnabled();
  });

  it("names the person, the reasons and their weight", async () => {
    await openSheet({ risk: HIGH_RISK });
    expect(await screen.findByTestId("risk-person")).toHaveTextContent("[PERSON_4] one of about 11");
    expect(screen.getByTestId("risk-person")).toHaveTextContent("occupation (7.0 bits) · town (13 bits)");
  });

  it("when high, has to be accepted before Send, by mouse or by keys", async () => {
    const { user, fake } = await openSheet({ risk: HIGH_RISK });
    expect(await screen.findByTestId("send")).toBeDisabled();
    await user.keyboard("{Control>}{Enter}{/Control}");
    expect(called(fake, "approve")).toEqual([]);
    await user.click(screen.getByTestId("accept-risk"));
    await user.click(screen.getByTestId("send"));
    expect(called(fake, "approve")).toHaveLength(1);
  });

  it("is lowered by one click, and an acceptance ends with the preview it was for", async () => {
    const { user, fake } = await openSheet({ risk: HIGH_RISK });
    await user.click(await screen.findByTestId("accept-risk"));
    await user.click(await value("Weiss"));
    await previews(fake, 2);
    expect(screen.getByTestId("accept-risk")).not.toBeChecked();
    expect(screen.getByTestId("send")).toBeDisabled();
    await user.click(screen.getByTestId("suggest-DATE-generalise"));
    await previews(fake, 3);
    expect(called(fake, "setMode")).toEqual([["DATE", "generalise"]]);
    expect(screen.getByTestId("risk")).toHaveAttribute("data-level", "low");
    expect(screen.getByTestId("send")).toBeEnabled();
  });
});
