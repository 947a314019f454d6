"""What assets/packaging ships: units, judged by systemd itself, in which each program has a user of its own and hardly
any right; and a bill of materials without a gap."""

import json
import re
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
import environment  # noqa: E402
import report  # noqa: E402

PACKAGING = environment.ROOT / "assets/packaging"
UNITS = {"central": "warmheart", "kiosk": "warmheart-kiosk"}
MAX_EXPOSURE = 20  # of 100: what systemd adds up of all that a program could do with what is left to it
# What must hold whatever the sum says.
HELD = {"central": {"PrivateDevices", "PrivateUsers", "MemoryDenyWriteExecute", "NoNewPrivileges", "ProtectHome"},
        "kiosk": {"NoNewPrivileges", "ProtectHome", "ProtectClock"}}


class Units(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="warmheart-units-")
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def unit(self, name: str) -> Path:
        """The unit with the built program, for it is not installed here."""
        text = (PACKAGING / f"warmheart-{name}.service").read_text(encoding="utf-8")
        built = environment.program(f"warmheart-{name}")
        self.assertIn(f"ExecStart=/usr/bin/warmheart-{name} --config ", text)
        path = self.folder / f"warmheart-{name}.service"
        path.write_text(text.replace(f"/usr/bin/warmheart-{name}", built), encoding="utf-8")
        return path

    def test_systemd_finds_no_mistake_in_a_unit(self):
        """No unit file with a user and rights of its own is shipped."""
        for name in UNITS:
            done = subprocess.run(["systemd-analyze", "verify", "--man=no", str(self.unit(name))], capture_output=True,
                                  text=True, timeout=60)
            ours = [line for line in (done.stdout + done.stderr).splitlines() if "warmheart" in line]
            self.assertEqual((done.returncode, ours), (0, []), done.stderr)

    def test_each_program_has_its_own_user_and_hardly_any_right(self):
        users = dict(re.findall(r'^u (\S+) +- +"[^"]+" +(/var/lib/\S+)$',
                                (PACKAGING / "warmheart.sysusers.conf").read_text(encoding="utf-8"), re.M))
        for name, user in UNITS.items():
            unit = self.unit(name)
            self.assertIn(f"\nUser={user}\nGroup={user}\n", unit.read_text(encoding="utf-8"))
            self.assertEqual(users[user], f"/var/lib/{user}")
            done = subprocess.run(["systemd-analyze", "security", "--offline=true", "--json=short",
                                   f"--threshold={MAX_EXPOSURE}", str(unit)], capture_output=True, text=True,
                                  timeout=60)
            self.assertEqual(done.returncode, 0, f"{name} is more exposed: {done.stdout}{done.stderr}")
            judged = json.loads(done.stdout)
            bad = {row["json_field"]: row for row in judged if row["set"] is False}
            self.assertFalse(HELD[name] & set(bad), name)
            self.assertFalse([field for field in bad if field.startswith("CapabilityBoundingSet")], name)

    def test_the_nightly_backup_may_hardly_do_anything_and_its_timer_has_a_time(self):
        text = (PACKAGING / "warmheart-backup.service").read_text(encoding="utf-8")
        self.assertIn("\nUser=warmheart\nGroup=warmheart\n", text)
        self.assertIn("ExecStart=/usr/bin/warmheart-admin --data /var/lib/warmheart backup ", text)
        unit, timer = self.folder / "warmheart-backup.service", self.folder / "warmheart-backup.timer"
        unit.write_text(text.replace("/usr/bin/warmheart-admin", environment.program("warmheart-admin")),
                        encoding="utf-8")
        timer.write_bytes((PACKAGING / "warmheart-backup.timer").read_bytes())
        done = subprocess.run(["systemd-analyze", "verify", "--man=no", str(timer), str(unit)], capture_output=True,
                              text=True, timeout=60)
        self.assertEqual((done.returncode, "warmheart" in done.stdout + done.stderr), (0, False), done.stderr)
        done = subprocess.run(["systemd-analyze", "security", "--offline=true", f"--threshold={MAX_EXPOSURE}",
                               str(unit)], capture_output=True, text=True, timeout=60)
        self.assertEqual(done.returncode, 0, done.stdout)

    def test_the_kiosk_may_open_the_touch_panel_as_libinput_does(self):
        """A panel that shows Home and feels no finger: libinput opens input devices for reading and writing."""
        allowed = dict(re.findall(r"^DeviceAllow=(\S+) (\S+)$", self.unit("kiosk").read_text(encoding="utf-8"), re.M))
        for device in ("char-input", "char-drm"):
            self.assertEqual(allowed.get(device), "rw", device)


class BillOfMaterials(unittest.TestCase):
    def test_every_library_that_a_program_links_is_in_the_bill(self):
        """No bill of materials."""
        bill = json.loads(subprocess.run([sys.executable, str(PACKAGING / "bill_of_materials.py")], check=True,
                                         capture_output=True, text=True, timeout=120).stdout)
        self.assertEqual((bill["bomFormat"], bill["specVersion"]), ("CycloneDX", "1.5"))
        packages = {part["name"] for part in bill["components"]}
        self.assertEqual(len(packages), len(bill["components"]))
        for part in bill["components"]:
            self.assertRegex(part["purl"], r"^pkg:deb/debian/[^@+]+@[^?+]+\?arch=\w+&distro=debian-12$")
        for name in ("warmheart-central", "warmheart-admin", "warmheart-kiosk"):
            for library in self.libraries(environment.program(name)):
                self.assertTrue(self.owners(library) & packages, f"{name} links {library}, which is not in the bill")

    @staticmethod
    def libraries(path: str) -> list[str]:
        """Those that it names itself, not what they need in turn."""
        said = subprocess.run(["objdump", "-p", path], check=True, capture_output=True, text=True, timeout=60).stdout
        return re.findall(r"^ +NEEDED +(\S+)$", said, re.M)

    @staticmethod
    def owners(library: str) -> set[str]:
        said = subprocess.run(["dpkg-query", "-S", f"*/{library}"], capture_output=True, text=True, timeout=60).stdout
        return {line.split(":")[0] for line in said.splitlines()}


if __name__ == "__main__":
    sys.exit(report.run())
