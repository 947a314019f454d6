"""The console's sentence tables and its pages' texts, read as files: no browser needed."""

import re
import unittest
from pathlib import Path

CONSOLE = Path(__file__).resolve().parents[3] / "assets/web/console"
ENTRY = re.compile(r'^  "([^"]+)": "(.*)",$', re.M)


def table(language: str) -> dict[str, str]:
    return dict(ENTRY.findall((CONSOLE / f"js/sentences_{language}.js").read_text(encoding="utf-8")))


def modules() -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted(CONSOLE.rglob("*.js")) if "sentences_" not in path.name)


class Sentences(unittest.TestCase):
    def test_both_languages_have_the_same_keys(self):
        zh, en = table("zh"), {key for key in table("en") if not key.endswith(".one")}
        self.assertGreater(len(zh), 200)
        self.assertEqual(set(zh), en)
        self.assertLessEqual({key[:-4] for key in table("en") if key.endswith(".one")}, en)

    def test_both_languages_have_the_same_places(self):
        zh, en = table("zh"), table("en")
        for key, text in zh.items():
            self.assertEqual(set(re.findall(r"{(\w+)}", text)), set(re.findall(r"{(\w+)}", en[key])), key)

    def test_every_sentence_that_is_named_exists(self):
        zh = table("zh")
        named = set(re.findall(r'\bsay\("([^"]+)"', modules()))
        self.assertGreater(len(named), 100)
        self.assertEqual(named - set(zh), set())

    def test_english_holds_no_chinese(self):
        for key, text in table("en").items():
            self.assertIsNone(re.search(r"[\u4e00-\u9fff]", text), key)

    def test_no_literal_sentence_stands_in_a_page(self):
        for path in sorted(CONSOLE.rglob("*.js")):
            if "sentences_" in path.name:
                continue
            code = re.sub(r"^\s*(//|\*|/\*).*$|//.*$", "", path.read_text(encoding="utf-8"), flags=re.M)
            self.assertEqual(re.findall(r'"[^"\n]*[\u4e00-\u9fff][^"\n]*"', code), ['"中文"'] * code.count('"中文"'), path.name)

    def test_nothing_inline_and_nothing_from_elsewhere(self):
        page = (CONSOLE / "index.html").read_text(encoding="utf-8")
        self.assertIsNone(re.search(r"<style|style=|\son\w+=|<script(?![^>]*\ssrc=)", page))
        for path in CONSOLE.rglob("*"):
            if path.suffix in {".js", ".css", ".html"}:
                text = path.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
                self.assertIsNone(re.search(r"https?://|url\(.?data:|innerHTML|insertAdjacentHTML|eval\(", text), path.name)
