"""The rules of the house that a machine can hold. Each rule is a function that yields violations about a tree; each is
also given a small tree that breaks it, and fails when it says nothing of that."""

import re
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent

TOP = {"CMakeLists.txt", "CMakePresets.json", "LICENSE", "README.md", "app", "qml", "core", "net", "assets", "tests"}

# Which rooms a room may include. `app` programs are composition roots and may see all but what is named in NEVER.
MAY_INCLUDE = {
    "core/base": set(),
    "core/storage": {"core/base"},
    "core/record": {"core/base"},
    "core/person": {"core/base"},
    "core/member": {"core/base", "core/person", "core/record"},
    "core/service": {"core/base", "core/person", "core/record", "core/member"},
    "core/station": {"core/base", "core/storage", "core/record", "core/person", "core/member", "core/service"},
    "core/sync": {"core/base", "core/record"},
    "core/central": {"core/base", "core/storage", "core/record", "core/person", "core/member", "core/service"},
    "net/tls": {"core/base"},
    "net/http": {"core/base", "net/tls"},
    "net/sync": {"core/base", "core/record", "core/sync", "core/station", "core/central", "net/tls", "net/http"},
}
NEVER = {"app/kiosk": {"core/central"}, "app/central": {"core/station", "core/sync"}}

# Which system headers only certain rooms may use.
ONLY_IN = {
    r"sqlite3\.h": {"core/storage"},
    r"libpq-fe\.h": {"core/storage"},
    r"cbor\.h": {"core/member"},
    r"boost/.*": {"net/tls", "net/http", "net/sync", "app/central", "app/fleet"},
    r"openssl/(?!evp\.h|hmac\.h).*": {"net/tls", "net/http", "net/sync"},
    r"openssl/(evp|hmac)\.h": {"net/tls", "net/http", "net/sync", "core/central"},  # HMAC-SHA-1 of RFC 6238
    r"Q[A-Z]\w*|QtTest/.*|QtQml/.*|private/q.*": {"app/kiosk"},
    r"pinyin\.h|zinnia\.h": {"app/kiosk"},
}

BEAST_OVER_TLS = {"net/http/https_client.cpp", "net/http/https_server.cpp"}
COLUMNS = 120  # .clang-format holds the same number
SHELL = ["app/demo", "app/prepare", "tests/run", "tests/bench/run", ".ci/run"]

OUTSIDE_PAPERS = re.compile(r"\b(sync|domain|kiosk-ui|web-ui|quality|product)\.md\b")

# Data in Chinese that is no sentence: brand names, names of places, surnames.
SPEAKS_CHINESE = {"core/member/occupation.cpp", "core/person/areas.cpp", "core/person/mask.cpp"}

UNFINISHED = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b|\bnot implemented\b|\bfor now\b|#if 0")
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]', re.M)


def files(root: Path, *patterns: str):
    listed = subprocess.run(["git", "-C", str(root), "ls-files", "-co", "--exclude-standard", "--", *patterns],
                            capture_output=True, text=True, check=True).stdout.split("\n")
    return [name for name in listed if name and (root / name).is_file()]


def text(root: Path, name: str) -> str:
    return (root / name).read_text(encoding="utf-8")


def room_of(name: str) -> str:
    return "/".join(name.split("/")[:2])


def without_comments(source: str) -> str:
    source = re.sub(r"/\*.*?\*/", lambda m: "\n" * m[0].count("\n"), source, flags=re.S)
    return re.sub(r"//[^\n]*", "", source)


def top_level(root: Path):
    for name in sorted({name.split("/")[0] for name in files(root)}):
        if not name.startswith(".") and name not in TOP:
            yield f"{name}: does not belong at the top"


def include_arrows(root: Path):
    for name in files(root, "core/*.h", "core/*.cpp", "net/*.h", "net/*.cpp", "app/*.h", "app/*.cpp"):
        room = room_of(name)
        for quote, header in INCLUDE.findall(text(root, name)):
            if re.match(r"(core|net|app|tests|qml)/", header):
                other = room_of(header)
                allowed = MAY_INCLUDE.get(room)
                wrong = (other not in allowed if allowed is not None else
                         other in NEVER.get(room, set()) or (other.startswith("app/") and other != room)
                         or other.startswith("tests"))
                if other != room and wrong:
                    yield f"{name}: {room} may not include {header}"
            for pattern, rooms in ONLY_IN.items():
                if quote == "<" and re.fullmatch(pattern, header) and room not in rooms:
                    yield f"{name}: <{header}> belongs to {', '.join(sorted(rooms))}"


def private_headers(root: Path):
    private = {name for name in files(root, "core/*.h", "net/*.h", "app/*.h")
               if "Private to this room" in text(root, name)[:400]}
    for name in files(root, "*.h", "*.cpp"):
        for _, header in INCLUDE.findall(text(root, name)):
            if header in private and room_of(header) != room_of(name):
                yield f"{name}: {header} is private to {room_of(header)}"


