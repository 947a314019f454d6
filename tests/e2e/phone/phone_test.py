"""The rider's own phone in a real browser against the real centre: a form handed over by a kiosk, the kiosk told, the
card kept and shown without a network, bookings and cases behind the last four digits. The people are made up."""

import base64
import json
import os
import re
import subprocess
import sys
import time
import unittest
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE.parent / "console"), str(HERE)]
import environment  # noqa: E402
import looks  # noqa: E402
import report  # noqa: E402
import scenario  # noqa: E402
from browser import Browser  # noqa: E402
from selenium.webdriver.common.action_chains import ActionChains  # noqa: E402
from selenium.webdriver.common.by import By  # noqa: E402
from selenium.webdriver.common.keys import Keys  # noqa: E402
from selenium.webdriver.support.ui import Select  # noqa: E402
from world import World  # noqa: E402

FIRST_VIEW = 60 * 1024  # bytes, without fonts
WHOLE_FORM = 120 * 1024  # to the last screen and the card
CARD_RATIO = 85.6 / 54
WIDTHS = (320, 412)
PAGES = environment.ROOT / "assets/web/phone"
PICTURES = Path(os.environ.get("WARMHEART_PICTURES", environment.BUILD / "pictures"))


class Phone(Browser):
    """A browser window of 360 × 740, with what a finger does in the form."""

    def __init__(self, world, language: str = "zh"):
        super().__init__(world.url, world.ca, size=(360, 740))
        self.world = world
        self.language = language
        self.driver.get(world.url + "phone/icon.svg")
        self.driver.execute_script("localStorage.setItem('language', arguments[0])", language)

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

    def screen(self) -> str:
        return self.driver.execute_script("return document.getElementById('main')?.dataset.screen ?? ''")

    def comes_to(self, screen: str):
        environment.until(f"the screen {screen}", lambda: self.screen() == screen, 10)

    def next_to(self, screen: str):
        self.touch("#next")
        self.comes_to(screen)

    def agree(self, on_each=lambda screen: None):
        """Every required paper, one by one; to the others no."""
        while (screen := self.screen()).startswith("consent-"):
            on_each(screen)
            self.touch("#refuse" if screen == "consent-sms" else f"#{screen}")
            environment.until("the next paper", lambda: self.screen() != screen, 10)

    def begin(self):
        self.comes_to("start")
        self.touch("#next")
        environment.until("the first paper", lambda: self.screen().startswith("consent-"), 10)

    def fill_in(self, person: scenario.Rider, on_each=lambda screen: None):
        self.comes_to("start")
        on_each("start")
        self.begin()
        self.agree(on_each)
        self.comes_to("identity")
        on_each("identity")
        self.write("#name", person.name)
        self.write("#document_number", person.number)
        self.write("#mobile", person.mobile)
        self.next_to("work")
        on_each("work")
        self.touch("input[name=occupation][value=courier]")
        self.pick("#street", "110105026")
        self.next_to("union")
        on_each("union")
        self.next_to("consent-receiving-union")
        self.agree(on_each)
        self.comes_to("sign")
        on_each("sign")

    def submit(self) -> str:
        self.touch("#declined")
        environment.until("no pad", lambda: not self.has("#sign"), 5)
        self.touch("#next")
        return self.see("#queryCode").text.replace(" ", "")

    def picture(self, name: str):
        PICTURES.mkdir(parents=True, exist_ok=True)
        self.driver.save_screenshot(str(PICTURES / f"phone-{name}.png"))

    def whole_picture(self, name: str):
        """Of the whole page, however long."""
        shot = self.driver.execute_cdp_cmd("Page.captureScreenshot", {"format": "png", "captureBeyondViewport": True})
        PICTURES.mkdir(parents=True, exist_ok=True)
        (PICTURES / f"phone-{name}.png").write_bytes(base64.b64decode(shot["data"]))

    def wants(self, **features: str):
        """prefers_color_scheme="dark" and the like, as the phone's own settings say."""
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [
            {"name": name.replace("_", "-"), "value": value} for name, value in features.items()]})

    def flaws(self) -> list[str]:
        """What is wrong with this screen, at every width, by day, at night and in high contrast."""
        found = []
        for width in WIDTHS:
            self.resize(width, 740)
            for scheme in ("light", "dark"):
                for contrast in ("no-preference", "more"):
                    self.wants(prefers_color_scheme=scheme, prefers_contrast=contrast, prefers_reduced_motion="reduce")
                    where = f"{self.language}, {self.screen()}, {width}, {scheme}, {contrast}: "
                    for wish in (f"(prefers-color-scheme: {scheme})", f"(prefers-contrast: {contrast})"):
                        if not self.script("return matchMedia(arguments[0]).matches", wish):
                            raise environment.Trouble(f"the browser does not do as told: {wish}")
                    for script in (looks.WIDE, looks.CONTRAST, looks.SMALL):
                        found += [where + flaw for flaw in self.script(script)]
        return found

    def ring_flaws(self) -> list[str]:
        """Tab through all that can be reached, by day and at night; each must show that it is there."""
        found = []
        for scheme in ("light", "dark"):
            self.wants(prefers_color_scheme=scheme)
            self.script("document.activeElement?.blur()")
            seen, reachable = set(), self.script(looks.REACHABLE)
            for _ in range(reachable + 1):
                ActionChains(self.driver).send_keys(Keys.TAB).perform()
                ring = self.script(looks.RING)
                seen.add(ring["on"])
                found += [f"{self.language}, {self.screen()}, {scheme}: {flaw}" for flaw in ring["flaws"]]
            if len(seen - {""}) < min(2, reachable):
                found.append(f"{self.screen()}: the keyboard reaches {sorted(seen)} alone")
        return found


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

    def phone(self, language: str = "zh") -> Phone:
        self.phones.append(Phone(self.world, language))
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
        phone.picture("1-start")
        phone.begin()
        self.assertEqual(phone.screen(), "consent-notice")
        phone.picture("1-notice")
        phone.touch("#refuse")
        self.assertIn("没有同意", phone.says("#consentsError"))
        self.assertEqual(phone.screen(), "consent-notice")
        phone.agree()
        phone.comes_to("identity")
        self.assertEqual(phone.says("#steps [aria-current]"), environment.sentence("phone.steps.identity"))
        person = self.person()
        phone.write("#name", person.name)
        phone.write("#document_number", person.number[:-1] + ("1" if person.number[-1] != "1" else "2"))
        phone.write("#mobile", "1380000")
        phone.touch("#next")
        self.assertEqual(phone.says("#documentError"), environment.sentence("error.document.check"))
        self.assertEqual(phone.says("#mobileError"), environment.sentence("error.mobile.length"))
        self.assertEqual(phone.see("#mobile").get_attribute("aria-invalid"), "true")
        phone.picture("2-slip")
        self.assertEqual(phone.screen(), "identity")
        phone.write("#document_number", person.number)
        phone.write("#mobile", person.mobile)
        phone.next_to("work")
        phone.touch("input[name=occupation][value=courier]")
        phone.pick("#street", "110105026")
        phone.picture("3-work")
        phone.next_to("union")
        self.assertIn("望京", phone.see("#unionName").text)
        phone.picture("4-union")
        phone.next_to("consent-receiving-union")
        self.assertIn("望京", phone.see("#consentText").text)
        phone.agree()
        phone.comes_to("sign")
        phone.picture("5-sign")
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
        phone.begin()
        phone.agree()
        phone.comes_to("identity")
        phone.write("#name", "欧阳小明")
        phone.go(address)
        phone.comes_to("identity")
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
        phone.see("#cardQr")
        self.assertEqual(phone.says("#stamp"), environment.sentence("state.awaiting-review"))
        phone.picture("7-card")
        self.assertFalse(phone.has("#status"))
        for wrong in ("1111", "2222"):
            phone.write("#lastFour", wrong)
            phone.touch("#openCard")
            environment.until("refused", lambda: phone.has("#cardError"), 5)
        phone.write("#lastFour", person.last_four)
        phone.touch("#openCard")
        self.assertEqual(phone.see("#status h3").text, environment.sentence("state.awaiting-review"))
        self.assertEqual(phone.says("#stamp"), environment.sentence("state.awaiting-review"))
        self.assertEqual(phone.says(".road [aria-current]"), environment.sentence("state.awaiting-review"))
        phone.driver.execute_cdp_cmd("Network.enable", {})
        environment.until("the service worker has what it needs", lambda: phone.driver.execute_async_script(
            "const done = arguments[0]; navigator.serviceWorker.ready.then(() => caches.open('warmheart-phone-4'))"
            ".then((c) => c.keys()).then((k) => done(k.length >= 21))"), 15)
        self.world.centre.stop()
        try:
            phone.go(self.world.url + "phone/card.html")
            phone.see("#cardQr", 15)
            self.assertAlmostEqual(phone.script(looks.CARD_RATIO), CARD_RATIO, delta=0.03)
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
        """What comes before the first view stands is its weight; the later screens come after it."""
        address, _ = self.handoff()
        phone = self.phone()
        phone.go(address)
        environment.until("the first view", lambda: phone.script(
            "return performance.getEntriesByName('first-view').length"), 10)
        weights = """
            const until = arguments[0] ? performance.getEntriesByName("first-view")[0].startTime : Infinity;
            return performance.getEntries().filter((e) => e.transferSize !== undefined && e.startTime < until)
              .map((e) => [e.name, e.transferSize || e.encodedBodySize]);"""
        for what, first, most in (("first view", True, FIRST_VIEW), ("whole form", False, WHOLE_FORM)):
            if not first:
                phone.fill_in(self.person())
                phone.submit()
            sizes = phone.script(weights, first)
            total = sum(size for _, size in sizes)
            print(f"({what}: {total} bytes in {len(sizes)} answers) ", end="")
            self.assertLess(total, most, sorted(sizes, key=lambda one: -one[1])[:4])
        self.assertTrue(any("/phone/art/" in name for name, _ in sizes), "no picture was shown at all")
        token = address.split("#join=")[1]
        self.assertNotIn(token[:20], self.world.centre.log.read_text())

    def test_7_every_screen_fits_a_small_phone_in_both_languages_can_be_read_and_shows_the_focus(self):
        """By day, at night and in high contrast. The pictures are for people to look at."""
        for language in ("zh", "en"):
            address, _ = self.handoff()
            phone, person, number = self.phone(language), self.person(), [0]
            flaws = []

            def look(screen: str):
                number[0] += 1
                flaws.extend(phone.flaws() + phone.ring_flaws())
                for scheme in ("light", "dark"):
                    phone.resize(412, 892)
                    phone.wants(prefers_color_scheme=scheme, prefers_reduced_motion="reduce")
                    phone.script("document.activeElement?.blur()")
                    phone.whole_picture(f"{language}-{number[0]:02}-{screen}-{scheme}")
                phone.resize(360, 740)
                phone.wants()

            phone.go(address)
            phone.fill_in(person, look)
            phone.touch("#next")
            phone.see("#signatureError")
            environment.until("the error of the signature", lambda: phone.says("#signatureError"), 5)
            look("sign-error")
            phone.submit()
            phone.comes_to("done")
            self.assertAlmostEqual(phone.script(looks.CARD_RATIO), CARD_RATIO, delta=0.03)
            look("done")
            phone.go(self.world.url + "phone/card.html")
            phone.see("#openCard")
            for width in WIDTHS:
                phone.resize(width, 740)
                self.assertAlmostEqual(phone.script(looks.CARD_RATIO), CARD_RATIO, delta=0.03, msg=f"{width} px")
            look("card")
            phone.write("#lastFour", "0000" if person.last_four != "0000" else "1111")
            phone.touch("#openCard")
            phone.see("#cardError")
            look("card-error")
            phone.write("#lastFour", person.last_four)
            phone.touch("#openCard")
            phone.see("#status")
            look("card-open")
            phone.go(self.world.url + "phone/")
            phone.comes_to("none")
            look("none")
            phone.script("localStorage.clear(); sessionStorage.clear()")
            phone.script("localStorage.setItem('language', arguments[0])", language)
            phone.go(address[:-6] + "AAAAAA")
            phone.comes_to("refused")
            look("refused")
            phone.go(self.world.url + "phone/card.html")
            phone.comes_to("no-card")
            look("no-card")
            self.assertEqual(flaws, [], "\n".join(flaws[:40]))
            self.assertEqual(phone.messages(), [])

    def test_8_a_large_type_and_one_narrow_column_cut_nothing(self):
        """Letters at 200 % (WCAG 2.2, 1.4.4) on 320 px: nothing is wider than the screen, the card grows with them."""
        address, _ = self.handoff()
        phone = self.phone("en")
        wide = []

        def look(_: str):
            phone.resize(320, 740)
            phone.script("document.documentElement.style.fontSize = '200%'")
            wide.extend(f"{phone.screen()}: {flaw}" for flaw in phone.script(looks.WIDE))
            phone.script("document.documentElement.style.fontSize = ''")
            phone.resize(360, 740)

        phone.go(address)
        phone.fill_in(self.person(), look)
        phone.submit()
        phone.comes_to("done")
        look("done")
        self.assertEqual(wide, [], "\n".join(wide[:40]))

    def test_9_back_in_the_page_and_back_of_the_phone_keep_what_was_typed_and_storage_holds_it_in_the_tab_alone(self):
        address, _ = self.handoff()
        phone, person = self.phone(), self.person()
        phone.go(address)
        phone.begin()
        phone.agree()
        phone.comes_to("identity")
        phone.write("#name", person.name)
        phone.write("#document_number", person.number)
        phone.write("#mobile", person.mobile)
        phone.next_to("work")
        phone.touch("#back")
        phone.comes_to("identity")
        self.assertEqual(phone.see("#document_number").get_attribute("value"), person.number)
        phone.next_to("work")
        phone.driver.back()
        phone.comes_to("identity")
        self.assertEqual(phone.see("#name").get_attribute("value"), person.name)
        phone.driver.back()
        environment.until("a paper", lambda: phone.screen().startswith("consent-"), 10)
        self.assertTrue(phone.has("#given") or phone.screen() == "consent-sms")
        phone.driver.forward()
        phone.comes_to("identity")
        for secret in (person.name, person.number, person.mobile):
            self.assertNotIn(secret, phone.script("return JSON.stringify([localStorage, history.state])"))


