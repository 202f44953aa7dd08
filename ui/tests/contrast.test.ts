// Every text colour against every ground it stands on, in both schemes: WCAG AA.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";

const css = readFileSync(join(import.meta.dirname, "../src/styles/tokens.css"), "utf8");
const [light = "", dark = ""] = css.split("@media (prefers-color-scheme: dark)");

function tokens(block: string): Map<string, string> {
  return new Map([...block.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6})\b/g)].map(([, name = "", value = ""]) => [name, value]));
}

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [low = 0, high = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

const TEXT: Record<string, string[]> = {
  ink: ["ground", "surface", "paper", "accent-soft", "warn-soft", "danger-soft", "quote", "hit"],
  muted: ["ground", "surface", "paper"],
  accent: ["ground", "surface", "paper", "accent-soft"],
  "on-accent": ["accent", "accent-strong"],
  warn: ["surface", "paper", "warn-soft"],
  danger: ["surface", "paper", "danger-soft"],
  ...Object.fromEntries(["person", "org", "place", "contact", "account", "date", "amount", "term"].map((k) => [`k-${k}`, ["surface", "paper"]])),
};

it.each([
  ["light", tokens(light)],
  ["dark", new Map([...tokens(light), ...tokens(dark.split("@media")[0] ?? "")])],
])("%s", (_, scheme) => {
  const weak: string[] = [];
  const check = (front: string, back: string, least: number) => {
    const [a, b] = [scheme.get(front), scheme.get(back)];
    if (!a || !b) throw new Error(`no colour ${front} or ${back}`);
    if (contrast(a, b) < least) weak.push(`${front} on ${back}: ${contrast(a, b).toFixed(2)}`);
  };
  for (const [front, grounds] of Object.entries(TEXT)) for (const back of grounds) check(front, back, 4.5);
  for (const back of ["surface", "paper", "ground"]) check("edge", back, 3);
  expect(weak).toEqual([]);
});
