// Words of a page and what a selection says.
import { beforeEach, describe, expect, it } from "vitest";
import { offsetOf, rangeOf, selectedText, wordSpans } from "./words";

let root: HTMLElement;

beforeEach(() => {
  root = document.createElement("div");
  root.innerHTML = `The <b>cellar\n compartment</b>, (Zieliński's) and <i data-replaced>[PERSON_1]</i>.`;
  document.body.append(root);
});

function selected(start: number, end: number): string | null {
  const selection = window.getSelection()!;
  selection.removeAllRanges();
  selection.addRange(rangeOf(root, start, end)!);
  return selectedText(root, selection);
}
const at = (text: string) => root.textContent!.indexOf(text);

describe("a selection", () => {
  it("is whole words on one line, without the marks around them", () => {
    expect(selected(at("ellar"), at("compartment") + 4)).toBe("cellar compartment");
    expect(selected(at(", ("), at("'s"))).toBe("Zieliński");
  });

  it("is no word of the document when it is a placeholder, elsewhere, or empty", () => {
    expect(selected(at("and"), at("PERSON") + 2)).toBeNull();
    expect(selected(at("PERSON"), at("PERSON") + 4)).toBeNull();
    expect(selected(at(", ("), at("("))).toBeNull();
    const other = document.createElement("p");
    window.getSelection()!.selectAllChildren(root);
    expect(selectedText(other, window.getSelection())).toBeNull();
    window.getSelection()!.removeAllRanges();
    expect(selectedText(root, window.getSelection())).toBeNull();
  });
});

it("a range is found over several nodes, and not beyond the end", () => {
  const spans = wordSpans(root.textContent!);
  expect(spans.map(([start, end]) => rangeOf(root, start, end)?.toString())).toEqual(root.textContent!.split(/\s+/));
  expect(rangeOf(root, 0, 10_000)).toBeNull();
  expect(offsetOf(root, root.querySelector("i")!)).toBe(at("[PERSON"));
});
