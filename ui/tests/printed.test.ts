// A page as printed: its picture, the text over it, what is covered, how large, in small.
import { fireEvent, screen, waitFor, within } from "@testing-library/svelte";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { lease } from "$lib/backend/fake-data";
import type { FakeOptions } from "$lib/backend/fake";
import { printed } from "$lib/backend/fake-paper";
import type { PieceDto } from "$lib/backend/backend";
import { called, openLease, select } from "./window";

const PRINTED: FakeOptions = { documents: [printed(lease())] };
const text = (pieces: PieceDto[]) => pieces.map((piece) => piece.text).join("");
const page = () => screen.getByTestId("page-text");

async function openPrinted(options: FakeOptions = PRINTED) {
  const opened = await openLease(options);
  await screen.findByTestId("page-picture");
  return opened;
}

/** The lease with more at the end of its first page. */
function withMore(...pieces: PieceDto[]): FakeOptions {
  const document = printed(lease());
  document.pages[0]!.pieces.push(...pieces);
  return { documents: [document] };
}
const plain = (text: string): PieceDto => ({ text, masked: null, kind: null, source: null, score: null, possible: false });
const person = (text: string, masked: string): PieceDto => ({ text, masked, kind: "PERSON", source: { by: "tagger" }, score: 0.9, possible: false });

