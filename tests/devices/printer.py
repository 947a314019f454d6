#!/usr/bin/env python3
"""An ESC/POS ticket printer: printer.py LINE. Every slip that is cut comes out as a line of JSON on standard output:
its text and its QR codes. Commands on standard input:
    paper on|off     off: it answers that there is none, and prints nothing
    silent on|off    on: it hears, and answers nothing"""

import json
import sys

from line import Line, serve

LENGTHS = {b"\x1b@": 2, b"\x1ba": 3, b"\x1bd": 3, b"\x1c&": 2, b"\x1c!": 3, b"\x1d!": 3, b"\x10\x04": 3, b"\x1dV": 4}
ASK_PAPER = b"\x10\x04\x04"
QR_STORE = b"\x31\x50\x30"


class Printer:
    def __init__(self, line: Line):
        self.line = line
        self.paper, self.silent = True, False
        self.heard = self.text = b""
        self.codes: list[str] = []

    def command(self, name: str, rest: str):
        if name in ("paper", "silent"):
            setattr(self, name, rest == "on")

    def hear(self, data: bytes):
        self.heard += data
        while self.step():
            pass

    def step(self) -> bool:
        """One command or one byte of text. False: more has to come."""
        if not self.heard:
            return False
        if self.heard[0] not in (0x10, 0x1b, 0x1c, 0x1d):
            self.text += self.take(1)
            return True
        if len(self.heard) < 2:
            return False
        if self.heard.startswith(b"\x1d("):
            if len(self.heard) < 5:
                return False
            size = 5 + int.from_bytes(self.heard[3:5], "little")
            if len(self.heard) < size:
                return False
            block = self.take(size)[5:]
            if block.startswith(QR_STORE):
                self.codes.append(block[3:].decode())
            return True
        size = LENGTHS[self.heard[:2]]
        if len(self.heard) < size:
            return False
        self.obey(self.take(size))
        return True

    def take(self, size: int) -> bytes:
        taken, self.heard = self.heard[:size], self.heard[size:]
        return taken

    def obey(self, word: bytes):
        if word == ASK_PAPER and not self.silent:
            self.line.write(b"\x12" if self.paper else b"\x72")
        elif word == b"\x1b@":
            self.text, self.codes = b"", []
        elif word.startswith(b"\x1dV") and self.paper:
            print(json.dumps({"text": self.text.decode("gb18030"), "qr": self.codes}, ensure_ascii=False), flush=True)


if __name__ == "__main__":
    printer = Printer(Line(sys.argv[1]))
    serve(printer.line, printer.hear, printer.command)
