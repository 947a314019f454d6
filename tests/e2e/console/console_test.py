"""The reviewer's work in a real browser against the real warmheart-central and a real station's records.

    /usr/bin/python3 tests/e2e/console/console_test.py            WARMHEART_BUILD: the build folder
                                                                  WARMHEART_SHOTS: a folder for pictures, when wanted
Every line is one test, named for what people see; the last line counts.
"""

import sys
import time
import unittest
from pathlib import Path

from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]
import accessibility  # noqa: E402
from browser import Browser  # noqa: E402
from files_test import PagesAsFiles  # noqa: E402,F401
from world import OTHER_UNION, STATION, UNDO_SECONDS, UNION, World  # noqa: E402

import environment  # noqa: E402
import report  # noqa: E402  (tests/e2e, on the path by world)
from independent_client import Device  # noqa: E402

PAGES = (("#/", ".figures"), ("#/applications", ".row-item"), ("#/applications?state=all", ".row-item"),
         ("#/stations", ".station-rows"), ("#/account", ".logins li"))


def setUpModule():
    ConsoleTest.world = World()
    unittest.addModuleCleanup(ConsoleTest.world.close)


class ConsoleTest(unittest.TestCase):
    """A window of the reviewer wang, and what every test may use. One centre and one station for all."""

    world: World
    browser: Browser

    @classmethod
    def setUpClass(cls):
        cls.browser = cls.window("wang")
        cls.addClassCleanup(cls.browser.close)

    @classmethod
    def window(cls, user: str | None = None, size=(1280, 720)) -> Browser:
        browser = Browser(cls.world.url, cls.world.ca, size)
        browser.load()
        if user:
            browser.sign_in(user, *cls.world.proof(user))
        return browser

    def setUp(self):
        self.b = self.browser
        self.b.resize(1280, 720)

    def rest(self, browser: Browser):
        """Colours change at once, so that no test meets one half-way."""
        still = {"features": [{"name": "prefers-reduced-motion", "value": "reduce"}]}
        browser.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", still)
        self.addCleanup(browser.driver.execute_cdp_cmd, "Emulation.setEmulatedMedia", {"features": []})

    def another(self, user: str | None = None, size=(1280, 720)) -> Browser:
        browser = self.window(user, size)
        self.addCleanup(browser.close)
        return browser

    def open(self, application: dict, browser: Browser | None = None):
        browser = browser or self.b
        browser.go("#/stations", ".stations")
        browser.go(f"#/applications/{application['id']}", ".facts")

    def decide_calls(self, browser: Browser) -> int:
        return browser.script(
            "return performance.getEntriesByType('resource').filter((e) => e.name.endsWith('/decide')).length")


class Trust(ConsoleTest):
    def test_a_browser_that_does_not_know_the_centres_authority_is_not_let_in_silently(self):
        stranger = Browser(self.world.url, None)
        self.addCleanup(stranger.close)
        stranger.load()
        self.assertEqual(stranger.all("#user"), [])
        self.assertIn("ERR_CERT_AUTHORITY_INVALID", stranger.driver.page_source)


