#!/usr/bin/python3
"""Cards of the project read by tools that are not the project's, and bad ones refused by them.

    card_check_test.py CARD_SAMPLE_PROGRAM
"""
import pathlib
import subprocess
import sys
import tempfile
import unittest

import report

CHECK = pathlib.Path(__file__).with_name("card_check.py")
SAMPLE = None


def check(*arguments, text=None):
    return subprocess.run([sys.executable, str(CHECK), *arguments], input=text, capture_output=True, text=True,
                          check=False)


class CardCheck(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.picture = str(pathlib.Path(self.folder.name) / "card.pgm")
        lines = subprocess.run([SAMPLE, self.picture], capture_output=True, text=True, check=True).stdout.split("\n")
        self.card, self.key, self.address = lines[:3]

    def tearDown(self):
        self.folder.cleanup()

    def test_a_good_card_is_good_as_text_address_and_picture(self):
        for result in (check(self.card, self.key), check("-", self.key, text=self.card + "\n"),
                       check(self.address, self.key), check("--png", self.picture, self.key)):
            self.assertEqual(result.returncode, 0, result.stderr)
            self.assertIn('"masked_name": "欧阳*"', result.stdout)
            self.assertIn('"occupation": "ride-hailing"', result.stdout)

    def test_every_changed_character_is_found(self):
        for at in range(len("WH1:"), len(self.card), 11):
            other = "A" if self.card[at] != "A" else "B"
            result = check(self.card[:at] + other + self.card[at + 1:], self.key)
            self.assertEqual(result.returncode, 1, f"character {at}: {result.stdout}{result.stderr}")
            self.assertIn("This is not a good card", result.stderr)

    def test_another_key_does_not_hold(self):
        other = subprocess.run([SAMPLE], capture_output=True, text=True, check=True).stdout.split("\n")[1]
        self.assertEqual(check(self.card, other).returncode, 1)

    def test_what_is_no_card_is_refused_with_a_sentence(self):
        for text in ("", "WH1:", "WH2:ABC", "https://a.example/pay#x", self.card + "000", self.card.lower(),
                     "WH1:" + "0" * 300):
            result = check("-", self.key, text=text)
            self.assertEqual(result.returncode, 1, text)
            self.assertNotIn("Traceback", result.stderr)

    def test_a_wrong_call_is_told_apart(self):
        self.assertEqual(check(self.card, "abc").returncode, 2)
        self.assertEqual(check("--png", self.picture, self.card, self.key).returncode, 2)


if __name__ == "__main__":
    SAMPLE = sys.argv.pop()
    sys.exit(report.run())
