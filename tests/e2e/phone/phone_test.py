"""The rider's own phone in a real browser against the real centre: a form handed over by a kiosk, the kiosk told, the
card kept and shown without a network, bookings and cases behind the last four digits. The people are made up."""

import json
import os
import subprocess
import sys
import time
import unittest
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE.parent / "console")]
import environment  # noqa: E402
import report  # noqa: E402
import scenario  # noqa: E402
from browser import Browser  # noqa: E402
from selenium.webdriver.common.by import By  # noqa: E402
from selenium.webdriver.support.ui import Select  # noqa: E402
from world import World  # noqa: E402

FIRST_VIEW = 60 * 1024  # bytes, without fonts
PICTURES = Path(os.environ.get("WARMHEART_PICTURES", environment.BUILD / "pictures"))


class Phone(Browser):
    """A browser window of 360 × 740, with what a finger does in the form."""

    def __init__(self, world, path: str = "/phone/"):
        super().__init__(world.url, world.ca, size=(360, 740))
        self.world = world
        self.driver.get(world.url + "phone/icon.svg")
        self.driver.execute_script("localStorage.setItem('language', 'zh')")

    def go(self, address: str):
        self.driver.get("about:blank")
        self.driver.get(address)

    def see(self, css: str, seconds: float = 10):
        return environment.until(css, lambda: next(iter(self.driver.find_elements(By.CSS_SELECTOR, css)), None),
                                 seconds)

    def says(self, css: str) -> str:
        """Its words, as soon as there are any."""
        words = "return document.querySelector(arguments[0])?.textContent"
        return environment.until(f"words in {css}", lambda: self.driver.execute_script(words, css), 10)

    def has(self, css: str) -> bool:
        return bool(self.driver.find_elements(By.CSS_SELECTOR, css))

    def touch(self, css: str):
        node = self.see(css)
        self.driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", node)
        node.click()

    def write(self, css: str, text: str):
        node = self.see(css)
        node.clear()
        node.send_keys(text)
        if node.get_attribute("value") != text:
            raise environment.Trouble(f"{css} holds {node.get_attribute('value')}, not what was typed")

    def pick(self, css: str, value: str):
        Select(self.see(css)).select_by_value(value)

    def step(self) -> int:
        return self.driver.execute_script(
            "return Number((document.querySelector('.step')?.textContent.match(/\\d+/) ?? [0])[0])")

    def next_to(self, step: int):
        self.touch("#next")
        environment.until(f"step {step}", lambda: self.step() == step, 10)

    def fill_in(self, person: scenario.Rider):
        for consent in ("notice", "id-number"):
            self.touch(f"#consent-{consent}")
        self.next_to(2)
        self.write("#name", person.name)
        self.write("#document_number", person.number)
        self.write("#mobile", person.mobile)
        self.next_to(3)
        self.touch("input[name=occupation][value=courier]")
        self.pick("#street", "110105026")
        self.next_to(4)
        self.touch("#consent-receiving-union")
        self.next_to(5)

    def submit(self) -> str:
        self.touch("#declined")
        environment.until("no pad", lambda: not self.has("#sign"), 5)
        self.touch("#next")
        return self.see("#queryCode").text.replace(" ", "")

    def picture(self, name: str):
        PICTURES.mkdir(parents=True, exist_ok=True)
        self.driver.save_screenshot(str(PICTURES / f"phone-{name}.png"))

    def no_sideways_scrolling(self) -> bool:
        return self.driver.execute_script("return document.documentElement.scrollWidth <= window.innerWidth")

    def requests_since(self) -> list[dict]:
        return [json.loads(entry["message"])["message"] for entry in self.driver.get_log("performance")]


