"""The console's pages as files, read without a browser. That every sentence exists in both languages is held by
tests/tidy."""

import re
import unittest
from pathlib import Path

CONSOLE = Path(__file__).resolve().parents[3] / "assets/web/console"
SHARED = CONSOLE.parent / "shared"
INLINE = re.compile(r"<style|style=|\son\w+=|<script(?![^>]*\ssrc=)")
ELSEWHERE = re.compile(r"https?://|url\(.?data:|innerHTML|insertAdjacentHTML|eval\(")

# A write by a computed key could reach what all objects share, where the key came from outside (prototype pollution).
COMPUTED_WRITE = re.compile(r"^.*?([\w.()]+\[(?![\"'`])[^\]]+\]) *(?:\?\?|\|\||&&|[+*/-])?=(?![=>]).*$", re.M)
KNOWN_WRITES = {"bytes[at]", "bytes[6]", "bytes[8]",  # of an id
                "draft()[key]", "view.errors[field]",  # literals of join_steps.js
                "kept.errors[kGeneral]",              # a constant
                "params[step.slice(1)]",              # names in pages/index.js
                "written[name]", "found[name]",       # literals of alerts.js
                "tables[name]"}                       # "zh", "en"
MERGES = re.compile(r"__proto__|\.prototype\b|\bfor *\([^)]*\bin\b|setPrototypeOf|structuredClone|\]\[[^\]]+\] *=[^=]")


class PagesAsFiles(unittest.TestCase):
    def test_no_literal_sentence_stands_in_a_page(self):
        for path in sorted([*CONSOLE.rglob("*.js"), *SHARED.rglob("*.js")]):
            code = re.sub(r"^\s*(//|\*|/\*).*$|//.*$", "", path.read_text(encoding="utf-8"), flags=re.M)
            self.assertEqual(re.findall(r'"[^"\n]*[\u4e00-\u9fff][^"\n]*"', code), ['"中文"'] * code.count('"中文"'),
                             path.name)

    def test_nothing_inline_and_nothing_from_elsewhere(self):
        self.assertIsNone(INLINE.search((CONSOLE / "index.html").read_text(encoding="utf-8")))
        for path in [*CONSOLE.rglob("*"), *SHARED.rglob("*")]:
            if path.suffix in {".js", ".css", ".html"}:
                text = path.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
                self.assertIsNone(ELSEWHERE.search(text), path.name)

    def test_no_key_from_outside_reaches_what_all_objects_share(self):
        """ASVS 15.3.6: whoever adds a write by a computed key looks where the key comes from, and lists it here."""
        for path in sorted(CONSOLE.parent.rglob("*.js")):
            code = re.sub(r"^\s*(//|\*|/\*).*$|//.*$", "", path.read_text(encoding="utf-8"), flags=re.M)
            self.assertIsNone(MERGES.search(code), path.name)
            self.assertLessEqual(set(COMPUTED_WRITE.findall(code)), KNOWN_WRITES, path.name)
