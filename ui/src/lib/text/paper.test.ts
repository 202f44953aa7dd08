// Where a text stands on its page.
import { describe, expect, it } from "vitest";
import type { PieceDto, PlacedWordDto } from "$lib/backend/backend";
import { canCover, isPlaced, lid, restOf, runs } from "./paper";

/** Words of a text in typewriter letters of width 10 and height 12, a printed line for each line of the text. */
function placed(text: string): PlacedWordDto[] {
  return [...text.matchAll(/\S+/gu)].map((word) => {
    const before = text.slice(0, word.index);
    const line = before.split("\n").length - 1;
    const column = word.index - (before.lastIndexOf("\n") + 1);
    return { start: word.index, end: word.index + word[0].length, x: column * 10, y: line * 20, width: word[0].length * 10, height: 12 };
  });
}

const text = "Dear Ms Weiss,\nwe write to Hannah\nWeiss today.";
const words = placed(text);
const at = (part: string) => runs(part, text.indexOf(part), words);

describe("runs", () => {
  it("are one box for each line, and join to the text", () => {
    const found = at("Hannah\nWeiss");
    expect(found).toEqual([
      { text: "Hannah", box: { x: 120, y: 20, width: 60, height: 12 } },
      { text: "\n", box: null },
      { text: "Weiss", box: { x: 0, y: 40, width: 50, height: 12 } },
    ]);
    expect(at("we write to")).toEqual([{ text: "we write to", box: { x: 0, y: 20, width: 110, height: 12 } }]);
    for (let from = 0; from < text.length; from++) {
      expect(runs(text.slice(from), from, words).map((run) => run.text).join("")).toBe(text.slice(from));
    }
  });

  it("take the part of a word that is meant, or the whole of it to cover it", () => {
    const from = text.indexOf("Weiss,");
    expect(runs("Weiss", from, words)[0]?.box).toEqual({ x: 80, y: 0, width: 50, height: 12 });
    expect(runs("Weiss", from, words, true)[0]?.box).toEqual({ x: 80, y: 0, width: 60, height: 12 });
    expect(runs(",", from + 5, words)[0]?.box).toEqual({ x: 130, y: 0, width: 10, height: 12 });
  });

  it("have lids that reach over accents and tails", () => {
    expect(lid({ x: 100, y: 200, width: 300, height: 100 })).toEqual({ x: 84, y: 184, width: 332, height: 132 });
  });

  it("count from the right where words are read from there", () => {
    const word = { start: 0, end: 4, x: 100, y: 0, width: 40, height: 12 };
    expect(runs("ש", 0, [word])[0]?.box).toEqual({ x: 130, y: 0, width: 10, height: 12 });
  });

  it("do not reach over the gap between two columns, nor over letters without a place", () => {
    const far = { start: 4, end: 7, x: 400, y: 0, width: 30, height: 12 };
    expect(runs("one two", 0, [{ start: 0, end: 3, x: 0, y: 0, width: 30, height: 12 }, far]).map((run) => run.text)).toEqual(["one", " ", "two"]);
    const near = { start: 6, end: 9, x: 40, y: 0, width: 30, height: 12 };
    const hidden = runs("one x two", 0, [{ start: 0, end: 3, x: 0, y: 0, width: 30, height: 12 }, near]);
    expect(hidden.map((run) => [run.text, run.box !== null])).toEqual([["one", true], [" x ", false], ["two", true]]);
  });

  it("are nowhere where there are no words", () => {
    expect(runs("Weiss", 0, [])).toEqual([{ text: "Weiss", box: null }]);
    expect(isPlaced(" \n", 0, [])).toBe(true);
    expect(isPlaced("Weiss", 0, [])).toBe(false);
  });
});

describe("a page", () => {
  const piece = (text: string, masked: string | null): PieceDto => ({ text, masked, kind: masked ? "PERSON" : null, source: null, score: null, possible: false });

  it("is covered only where every letter that must not be seen has a place", () => {
    const pieces = [piece("Dear Ms ", null), piece("Weiss", "[PERSON_1]"), piece(text.slice(13), null)];
    expect(canCover(pieces, words)).toBe(true);
    expect(canCover(pieces, words.filter((word) => word.start !== 8))).toBe(false);
    expect(canCover([...pieces, piece("\n\n[Comment]\n", null), piece("Otto", "[PERSON_2]")], words)).toBe(false);
    expect(canCover([piece("Dear", null)], [])).toBe(true);
  });

  it("has a rest where text goes on behind its last word", () => {
    expect(restOf(text, words)).toBeNull();
    expect(restOf(`${text}\n`, words)).toBeNull();
    expect(restOf(`${text}\n\n[Comment]\nOtto`, words)).toBe(text.length + 2);
  });
});