class OwnPhone(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.world = World()
        cls.people = 0

    @classmethod
    def tearDownClass(cls):
        cls.world.close()

    def setUp(self):
        self.phones = []

    def tearDown(self):
        for phone in self.phones:
            phone.close()

    def phone(self) -> Phone:
        self.phones.append(Phone(self.world))
        return self.phones[-1]

    def person(self) -> scenario.Rider:
        OwnPhone.people += 1
        return scenario.rider(4_000 + OwnPhone.people)

    def handoff(self, *words: str) -> tuple[str, subprocess.Popen]:
        process = subprocess.Popen([environment.program("warmheart-test-device"), "--folder", self.world.device_folder,
                                    "handoff", "--seconds", "90", *words],
                                   stdout=subprocess.PIPE, text=True)
        self.addCleanup(process.wait, 120)
        return json.loads(process.stdout.readline())["address"], process

    def test_1_a_form_is_filled_in_by_the_kiosks_rules_and_the_kiosk_is_told_within_two_seconds(self):
        address, kiosk = self.handoff("--filled", "1")
        phone = self.phone()
        phone.go(address)
        self.assertIn("望京", phone.see(".lead").text)
        phone.picture("1-consents")
        phone.touch("#next")
        self.assertIn("没有同意", phone.says("#consentsError"))
        for consent in ("notice", "id-number"):
            phone.touch(f"#consent-{consent}")
        phone.next_to(2)
        person = self.person()
        phone.write("#name", person.name)
        phone.write("#document_number", person.number[:-1] + ("1" if person.number[-1] != "1" else "2"))
        phone.write("#mobile", "1380000")
        phone.touch("#next")
        self.assertEqual(phone.says("#documentError").removeprefix("⚠ "), environment.sentence("error.document.check"))
        self.assertEqual(phone.says("#mobileError").removeprefix("⚠ "), environment.sentence("error.mobile.length"))
        phone.picture("2-slip")
        self.assertEqual(phone.step(), 2)
        phone.write("#document_number", person.number)
        phone.write("#mobile", person.mobile)
        phone.next_to(3)
        phone.touch("input[name=occupation][value=courier]")
        phone.pick("#street", "110105026")
        phone.picture("3-work")
        phone.next_to(4)
        self.assertIn("望京", phone.see("#main section p").text)
        phone.touch("#consent-receiving-union")
        phone.next_to(5)
        phone.picture("5-sign")
        self.assertTrue(phone.no_sideways_scrolling())
        code = phone.submit()
        submitted = time.monotonic()
        self.assertEqual(len(code), 9)
        phone.picture("6-done")
        self.assertTrue(json.loads(kiosk.stdout.readline())["told"])
        told = time.monotonic() - submitted
        print(f"(told after {told:.1f} s) ", end="")
        row = self.world.centre.rows(
            "SELECT a.masked_name, s.code, h.filled FROM application a JOIN station s ON s.id = a.station, handoff h "
            "WHERE h.filled = 1")
        self.assertEqual(row, [("张*", "wangjing-boc", 1)])
        self.assertEqual(self.world.centre.admin("verify").returncode, 0)
        kept = phone.driver.execute_script("return JSON.stringify(localStorage) + JSON.stringify(sessionStorage)")
        self.assertNotIn(person.number, kept)

    def test_2_a_half_filled_form_survives_a_reload_of_its_tab_and_a_used_code_says_so(self):
        address, _ = self.handoff()
        phone = self.phone()
        phone.go(address)
        for consent in ("notice", "id-number"):
            phone.touch(f"#consent-{consent}")
        phone.next_to(2)
        phone.write("#name", "欧阳小明")
        phone.go(address)
        environment.until("the step that was reached", lambda: phone.step() == 2, 10)
        self.assertEqual(phone.see("#name").get_attribute("value"), "欧阳小明")
        self.assertNotIn("欧阳", phone.driver.execute_script("return JSON.stringify(localStorage)"))
        other = self.phone()
        other.go(address)
        self.assertEqual(other.see("#refused").text, environment.sentence("phone.used"))
        other.go(address[:-6] + "AAAAAA")
        self.assertEqual(other.see("#refused").text, environment.sentence("phone.forbidden"))
        other.go(self.world.url + "phone/")
        self.assertIn("扫码", other.see("#noForm").text)

    def test_3_six_phones_at_a_pop_up_and_not_seven(self):
        address, kiosk = self.handoff("--event", "--filled", "2")
        first, second = self.phone(), self.phone()
        for phone in (first, second):
            phone.go(address)
            phone.fill_in(self.person())
            phone.submit()
        self.assertTrue(json.loads(kiosk.stdout.readline())["told"])
        token = address.split("#join=")[1]
        console = environment.Console(self.world.centre)
        for number in range(3, 8):
            body = {"token": token, "phone": f"0190f000-0000-7000-8000-00000000000{number}", "language": "zh"}
            console.call("POST", "/phone/api/form", body, expect=200 if number <= 6 else 409)

    def test_4_the_card_is_kept_opens_without_a_network_and_its_last_four_open_bookings_and_status(self):
        address, _ = self.handoff()
        phone, person = self.phone(), self.person()
        phone.go(address)
        phone.fill_in(person)
        phone.submit()
        phone.go(self.world.url + "phone/card.html")
        phone.see("#face img")
        phone.picture("7-card")
        self.assertFalse(phone.has("#status"))
        for wrong in ("1111", "2222"):
            phone.write("#lastFour", wrong)
            phone.touch("#openCard")
            environment.until("refused", lambda: phone.has("#cardError"), 5)
        phone.write("#lastFour", person.last_four)
        phone.touch("#openCard")
        self.assertEqual(phone.see("#status h3").text, environment.sentence("state.awaiting-review"))
        phone.driver.execute_cdp_cmd("Network.enable", {})
        environment.until("the service worker has what it needs", lambda: phone.driver.execute_async_script(
            "const done = arguments[0]; navigator.serviceWorker.ready.then(() => caches.open('warmheart-phone-3'))"
            ".then((c) => c.keys()).then((k) => done(k.length >= 14))"), 15)
        self.world.centre.stop()
        try:
            phone.go(self.world.url + "phone/card.html")
            phone.see("#face img", 15)
            phone.picture("8-card-offline")
        finally:
            self.world.centre.start()

    def test_5_five_wrong_tries_close_the_door_for_an_hour(self):
        address, _ = self.handoff()
        phone, person = self.phone(), self.person()
        phone.go(address)
        phone.fill_in(person)
        phone.submit()
        card = phone.driver.execute_script("return localStorage.getItem('card')")
        console = environment.Console(self.world.centre)
        for _ in range(5):
            console.call("POST", "/phone/api/card", {"card": card, "last_four": "9999"}, expect=404)
        console.call("POST", "/phone/api/card", {"card": card, "last_four": person.last_four}, expect=429)

    def test_7_the_rights_cards_of_the_kiosks_qr_are_read_without_signing_in(self):
        phone = self.phone()
        phone.go(self.world.url + "phone/rights.html#allowance")
        self.assertEqual(phone.see("h2").text, environment.sentence("rights.topic.allowance"))
        self.assertIn(environment.sentence("rights.allowance.limits"), phone.see("#limits p").text)
        self.assertTrue(phone.has('a[href="tel:12333"]'))
        phone.touch("#to-unpaid")
        environment.until("the other cards", lambda: phone.see("h2").text ==
                          environment.sentence("rights.topic.unpaid"), 5)
        self.assertFalse(phone.has("#limits"))

    def test_6_the_first_view_is_light_and_nothing_personal_stands_in_an_address(self):
        address, _ = self.handoff()
        phone = self.phone()
        phone.go(address)
        phone.see("#next")
        sizes = phone.driver.execute_script(
            "return performance.getEntries().filter(e => e.transferSize !== undefined)"
            ".map(e => [e.name, e.transferSize || e.encodedBodySize])")
        total = sum(size for _, size in sizes)
        print(f"({total} bytes in {len(sizes)} answers) ", end="")
        self.assertLess(total, FIRST_VIEW, sorted(sizes, key=lambda one: -one[1])[:4])
        token = address.split("#join=")[1]
        self.assertNotIn(token[:20], self.world.centre.log.read_text())


if __name__ == "__main__":
    sys.exit(report.run())
