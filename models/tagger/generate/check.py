"""Looks over the skeletons: counts, unknown variants, literal names, near-duplicates."""

import re
from collections import Counter

from .fill import VARIANTS
from .fill.cultures import cultures
from .fill.places import countries
from .skeleton import Choice, Skeleton, Slot

WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
# Names that are ordinary words, or that stand in names of things, are not reported.
ORDINARY = set(
    """will mark bill may april june grace hope faith joy art frank rich chip drew grant young long short white black brown green gray
case law judge justice page street lane house hall wells field hill best good read price cash page major day weeks early late hand head foot
an in to do so no my max pay sale reading bath battle deal bury mobile hope normal union general national english french german spanish
turkey jordan chad georgia nice normal ware eye beer inch spa split flint ede oss hof ulm bad la le de ha hue as even per via von van der
christian park church station king queen prince main mill high low upper lower old new great little north south east west market bridge
summer autumn winter spring sunday monday friday christmas easter ella mae don dona may chase hunter sage basil ray dean guy earl duke
angel star sky river dawn rose ivy daisy olive holly iris mercy patience charity chance honor trust swift lively cage bell horn root berry
bond sales wright held ball power powers sharp keen wise bright moody savage hardy strong noble love money penny silver gold diamond pope
bishop abbott temple cook baker miller smith taylor carpenter mason fisher farmer archer turner weaver walker banks waters pools poole mills
chambers gates rivers lake brooks woods wood stone reed marsh ford knight moon bird swan crow wolf fox lamb fish pike bass salmon snow frost
son man men min sun rock clay sand sands cliff dale glen heath gill bush moss fortune gamble wills pardon ginger pearl ruby amber jade
crystal melody harmony destiny london york paris rome english ireland england miracle comfort blessing precious constance poppy heather
sue gale eve miles norm skip buck rob pat sandy rocky robin jay wade lance pierce sterling royal kelvin newton linden sage tim""".split()
)


def literals(nodes):
    for node in nodes:
        if isinstance(node, str):
            yield node
        elif isinstance(node, Choice):
            for option in node.options:
                yield from literals(option)


def unknown(skeleton: Skeleton) -> list[str]:
    return sorted(
        {
            f"{slot.label}.{slot.variant}"
            for slot in skeleton.slots()
            if slot.literal is None and slot.variant not in VARIANTS[slot.label]
        }
    )


def known_names() -> set[str]:
    names = set()
    for culture in cultures().values():
        for name in (*culture.male, *culture.female, *culture.last_male):
            names.add(name)
    for country in countries().values():
        names |= {country.name, *country.cities, *country.villages}
    return {name for name in names if len(name) > 3 and name.lower() not in ORDINARY and name[:1].isupper()}


def literal_names(skeleton: Skeleton, names: set[str]) -> list[str]:
    """Capitalised words of the plain text, not at the start of a sentence, that are names elsewhere."""
    found = []
    for text in literals(skeleton.nodes):
        for match in WORD.finditer(text):
            before = text[: match.start()].rstrip(" \"'“(*_")
            inside = before and before[-1] not in ".!?:\n-|>•#"
            if inside and match[0] in names:
                found.append(match[0])
    return found


def tokens(skeleton: Skeleton) -> frozenset[str]:
    return frozenset(word.lower() for text in literals(skeleton.nodes) for word in WORD.findall(text))


def near_duplicates(skeletons: list[Skeleton], limit: float = 0.8) -> list[tuple[float, str, str]]:
    bags = [(skeleton, tokens(skeleton)) for skeleton in skeletons]
    found = []
    for at, (one, a) in enumerate(bags):
        for other, b in bags[at + 1 :]:
            if len(a) < 4 or len(b) < 4 or min(len(a), len(b)) < limit * max(len(a), len(b)):
                continue
            share = len(a & b) / len(a | b)
            if share > limit:
                found.append((share, one.name, other.name))
    return found


def usable(skeletons: list[Skeleton]) -> list[Skeleton]:
    return [skeleton for skeleton in skeletons if not unknown(skeleton)]


def report(skeletons: list[Skeleton], complaints: list[str]) -> int:
    """Prints what stands and what is wrong; the number of faults."""
    faults = list(complaints)
    names = known_names()
    for skeleton in skeletons:
        where = f"{skeleton.source} [{skeleton.name}]"
        if variants := unknown(skeleton):
            faults.append(f"{where} unknown variants: {', '.join(variants)}")
        if found := literal_names(skeleton, names):
            print(f"look   {where} literal names? {', '.join(sorted(set(found)))}")
    for share, one, other in near_duplicates(skeletons):
        faults.append(f"near-duplicates {share:.2f}: {one} / {other}")
    for fault in faults:
        print(f"fault  {fault}")
    for (lang, genre), count in sorted(Counter((s.lang, s.genre) for s in skeletons).items()):
        print(f"count  {lang} {genre}: {count}")
    slots = Counter(slot.label for skeleton in skeletons for slot in skeleton.slots() if isinstance(slot, Slot))
    print(
        f"total  {len(skeletons)} skeletons, {sum(slots.values())} slots {dict(slots.most_common())}, {len(faults)} faults"
    )
    return len(faults)
