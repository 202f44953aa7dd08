// The policy and the lists of the fake core, and a document as they leave it.
import { GROUPS, isChecked, isSecret } from "$lib/text/kinds";
import { split } from "$lib/text/segments";
import {
  BackendError,
  type DocumentDto,
  type EntityKind,
  type ImportedDto,
  type ListName,
  type ListsDto,
  type Mode,
  type NewTermDto,
  type PieceDto,
  type PolicyDto,
  type Preset,
  type Scope,
} from "./backend";
import { countKinds, familyOf } from "./fake-data";

interface Term extends NewTermDto {
  id: number;
}

const KINDS = GROUPS.flatMap<EntityKind>(({ kinds }) => [...kinds]);
const TRAITS: readonly EntityKind[] = GROUPS.find(({ name }) => name === "traits")?.kinds ?? [];
const same = (a: string, b: string) => a.trim().toLocaleLowerCase() === b.trim().toLocaleLowerCase();

export class FakeMasking {
  #preset: Preset = "balanced";
  readonly #modes = new Map<EntityKind, Mode>();
  #terms: Term[];
  #next = 1;

  constructor(terms: NewTermDto[] = []) {
    this.#terms = terms.map((term) => ({ ...term, id: this.#next++ }));
  }

  policy(): PolicyDto {
    return { preset: this.#preset, modes: KINDS.map((kind) => ({ kind, mode: this.#mode(kind), own: this.#modes.has(kind) })) };
  }

  setPreset(preset: Preset): PolicyDto {
    this.#preset = preset;
    return this.policy();
  }

  setMode(kind: EntityKind, mode: Mode | null): PolicyDto {
    if (isSecret(kind)) throw new BackendError("secret", "A secret is always masked, and blocks a send.");
    if (mode === null) this.#modes.delete(kind);
    else this.#modes.set(kind, mode);
    return this.policy();
  }

  lists(scope: Scope): ListsDto {
    const of = (list: ListName) =>
      this.#inForce(scope)
        .filter((term) => term.list === list)
        .map(({ id, text, kind, scope }) => ({ id, text, kind, scope }));
    return { always: of("always"), never: of("never") };
  }

  add(term: NewTermDto): void {
    if (term.text.trim().length < 2) throw new BackendError("term", "A word on a list needs at least two letters.");
    this.#terms = this.#terms.filter((old) => !(same(old.text, term.text) && sameScope(old.scope, term.scope)));
    this.#terms.push({ ...term, text: term.text.trim(), id: this.#next++ });
  }

  remove(id: number): void {
    this.#terms = this.#terms.filter((term) => term.id !== id);
  }

  import(csv: string, scope: Scope): ImportedDto {
    const counts = { added: 0, skipped: 0 };
    for (const line of csv.split(/\r?\n/).filter((line) => line.trim())) {
      const [text = "", kind = "", list = ""] = line.split(",").map((cell) => cell.trim());
      if (text.length < 2) counts.skipped += 1;
      else {
        const known = KINDS.find((name) => name === kind.toUpperCase()) ?? "TERM";
        this.add({ text, kind: known, list: list === "never" ? "never" : "always", scope });
        counts.added += 1;
      }
    }
    return counts;
  }

  /** A copy of the document with every stretch as the policy and the lists leave it. */
  view(document: DocumentDto, confirmed: string[] = []): DocumentDto {
    const terms = this.#inForce({ of: "document", id: Number(document.id) });
    const always = terms.filter((term) => term.list === "always");
    const never = terms.filter((term) => term.list === "never");
    const pages = document.pages.map((page) => ({
      ...page,
      pieces: page.pieces.flatMap((piece) => this.#decide(piece, always, never, confirmed)),
    }));
    return structuredClone({ ...document, pages, counts: countKinds(pages) });
  }

  #decide(piece: PieceDto, always: Term[], never: Term[], confirmed: string[]): PieceDto[] {
    const { text, kind } = piece;
    if (kind === null) return cutTerms(text, always);
    const wanted = always.find((term) => same(term.text, text));
    if (wanted) return [listed(text, wanted, piece.masked)];
    if (never.some((term) => same(term.text, text)) && !isSecret(kind) && (!isChecked(kind) || confirmed.includes(text))) {
      return [{ ...piece, masked: null, source: { by: "list" } }];
    }
    return [{ ...piece, masked: piece.masked && this.#written(piece.masked, kind) }];
  }

  #written(placeholder: string, kind: EntityKind): string | null {
    const words: Partial<Record<Mode, string | null>> = { keep: null, omit: "[omitted]", generalise: "second quarter", substitute: "Robin Example" };
    const written = words[this.#mode(kind)];
    return written === undefined ? placeholder : written;
  }

  #mode(kind: EntityKind): Mode {
    return this.#modes.get(kind) ?? (this.#preset === "balanced" && TRAITS.includes(kind) ? "keep" : "mask");
  }

  #inForce(scope: Scope): Term[] {
    return this.#terms.filter((term) => term.scope.of === "everywhere" || sameScope(term.scope, scope));
  }
}

function sameScope(a: Scope, b: Scope): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function listed(text: string, term: Term, placeholder: string | null): PieceDto {
  const masked = placeholder ?? `[${familyOf(term.kind)}_${70 + term.id}]`;
  return { text, masked, kind: term.kind, source: { by: "list" }, score: null, possible: false };
}

function cutTerms(text: string, always: Term[]): PieceDto[] {
  return split(
    text,
    always.map((term) => term.text),
  ).map((part) => {
    const term = part.hit ? always.find((term) => same(term.text, part.text)) : undefined;
    return term ? listed(part.text, term, null) : { text: part.text, masked: null, kind: null, source: null, score: null, possible: false };
  });
}
