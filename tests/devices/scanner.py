#!/usr/bin/env python3
"""A scanner on a serial line: scanner.py LINE. Commands on standard input:
    scan TEXT     with an end of line
    bare TEXT     without
    pieces TEXT   in pieces, with an end of line"""

import sys
import time

from line import Line, serve


class Scanner:
    def __init__(self, line: Line):
        self.line = line

    def command(self, name: str, rest: str):
        whole = rest.encode() + (b"" if name == "bare" else b"\r\n")
        size = 7 if name == "pieces" else len(whole)
        for at in range(0, len(whole), size):
            self.line.write(whole[at:at + size])
            time.sleep(0.005)


if __name__ == "__main__":
    scanner = Scanner(Line(sys.argv[1]))
    serve(scanner.line, lambda data: None, scanner.command)
