"""Text to word pieces with their words and shapes, and the cutting of long texts into windows."""

from bisect import bisect_right
from dataclasses import dataclass, field

import numpy as np
from tokenizers import Tokenizer

from .shape import word_shapes, words


@dataclass
class Encoded:
    text: str
    ids: list            # word pieces of the whole text, without [CLS] and [SEP]
    offsets: list        # (start, end) in code points
    words: list          # (start, end) of the words
    word_of: list        # index of the word of each piece
    shapes: np.ndarray   # pieces x 12, uint8
    starts: list = field(default_factory=list)  # pieces that begin a word, ascending


def load_tokenizer(path):
    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def encode(tokenizer, text):
    encoding = tokenizer.encode(text, add_special_tokens=False)
    spans = words(text)
    begins = [start for start, _ in spans]
    shapes_of_words = word_shapes(text, spans)
    word_of, shapes, starts = [], [], []
    for i, (start, _) in enumerate(encoding.offsets):
        word = max(0, bisect_right(begins, start) - 1)
        first = not word_of or word_of[-1] != word
        shape = list(shapes_of_words[word])
        shape[11] = int(not first)
        if first:
            starts.append(i)
        word_of.append(word)
        shapes.append(shape)
    array = np.array(shapes, dtype=np.uint8).reshape(len(shapes), 12)
    return Encoded(text, encoding.ids, encoding.offsets, spans, word_of, array, starts)


def windows(encoded, size, stride):
    """Pieces (begin, end) of each window; `size` counts [CLS] and [SEP]. Cuts lie at word starts unless one word fills a window."""
    count, room, starts = len(encoded.ids), size - 2, encoded.starts

    def word_start(limit, above):
        """The last word start at or before `limit`, if it lies after `above`, else `limit`."""
        at = starts[bisect_right(starts, limit) - 1]
        return at if at > above else limit

    cut, begin = [], 0
    while begin < count:
        end = begin + room
        end = count if end >= count else word_start(end, begin)
        cut.append((begin, end))
        if end == count:
            break
        begin = min(end, word_start(begin + stride, begin))
    return cut