def beast_over_tls(root: Path):
    for name in files(root, "core/*", "net/*", "app/*"):
        if name.endswith((".h", ".cpp")) and name not in BEAST_OVER_TLS:
            source = text(root, name)
            if (re.search(r"boost/beast/(ssl|http)", source)
                    and re.search(r"ssl::stream|ssl_stream|boost/beast/ssl", source)):
                yield f"{name}: Beast over TLS stays in {', '.join(sorted(BEAST_OVER_TLS))} (compile time)"


def co_await_statements(root: Path):
    """GCC 12.2 miscompiles braced temporaries and capturing lambdas in a full expression with co_await."""
    for name in files(root, "*.cpp", "*.h"):
        source = without_comments(text(root, name))
        for found in re.finditer(r"\bco_await\b", source):
            start = max(source.rfind(c, 0, found.start()) for c in ";{}")
            end = source.find(";", found.end())
            brace = source.find("{", found.end(), end)
            statement = source[start + 1:end]
            # `if (co_await x) {` and `while (…) {` open a block, not a temporary.
            if brace != -1 and re.search(r"\)\s*$", source[found.end():brace]):
                statement = source[start + 1:brace]
            if "{" in statement or re.search(r"\[[^\]\s][^\]]*\]\s*(\(|mutable|\{)", statement):
                line = source.count("\n", 0, found.start()) + 1
                yield f"{name}:{line}: braces or a capturing lambda in a statement with co_await"


def rooms_have_readmes(root: Path):
    folders = {"/".join(name.split("/")[:2]) for name in files(root, "core/*", "net/*", "app/*/*", "tests/*/*")
               if name.count("/") >= 2}
    for folder in sorted(folders | {"qml", "assets", "core", "net", "app", "tests"}):
        if (root / folder).is_dir() and not (root / folder / "README.md").is_file():
            yield f"{folder}: a room without README.md"


def nothing_unfinished(root: Path):
    for name in files(root, "*.cpp", "*.h", "*.qml", "*.js", "*.mjs", "*.py", "*.md", "*.txt", "app/demo",
                      "app/prepare"):
        if name == "tests/tidy/tidy.py":
            continue
        for number, line in enumerate(text(root, name).splitlines(), 1):
            if UNFINISHED.search(line):
                yield f"{name}:{number}: said to be unfinished"


def headers_open_with_a_purpose(root: Path):
    for name in files(root, "core/*.h", "net/*.h", "app/*.h"):
        source = text(root, name)
        if not source.startswith("//"):
            yield f"{name}: a header opens with its purpose"
        if "#pragma once" not in source:
            yield f"{name}: #pragma once is missing"


def qml_holds_no_literals(root: Path):
    for name in files(root, "qml/*.qml"):
        source = without_comments(text(root, name))
        base = name.rsplit("/", 1)[-1]
        for number, line in enumerate(source.splitlines(), 1):
            if re.search(r'"#[0-9A-Fa-f]{3,8}"', line) and base not in {"Theme.qml", "KeyboardTheme.qml"}:
                yield f"{name}:{number}: a colour outside Theme"
            says_chinese = re.search(r'\b(text|placeholderText|Accessible\.name)\s*:\s*"[^"]*[\u4e00-\u9fff]', line)
            if says_chinese and "/keyboard/" not in name:
                yield f"{name}:{number}: a sentence outside assets/sentences"


AUDIENCES = ("kiosk", "phone", "console")
LANGUAGES = ("zh", "en")
PLACEHOLDER = re.compile(r"%\d|{\w+}")


def sentences_of(root: Path, audience: str, language: str) -> dict[str, str]:
    """What an audience hears: the phone also the kiosk's own words that from_kiosk.toml names."""
    table = {}
    for file in sorted((root / "assets/sentences" / audience / language).glob("*.toml")):
        table |= tomllib.loads(file.read_text(encoding="utf-8"))
    chosen = root / "assets/sentences" / audience / "from_kiosk.toml"
    if chosen.is_file():
        keys = tomllib.loads(chosen.read_text(encoding="utf-8"))["keys"]
        for key, sentence in sentences_of(root, "kiosk", language).items():
            if any(key.startswith(one) if one.endswith(".") else key == one for one in keys):
                table[key] = sentence
    return table


def without_singular(table: dict[str, str]) -> set[str]:
    """English has a second form for exactly one: key + ".one"."""
    return {key for key in table if not (key.endswith(".one") and key[:-4] in table)}