class SigningIn(ConsoleTest):
    def test_a_wrong_password_is_told_in_a_sentence_and_the_name_stays(self):
        b = self.another()
        b.type("#user", "guo")
        b.type("#password", "wrong" + Keys.ENTER)
        self.assertGreater(len(b.until("a sentence", lambda: b.text("#sign-in-error"))), 8)
        self.assertEqual(b.wait("#user").get_attribute("value"), "guo")
        b.shot("sign-in-wrong")
        b.sign_in("guo", *self.world.proof("guo"))

    def test_an_empty_form_is_told_without_asking_the_centre(self):
        b = self.another()
        b.wait("form button.btn-primary").click()
        self.assertTrue(b.text("#sign-in-error"))

    def test_a_lost_session_leads_back_to_the_same_page_with_the_half_written_reason(self):
        [one] = self.world.apply()
        b = self.another("wang")
        self.open(one, b)
        b.press("x")
        b.type("#reason", "写了一半的原因")
        b.driver.delete_cookie("__Host-wh_session")
        b.wait("[data-confirm]").click()
        b.wait("#user")
        self.assertNotIn(one["document_number"], b.driver.page_source)
        self.assertTrue(b.driver.current_url.endswith(one["id"]))
        b.shot("session-lost")
        b.sign_in("wang", *self.world.proof("wang"), shows=".facts")
        self.assertTrue(b.driver.current_url.endswith(one["id"]))
        b.press("x")
        self.assertEqual(b.wait("#reason").get_attribute("value"), "写了一半的原因")

    def test_an_empty_chair_is_signed_out_and_the_data_leaves_the_screen(self):
        [one] = self.world.apply()
        b = self.another()
        # The page's own clock and timers run thirty-one minutes ahead once `later` is set; the centre's do not.
        b.driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": """
            const now = Date.now, repeat = window.setInterval;
            window.later = 0;
            Date.now = () => now() + window.later;
            window.setInterval = (f, ms) => repeat(f, Math.min(ms, 500));
        """})
        b.driver.refresh()
        b.sign_in("wang", *self.world.proof("wang"))
        self.open(one, b)
        b.script("window.later = 31 * 60000")
        b.wait("#user")
        self.assertNotIn(one["name"], b.driver.page_source)
        self.assertTrue(b.driver.current_url.endswith(one["id"]))

    def test_signing_out_leaves_nothing_on_the_screen(self):
        b = self.another("wang")
        b.all(".who-actions button")[-1].click()
        b.wait("#user")
        b.driver.refresh()
        b.wait("#user")


class OwnAccount(ConsoleTest):
    def test_a_first_sign_in_shows_a_qr_code_and_nothing_else_until_the_second_factor_stands(self):
        password = self.world.centre.add_user("chen", "union-reviewer", UNION)
        b = self.another()
        b.sign_in("chen", password, "", shows=".qr")
        b.shot("first-factor")
        b.go("#/applications", ".qr")
        self.assertEqual(b.all(".side nav a"), [])
        secret = b.text("[data-secret]").replace(" ", "")
        b.type("#first-code", "000000" + Keys.ENTER)
        self.assertTrue(b.text("#first-code-error"))
        b.type("#first-code", environment.Factor(secret).code() + Keys.ENTER)
        b.wait(".recovery li")
        self.assertEqual(len(b.all(".recovery li")), 10)
        b.shot("recovery-codes")
        code = b.all(".recovery li")[0].text
        b.wait(".factor .btn-primary").click()
        b.wait(".list-card, .figures")
        again = self.another()
        again.sign_in("chen", password, code)

    def test_the_account_page_lists_logins_and_ends_another_one(self):
        other = self.another("guo")
        b = self.another("guo")
        b.go("#/account", ".logins li")
        b.shot("account")
        self.assertGreaterEqual(len(b.all(".logins li")), 2)
        count = len(b.all("[data-end]"))
        b.all("[data-end]")[0].click()
        b.until("one login fewer", lambda: len(b.all("[data-end]")) == count - 1)
        other.go("#/stations", "#user, .stations")
        other.wait("#user")

    def test_a_password_that_is_guessed_first_is_refused_in_a_sentence_and_a_good_one_is_taken(self):
        password = self.world.centre.add_user("sun", "union-reviewer", UNION)
        environment.Console(self.world.centre).sign_in("sun", password)
        b = self.another("sun")
        b.go("#/account", ".logins li")
        for new, where in (("short", "#new-password-error"), ("qwertyuiop1234", "#password-form-error")):
            b.type("#old-password", password)
            b.type("#password-code", self.world.centre.factors["sun"].code())
            b.type("#new-password", new)
            b.type("#again-password", new + Keys.ENTER)
            self.assertTrue(b.text(where), new)
        b.shot("password-refused")
        b.type("#password-code", self.world.centre.factors["sun"].code())
        b.type("#new-password", "四辆电动车停在湖边的树下")
        b.type("#again-password", "四辆电动车停在湖边的树下" + Keys.ENTER)
        b.wait(".toast-wh")

    def test_an_operator_finds_the_own_account_and_no_applications(self):
        self.world.centre.add_operator("ops")
        b = self.another()
        b.sign_in("ops", *self.world.proof("ops"), shows=".logins li")
        self.assertEqual(b.all(".side nav a"), [])
        b.go("#/applications", ".polite")

    def test_what_is_decided_opens_again_only_with_a_reason(self):
        [one] = self.world.apply()
        self.open(one)
        self.b.press("a")
        self.b.wait(".undo")
        self.world.state(one["id"])
        self.b.go("#/stations", ".stations")
        self.b.go(f"#/applications/{one['id']}", ".reason-form")
        self.assertNotIn(one["name"], self.b.driver.page_source)
        self.b.shot("reason")
        self.b.wait("[data-confirm]").click()
        self.assertTrue(self.b.text("#opening-reason-error"))
        self.b.type("#opening-reason", "骑手来电询问" + Keys.ENTER)
        self.b.wait(".facts")
        rows = self.world.centre.rows("SELECT detail FROM audit WHERE what = 'application-opened' AND subject = ?",
                                      one["id"])
        self.assertIn(("骑手来电询问",), rows)


class Queue(ConsoleTest):
    def test_the_list_is_masked_and_oldest_first(self):
        made = self.world.apply(3)
        self.b.go("#/stations", ".stations")
        self.b.go("#/applications", ".row-item")
        shown = [row.get_attribute("data-id") for row in self.b.all(".row-item")]
        positions = [shown.index(one["id"]) for one in made]
        self.assertEqual(positions, sorted(positions))
        source = self.b.driver.page_source
        for one in made:
            self.assertNotIn(one["name"], source)
            self.assertNotIn(one["document_number"], source)
        self.assertNotIn("批准入会", self.b.text("#main"))
        self.b.shot("queue")

    def test_j_and_k_move_and_enter_opens(self):
        self.world.apply(2)
        self.b.go("#/stations", ".stations")
        self.b.go("#/applications", ".row-item")
        at = lambda: self.b.script("return document.activeElement.dataset.open")
        first = self.b.until("the first row to have the focus", at)
        self.b.press("j")
        self.assertNotEqual(at(), first)
        self.b.press("k")
        self.assertEqual(at(), first)
        self.b.press(Keys.ENTER)
        self.b.wait(".facts")
        self.assertTrue(self.b.driver.current_url.endswith(first))
        self.b.press("b")
        self.b.wait(".row-item")
        self.assertEqual(at(), first)

    def test_new_applications_come_below_and_move_nothing(self):
        self.world.apply(2)
        self.b.go("#/stations", ".stations")
        self.b.go("#/applications", ".row-item")
        where = lambda: [(row.get_attribute("data-id"), row.rect["y"]) for row in self.b.all(".row-item")]
        self.b.press("j")
        before, focus = where(), self.b.script("return document.activeElement.dataset.open")
        [new] = self.world.apply()
        self.b.wait(".arrived button")
        self.assertEqual(where()[:len(before)], before)
        self.assertEqual(where()[-1][0], new["id"])
        self.assertEqual(self.b.script("return document.activeElement.dataset.open"), focus)
        self.b.shot("queue-arrived")
        self.b.wait(".arrived button").click()
        self.assertEqual(self.b.script("return document.activeElement.dataset.open"), new["id"])

    def test_what_a_colleague_decided_is_marked_in_place(self):
        [one, _] = self.world.apply(2)
        self.b.go("#/stations", ".stations")
        self.b.go("#/applications", f'[data-id="{one["id"]}"]')
        count = len(self.b.all(".row-item"))
        city = self.another("city")
        self.open(one, city)
        city.press("a")
        city.wait(".undo")
        self.b.wait(f'.gone[data-id="{one["id"]}"]', 25)
        self.assertEqual(len(self.b.all(".row-item")), count)


class Deciding(ConsoleTest):
    def test_approved_by_keyboard_alone_and_the_riders_card_turns_final(self):
        [one] = self.world.apply()
        self.open(one)
        self.assertIn(one["name"], self.b.text("h1"))
        self.assertIn(one["document_number"], self.b.text("[data-document]").replace(" ", ""))
        self.assertTrue(self.b.wait(".paper .ink").get_attribute("d"))
        self.b.shot("application")
        self.assertNotIn(one["name"], self.b.driver.title)
        self.b.press("a")
        self.b.wait(".undo")
        self.b.wait(".decided")
        self.b.shot("approved")
        state = self.world.state(one["id"])
        self.assertEqual(state["state"], "approved")
        self.assertTrue(state["final_card"].startswith("WH1:"))

    def test_undo_takes_the_decision_back_and_the_rider_hears_nothing(self):
        [one] = self.world.apply()
        self.open(one)
        self.b.press("a")
        self.b.wait(".undo")
        self.b.press("u")
        self.b.wait("[data-act=approve]")
        time.sleep(UNDO_SECONDS + 1)  # by now it would be true
        self.world.device("sync")
        told = next(entry for entry in self.world.device("states") if entry["id"] == one["id"])
        self.assertNotEqual(told["state"], "approved")
        self.b.wait("[data-act=approve]").click()
        self.b.wait(".undo")
        self.assertEqual(self.world.state(one["id"])["state"], "approved")

    def test_a_double_click_makes_one_decision(self):
        [one] = self.world.apply()
        self.open(one)
        before = self.decide_calls(self.b)
        ActionChains(self.b.driver).double_click(self.b.wait("[data-act=approve]")).perform()
        self.b.wait(".undo")
        self.b.press("a", "a")
        self.assertEqual(self.decide_calls(self.b) - before, 1)
        self.assertEqual(len(self.b.all(".undo [data-undo]")),
                         len({e.get_attribute("data-undo") for e in self.b.all(".undo [data-undo]")}))

    def test_returned_with_fields_and_a_sentence_the_rider_gets_both(self):
        [one] = self.world.apply()
        self.open(one)
        self.b.press("r")
        self.b.wait("[data-confirm]").click()
        self.assertTrue(self.b.text("#fields-error"))
        self.b.wait('[name=field][value="signature"]').click()
        self.b.wait('[name=field][value="mobile"]').click()
        self.b.type("#reason", "签名不清楚，手机号打不通。")
        self.b.shot("return")
        self.b.wait("[data-confirm]").click()
        self.b.wait(".undo")
        state = self.world.state(one["id"])
        self.assertEqual(state["state"], "returned")
        self.assertEqual(sorted(state["fields"]), ["mobile", "signature"])
        self.assertEqual(state["reason"], "签名不清楚，手机号打不通。")

    def test_rejecting_needs_a_reason_and_the_rider_reads_it(self):
        [one] = self.world.apply()
        self.open(one)
        self.b.press("x")
        self.b.wait("[data-confirm]").click()
        self.assertTrue(self.b.text("#reason-error"))
        self.b.type("#reason", "多次联系未能核实。")
        self.b.wait("[data-confirm]").click()
        self.b.wait(".undo")
        state = self.world.state(one["id"])
        self.assertEqual((state["state"], state["reason"]), ("rejected", "多次联系未能核实。"))

    def test_forwarded_to_another_union_it_is_theirs_and_no_longer_ours(self):
        [one] = self.world.apply()
        self.open(one)
        self.b.press("f")
        self.b.wait(".union-list")
        self.b.type("#union-search", OTHER_UNION)
        self.b.wait(f'[name=union][value="{OTHER_UNION}"]').click()
        self.b.shot("forward")
        self.b.wait("[data-confirm]").click()
        self.b.wait(".undo")
        guo = self.another("guo")
        guo.until("it to reach the other union",
                  lambda: guo.go("#/stations", ".stations") and guo.go("#/applications", ".list-card")
                  and time.sleep(1) is None and guo.all(f'[data-id="{one["id"]}"]'), 30)
        self.b.go("#/stations", ".stations")
        self.b.go(f"#/applications/{one['id']}", ".polite")
        self.assertNotIn(one["name"], self.b.driver.page_source)
        self.b.shot("not-yours")

    def test_the_same_document_number_twice_is_shown_side_by_side(self):
        [one] = self.world.apply()
        [two] = self.world.apply(1, "--document", one["document_number"], "--name", one["name"])
        self.b.go("#/stations", ".stations")
        self.b.go("#/applications", f'[data-id="{two["id"]}"]')
        self.open(two)
        self.assertTrue(self.b.all(f'.duplicates a[href$="{one["id"]}"]'))
        self.b.shot("duplicates")

    def test_a_declined_signature_asks_for_a_phone_call_first(self):
        [one] = self.world.apply(1, "--declined")
        self.open(one)
        self.b.wait(".paper-none")
        self.assertIn("电话", self.b.text(".decide"))
        self.b.shot("declined")

    def test_fields_that_break_the_rules_are_named_in_both_languages(self):
        """What no kiosk would have let through: the reviewer sees which fields, in words and not by colour alone."""
        device = Device("localhost", self.world.centre.people_port)
        device.enrol(self.world.centre.enrolment_code(STATION))
        one = {"id": device.send_unfit_application(UNION)}
        environment.until("it stands in the queue",
                          lambda: one["id"] in {item["id"] for item in self.world.console.waiting()})
        self.open(one)
        line = ".decide .notice-error"
        self.assertIn("不符合填表规则：证件号码、手机号", self.b.text(line))
        self.assertFalse(self.b.all(".decide .notice-good"), "nothing says that all is well")
        for width, height in ((1280, 720), (640, 360)):
            self.b.resize(width, height)
            self.assertTrue(self.b.script(
                "const n = document.querySelector(arguments[0]);"
                "return n.scrollWidth <= n.clientWidth && n.scrollHeight <= n.clientHeight", line), "it is clipped")
            self.b.shot(f"broken-fields-zh-{width}")
        english = self.another("wang")
        english.all(".who-actions button")[0].click()
        self.open(one, english)
        self.assertIn("break the rules of the form: Document number, Mobile", english.text(line))
        english.shot("broken-fields-en-1280")

    def test_every_opening_writes_one_audit_row_and_redrawing_none(self):
        [one] = self.world.apply()
        rows = lambda: self.world.audit_rows("application-opened", one["id"])
        self.open(one)
        self.assertEqual(rows(), 1)
        self.b.all(".who-actions button")[0].click()
        self.b.all(".who-actions button")[0].click()
        self.b.wait(".facts")
        self.assertEqual(rows(), 1)
        self.open(one)
        self.assertEqual(rows(), 2)


class Accessibility(ConsoleTest):
    def each_page(self, browser: Browser):
        [one] = self.world.apply()
        for hash_, shows in (*PAGES, (f"#/applications/{one['id']}", ".facts"), ("#/nothing/here", ".polite")):
            browser.go(hash_, shows)
            yield hash_

    def test_every_text_has_a_contrast_of_at_least_four_and_a_half(self):
        self.rest(self.b)
        self.b.script("document.activeElement.blur()")
        for page in self.each_page(self.b):
            self.b.until(f"good contrast on {page}", lambda: self.b.script(accessibility.CONTRAST) == [], 3)
            self.assertEqual(self.b.script(accessibility.CONTRAST), [], page)

    def test_every_control_has_a_name(self):
        for page in self.each_page(self.b):
            self.assertEqual(self.b.script(accessibility.UNNAMED), [], page)

    def test_english_is_complete(self):
        b = self.another("wang")
        b.all(".who-actions button")[0].click()
        for page in self.each_page(b):
            self.assertEqual(b.script(accessibility.CHINESE), [], page)
        b.shot("english-lost")
        b.go("#/", ".figures")
        b.shot("english-overview")

    def test_at_two_hundred_per_cent_nothing_scrolls_sideways(self):
        self.b.resize(640, 360)
        for page in self.each_page(self.b):
            self.assertLessEqual(self.b.script(accessibility.SIDEWAYS), 0, page)
            self.b.shot("narrow-" + (page.strip("#/").split("/")[0].split("?")[0] or "overview"))

    def test_paper_shows_the_content_and_no_controls(self):
        self.b.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
        self.addCleanup(self.b.driver.execute_cdp_cmd, "Emulation.setEmulatedMedia", {"media": ""})
        for page in self.each_page(self.b):
            self.assertFalse(any(e.is_displayed() for e in self.b.all(".side, .panel, .notifications, .open-cell")),
                             page)

    def test_a_figure_has_unit_time_and_a_way_behind_it(self):
        self.b.go("#/", ".figures")
        for figure in self.b.all(".figure"):
            self.assertTrue(figure.get_attribute("href"))
            self.assertTrue(figure.find_element("css selector", ".unit").text)
            self.assertRegex(figure.get_attribute("textContent"), r"\d\d:\d\d")
        self.b.shot("overview")

    def test_a_page_for_another_role_is_refused_politely_and_stands_in_nobodys_side_bar(self):
        b = self.another("wang")
        b.driver.execute_async_script("""
            const done = arguments[0];
            import("/js/kit/registry.js").then(async ({ register_pages }) => {
              const { kPages } = await import("/js/pages/index.js");
              const secret = { name: "overview", path: "/secret", nav: 9, icon: "lock", roles: ["auditor"],
                open: () => { document.title = "seen"; return {}; } };
              register_pages([...kPages, secret]);
              done();
            });""")
        b.go("#/secret", ".polite")
        self.assertNotEqual(b.driver.title, "seen")
        self.assertEqual(len(b.all(".side nav a")), 3)
        b.go("#/", ".figures")

    def test_an_address_that_leads_nowhere_is_told_politely(self):
        self.b.go("#/applications/00000000-0000-7000-8000-000000000000", ".polite")
        self.b.go("#/members", ".polite")

    def test_an_address_made_of_what_all_objects_share_leaves_no_mark(self):
        """ASVS 15.3.6: keys of the address that are names of an object's own machinery."""
        for hash_, shows in (("#/constructor", ".polite"), ("#/", ".figures"), ("#/__proto__/seen", ".polite"),
                             ("#/applications?__proto__=x&__proto__[seen]=1&constructor[prototype][seen]=1",
                              ".list-card")):
            self.b.go(hash_, shows)
            self.assertIsNone(self.b.script("return ({}).seen ?? null"), hash_)
        self.b.go("#/", ".figures")
        self.assertEqual(self.b.driver.execute_async_script("""
            const done = arguments[0];
            import("/shared/js/i18n.js").then(({ has_sentence, say }) =>
              done(["constructor", "__proto__", "toString"].map((key) => [has_sentence(key), say(key)])));"""),
            [[False, "constructor"], [False, "__proto__"], [False, "toString"]])

    def test_the_browser_itself_reports_no_error(self):
        b = self.another("wang")
        for _ in self.each_page(b):
            pass
        self.assertEqual(b.messages(), [])


