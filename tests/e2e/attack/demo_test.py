"""app/demo under Ctrl-C and kill -9, over what an earlier demo has left. Real processes, folders of their own."""

import contextlib
import io
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
import demo  # noqa: E402
import environment  # noqa: E402
import leftovers  # noqa: E402
import report  # noqa: E402

DEVICES = environment.ROOT / "tests/devices"


class Started:
    """A program in a process group of its own, as a terminal starts it; what it says goes to a file."""

    def __init__(self, folder: Path, *words: str):
        self.said = folder / f"said-{len(list(folder.glob('said-*')))}"
        with open(self.said, "wb") as file:
            self.process = subprocess.Popen(["/usr/bin/python3", "-u", "-B", *words], stdin=subprocess.PIPE,
                                            stdout=file, stderr=file, process_group=0,
                                            env=os.environ | {"WARMHEART_RUN": str(folder)})

    def text(self) -> str:
        return self.said.read_text(encoding="utf-8")

    def says(self, words: str, seconds: float = 40):
        def heard():
            if words in self.text():
                return True
            if self.process.poll() is not None:
                raise environment.Trouble(f"it ended with {self.process.returncode} before: {words}\n{self.text()}")
            return False

        environment.until(f"the words: {words}", heard, seconds)

    def ends(self) -> int:
        return self.process.wait(30)

    def press_ctrl_c(self) -> int:
        os.killpg(self.process.pid, signal.SIGINT)
        return self.ends()

    def stop(self):
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
        self.process.stdin.close()


