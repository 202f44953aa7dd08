// Cutting pages, quotes and bodies.
import { describe, expect, it } from "vitest";
import type { EntityKind, PieceDto } from "$lib/backend/backend";
import { findQuote } from "./search";
import { segments, split } from "./segments";

const plain = (text: string): PieceDto => ({ text, masked: null, kind: null, source: null, score: null, possible: false });
const found = (text: string, masked: string, kind: EntityKind): PieceDto => ({ text, masked, kind, source: { by: "rule", name: "x" }, score: 0.9, possible: false });
const page = [plain("Ms "), found("Hannah Weiss", "[PERSON_1]", "PERSON"), plain(" pays "), found("EUR 5", "[AMOUNT_2]", "AMOUNT"), plain(".")];
const joined = (parts: { text: string }[]) => parts.map((part) => part.text).join("");

describe("segments", () => {
  it("joins to the page, whatever is highlighted", () => {
    for (const quote of [null, "Hannah", "Weiss pays", "s Hannah Weiss pays EUR", "not there"]) {
      expect(joined(segments(page, quote, false))).toBe("Ms Hannah Weiss pays EUR 5.");
    }
  });

  it("marks exactly the quote, across and inside findings", () => {
    const quoted = segments(page, "Weiss  pays\nEUR", false).filter((part) => part.quoted);
    expect(joined(quoted)).toBe("Weiss pays EUR");
    expect(quoted.map((part) => part.kind)).toEqual(["PERSON", null, "AMOUNT"]);
  });

  it("shows placeholders whole, even when the quote ends inside one", () => {
    const parts = segments(page, "Weiss pays", true);
    expect(joined(parts)).toBe("Ms [PERSON_1] pays [AMOUNT_2].");
    expect(joined(parts.filter((part) => part.quoted))).toBe("[PERSON_1] pays");
  });

  it("labels a finding once", () => {
    const parts = segments(page, "Weiss pays", false).filter((part) => part.kind === "PERSON");
    expect(parts.map((part) => part.first)).toEqual([true, false]);
  });
});

describe("findQuote", () => {
  it("takes quotes literally", () => {
    expect(findQuote("a.c abc", "a.c")).toEqual([0, 3]);
    expect(findQuote("(§ 3) *", "§ 3) *")).toEqual([1, 7]);
    expect(findQuote("anything", "   ")).toBeNull();
  });
});

describe("split", () => {
  it("never changes the text, and prefers the longer needle", () => {
    const parts = split("[PERSON_1] and [PERSON_12]", ["[PERSON_1]", "[PERSON_12]"]);
    expect(joined(parts)).toBe("[PERSON_1] and [PERSON_12]");
    expect(parts.filter((part) => part.hit).map((part) => part.text)).toEqual(["[PERSON_1]", "[PERSON_12]"]);
    expect(joined(split("Ann met Anna", ["Ann", "Anna"]).filter((part) => part.hit))).toBe("AnnAnna");
  });

  it("breaks lines where the page does on purpose, not where its paper ended", () => {
    const text = "Parties\n\nThis lease is made between the landlord and\nthe tenant who are both named below. It\nends.\n\nNext";
    const [only] = segments([{ text, masked: null, kind: null, source: null, score: null, possible: false }], null, false);
    expect(only?.lines.join("")).toBe(text);
    expect(only?.lines.filter((line) => line.trim())).toEqual([
      "Parties\n",
      "This lease is made between the landlord and\nthe tenant who are both named below. It\nends.\n",
      "Next",
    ]);
  });
});

describe("what was searched for", () => {
  it("is marked in the text that is shown, and a placeholder as a whole", () => {
    const shown = segments(page, null, false, { hits: [[10, 15], [22, 26]] });
    expect(joined(shown)).toBe("Ms Hannah Weiss pays EUR 5.");
    expect(shown.filter((part) => part.hit === 0).map((part) => part.text)).toEqual(["Weiss"]);
    expect(shown.filter((part) => part.hit === 1).map((part) => part.text)).toEqual(["UR 5"]);
    const masked = segments(page, null, true, { hits: [[3, 9], [14, 18]] });
    expect(joined(masked)).toBe("Ms [PERSON_1] pays [AMOUNT_2].");
    expect(masked.filter((part) => part.hit !== null).map((part) => [part.text, part.hit])).toEqual([["[PERSON_1]", 0], ["pays", 1]]);
  });

  it("cuts no part in two that it does not touch, and knows where each begins", () => {
    const shown = segments(page, null, false, { cuts: [3, 15] });
    expect(shown.map((part) => part.from)).toEqual([0, 3, 15, 21, 26]);
  });
});
