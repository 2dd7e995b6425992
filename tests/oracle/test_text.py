"""JSON text, hashes, folding and words."""

import math
import unittest

from leadgrade.folding import fold, lower, trim, words
from leadgrade.json_text import Malformed, Num, parse, pointer, pointer_tokens, stringify, write_double
from leadgrade.model import Model


class JsonText(unittest.TestCase):
    def test_writes_what_stringify_of_parse_writes(self):
        # Each pair is what Node printed.
        for text, written in [
            (
                '{"b":1,"a":2,"10":3,"2":4,"01":5,"4294967294":6,"4294967295":7,"-1":8}',
                '{"2":4,"10":3,"4294967294":6,"b":1,"a":2,"01":5,"4294967295":7,"-1":8}',
            ),
            (
                '{"a":1,"b":2,"a":{"x":[1.0,1e21,1e-7,-0,0.1,1e400,100000000000000000000]}}',
                '{"a":{"x":[1,1e+21,1e-7,0,0.1,null,100000000000000000000]},"b":2}',
            ),
            ('"\\ud800\\u2028\\u007f\\u0001\\b\\/ \\ud83d\\ude00"', '"\\ud800\u2028\x7f\\u0001\\b/ 😀"'),
            ('{"__proto__":1}', '{"__proto__":1}'),
            (" [ ] ", "[]"),
        ]:
            self.assertEqual(stringify(parse(text)), written)

    def test_hash_is_of_the_normal_form(self):
        one = Model.from_text('{"leadgrade":1,"name":"m","fields":{}}')
        other = Model.from_text('{ "leadgrade" : 1.0, "name":"\\u006d", "fields":{ } }')
        self.assertEqual(one.hash, other.hash)
        self.assertEqual(
            Model.from_text('{"b":1,"a":2,"10":3,"2":4,"01":5,"4294967294":6,"4294967295":7,"-1":8}').hash,
            "sha256:9075b98f7847e56a90f2b740adf5b2f7621d9c548cdaa0b29e0b343f6e85508d",
        )

    def test_refuses_what_is_not_json(self):
        for text in ["", "{", "[1,]", "{\"a\":1,}", "01", "+1", ".5", "1.", "NaN", "Infinity", "'a'", '"\t"', '"\\x"', '"\\u12"',
                     "{} {}", "\ufeff{}", "[1 2]", "{1:2}", "tru", '{"a" 1}', "\u00a01", "-"]:  # fmt: skip
            with self.subTest(text), self.assertRaises(Malformed):
                parse(text)

    def test_lead_keeps_the_last_member_and_replaces_lone_surrogates(self):
        self.assertEqual(list(parse('{"a":1,"b":2,"a":3}', lead=True).items()), [("b", Num("2")), ("a", Num("3"))])
        self.assertEqual(parse('"\\ud800x\\udc00\\ud83d\\ude00"', lead=True), "\ufffdx\ufffd😀")

    def test_deep_nesting_is_no_danger(self):
        self.assertIsInstance(parse("[" * 100_000 + "]" * 100_000), list)

    def test_numbers_as_ecmascript_writes_them(self):
        for value, text in [(1e21, "1e+21"), (123e18, "123000000000000000000"), (1e-6, "0.000001"), (1.5e-7, "1.5e-7"),
                            (5e-324, "5e-324"), (-0.0, "0"), (math.inf, "null"), (0.1 + 0.2, "0.30000000000000004")]:  # fmt: skip
            self.assertEqual(write_double(value), text)

    def test_pointers(self):
        self.assertEqual(pointer("a/b", "~", 0), "/a~1b/~0/0")
        self.assertEqual(pointer_tokens("/a~1b/~0/~01"), ["a/b", "~", "~1"])
        self.assertEqual(pointer(), "")


class Folding(unittest.TestCase):
    def test_named_letters(self):
        self.assertEqual(fold("ßæœøđðþħıĳĸłŀŋŉſŧ"), "ssaeoeoddthhiijkllnnst")

    def test_base_letters_and_marks(self):
        self.assertEqual(fold("ÀÉÎÕÜÿŸÇŻ"), "aeiouyycz")
        self.assertEqual(fold("e\u0301"), fold("é"))
        self.assertEqual(fold("×÷"), "×÷")
        self.assertEqual(fold("İSTANBUL"), "istanbul")
        self.assertEqual(fold("ẞ"), "ss")

    def test_every_letter_of_the_range_ends_as_a_base_letter(self):
        for code in range(0xC0, 0x180):
            folded = fold(chr(code))
            with self.subTest(hex(code)):
                self.assertTrue(folded in ("×", "÷") or folded.isascii() and folded.isalpha() and folded.islower())

    def test_folding_is_idempotent(self):
        for text in ["  A\u0300\tb  ", "ŉ ŀ Ǆ ﬁ Σ", "\u0301", "x \u0301 y", "\u1e9e\u212a\u2126"]:
            self.assertEqual(fold(fold(text)), fold(text))

    def test_white_space(self):
        self.assertEqual(fold("\u2003 a\u00a0\u0085b\u3000"), "a b")
        self.assertEqual(trim("\u200ba\u2028"), "\u200ba")
        self.assertEqual(trim("\x1ca\x1f"), "\x1ca\x1f")

    def test_lower_is_by_character(self):
        self.assertEqual(lower("ΣΑΣ"), "σασ")

    def test_words(self):
        self.assertEqual(words("C.T.O., Dîrector-of IT"), ["c", "t", "o", "director", "of", "it"])
        self.assertEqual(words("東京 2²½ Ⅷ ⓐ _"), ["東京", "2²½", "ⅷ", "ⓐ"])


if __name__ == "__main__":
    unittest.main()
