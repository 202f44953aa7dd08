"""Figures of a tagger against gold spans, with bootstrap intervals over documents.

R, P: shares of letters and digits. units: gold spans wholly covered. ER: surfaces of a document of which every mention is covered
(ERdi, ERqi: direct and quasi identifiers). masked: share of all letters and digits that is covered. As in ../shared/tools/score_pii.py;
extra: share of the letters and digits outside of gold spans that is covered.
"""

from collections import defaultdict

import numpy as np

NEUTRAL = {"none", "no_mask"}
NAMES_ONLY = {"wnut17", "btc", "wikigold", "gum", "sec_filings", "re3d"}
GOLD_IDENTIFIERS = {"tab144", "panorama151", "dab_danish"}


def count(document, spans):
    """{figure: [numerator, denominator]} of one document."""
    text, out = document.text, defaultdict(lambda: [0, 0])
    plain = np.fromiter((c.isalnum() for c in text), dtype=bool, count=len(text))
    mask, gold, neutral = (np.zeros(len(text), dtype=bool) for _ in range(3))
    for s in spans:
        mask[s["start"]:s["end"]] = True
    surfaces = defaultdict(list)
    for s in document.spans:
        a, b = s["start"], s["end"]
        if s.get("identifier") in NEUTRAL:
            neutral[a:b] = True
            continue
        gold[a:b] = True
        whole = bool(mask[a:b][plain[a:b]].all())
        for key in ("units", "is:" + s["coarse"]):
            out[key][0] += whole
            out[key][1] += 1
        surfaces[s.get("identifier", ""), text[a:b].casefold()].append(whole)
    for (identifier, _), mentions in surfaces.items():
        keys = ["ER"]
        if document.set in GOLD_IDENTIFIERS and identifier in ("direct", "quasi"):
            keys.append("ERdi" if identifier == "direct" else "ERqi")
        for key in keys:
            out[key][0] += all(mentions)
            out[key][1] += 1
    right = int((plain & gold & mask).sum())
    out["R"] = [right, int((plain & gold).sum())]
    other = plain & ~gold & ~neutral
    out["P"] = [right, right + int((other & mask).sum())]
    out["extra"] = [int((other & mask).sum()), int(other.sum())]
    out["masked"] = [int((plain & mask).sum()), int(plain.sum())]
    return dict(out)


def total(counts, rounds=0, seed=1):
    """{figure: (value, low, high)} over documents; the 95 % interval when `rounds` is given."""
    keys = sorted({key for c in counts for key in c})
    table = np.array([[c.get(key, [0, 0]) for key in keys] for c in counts], dtype=float)
    value = table.sum(axis=0)
    result = {}
    resampled = None
    if rounds:
        draws = np.random.default_rng(seed).multinomial(len(counts), np.full(len(counts), 1 / len(counts)), size=rounds)
        resampled = np.einsum("rd,dkx->rkx", draws.astype(float), table)
    for i, key in enumerate(keys):
        if not value[i, 1]:
            continue
        low = high = None
        if rounds:
            good = resampled[:, i, 1] > 0
            low, high = np.percentile(resampled[good, i, 0] / resampled[good, i, 1], [2.5, 97.5])
        result[key] = (value[i, 0] / value[i, 1], low, high)
    return result
