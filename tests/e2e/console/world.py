"""The real centre, its people and one station without a screen, for the console's tests."""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
import environment  # noqa: E402

STATION = "wangjing-boc"
UNION, OTHER_UNION = "CY026", "CY001"
UNDO_SECONDS = 3


class World:
    def __init__(self):
        self.folder = tempfile.TemporaryDirectory(prefix="warmheart-console-")
        root = Path(self.folder.name)
        self.centre = environment.Centre(root, undo_seconds=UNDO_SECONDS)
        self.centre.set_up()
        people = {
            "wang": self.centre.add_user("wang", "union-reviewer", UNION),
            "guo": self.centre.add_user("guo", "union-reviewer", OTHER_UNION),
            "city": self.centre.add_user("city", "city"),
        }
        self.centre.start()
        for user, password in people.items():
            self.console = environment.Console(self.centre).sign_in(user, password)  # the city's, at last
        self.device_folder = str(root / "device")
        self.seed = 0
        self.device("enrol", "--centre", f"localhost:{self.centre.people_port}", "--code",
                    self.centre.enrolment_code(STATION))
        self.device("sync")

    def proof(self, user: str) -> tuple[str, str]:
        """Password and a code that was not used yet."""
        return self.centre.passwords[user], self.centre.factors[user].code()

    def close(self):
        self.centre.stop()
        self.folder.cleanup()

    @property
    def url(self) -> str:
        return f"https://localhost:{self.centre.people_port}/"

    @property
    def ca(self) -> Path:
        return self.centre.ca

    def device(self, *words: str) -> list[dict]:
        done = subprocess.run([environment.program("warmheart-test-device"), "--folder", self.device_folder, *words],
                              capture_output=True, text=True, timeout=120)
        if done.returncode != 0:
            raise environment.Trouble(f"warmheart-test-device {words[0]}: {done.stderr.strip()} {done.stdout.strip()}")
        return [json.loads(line) for line in done.stdout.splitlines()]

    def apply(self, count: int = 1, *words: str) -> list[dict]:
        """Applications from the station, in the review queue when this returns."""
        self.seed += 1
        made = self.device("submit", "--count", str(count), "--seed", str(self.seed), "--online", *words)
        wanted = {one["id"] for one in made}
        environment.until("the applications to stand in the queue",
                          lambda: wanted <= {item["id"] for item in self.console.waiting()})
        return made

    def audit_rows(self, what: str, subject: str) -> int:
        return self.centre.rows("SELECT count(*) FROM audit WHERE what = ? AND subject = ?", what, subject)[0][0]

    def state(self, application: str) -> dict:
        """What the station knows of it, after it was told the decision."""
        self.device("sync", "--decided", application, "--seconds", "30")
        return next(one for one in self.device("states") if one["id"] == application)
