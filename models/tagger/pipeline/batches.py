"""The endless stream of training windows: documents are drawn by the shares of their sets, cut, changed, joined and bucketed."""

import random
from collections import Counter, defaultdict
from dataclasses import dataclass

import numpy as np
import torch

from .augment import augment, runs
from .encode import encode
from .labels import IGNORE, INDEX, SHAPES
from .sources import SILENT, SOURCES, SYNTHETIC, UNKNOWN

CLS, SEP, PAD = 101, 102, 0
SHORT = 500      # characters; shorter texts are also trained several in one window
POOL = 384       # windows sorted by length at a time


@dataclass
class Window:
    ids: list
    shapes: np.ndarray
    label: list      # 0..9 or IGNORE
    sensitive: list  # 0, 1 or IGNORE


def targets(encoded, codes):
    """Label and sensitivity of each piece: the code that most of its characters carry."""
    label, sensitive = [], []
    for start, end in encoded.offsets:
        code = int(codes[start])
        if end - start > 1 and (codes[start:end] != code).any():
            values, counts = np.unique(codes[start:end], return_counts=True)
            code = int(values[counts.argmax()])
        label.append(IGNORE if code in (SILENT, UNKNOWN) else code)
        sensitive.append(IGNORE if code == SILENT else int(code != 0))
    return label, sensitive


def weight(document):
    """How often a document is drawn among those of its set: long ones more, and the few generated ones of other languages."""
    rare = document.set == "synthetic" and document.lang != "en"
    return len(document.text) ** 0.7 * (2.5 if rare else 1)


class Stream:
    def __init__(self, documents, tokenizer, seed, window, shape_drop=0.3):
        self.rng = random.Random(seed)
        self.tokenizer, self.room, self.shape_drop = tokenizer, window - 2, shape_drop
        self.by_set = defaultdict(list)
        for document in documents:
            self.by_set[document.set].append(document)
        present = [s for s in [*SOURCES, SYNTHETIC] if self.by_set[s.name]]
        self.sets = [s.name for s in present]
        # Shares are of tokens; what one draw brings is learned as we go.
        self.shares = [s.share for s in present]
        self.drawn = Counter(dict.fromkeys(self.sets, 1))
        self.weights = {name: [weight(d) for d in docs] for name, docs in self.by_set.items()}
        self.short = [d for d in documents if len(d.text) < SHORT and d.set in self.sets]
        self.companies = sorted({
            d.text[a:b] for d in documents if d.set in ("gum", "wikigold", "tab144", "kiji", "presidio_synth_v2")
            for a, b, code in runs(d.codes) if code == INDEX["ORG"] and 3 < b - a < 40
        })

    def pick(self):
        """The set that is furthest behind its share."""
        total = sum(self.drawn.values())
        lag = [share / sum(self.shares) * total - self.drawn[name] for name, share in zip(self.sets, self.shares)]
        name = self.sets[int(np.argmax(lag))]
        return self.rng.choices(self.by_set[name], self.weights[name])[0]

    def crop(self, document, chars):
        """A stretch of the document that begins with a word; half of the time with a line."""
        text, codes, rng = document.text, document.codes, self.rng
        if len(text) <= chars:
            return text, codes
        start = rng.randrange(max(1, len(text) - chars // 2))
        if rng.random() < 0.5:
            start = text.rfind("\n", 0, start) + 1 if "\n" in text[max(0, start - chars):start] else start
        while 0 < start < len(text) and not text[start - 1].isspace():
            start += 1
        if rng.random() < 0.15:
            start = 0
        return text[start:start + chars], codes[start:start + chars]

    def version(self, document, chars):
        text, codes = self.crop(document, chars)
        return augment(text, codes, self.rng, self.companies, natural=document.set != "synthetic")

    def window(self):
        rng = self.rng
        document = self.pick()
        chars = rng.choice([300, 700, 1200, 1200])
        text, codes = self.version(document, chars)
        if len(document.text) < SHORT and rng.random() < 0.5:
            near = self.by_set[document.set] if rng.random() < 0.7 else self.short
            for _ in range(rng.randint(1, 5)):
                other, marks = self.version(rng.choice(near), SHORT)
                between = rng.choice(["\n", "\n\n", " ", "\n---\n"])
                text += between + other
                codes = np.concatenate([codes, np.zeros(len(between), dtype=codes.dtype), marks])
        encoded = encode(self.tokenizer, text)
        n = len(encoded.ids)
        if n > self.room:
            n = max((s for s in encoded.starts if s <= self.room), default=0) or self.room
        label, sensitive = targets(encoded, codes)
        shapes = encoded.shapes[:n]
        if rng.random() < self.shape_drop:
            shapes = np.zeros_like(shapes)
        self.drawn[document.set] += n
        return Window(encoded.ids[:n], shapes, label[:n], sensitive[:n])

    def batches(self, tokens):
        """Batches of about `tokens` pieces, windows of like length together."""
        while True:
            pool = []
            while len(pool) < POOL:
                window = self.window()
                if len(window.ids) > 2:
                    pool.append(window)
            pool.sort(key=lambda w: len(w.ids) + self.rng.random() * 8)
            groups, group = [], []
            for window in pool:
                if group and (len(group) + 1) * (len(window.ids) + 2) > tokens:
                    groups.append(group)
                    group = []
                group.append(window)
            groups.append(group)
            self.rng.shuffle(groups)
            yield from map(collate, groups)


def collate(group):
    longest = max(len(w.ids) for w in group) + 2
    ids = torch.full((len(group), longest), PAD)
    mask = torch.zeros((len(group), longest), dtype=torch.long)
    shapes = torch.zeros((len(group), longest, SHAPES))
    label = torch.full((len(group), longest), IGNORE)
    sensitive = torch.full((len(group), longest), IGNORE)
    for row, w in enumerate(group):
        n = len(w.ids)
        ids[row, :n + 2] = torch.tensor([CLS, *w.ids, SEP])
        mask[row, :n + 2] = 1
        shapes[row, 1:n + 1] = torch.from_numpy(w.shapes.astype(np.float32))
        label[row, 1:n + 1] = torch.tensor(w.label)
        sensitive[row, 1:n + 1] = torch.tensor(w.sensitive)
    return ids, mask, shapes, label, sensitive