describe("a page as printed", () => {
  it("is its picture with the text over it, word for word and in order", async () => {
    const { fake } = await openPrinted();
    expect(screen.getByTestId("page-picture").getAttribute("src")).toMatch(/^data:image\//);
    expect(page().textContent).toBe(text(lease().pages[0]!.pieces));
    expect(called(fake, "pagePicture")).toEqual([["1", 1, 96]]);
    expect(called(fake, "pageWords")).toEqual([["1", 1]]);
  });

  it("marks what is sensitive where it stands, by keys and by mouse as the text does", async () => {
    const { user } = await openPrinted();
    const mark = within(page()).getByText("Hannah Weiss");
    expect(mark.style.left).toMatch(/%$/);
    expect(mark.closest(".found")).toHaveAttribute("data-kind", "PERSON");
    await user.hover(mark);
    expect(await screen.findByRole("tooltip")).toHaveTextContent("person becomes [PERSON_4]");
    const stops = screen.getAllByTestId("found").filter((found) => found.tabIndex === 0);
    expect(stops).toHaveLength(1);
    stops[0]!.focus();
    await user.keyboard("{ArrowDown}{Enter}");
    expect(await screen.findByTestId("finding")).toHaveTextContent("Kastanienallee 14");
  });

  it("highlights what a sentence cites", async () => {
    const { user, app } = await openPrinted();
    await user.click(within(screen.getAllByTestId("summary-sentence")[2]!).getByTestId("page-chip"));
    expect(app.document?.page).toBe(3);
    await waitFor(() => expect(document.querySelector(".quoted [data-run]")).not.toBeNull());
    const quoted = [...document.querySelectorAll(".quoted")].map((part) => part.textContent).join("");
    expect(quoted).toBe("The rent rises by EUR 45.00 on 1 June of each year, for the first time in 2025.");
  });

  it("lets a missed word be selected and masked", async () => {
    const { user, fake } = await openPrinted();
    await select(page(), "cellar compartment,");
    await user.click(await screen.findByTestId("mask-selection"));
    await user.click(await screen.findByTestId("mask-do"));
    expect(called(fake, "addTerm")[0]).toMatchObject([{ text: "cellar compartment", list: "always" }]);
  });

  it("says what is not on the paper below it", async () => {
    await openPrinted(withMore(plain("\n\n[Comment]\nAsk "), person("Otto Brandt", "[PERSON_60]"), plain(" first.")));
    await waitFor(() => expect(screen.getByTestId("rest").textContent).toBe("[Comment]\nAsk Otto Brandt first."));
    expect(within(screen.getByTestId("rest")).getByText("Otto Brandt")).toHaveAttribute("data-kind", "PERSON");
    expect(within(screen.getByTestId("sheet")).queryByText("Otto Brandt")).toBeNull();
  });

  it("can be read as text, and back", async () => {
    const { user } = await openPrinted();
    await user.click(screen.getByTestId("as-text"));
    expect(screen.queryByTestId("page-picture")).toBeNull();
    expect(page().textContent).toBe(text(lease().pages[0]!.pieces));
    await user.click(screen.getByTestId("as-printed"));
    expect(await screen.findByTestId("page-picture")).toBeInTheDocument();
  });

  it("is shown as text when it cannot be drawn, and says why", async () => {
    await openLease({ ...PRINTED, failing: { pagePicture: { code: "timed_out", message: "Drawing took too long." } } });
    expect(await screen.findByText("This page is shown as text. Drawing took too long.")).toBeInTheDocument();
    expect(screen.queryByTestId("sheet")).toBeNull();
    expect(page().textContent).toBe(text(lease().pages[0]!.pieces));
  });

  it.each([
    ["too_large", /larger than 64 MB/],
    ["not_kept", /Open its file once more/],
  ] as const)("says why there is none: %s", async (pictures, why) => {
    await openLease({ documents: [{ ...lease(), pictures }] });
    expect(screen.getByText(why)).toBeVisible();
    expect(screen.queryByTestId("as-printed")).toBeNull();
  });
});

describe("as the cloud would see it", () => {
  it("every value is covered and labelled, and no value is left", async () => {
    const { user, app } = await openPrinted();
    await user.click(screen.getByTestId("view-masked"));
    expect(screen.getByTestId("page-picture")).toBeInTheDocument();
    const values = app.document!.current!.pieces.filter((piece) => piece.masked !== null);
    for (const { text, masked } of values) {
      expect(page().textContent).not.toContain(text);
      expect(page().textContent).toContain(masked);
    }
    const lids = [...page().querySelectorAll(".covered")];
    expect(lids).toHaveLength(values.length);
    for (const lid of lids) expect(lid.querySelector("[data-run]")).not.toBeNull();
    expect(screen.getByTestId("page-told")).toHaveTextContent("Only text would leave");
  });

  it("covers what a filter does not show, too", async () => {
    const { user } = await openPrinted();
    await user.click(screen.getByTestId("view-masked"));
    const lids = page().querySelectorAll(".covered").length;
    await user.click(screen.getByTestId("chip-PERSON"));
    expect(page().querySelectorAll(".covered")).toHaveLength(lids);
    expect(page()).not.toHaveTextContent("Kastanienallee");
  });

  it("is text where something that is masked has no place on the paper", async () => {
    const { user } = await openPrinted(withMore(plain("\n\n[Comment]\nAsk "), person("Otto Brandt", "[PERSON_60]")));
    await user.click(screen.getByTestId("view-masked"));
    expect(screen.queryByTestId("page-picture")).toBeNull();
    expect(screen.getByTestId("page-told")).toHaveTextContent("no known place on the paper");
    expect(page()).toHaveTextContent("Ask [PERSON_60]");
  });

  it("shows no picture before it is known what has to be covered", async () => {
    const { user, fake } = await openLease({ documents: [lease(), { ...printed(lease("2")) }] });
    let answer: (words: []) => void = () => {};
    fake.pageWords = () => new Promise((done) => (answer = done));
    await user.click(screen.getAllByTestId("document-row")[1]!);
    await screen.findByTestId("sheet");
    await waitFor(() => expect(called(fake, "pagePicture")).toHaveLength(1));
    expect(screen.queryByTestId("page-picture")).toBeNull();
    answer([]);
    expect(await screen.findByTestId("page-picture")).toBeInTheDocument();
  });
});

describe("the size of a page", () => {
  it("is changed by buttons and by keys, and fits again", async () => {
    const { user } = await openPrinted();
    const sheet = () => screen.getByTestId("sheet");
    expect(sheet().style.width).toBe("");
    await user.click(screen.getByTestId("zoom-in"));
    expect(screen.getByTestId("zoom-fit")).toHaveTextContent("125 %");
    const width = Number.parseFloat(sheet().style.width);
    screen.getByRole("region", { name: "Page 1 of 5" }).focus();
    await user.keyboard("+");
    expect(Number.parseFloat(sheet().style.width)).toBeGreaterThan(width);
    await user.keyboard("--");
    expect(screen.getByTestId("zoom-fit")).toHaveTextContent("100 %");
    await user.keyboard("0");
    expect(sheet().style.width).toBe("");
    expect(screen.getByTestId("zoom-fit")).toHaveAttribute("aria-pressed", "true");
  });

  it("asks for a finer picture when it grows, and shows the coarse one meanwhile", async () => {
    const { user, fake } = await openPrinted();
    fake.pagePicture = () => new Promise(() => {});
    for (let i = 0; i < 4; i++) await user.click(screen.getByTestId("zoom-in"));
    expect(screen.getByTestId("page-picture")).toBeInTheDocument();
  });

  it("makes the letters of a text larger", async () => {
    const { user } = await openLease();
    await user.click(screen.getByTestId("zoom-in"));
    expect(page().style.fontSize).toBe("1.338rem");
  });
});

describe("the pages in small", () => {
  const seen: [Element, () => void][] = [];
  beforeEach(() => {
    seen.length = 0;
    vi.stubGlobal(
      "IntersectionObserver",
      class {
        constructor(private readonly tell: (entries: { isIntersecting: boolean }[]) => void) {}
        observe(place: Element) {
          seen.push([place, () => this.tell([{ isIntersecting: true }])]);
        }
        disconnect() {}
      },
    );
  });

  it("are drawn when they come into view, and turn to their page", async () => {
    const { user, fake, app } = await openPrinted();
    await user.click(screen.getByTestId("thumbs-toggle"));
    expect(screen.getAllByTestId("thumb")).toHaveLength(5);
    expect(called(fake, "pagePicture").filter(([, , dpi]) => dpi === 24)).toEqual([]);
    seen[3]![1]();
    seen[3]![1]();
    expect(called(fake, "pagePicture").filter(([, , dpi]) => dpi === 24)).toEqual([["1", 4, 24]]);
    await waitFor(() => expect(seen[3]![0].querySelector("img")).not.toBeNull());
    await user.click(screen.getByRole("button", { name: "Page 4" }));
    expect(app.document?.page).toBe(4);
    expect(screen.getByRole("button", { name: "Page 4" })).toHaveAttribute("aria-current", "page");
    await user.click(screen.getByTestId("view-masked"));
    expect(screen.getByTestId("thumbs").querySelector("img")).toBeNull();
  });
});

describe("page keys", () => {
  it("turn to the next page, the one before, the first and the last", async () => {
    const { user, app } = await openLease();
    screen.getByRole("region", { name: "Page 1 of 5" }).focus();
    const pages: (number | undefined)[] = [];
    for (const key of ["{PageDown}", "{PageDown}", "{PageUp}", "{End}", "{PageDown}", "{Home}", "{PageUp}"]) {
      await user.keyboard(key);
      pages.push(app.document?.page);
    }
    expect(pages).toEqual([2, 3, 2, 5, 5, 1, 1]);
  });

  it("scroll while there is something to scroll to", async () => {
    const { app } = await openLease();
    const frame = screen.getByRole("region", { name: "Page 1 of 5" });
    Object.defineProperties(frame, { scrollHeight: { value: 900 }, clientHeight: { value: 400 } });
    await fireEvent.keyDown(frame, { key: "PageDown" });
    expect(app.document?.page).toBe(1);
    frame.scrollTop = 500;
    await fireEvent.keyDown(frame, { key: "PageDown" });
    expect(app.document?.page).toBe(2);
  });
});
