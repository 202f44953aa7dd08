// Every kind has a group, and each decision about it a reason.
import { describe, expect, expectTypeOf, it } from "vitest";
import type { EntityKind } from "$lib/backend/backend";
import { GROUPS, isChecked, isSecret, kindOf, look, modesFor } from "./kinds";

const all = GROUPS.flatMap<EntityKind>(({ kinds }) => [...kinds]);

describe("the groups", () => {
  it("hold every kind, once", () => {
    expectTypeOf<(typeof GROUPS)[number]["kinds"][number]>().toEqualTypeOf<EntityKind>();
    expect(new Set(all).size).toBe(all.length);
    expect(all).toHaveLength(60);
  });
});

describe("what may be decided", () => {
  it("is nothing about a secret", () => {
    for (const kind of all.filter(isSecret)) expect(modesFor(kind, "mask")).toEqual(["mask"]);
    expect(all.filter(isSecret)).toHaveLength(9);
    expect(isSecret("SECRET")).toBe(true);
    expect(isSecret("CODE")).toBe(false);
  });

  it("is less precise only where something less precise is still true", () => {
    expect(modesFor("DATE", "mask")).toContain("generalise");
    expect(modesFor("IBAN", "mask")).toEqual(["mask", "omit", "keep"]);
    expect(modesFor("PERSON", "mask")).toContain("substitute");
  });

  it("always shows the mode in force", () => {
    expect(modesFor("IBAN", "generalise")).toContain("generalise");
  });
});

it("a value with a checksum is known by its kind and by its family", () => {
  expect(["IBAN", "CARD", "ID"].every(isChecked)).toBe(true);
  expect(["PERSON", "DATE", "TERM"].some(isChecked)).toBe(false);
});

it("a family stands for a kind of its own", () => {
  expect(kindOf("ACCOUNT")).toBe("BANK_ACCOUNT");
  expect(kindOf("DATE")).toBe("DATE");
});

it("kinds and families of one sort look alike", () => {
  expect(look("NATIONAL_ID")).toBe(look("ID"));
  expect(look("USERNAME")).toBe(look("USER"));
  expect(look("ORG")).toBe("org");
  expect(look("HEALTH")).toBe("term");
});
