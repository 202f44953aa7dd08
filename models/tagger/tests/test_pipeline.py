import random
import unittest

import numpy as np

from pipeline.augment import augment, replace, runs, swap_names, wrap
from pipeline.decide import Unit, masked, spans, trim, unit_spans
from pipeline.encode import Encoded, windows
from pipeline.infer import join
from pipeline.labels import INDEX
from pipeline.shape import word_shapes, words
from pipeline.sources import SILENT, Source, codes_of
from pipeline.score import count, total

PERSON = INDEX["PERSON"]


def encoded(words_of_pieces):
    """An Encoded with only what `windows` looks at: so many pieces in each word."""
    starts, at = [], 0
    for n in words_of_pieces:
        starts.append(at)
        at += n
    return Encoded("", [0] * at, [], [], [], np.zeros((at, 12)), starts)


class Shapes(unittest.TestCase):
    def shape(self, text, word):
        return [i for i, on in enumerate(word_shapes(text, words(text))[word]) if on]

    def test_case_of_a_word(self):
        for text, want in [("Anna", 0), ("NATO", 1), ("said", 2), ("iPhone", 3), ("J.", 4), ("McKay", 0), ("(Anna),", 0)]:
            self.assertEqual(self.shape("x " + text, 1)[0], want, text)
        self.assertEqual(self.shape("x 12/03", 1), [5, 6])

    def test_words_before(self):
        self.assertIn(9, self.shape("see Mr. Vik", 2))
        self.assertIn(8, self.shape("Done. then", 1))
        self.assertIn(8, self.shape("a\nb", 1))
        self.assertIn(10, self.shape("a\nBIG LINE 5", 3))


class Windows(unittest.TestCase):
    def test_cuts_lie_at_words_and_cover_everything(self):
        rng = random.Random(1)
        for _ in range(200):
            text = encoded([rng.randint(1, 9) for _ in range(rng.randint(0, 200))])
            cut = windows(text, 34, 24)
            self.assertEqual(sorted({i for a, b in cut for i in range(a, b)}), list(range(len(text.ids))))
            self.assertTrue(all(a in text.starts and (b in text.starts or b == len(text.ids)) and b - a <= 32 for a, b in cut))

    def test_a_word_longer_than_a_window_is_cut(self):
        covered = {i for a, b in windows(encoded([3, 50, 2]), 22, 16) for i in range(a, b)}
        self.assertEqual(covered, set(range(55)))

    def test_the_surest_window_decides_and_the_central_one_names(self):
        logits = [np.zeros((4, 11)), np.zeros((4, 11))]
        logits[0][2, 10], logits[0][2, PERSON] = 3, 9
        logits[1][0, INDEX["ORG"]] = 9
        joined = join(6, [(0, 4), (2, 6)], logits)
        self.assertAlmostEqual(joined.sensitive[2], 1 / (1 + np.exp(-3)), places=5)
        self.assertEqual(joined.label[2].argmax(), PERSON)


class Sources(unittest.TestCase):
    def test_a_corpus_of_names_is_silent_about_dates_and_jobs(self):
        row = {"text": "Doctor Ida Berg came on 4 May", "spans": [{"start": 7, "end": 15, "coarse": "PERSON"}]}
        codes = codes_of(row, Source("wikigold", "", 1, silent="kinds"))
        self.assertEqual([int(codes[i]) for i in (0, 7, 16, 24, 26)], [SILENT, PERSON, 0, SILENT, SILENT])

    def test_what_need_not_be_masked_is_not_taught(self):
        row = {"text": "the Bank", "spans": [{"start": 4, "end": 8, "coarse": "ORG", "identifier": "none"}]}
        self.assertEqual(set(codes_of(row, Source("tab144", "", 1))[4:]), {SILENT})


class Augment(unittest.TestCase):
    def test_codes_follow_the_text(self):
        text = "Ida Berg met Ola Lund.\nMs Berg left"
        codes = np.zeros(len(text), dtype=np.uint8)
        for a, b in ((0, 8), (13, 21), (26, 30)):
            codes[a:b] = PERSON
        for seed in range(300):
            new, marks = augment(text, codes, random.Random(seed))
            self.assertEqual(len(new), len(marks))
        new, marks = swap_names(text, codes, random.Random(3))
        names = [new[a:b] for a, b, _ in runs(marks)]
        self.assertEqual(names[0].split()[-1], names[2])
        self.assertEqual(wrap("a b", random.Random(1)), "a b")
        self.assertEqual(replace("abc", np.array([0, 1, 0]), [(1, 2, "xyz")])[0], "axyzc")


class Decide(unittest.TestCase):
    def test_units(self):
        text = "name=Vik,Oslo;12:30"
        self.assertEqual([text[a:b] for a, b in unit_spans(text, 0, len(text))], ["name", "Vik", "Oslo", "12:30"])
        self.assertEqual(trim("(Vik's),", 0, 8), (1, 4))

    def test_a_neighbour_is_easier_and_a_surface_votes(self):
        found = [Unit(0, 3, 0.95, PERSON, "ida"), Unit(4, 8, 0.45, PERSON, "berg"), Unit(9, 12, 0.45, PERSON, "lot"), Unit(13, 16, 0.25, PERSON, "ida")]
        self.assertEqual(masked(found, {"sensitive": 0.5, "transition": 0.3}).tolist(), [True, True, True, True])
        self.assertEqual(masked(found, {"PERSON": 0.5}).tolist(), [True, False, False, True])
        self.assertEqual(spans("Ida Berg", found[:2], {"sensitive": 0.4}), [{"start": 0, "end": 8, "label": "PERSON", "score": 0.95}])


class Score(unittest.TestCase):
    def test_figures(self):
        class Row:
            text, set = "Ida met Ola", "x"
            spans = [{"start": 0, "end": 3, "coarse": "PERSON"}, {"start": 8, "end": 11, "coarse": "PERSON"}]
        figures = total([count(Row, [{"start": 0, "end": 7}])])
        self.assertEqual({k: figures[k][0] for k in ("R", "P", "units", "masked")}, {"R": 0.5, "P": 0.5, "units": 0.5, "masked": 6 / 9})


if __name__ == "__main__":
    unittest.main()
