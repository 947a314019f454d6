"""A serial line that is not there: a pty under a name of its own. Unplugging it takes the name away and hangs up, as
USB does."""

import os
import pty
import selectors
import sys
import tty


class Line:
    def __init__(self, name: str):
        self.name = name
        self.ours = self.theirs = -1
        self.plug()

    def plug(self):
        if self.ours >= 0:
            return
        self.ours, self.theirs = pty.openpty()
        tty.setraw(self.theirs)
        if os.path.lexists(self.name):
            os.unlink(self.name)
        os.symlink(os.ttyname(self.theirs), self.name)

    def unplug(self):
        if self.ours < 0:
            return
        os.unlink(self.name)
        os.close(self.theirs)
        os.close(self.ours)
        self.ours = self.theirs = -1

    def write(self, data: bytes):
        while data and self.ours >= 0:
            data = data[os.write(self.ours, data):]


def serve(line: Line, hear, command):
    """What the kiosk sends goes to `hear`, lines of standard input to `command`, each answered by a line `ok`; until
    standard input ends, or Ctrl-C. `plug` and `unplug` are commands of every device."""
    try:
        obey(line, hear, command)
    except KeyboardInterrupt:
        pass
    finally:
        line.unplug()


def obey(line: Line, hear, command):
    print("ready", flush=True)
    waiting = b""
    while True:
        with selectors.DefaultSelector() as selector:
            selector.register(sys.stdin.fileno(), selectors.EVENT_READ)
            if line.ours >= 0:
                selector.register(line.ours, selectors.EVENT_READ)
            ready = [key.fd for key, _ in selector.select()]
        if line.ours in ready:
            hear(os.read(line.ours, 4096))
        if sys.stdin.fileno() not in ready:
            continue
        typed = os.read(sys.stdin.fileno(), 4096)
        if not typed:
            return
        *words, waiting = (waiting + typed).split(b"\n")
        for word in words:
            name, _, rest = word.decode().partition(" ")
            if name == "plug":
                line.plug()
            elif name == "unplug":
                line.unplug()
            else:
                command(name, rest)
            print("ok", flush=True)
