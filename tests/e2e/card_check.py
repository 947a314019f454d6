#!/usr/bin/python3
"""Checks a member card without any code of this project: base45 by hand (RFC 9285), CBOR by python3-cbor2, Ed25519 by
python3-cryptography, and for a picture the QR code by zbarimg.

    card_check.py CARD PUBLIC_KEY_HEX
    card_check.py --png PICTURE PUBLIC_KEY_HEX

CARD is "WH1:…" or "-" for standard input. Prints the claims as one line of JSON. Ends with 0 when the signature holds
and the card is what it should be, with 1 and a sentence on stderr when not, with 2 when it was called wrongly.
"""
import argparse
import base64
import binascii
import io
import json
import subprocess
import sys

import cbor2
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

PREFIX = "WH1:"
MOST_CHARACTERS = 240
ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
OCCUPATIONS = ["food-delivery", "courier", "ride-hailing", "truck", "care", "estate-agent", "shop-floor", "other"]
COSE_SIGN1 = 18
ALGORITHM, KEY_ID, EDDSA = 1, 4, -8
EXPIRES, ISSUED, CARD_NUMBER, CARD = 4, 6, 7, -65537


class NotACard(Exception):
    pass


def require(condition, sentence):
    if not condition:
        raise NotACard(sentence)


def from_base45(text):
    out = bytearray()
    for start in range(0, len(text), 3):
        group = text[start:start + 3]
        require(len(group) > 1, "the text breaks off within a base45 group")
        require(all(c in ALPHABET for c in group), "a character is not base45")
        value = sum(ALPHABET.index(c) * 45 ** place for place, c in enumerate(group))
        size = len(group) - 1
        require(value < 256 ** size, "a base45 group is too large")
        out += value.to_bytes(size, "big")
    return bytes(out)


def cose_of(text):
    if "://" in text and "#" in text:  # the card page's address
        fragment = text.rsplit("#", 1)[1]
        try:
            return base64.b64decode(fragment + "=" * (-len(fragment) % 4), altchars=b"-_", validate=True)
        except binascii.Error as error:
            raise NotACard("the address carries no card") from error
    require(text.startswith(PREFIX), "it does not begin with " + PREFIX)
    require(len(text) <= MOST_CHARACTERS, f"it has {len(text)} characters, more than {MOST_CHARACTERS}")
    return from_base45(text[len(PREFIX):])


def read_whole(encoded):
    stream = io.BytesIO(encoded)
    item = cbor2.load(stream)
    require(stream.tell() == len(encoded), "bytes follow the message")
    return item


def check(text, public_key):
    """The claims of a card whose signature holds under the 32-byte public key."""
    cose = cose_of(text)
    try:
        return check_message(cose, public_key)
    except (cbor2.CBORDecodeError, AttributeError, KeyError, MemoryError, OverflowError, TypeError,
            ValueError) as error:
        raise NotACard("it is no COSE_Sign1 message") from error


def check_message(cose, public_key):
    message = read_whole(cose)
    protected, unprotected, payload, signature = message.value
    header, claims = read_whole(protected), read_whole(payload)
    require(message.tag == COSE_SIGN1, "its tag is not that of COSE_Sign1")
    require(header.get(ALGORITHM) == EDDSA, "its algorithm is not EdDSA")
    require(len(header.get(KEY_ID, b"")) == 8, "its key id has not 8 bytes")
    require(unprotected == {}, "something in it is not protected")
    signed = cbor2.dumps(["Signature1", protected, b"", payload])
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, signed)
    except InvalidSignature as error:
        raise NotACard("its signature does not hold under this key") from error
    return read_claims(header, claims)


def read_claims(header, claims):
    require(set(claims) >= {EXPIRES, ISSUED, CARD_NUMBER, CARD}, "a claim is missing")
    masked_name, occupation, union_code = claims[CARD]
    require(len(claims[CARD_NUMBER]) == 8, "its number has not 8 bytes")
    require("*" in masked_name and len(masked_name.encode()) <= 12, "its name is not a masked one")
    require(len(union_code) <= 9, "its union code is too long")
    require(claims[EXPIRES] > claims[ISSUED], "it ends before it begins")
    return {
        "key_id": header[KEY_ID].hex(),
        "card_number": claims[CARD_NUMBER].hex(),
        "masked_name": masked_name,
        "occupation": OCCUPATIONS[occupation] if occupation < len(OCCUPATIONS) else "other",
        "union_code": union_code,
        "issued": claims[ISSUED],
        "expires": claims[EXPIRES],
    }


def card_in_picture(path):
    """The text of the one QR code in a picture that looks like a card."""
    result = subprocess.run(["zbarimg", "--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", path], capture_output=True,
                            check=False)
    lines = result.stdout.decode("utf-8", "replace").split("\n")
    cards = [line for line in lines if line.startswith(PREFIX) or ("://" in line and "#" in line)]
    require(cards, f"zbarimg finds no card in {path}")
    require(len(set(cards)) == 1, f"zbarimg finds several cards in {path}")
    return cards[0]


def main():
    parser = argparse.ArgumentParser(description="Checks a member card by code that is not the project's own.")
    parser.add_argument("card", nargs="?", help='the text "WH1:…", or "-" for standard input')
    parser.add_argument("key", help="the signer's Ed25519 public key, 64 hexadecimal digits")
    parser.add_argument("--png", help="read the card from the QR code in this picture instead")
    given = parser.parse_args()
    if bool(given.png) == bool(given.card):
        parser.error("give either a card or --png PICTURE")
    try:
        public_key = bytes.fromhex(given.key)
    except ValueError:
        public_key = b""
    if len(public_key) != 32:
        parser.error("the public key has 64 hexadecimal digits")
    try:
        if given.png:
            text = card_in_picture(given.png)
        else:
            text = sys.stdin.read().strip("\r\n") if given.card == "-" else given.card
        claims = check(text, public_key)
    except NotACard as problem:
        print(f"This is not a good card: {problem}.", file=sys.stderr)
        return 1
    print(json.dumps(dict(claims, characters=len(text)), ensure_ascii=False))
    return 0


if __name__ == "__main__":
    sys.exit(main())
