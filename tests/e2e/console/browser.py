"""A real chromium that trusts the test's own CA, and nothing else is bent: certificate errors are never ignored."""

import os
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

CHROMIUM = os.environ.get("WARMHEART_CHROMIUM", "/usr/bin/chromium")
CHROMEDRIVER = os.environ.get("WARMHEART_CHROMEDRIVER", "/usr/bin/chromedriver")
FLAGS = ("--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
         "--disable-component-update --disable-sync").split()


def home_that_trusts(ca: Path | None) -> str:
    """A home folder whose certificate store holds `ca` as an authority for servers; without one, an empty store."""
    home = tempfile.mkdtemp(prefix="warmheart-home-")
    store = Path(home) / ".pki/nssdb"
    store.mkdir(parents=True)
    subprocess.run(["certutil", "-d", f"sql:{store}", "-N", "--empty-password"], check=True)
    if ca:
        subprocess.run(["certutil", "-d", f"sql:{store}", "-A", "-t", "C,,", "-n", "warmheart", "-i", str(ca)],
                       check=True)
    return home


class Browser:
    """One window; what it shows is asked for by CSS selectors."""

    def __init__(self, url: str, ca: Path | None, size=(1280, 720), more=()):
        self.url = url
        self.home = home_that_trusts(ca)
        options = webdriver.ChromeOptions()
        options.binary_location = CHROMIUM
        for flag in [*FLAGS, *more]:
            options.add_argument(flag)
        options.add_argument(f"--user-data-dir={self.home}/profile")
        options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
        self.driver = webdriver.Chrome(service=Service(CHROMEDRIVER, env=os.environ | {"HOME": self.home}),
                                       options=options)
        self.resize(*size)

    def close(self):
        self.driver.quit()
        shutil.rmtree(self.home, ignore_errors=True)

    def resize(self, width: int, height: int):
        """The size of the page itself, without the window's frame."""
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride",
                                    {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False})

    def load(self, hash_: str = ""):
        self.driver.get(self.url + hash_)

    def go(self, hash_: str, shows: str):
        self.script("location.hash = arguments[0]", hash_)
        return self.wait(shows)

    def script(self, text: str, *values):
        return self.driver.execute_script(text, *values)

    def all(self, css: str):
        return self.driver.find_elements(By.CSS_SELECTOR, css)

    def text(self, css: str) -> str:
        return self.wait(css).text

    def until(self, what: str, condition, seconds: float = 15.0):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if value := condition():
                return value
            time.sleep(0.05)
        self.shot("console-failed")
        raise AssertionError(
            f"waited {seconds:.0f} s for {what}; the page says: {self.script('return document.body.innerText')[:600]}")

    def wait(self, css: str, seconds: float = 15.0):
        def seen():
            found = self.all(css)
            return found and found[0]
        return self.until(css, seen, seconds)

    def wait_gone(self, css: str, seconds: float = 15.0):
        self.until(f"{css} to go", lambda: not self.all(css), seconds)

    def press(self, *keys: str):
        for key in keys:
            self.driver.switch_to.active_element.send_keys(key)

    def type(self, css: str, text: str):
        field = self.wait(css)
        field.clear()
        field.send_keys(text)

    def sign_in(self, user: str, password: str, code: str, shows: str = ".figures"):
        self.type("#user", user)
        self.type("#password", password)
        self.type("#code", code + Keys.ENTER)
        return self.wait(shows)

    def shot(self, name: str):
        """Only where a folder is given: pictures to look at."""
        if folder := os.environ.get("WARMHEART_SHOTS"):
            Path(folder).mkdir(parents=True, exist_ok=True)
            self.driver.save_screenshot(f"{folder}/{name}.png")

    def messages(self) -> list[str]:
        """What the console of the browser said, but for answers that a test asked for (401, 403, 404, 409)."""
        asked = ("status of 401", "status of 403", "status of 404", "status of 409")
        return [entry["message"] for entry in self.driver.get_log("browser")
                if entry["level"] == "SEVERE" and not any(word in entry["message"] for word in asked)]
