import random
import unittest

from generate import cards, compose, noise, records
from generate.doc import LABELS, Document, Piece
from generate.fill import VARIANTS, Cast
from generate.fill.people import plain
from generate.mix import documents
from generate.render import render
from generate.skeleton import Skeleton, Slot, parse

LANGUAGES = ("en", "de", "fr", "es", "it", "nl", "pl")


def skeleton(body, lang="en", name="test"):
    return Skeleton(name, lang, "letter", body, "test", parse(body))


def rng(seed):
    return random.Random(f"test/{seed}")


class References(unittest.TestCase):
    def test_forms_of_one_person_agree(self):
        variants = ["full", "first", "last", "title_last", "last_first", "initial_last", "caps", "lower", "username"]
        for seed in range(300):
            slots = [Slot("PERSON", variant, "a") for variant in variants]
            cast = Cast(rng(seed), rng(seed).choice(LANGUAGES), slots)
            full, first, last, titled, reverse, short, caps, lower, user = (cast.fill(slot).text for slot in slots)
            self.assertIn(last, full)
            self.assertTrue(first in full or first == last)
            self.assertTrue(titled.endswith(last))
            self.assertTrue(reverse.startswith(f"{last}, "))
            self.assertTrue(short.endswith(last) and short[0] == cast.person("a").first[0].upper())
            self.assertEqual((caps, lower), (full.upper(), full.lower()))
            self.assertEqual(user, cast.person("a").user)

    def test_mail_belongs_to_the_person(self):
        slots = [Slot("PERSON", "full", "a"), Slot("CODE", "email", "a")]
        for seed in range(100):
            cast = Cast(rng(seed), "en", slots)
            name, mail = (cast.fill(slot).text for slot in slots)
            person = cast.person("a")
            known = [plain(part) for part in (person.first, person.last, person.user)]
            self.assertTrue(any(part and part in mail for part in known), (name, mail))

    def test_organisation_place_and_day_agree(self):
        for seed in range(100):
            cast = Cast(rng(seed), "en", [Slot("ORG", "acronym", "o"), Slot("ORG", "hospital", "o")])
            self.assertEqual(cast.org("acronym", "o").kind, "hospital")
            self.assertTrue(
                cast.fill(Slot("ORG", "company", "o")).text.startswith(cast.fill(Slot("ORG", "short", "o")).text)
            )
            self.assertIn(cast.fill(Slot("LOC", "city", "c")).text, cast.fill(Slot("ADDRESS", "full", "c")).text)
            self.assertEqual(cast.fill(Slot("DATE", "iso", "d")).text[:4], cast.fill(Slot("DATE", "year", "d")).text)

    def test_gender_by_reference(self):
        for seed in range(50):
            text = render(skeleton("{PERSON.salute:a_f}", "de"), rng(seed)).text
            self.assertTrue(text.startswith("Frau "))

    def test_every_variant_fills(self):
        for lang in LANGUAGES:
            for label, variants in VARIANTS.items():
                for variant in sorted(variants):
                    piece = Cast(rng(lang + variant), lang).fill(Slot(label, variant))
                    self.assertTrue(piece.text.strip(), (lang, label, variant))


class Offsets(unittest.TestCase):
    def check(self, document: Document):
        end = 0
        for span in document.spans():
            self.assertEqual(document.text[span["start"] : span["end"]], span["text"])
            self.assertEqual(span["text"], span["text"].strip())
            self.assertIn(span["label"], LABELS)
            self.assertGreaterEqual(span["start"], end)
            end = span["end"]

    def test_every_step_keeps_the_labelled_words(self):
        body = (
            "Dear {PERSON.full:a},\n\nyour order {CODE.ref} from {ORG.company} goes to\n{ADDRESS.lines}\non {DATE.long}. "
            * 3
        )
        for seed in range(40):
            for step, _ in noise.RATES:
                document = render(skeleton(body), rng(seed))
                before = document.spans()
                step(document, rng(seed))
                self.check(document)
                self.assertEqual([s["label"] for s in before], [s["label"] for s in document.spans()])
                self.assertEqual(document.meta["steps"], [step.__name__])

    def test_steps_that_only_move_space_keep_the_letters(self):
        document = render(skeleton("{PERSON.full} lives in {LOC.city}. " * 9), rng(1))
        letters = "".join(document.text.split())
        noise.wrap(document, rng(2))
        self.assertIn("\n", document.text)
        self.assertEqual("".join(document.text.split()), letters)

    def test_composed_documents_and_records(self):
        makers = [
            compose.bio,
            compose.own_prompt,
            compose.chat,
            compose.ticket,
            compose.cv,
            compose.lines,
            cards.make,
            lambda r: records.make(r, "en"),
        ]
        for maker in makers:
            for seed in range(60):
                self.check(maker(rng(seed)))

    def test_a_blank_fill_makes_no_span(self):
        document = Document([Piece(""), Piece(" x ", "PERSON"), Piece(" ", "ORG")])
        self.assertEqual([(s["start"], s["end"]) for s in document.spans()], [(1, 2)])


class Rows(unittest.TestCase):
    def test_seed_repeats_and_parts_are_disjoint(self):
        skeletons = [
            skeleton(f"{number} {{PERSON.full:a}} met {{PERSON.first:b}}.", name=f"s{number}") for number in range(60)
        ]
        one, two = list(documents(skeletons, 5, 80)), list(documents(skeletons, 5, 80))
        self.assertEqual(one, two)
        sides: dict[str, set] = {}
        for row in one:
            if row["meta"]["source"] != "grammar":
                for name in row["meta"]["skeleton"].split("+"):
                    sides.setdefault(name, set()).add(row["meta"]["part"])
        self.assertTrue(all(len(parts) == 1 for parts in sides.values()), sides)


if __name__ == "__main__":
    unittest.main()