class Demo(unittest.TestCase):
    def setUp(self):
        self.folder = Path(tempfile.mkdtemp(prefix="warmheart-demo-"))
        self.addCleanup(shutil.rmtree, self.folder, True)
        self.addCleanup(self.end_all)

    def end_all(self):
        for name in ("demo", "day"):
            for pid in leftovers.Running(self.folder / name).alive().values():
                if pid != os.getpid():
                    leftovers.end(pid)

    def start(self, *words: str) -> Started:
        started = Started(self.folder, str(environment.ROOT / "tests/e2e/demo.py"), *words)
        self.addCleanup(started.stop)
        return started

    def test_ctrl_c_in_the_middle_of_a_day_is_one_word_and_leaves_nothing_running(self):
        """Demo: Ctrl-C in --day prints a traceback."""
        day = self.start("--day")
        day.says("· the day:")
        centre = leftovers.Running(self.folder / "day").alive()["centre"]
        self.assertEqual(day.press_ctrl_c(), demo.INTERRUPTED)
        self.assertNotIn("Traceback", day.text())
        self.assertEqual(day.text().splitlines()[-1], "Stopped.")
        self.assertIsNone(leftovers.identity_of(centre))

    def test_ctrl_c_ends_a_simulator_without_a_traceback(self):
        """Demo: Ctrl-C in the simulators prints a traceback."""
        for name in ("id_reader", "printer", "scanner"):
            with self.subTest(name):
                line = self.folder / f"{name}.line"
                simulator = Started(self.folder, str(DEVICES / f"{name}.py"), str(line))
                self.addCleanup(simulator.stop)
                simulator.says("ready")
                self.assertTrue(line.is_symlink())
                self.assertEqual(simulator.press_ctrl_c(), 0)
                self.assertEqual(simulator.text().split(), ["ready"])
                self.assertFalse(line.is_symlink())

    def test_what_a_killed_demo_has_left_running_is_known_and_stopped_and_a_living_one_is_left_alone(self):
        """Demo: after kill -9 the next run silently uses the old centre and leaves it running."""
        first = self.start("--headless")
        first.says("Home: one sentence")
        running = leftovers.Running(self.folder / "demo")
        centre = running.alive()["centre"]

        beside = self.start("--headless")
        self.assertEqual(beside.ends(), 1)
        self.assertIn("a demo is running already", beside.text())
        self.assertNotIn("Traceback", beside.text())
        self.assertEqual(running.alive()["centre"], centre)

        first.process.kill()
        first.process.wait()
        self.assertIsNotNone(leftovers.identity_of(centre))
        second = self.start("--headless")
        second.says("Home: one sentence")
        self.assertIn(f"its centre still runs (process {centre}): it is stopped", second.text())
        self.assertIsNone(leftovers.identity_of(centre))
        self.assertNotEqual(running.alive()["centre"], centre)
        self.assertEqual(second.press_ctrl_c(), demo.INTERRUPTED)
        self.assertNotIn("Traceback", second.text())
        self.assertEqual(running.alive(), {})

    def test_a_process_that_only_has_the_number_of_an_old_one_is_left_alone(self):
        """Demo: an old centre is recognised by process id, time of start and command, not by its number alone."""
        running = leftovers.Running(self.folder / "demo")
        bystander = subprocess.Popen(["sleep", "60"])
        self.addCleanup(bystander.wait)
        self.addCleanup(bystander.kill)
        running.note("centre", bystander.pid)
        known = running.read()
        for what, other in (("started", "1"), ("command", "warmheart-central")):
            environment.write_whole(running.file, json.dumps({"centre": known["centre"] | {what: other}}))
            self.assertEqual(running.alive(), {})
            running.take_over(lambda _: self.fail("it was taken for ours"))
        self.assertIsNone(bystander.poll())

    def test_a_damaged_list_of_settings_is_kept_aside_and_the_demo_begins_anew(self):
        """Demo: a damaged demo.json is a traceback."""
        file = self.folder / "demo/demo.json"
        file.parent.mkdir()
        file.write_text('{"devices_port": 84', encoding="utf-8")
        started = self.start("--headless")
        started.says("· starting the centre")
        self.assertIn("demo.json cannot be used: a new demo begins, the old one is kept in", started.text())
        self.assertEqual(started.press_ctrl_c(), demo.INTERRUPTED)
        self.assertNotIn("Traceback", started.text())
        self.assertEqual((self.folder / "demo-kept-1/demo.json").read_text(encoding="utf-8"), '{"devices_port": 84')
        self.assertEqual(set(json.loads(file.read_text(encoding="utf-8"))), set(demo.KEPT))

    def test_whatever_stands_in_the_list_of_settings_it_is_settings_or_it_is_kept_aside(self):
        """Demo: a damaged demo.json is a traceback (every way of being damaged)."""
        for name, folder in (("FOLDER", self.folder), ("RUN", self.folder / "demo")):
            self.addCleanup(setattr, demo, name, getattr(demo, name))
            setattr(demo, name, folder)
        whole = {"devices_port": 1, "people_port": 2, "password": "x"}
        for content in (b"", b"[]", b"7", b"null", b"\xff\xfe", b'{"devices_port": 1}',
                        json.dumps(whole | {"people_port": "2"}).encode()):
            with self.subTest(content):
                demo.RUN.mkdir(exist_ok=True)
                (demo.RUN / "demo.json").write_bytes(content)
                with contextlib.redirect_stdout(io.StringIO()) as said:
                    self.assertEqual(demo.remembered(), {})
                self.assertIn("demo.json cannot be used", said.getvalue())
                newest = max(self.folder.glob("demo-kept-*"), key=lambda kept: int(kept.name.rpartition("-")[2]))
                self.assertEqual((newest / "demo.json").read_bytes(), content)
        (demo.RUN / "demo.json").write_text(json.dumps(whole), encoding="utf-8")
        self.assertEqual(demo.remembered(), whole)
        (demo.RUN / "demo.json").unlink()
        self.assertEqual(demo.remembered(), {})
        (demo.RUN / "centre").mkdir()
        with contextlib.redirect_stdout(io.StringIO()):
            self.assertEqual(demo.remembered(), {})  # a centre that was never finished: kept aside, too
        self.assertFalse((demo.RUN / "centre").exists())

    def test_a_port_that_another_program_has_is_said_and_its_program_is_not_taken_for_the_centre(self):
        """Demo: the next run silently uses whatever answers on the centre's port."""
        with socket.socket() as other:
            other.bind(("127.0.0.1", 0))
            other.listen()
            centre = environment.Centre(self.folder, people_port=other.getsockname()[1])
            with self.assertRaisesRegex(environment.Trouble, "is taken by another program"):
                centre.start()


if __name__ == "__main__":
    sys.exit(report.run())