def sentences_match(root: Path):
    for audience in AUDIENCES:
        where = f"assets/sentences/{audience}"
        files_of = [{file.name for file in (root / where / language).glob("*.toml")} for language in LANGUAGES]
        for file in sorted(files_of[0] ^ files_of[1]):
            yield f"{where}: {file} stands in one language only"
        zh, en = (sentences_of(root, audience, language) for language in LANGUAGES)
        for key in sorted(without_singular(zh) ^ without_singular(en)):
            yield f"{where}: {key} stands in one language only"
        for key in sorted(set(zh) & set(en)):
            if set(PLACEHOLDER.findall(zh[key])) != set(PLACEHOLDER.findall(en[key])):
                yield f"{where}: {key} has other placeholders in the other language"
        for key, sentence in sorted(en.items()):
            if audience == "console" and re.search(r"[\u4e00-\u9fff]", sentence):
                yield f"{where}: {key} is Chinese in the English table"


# Where each audience's pages and programs ask for a sentence by its whole key.
ASKED = {
    "kiosk": (("qml/*.qml", "app/kiosk/*.cpp", "app/kiosk/*.h"), r'qsTrId\("([^"]+)"\)'),
    "phone": (("assets/web/phone/js/*.js",), r'\bsay\("([^"]+)"[,)]'),
    "console": (("assets/web/console/js/*.js",), r'\bsay\("([^"]+)"[,)]'),
}


def sentences_exist(root: Path):
    for audience, (patterns, asks) in ASKED.items():
        table = sentences_of(root, audience, "zh")
        asked = {key for name in files(root, *patterns) for key in re.findall(asks, text(root, name))}
        for key in sorted(asked - set(table)):
            yield f"assets/sentences/{audience}: {key} is asked for and has no sentence"


RETURNED = r'return "([a-z_-]+)";'

# Codes that C++ sends and pages say: audience, key in front of the code, files, and what finds the code there.
CODES = [
    ("console", "alarm.", ("core/*.cpp", "net/*.cpp", "app/*.cpp"), r'raise_alarm\([^;"]*"([a-z-]+)"'),
    ("console", "refusal.", ("core/central/review/error_reasons.h",), r'std::string_view k\w+ = "([a-z-]+)"'),
    ("console", "error.", ("core/base/result.cpp",), RETURNED),
    ("console", "state.", ("core/member/review.cpp",), RETURNED),
    ("console", "closed.", ("core/member/review.cpp",), r'return "(?!awaiting-review)([a-z_-]+)";'),
    ("phone", "state.", ("core/member/review.cpp",), RETURNED),
    ("console", "station.", ("core/central/review/overview.cpp",),
     r'\breturn [^;]*?"([a-z-]+)"|\? "([a-z-]+)"|: "([a-z-]+)"'),
    ("console", "check.", ("core/central/review/review_list.cpp",), r'checks\.push_back\({"([a-z-]+)"'),
    ("console", "history.", ("core/central/*.cpp",),
     r'add_history\(\w+, [\w>.-]+, "([a-z-]+)"|HistoryEntry{[^"]*"([a-z-]+)"'),
    ("console", "history.", ("core/central/review/review_decide.h",), r'{DecisionAction::\w+, "([a-z-]+)"}'),
    ("phone", "check.state.", ("core/service/session.cpp",), r'case BookingState::\w+: return "([a-z-]+)"'),
    ("phone", "help.stage.", ("core/service/help_case.cpp",), r'case CaseStage::\w+: return "([a-z-]+)"'),
    ("phone", "", ("core/member/reason.cpp",), r'return "(error\.[a-z.-]+)"'),
]


def codes_have_sentences(root: Path):
    for audience, front, patterns, finds in CODES:
        tables = {language: sentences_of(root, audience, language) for language in LANGUAGES}
        codes = set()
        for name in files(root, *patterns):
            for found in re.findall(finds, text(root, name)):
                codes |= {code for code in ([found] if isinstance(found, str) else found) if code}
        if not codes and files(root, *patterns):
            yield f"{', '.join(patterns)}: no code of {audience} {front} is found there any more; mend CODES"
        for code in sorted(codes):
            for language, table in tables.items():
                if front + code not in table:
                    yield f"assets/sentences/{audience}/{language}: {front}{code} has no sentence"


# C++ says codes only. Programs of the operator (admin, a server's start) speak English on the terminal; Chinese never.
def cpp_says_no_chinese(root: Path):
    for name in files(root, "app/central/*", "core/*", "net/*"):
        if name.endswith((".cpp", ".h")) and name not in SPEAKS_CHINESE:
            for number, line in enumerate(without_comments(text(root, name)).splitlines(), 1):
                if re.search(r'"[^"]*[\u4e00-\u9fff]', line):
                    yield f"{name}:{number}: a sentence outside assets/sentences"