class PagesAsFiles(unittest.TestCase):
    """Without a browser."""

    def test_nothing_inline_and_nothing_from_elsewhere(self):
        inline = re.compile(r"<style|style=|\son\w+=|<script(?![^>]*\ssrc=)")
        elsewhere = re.compile(r"https?://|url\(.?data:|innerHTML|insertAdjacentHTML|eval\(|\.style\b")
        for path in sorted(PAGES.rglob("*")):
            if path.suffix in {".js", ".css", ".html"}:
                text = path.read_text(encoding="utf-8")
                self.assertIsNone(elsewhere.search(text), path.name)
                if path.suffix == ".html":
                    self.assertIsNone(inline.search(text), path.name)

    def test_every_file_that_a_page_or_the_service_worker_names_is_there(self):
        """A name in /phone/ or /phone/art/ that leads nowhere would be an empty frame on a rider's phone."""
        icons = environment.ROOT / "assets/icons"
        missing, named = [], 0
        for path in sorted(PAGES.rglob("*")):
            if path.suffix not in {".js", ".css", ".html", ".webmanifest"}:
                continue
            text = path.read_text(encoding="utf-8")
            for name in re.findall(r"""(?<=["'(])/phone/[\w./-]+\.(?:js|css|html|svg|webmanifest)\b""", text):
                named += 1
                art = name.removeprefix("/phone/art/")
                if not (icons / art if art != name else PAGES / name.removeprefix("/phone/")).is_file():
                    missing.append(f"{path.name}: {name}")
            for art in re.findall(r'(?:\bscene|\boutcome)\("([\w-]+)"', text):
                named += 1
                if not (icons / f"scene-{art}.svg").is_file():
                    missing.append(f"{path.name}: scene {art}")
        self.assertGreater(named, 30)
        self.assertEqual(missing, [])

    def test_colours_stand_in_one_file(self):
        """Pages of other rooms can use the sheet without learning colours: css/tokens.css alone names them."""
        for path in sorted((PAGES / "css").glob("*.css")):
            found = re.findall(r"#[0-9a-f]{3,8}\b|\brgba?\(", path.read_text(encoding="utf-8"))
            self.assertEqual(bool(found), path.name == "tokens.css", f"{path.name}: {found}")


if __name__ == "__main__":
    sys.exit(report.run())
