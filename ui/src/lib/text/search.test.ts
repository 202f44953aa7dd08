// Finding words in a text.
import { expect, it } from "vitest";
import { findAll, findQuote } from "./search";

it("finds every place, over line ends and whatever the case", () => {
  expect(findAll("Rent. The\nrent; the Rent", "the rent", 9)).toEqual([[6, 14], [16, 24]]);
  expect(findAll("aaa", "a", 2)).toEqual([[0, 1], [1, 2]]);
});

it("takes signs as they are, and nothing for nothing", () => {
  expect(findAll("[PERSON_1] (a.c) abc", "[person_1] (a.c)", 9)).toEqual([[0, 16]]);
  expect(findAll("anything", "  ", 9)).toEqual([]);
  expect(findQuote("anything", "  ")).toBeNull();
});