def lines_are_short(root: Path):
    for name in files(root, "*.cpp", "*.h", "*.proto", "*.qml", "*.js", "*.css", "*.html", "*.py", "*.sql",
                      "*CMakeLists.txt", *SHELL):
        for number, line in enumerate(text(root, name).splitlines(), 1):
            if len(line) > COLUMNS:
                yield f"{name}:{number}: {len(line)} columns, {COLUMNS} are the most"


def cpp_is_formatted(root: Path):
    names = files(root, "*.cpp", "*.h")
    done = subprocess.run(["clang-format", f"--style=file:{ROOT / '.clang-format'}", "--dry-run", "-Werror", *names],
                          cwd=root, capture_output=True, text=True, check=False) if names else None
    flaws = re.findall(r"^(\S+?:\d+):\d+: error: code should be clang-formatted", done.stderr, re.M) if done else []
    for place in sorted(set(flaws)):
        yield f"{place}: is not as clang-format leaves it (clang-format -i)"


def comments_cite_what_is_here(root: Path):
    for name in files(root, "*.h", "*.cpp"):
        for number, line in enumerate(text(root, name).splitlines(), 1):
            if found := OUTSIDE_PAPERS.search(line):
                yield f"{name}:{number}: cites {found[0]}, which no reader can open"


RULES = [top_level, include_arrows, private_headers, beast_over_tls, co_await_statements, rooms_have_readmes,
         nothing_unfinished, headers_open_with_a_purpose, qml_holds_no_literals, sentences_match, sentences_exist,
         codes_have_sentences, cpp_says_no_chinese, lines_are_short, cpp_is_formatted, comments_cite_what_is_here]

# For each rule a tree that breaks it, or several: the rule must find it of each.
BROKEN = {
    "top_level": {"stray.txt": "x"},
    "include_arrows": {"core/base/a.h": '// a\n#pragma once\n#include "core/central/store/store.h"\n'},
    "private_headers": {"core/station/a.h": "// Rows. Private to this room.\n#pragma once\n",
                        "net/sync/a.cpp": '#include "core/station/a.h"\n'},
    "beast_over_tls": {"net/sync/a.cpp": "#include <boost/beast/http.hpp>\nusing s = boost::asio::ssl::stream<int>;\n"},
    "co_await_statements": {"net/sync/a.cpp": "void f() { auto x = co_await g(Point{1, 2}); }\n"},
    "rooms_have_readmes": {"core/base/a.h": "// a\n#pragma once\n"},
    "nothing_unfinished": {"core/base/a.h": "// TO" + "DO: finish\n#pragma once\n"},
    "headers_open_with_a_purpose": {"core/base/a.h": "#pragma once\n"},
    "qml_holds_no_literals": {"qml/A.qml": 'Text { color: "#ff0000" }\n'},
    "sentences_match": {"assets/sentences/console/zh/a.toml": '"a" = "甲 {n}"\n',
                        "assets/sentences/console/en/a.toml": '"a" = "one"\n'},
    "sentences_exist": {"assets/web/console/js/a.js": 'say("nobody.wrote", { n: 1 });\n'},
    "codes_have_sentences": {"core/central/a.cpp": 'raise_alarm(store, "slot-not-held", device, "", "");\n',
                             "assets/sentences/console/zh/a.toml": '"alarm.slot-not-held" = "甲"\n'},
    "cpp_says_no_chinese": {"app/central/a.cpp": 'const char* kWords = "请稍后再试";\n'},
    "cpp_is_formatted": {"core/base/a.h": "// a\n#pragma once\nint  a( );\n"},
    "lines_are_short": [{name: "a" * 121 + "\n"} for name in
                        ("core/a.cpp", "core/a.h", "core/a.proto", "qml/A.qml", "assets/web/console/js/a.js",
                         "assets/web/console/css/a.css", "assets/web/phone/a.html", "tests/a.py", "core/a.sql",
                         "CMakeLists.txt", "core/CMakeLists.txt", *SHELL)],
    "comments_cite_what_is_here": {"core/base/a.h": "// Leases (sync" + ".md 8).\n#pragma once\n"},
}


def complaints_on(rule, tree: dict[str, str]) -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        subprocess.run(["git", "init", "-q", str(root)], check=True)
        for name, content in tree.items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_text(content, encoding="utf-8")
        return list(rule(root))


def is_toothless(rule) -> bool:
    broken = BROKEN[rule.__name__]
    return not all(complaints_on(rule, tree) for tree in (broken if isinstance(broken, list) else [broken]))


def main() -> int:
    passed = failed = 0
    for rule in RULES:
        found = list(rule(ROOT))
        for violation in found:
            print(f"{rule.__name__}: {violation}")
        toothless = is_toothless(rule)
        if toothless:
            print(f"{rule.__name__}: says nothing of a tree that breaks it")
        passed, failed = (passed, failed + 1) if found or toothless else (passed + 1, failed)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
