"""The rules of the house that a machine can hold. Each rule is a function that yields complaints about a tree; each is
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
    r"boost/.*": {"net/tls", "net/http", "net/sync", "app/central"},
    r"openssl/.*": {"net/tls", "net/http", "net/sync"},
    r"Q[A-Z]\w*|QtTest/.*|QtQml/.*|private/q.*": {"app/kiosk"},
    r"pinyin\.h|zinnia\.h": {"app/kiosk"},
}

BEAST_OVER_TLS = {"net/http/https_client.cpp", "net/http/https_server.cpp"}
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


def beast_over_tls(root: Path):
    for name in files(root, "core/*", "net/*", "app/*"):
        if name.endswith((".h", ".cpp")) and name not in BEAST_OVER_TLS:
            source = text(root, name)
            if re.search(r"boost/beast/(ssl|http)", source) and re.search(r"ssl::stream|ssl_stream|boost/beast/ssl", source):
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
    for name in files(root, "*.cpp", "*.h", "*.qml", "*.js", "*.mjs", "*.py", "*.md", "*.txt", "app/demo", "app/prepare"):
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
            if re.search(r'"#[0-9A-Fa-f]{3,8}"', line) and base not in {"Theme.qml", "KeyboardLook.qml"}:
                yield f"{name}:{number}: a colour outside Theme"
            if re.search(r'\b(text|placeholderText|Accessible\.name)\s*:\s*"[^"]*[\u4e00-\u9fff]', line) and "/keyboard/" not in name:
                yield f"{name}:{number}: a sentence outside assets/sentences"


def sentences_of(folder: Path) -> dict[str, str]:
    table = {}
    for file in sorted(folder.glob("*.toml")):
        table |= tomllib.loads(file.read_text(encoding="utf-8"))
    return table


def sentences_match(root: Path):
    folder = root / "assets/sentences"
    tables = {language: sentences_of(folder / language) for language in ("zh", "en")}
    for file in sorted({file.name for file in folder.glob("zh/*.toml")} ^ {file.name for file in folder.glob("en/*.toml")}):
        yield f"assets/sentences: {file} stands in one language only"
    for key in sorted(set(tables["zh"]) ^ set(tables["en"])):
        yield f"assets/sentences: {key} stands in one language only"
    for key in sorted(set(tables["zh"]) & set(tables["en"])):
        if sorted(re.findall(r"%\d", tables["zh"][key])) != sorted(re.findall(r"%\d", tables["en"][key])):
            yield f"assets/sentences: {key} has other places in the other language"
    used = "\n".join(text(root, name) for name in files(root, "qml/*", "app/*", "core/*") if name.endswith((".qml", ".cpp", ".h")))
    for key in sorted(set(re.findall(r'qsTrId\("([^"]+)"\)', used)) - set(tables["zh"])):
        yield f"assets/sentences: {key} is used and has no sentence"


RULES = [top_level, include_arrows, beast_over_tls, co_await_statements, rooms_have_readmes, nothing_unfinished,
         headers_open_with_a_purpose, qml_holds_no_literals, sentences_match]

# For each rule a file that breaks it: the rule must complain.
BROKEN = {
    "top_level": {"stray.txt": "x"},
    "include_arrows": {"core/base/a.h": '// a\n#pragma once\n#include "core/central/store.h"\n'},
    "beast_over_tls": {"net/sync/a.cpp": "#include <boost/beast/http.hpp>\nusing s = boost::asio::ssl::stream<int>;\n"},
    "co_await_statements": {"net/sync/a.cpp": "void f() { auto x = co_await g(Point{1, 2}); }\n"},
    "rooms_have_readmes": {"core/base/a.h": "// a\n#pragma once\n"},
    "nothing_unfinished": {"core/base/a.h": "// TO" + "DO: finish\n#pragma once\n"},
    "headers_open_with_a_purpose": {"core/base/a.h": "#pragma once\n"},
    "qml_holds_no_literals": {"qml/A.qml": 'Text { color: "#ff0000" }\n'},
    "sentences_match": {"assets/sentences/zh/a.toml": '"a" = "甲 %1"\n', "assets/sentences/en/a.toml": '"a" = "one"\n'},
}


def complaints_on_broken_tree(rule) -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        subprocess.run(["git", "init", "-q", str(root)], check=True)
        for name, content in BROKEN[rule.__name__].items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_text(content, encoding="utf-8")
        return list(rule(root))


def main() -> int:
    passed = failed = 0
    for rule in RULES:
        found = list(rule(ROOT))
        for complaint in found:
            print(f"{rule.__name__}: {complaint}")
        toothless = not complaints_on_broken_tree(rule)
        if toothless:
            print(f"{rule.__name__}: says nothing of a tree that breaks it")
        passed, failed = (passed, failed + 1) if found or toothless else (passed + 1, failed)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
