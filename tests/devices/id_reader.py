#!/usr/bin/env python3
"""An ID-card reader: id_reader.py LINE. Commands on standard input:
    lay NAME,NUMBER[,FLAG]   a card, with the flag of its layout (" ", I, J)
    lift                     it is taken away
    next WAY                 how the next answer comes: plain, pieces, noise, half, broken
    always WAY               every answer
The people are made up; the photo is zeros."""

import sys
import time

from line import Line, serve

HEAD = bytes.fromhex("aaaaaa9669")
FIND, SELECT, READ = b"\x20\x01", b"\x20\x02", b"\x30\x01"
FOUND, NOT_FOUND, DONE, REFUSED = b"\x00\x00\x9f", b"\x00\x00\x80", b"\x00\x00\x90", b"\x00\x00\x81"


def frame(body: bytes) -> bytes:
    counted = (len(body) + 1).to_bytes(2, "big") + body
    check = 0
    for byte in counted:
        check ^= byte
    return HEAD + counted + bytes([check])


def text_block(name: str, number: str, flag: str) -> bytes:
    def padded(text: str, size: int) -> bytes:
        return text.ljust(size // 2).encode("utf-16-le")[:size]
    if flag == "I":
        block = padded(name, 120) + padded("1", 2) + padded(number, 30)
    else:
        block = (padded(name, 30) + padded("1", 2) + padded("01", 4) + padded("19900307", 16)
                 + padded("朝阳区某街道", 70) + padded(number, 36))
    block = block.ljust(248, b"\x20") + flag.encode("utf-16-le")
    return block.ljust(256, b"\x20")


class Reader:
    def __init__(self, line: Line):
        self.line = line
        self.card: bytes | None = None
        self.way, self.once = "plain", ""
        self.heard = b""

    def command(self, name: str, rest: str):
        if name == "lay":
            words = rest.split(",")
            self.card = text_block(words[0], words[1], words[2] if len(words) > 2 else " ")
        elif name == "lift":
            self.card = None
        elif name == "next":
            self.once = rest
        elif name == "always":
            self.way = rest

    def hear(self, data: bytes):
        self.heard += data
        while (at := self.heard.find(HEAD)) >= 0 and len(self.heard) >= at + 10:
            asked, self.heard = self.heard[at:at + 10], self.heard[at + 10:]
            if asked != frame(asked[7:9]):
                continue
            self.answer(asked[7:9])

    def answer(self, asked: bytes):
        if asked == FIND:
            self.send(FOUND + bytes(4) if self.card else NOT_FOUND)
        elif asked == SELECT:
            self.send(DONE + bytes(8) if self.card else REFUSED)
        elif asked == READ:
            self.send(DONE + b"\x01\x00\x04\x00" + self.card + bytes(1024) if self.card else REFUSED)

    def send(self, body: bytes):
        way, self.once = self.once or self.way, ""
        whole = frame(body)
        if way == "noise":
            whole = b"\x00\xaa\xaa\x13\xaa" + whole
        elif way == "half":
            whole = whole[:len(whole) // 2]
        elif way == "broken":
            whole = whole[:-1] + bytes([whole[-1] ^ 0x5a])
        if way != "pieces":
            return self.line.write(whole)
        for at in range(0, len(whole), 100):
            self.line.write(whole[at:at + 100])
            time.sleep(0.005)


if __name__ == "__main__":
    reader = Reader(Line(sys.argv[1]))
    serve(reader.line, reader.hear, reader.command)