class Alerts(ConsoleTest):
    def press(self, b, css):
        button = b.wait(css)
        b.script("arguments[0].scrollIntoView({ block: 'center', behavior: 'instant' })", button)
        button.click()

    def test_the_city_publishes_an_alert_and_ends_it_and_both_are_audited(self):
        b = self.another("city")
        b.go("#/alerts", "form")
        self.press(b, "form button.btn-primary")
        self.assertTrue(b.text('[data-error="text"]'))
        b.type("#text", "今天最高 38 度，请避开中午")
        self.press(b, "form button.btn-primary")
        alert = b.wait("[data-alert]").get_attribute("data-alert")
        self.assertEqual(self.world.audit_rows("alert-published", alert), 1)
        self.press(b, f'[data-end="{alert}"]')
        b.until("the alert to be over", lambda: not b.all(f'[data-end="{alert}"]'))
        self.assertEqual(self.world.audit_rows("alert-ended", alert), 1)

    def test_the_weather_is_refused_where_it_makes_no_sense(self):
        b = self.another("city")
        b.go("#/alerts", "form")
        b.type("#low", "5")
        b.type("#high", "-5")
        self.press(b, "form:has(#low) button.btn-plain")
        self.assertTrue(b.text('[data-error="high"]'))

    def test_a_union_reviewer_has_no_such_page(self):
        self.assertEqual(self.b.all('a[href="#/alerts"]'), [])


if __name__ == "__main__":
    sys.exit(report.run())
