"""From probabilities per piece to spans: one decision per unit (a word, or a part of one), thresholds per kind, a vote per surface.

The operating point is a table {kind: threshold}, with "sensitive" for kinds it does not name, and these numbers:
  transition  how much easier a unit is masked that stands next to a masked one (added to its log-odds)
  vote        a unit whose surface was surely found elsewhere in the document (P >= VOTE_SURE) is masked from this P on
"""

import re
from dataclasses import dataclass

import numpy as np

from .labels import INDEX, LABELS
from .shape import EDGE, LINE_ENDS

VOTE_SURE, VOTE = 0.8, 0.2
VOTING = {INDEX[name] for name in ("PERSON", "ORG", "LOC", "ADDRESS", "CODE")}
SPLIT = frozenset(",;|=<>()[]{}\"“”«»")
POSSESSIVE = re.compile(r"['’]s$", re.IGNORECASE)
# Scripts written without spaces: a word would be a sentence, so each piece decides for itself.
UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")


@dataclass
class Unit:
    start: int
    end: int
    p: float
    kind: int
    surface: str


def breaks(text, at, end):
    """Whether a word falls into two units at this character."""
    c = text[at]
    between_digits = 0 < at < end - 1 and text[at - 1].isdigit() and text[at + 1].isdigit()
    if c == ":":
        return not between_digits and text[at + 1:at + 2] != "/"
    return c in SPLIT and not (c == "," and between_digits)


def unit_spans(text, start, end):
    at = start
    for i in range(start, end):
        if breaks(text, i, end):
            yield at, i
            at = i + 1
    yield at, end


def trim(text, start, end):
    while start < end and (text[start] in EDGE or text[start].isspace()):
        start += 1
    while end > start and (text[end - 1] in EDGE or text[end - 1].isspace()):
        end -= 1
    found = POSSESSIVE.search(text[start:end])
    return start, start + found.start() if found and found.start() else end


def units(encoded, joined):
    """The units of a text in order, each with P(sensitive) (its surest piece) and its likeliest kind."""
    text, found, piece = encoded.text, [], 0
    count = len(encoded.ids)
    for start, end in encoded.words:
        for a, b in unit_spans(text, start, end):
            members = []
            while piece < count and encoded.offsets[piece][0] < b:
                if encoded.offsets[piece][0] >= a:
                    members.append(piece)
                piece += 1
            a, b = trim(text, a, b)
            members = [m for m in members if encoded.offsets[m][0] < b and encoded.offsets[m][1] > a]
            groups = [[m] for m in members] if UNSPACED.search(text, a, b) else [members]
            for group in filter(None, groups):
                first, last = max(a, encoded.offsets[group[0]][0]), min(b, encoded.offsets[group[-1]][1])
                if len(groups) == 1:
                    first, last = a, b
                kind = int(joined.label[group, 1:].sum(axis=0).argmax()) + 1
                found.append(Unit(first, last, float(joined.sensitive[group].max()), kind, text[first:last].casefold()))
    return found


def logit(p):
    return np.log(p / (1 - p))


def masked(found, point):
    """Which units the operating point masks."""
    if not found:
        return np.zeros(0, dtype=bool)
    p = np.clip(np.array([u.p for u in found]), 1e-6, 1 - 1e-6)
    limit = np.array([point.get(LABELS[u.kind], point.get("sensitive", 0.5)) for u in found])
    sure = {u.surface for u in found if u.p >= VOTE_SURE and u.kind in VOTING and len(u.surface) > 2 and not u.surface.isdigit()}
    vote = point.get("vote", VOTE)
    limit = np.array([min(value, vote) if u.surface in sure else value for u, value in zip(found, limit)])
    need = logit(limit)
    have = logit(p)
    hit = have >= need
    bias = point.get("transition", 0.0)
    for order in (range(1, len(found)), range(len(found) - 2, -1, -1)):
        step = -1 if order.step == 1 else 1
        for i in order:
            if not hit[i] and hit[i + step] and have[i] + bias >= need[i]:
                hit[i] = True
    return hit


def near(text, end, start):
    gap = text[end:start]
    return len(gap) < 4 and not any(c in LINE_ENDS or c.isalnum() for c in gap)


def spans(text, found, point):
    """Spans [{start, end, label, score}] of the units of a text, neighbours of one kind joined."""
    out = []
    for unit, hit in zip(found, masked(found, point)):
        if not hit:
            continue
        if out and out[-1]["label"] == LABELS[unit.kind] and near(text, out[-1]["end"], unit.start):
            out[-1]["end"] = unit.end
            out[-1]["score"] = max(out[-1]["score"], round(unit.p, 4))
        else:
            out.append({"start": unit.start, "end": unit.end, "label": LABELS[unit.kind], "score": round(unit.p, 4)})
    return out
