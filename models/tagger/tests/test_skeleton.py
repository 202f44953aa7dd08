import tempfile
import unittest
from pathlib import Path

from generate.check import near_duplicates, unknown
from generate.skeleton import Choice, Skeleton, SkeletonError, Slot, parse, read_file


class Parsing(unittest.TestCase):
    def test_slots_literals_and_text(self):
        nodes = parse('Dear {PERSON.first:a}, {DEM="two children"}{O.day}.')
        self.assertEqual(nodes[1], Slot("PERSON", "first", "a"))
        self.assertEqual(nodes[3], Slot("DEM", "literal", literal="two children"))
        self.assertEqual(nodes[4], Slot("O", "day"))
        self.assertEqual(nodes[5], ".")

    def test_double_brace_is_a_brace(self):
        self.assertEqual(parse('{{"name": "{PERSON.full}"}')[0], '{"name": "')
        self.assertEqual(parse('{{"name": "{PERSON.full}"}')[-1], '"}')

    def test_choice_may_hold_slots(self):
        (choice,) = parse("[[Hi {PERSON.first:a}|Hello|]]")
        self.assertIsInstance(choice, Choice)
        self.assertEqual([len(option) for option in choice.options], [2, 1, 0])

    def test_faults_are_named(self):
        for text, part in [
            ("{PERSON.full", "unbalanced {"),
            ("a } b", "unbalanced }"),
            ("{NAME.full}", "unknown label"),
            ("{PERSON}", "not a slot"),
            ("[[a|b", "unbalanced or nested"),
            ("[[a [[b]] c]]", "nested"),
        ]:
            with self.assertRaisesRegex(SkeletonError, part.replace("{", r"\{").replace("}", r"\}")):
                parse(text)

    def test_file_keeps_the_good_and_names_the_bad(self):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "letter-x.txt"
            path.write_text(
                "=== one | lang=en | genre=letter\nHi {PERSON.first}\n=== two | lang=en\nx\n=== three | lang=en | genre=x\n{X\n",
                "utf-8",
            )
            skeletons, complaints = read_file(path)
        self.assertEqual([skeleton.name for skeleton in skeletons], ["one"])
        self.assertEqual(len(complaints), 2)
        self.assertIn("letter-x.txt:3 [two] header lacks genre", complaints[0])


class Checking(unittest.TestCase):
    def skeleton(self, name, body):
        return Skeleton(name, "en", "x", body, "x", parse(body))

    def test_unknown_variants(self):
        self.assertEqual(unknown(self.skeleton("a", "{PERSON.shoe} {ORG.bank}")), ["PERSON.shoe"])

    def test_near_duplicates_ignore_slots(self):
        one = self.skeleton("a", "Dear {PERSON.first}, please find attached the bill.")
        two = self.skeleton("b", "Dear {ORG.short}, please find attached the bill.")
        other = self.skeleton("c", "The meeting was moved to the big room upstairs.")
        self.assertEqual([names for _, *names in near_duplicates([one, two, other])], [["a", "b"]])


if __name__ == "__main__":
    unittest.main()
