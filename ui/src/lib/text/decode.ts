// A file that a person chose, as text: spreadsheets save lists in more than one encoding.

/** The text of a file; null when it is none. */
export function decodeText(bytes: ArrayBuffer): string | null {
  const [first, second] = new Uint8Array(bytes);
  const wide = first === 0xff && second === 0xfe ? "utf-16le" : first === 0xfe && second === 0xff ? "utf-16be" : null;
  // Whatever is not UTF-8 is most often what Western spreadsheets still write.
  for (const encoding of wide ? [wide] : ["utf-8", "windows-1252"]) {
    try {
      const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
      return /[\u0000-\u0008\u000e-\u001a]/.test(text) ? null : text;
    } catch {
      continue;
    }
  }
  return null;
}
