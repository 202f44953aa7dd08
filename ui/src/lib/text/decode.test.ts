// Files as spreadsheets save them.
import { expect, it } from "vitest";
import { decodeText } from "./decode";

const bytes = (...values: number[]) => new Uint8Array(values).buffer;

it("reads UTF-8, with and without a mark, UTF-16 and Windows-1252", () => {
  expect(decodeText(bytes(0x4d, 0xc3, 0xbc))).toBe("Mü");
  expect(decodeText(bytes(0xef, 0xbb, 0xbf, 0x4d))).toBe("M");
  expect(decodeText(bytes(0xff, 0xfe, 0x4d, 0x00, 0xfc, 0x00))).toBe("Mü");
  expect(decodeText(bytes(0x4d, 0xfc))).toBe("Mü");
});

it("says when it is no text", () => {
  expect(decodeText(bytes(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0x00))).toBeNull();
});
