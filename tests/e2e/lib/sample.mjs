// What the sample lease says, as far as the story asks: the secrets that must never leave, and what its answers must hold.

/** Each of these is in samples/Lease_Weiss.pdf and must be in nothing that leaves. */
export const SECRETS = [
  "Weiss",
  "Krüger",
  "Halvorsen",
  "Lindqvist",
  "Oyelaran",
  "Okonkwo",
  "DE89 3704 0044 0532 0130 00",
  "AT61 1904 3002 3457 3201",
  "DE02 1203 0000 0000 2020 51",
  "+49 30 23125",
  "hannah.weiss@post.example",
  "m.krueger@kastanienhof.example",
];

/** The same, however they may be spelled on the way: without spaces, lower case, escaped as JSON does. */
export function secretsIn(text) {
  const squeezed = (value) => value.toLowerCase().replaceAll(/[\s-]/g, "");
  const forms = (secret) => [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1), escaped(secret)];
  const haystack = squeezed(text);
  return SECRETS.filter((secret) => forms(secret).some((form) => haystack.includes(squeezed(form))));
}

const escaped = (text) => text.replaceAll(/[^\x20-\x7e]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`);

export const NAME = "Lease_Weiss.pdf";
export const PAGES = 7;
/** Section 2.3 on page 2 says it; the table on page 7 repeats it. The other pages that may stand beside it speak of notices. */
export const QUESTION = "By when must the tenant give notice to leave early?";
export const ANSWER = /28 February 2026/;
export const ANSWER_PAGE = 2;
/** Names a person and an account, so that the question itself has to be masked. */
export const DEEPER = "What may Ms. Hannah Weiss demand about the deposit on account DE02 1203 0000 0000 2020 51, and by when?";
