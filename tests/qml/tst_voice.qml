import QtQuick
import QtTest
import Warmheart.Backend
import Warmheart.Fakes
import Warmheart.Ui

Listener {
    id: test

    name: "Voice"

    function test_without_a_sound_device_there_is_no_switch_and_with_one_pages_and_controls_are_said() {
        test.window.page.panelAsked();
        tryVerify(() => findChild(test.window.contentItem, "accessPanel") !== null);
        compare(sheetItem("voice").visible, false);
        FakeSpeech.plug(true);
        tryCompare(sheetItem("voice"), "visible", true);
        mouseClick(sheetItem("voice"));
        compare(Voice.on, true);
        hears(qsTrId("voice.on"));
        hears(qsTrId("voice.keys"));
        keyClick(Qt.Key_Escape);
        touch("joinTile");
        at("joinStartPage");
        hears(test.window.page.title);
        seek(qsTrId("join.way.here"), button);
        Voice.on = false;
        FakeSpeech.forget();
        keyClick(Qt.Key_Right);
        wait(150);
        compare(heard(), "");
    }

    function test_headphones_that_go_in_turn_it_on_and_the_page_says_where_one_is() {
        FakeSpeech.headphones(true);
        compare(Voice.on, false);
        FakeSpeech.headphones(false);
        FakeSpeech.plug(true);
        FakeSpeech.headphones(true);
        compare(Voice.on, true);
        verify(Voice.privately);
        hears(qsTrId("voice.on"));
        hears(qsTrId("home.sentence"));
        FakeSpeech.headphones(false);
        compare(Voice.on, false);
    }

    function test_a_request_rings_once_when_it_comes_and_prints_for_the_counter() {
        FakePrinter.plug(true);
        Visit.refresh();
        const rung = FakeSpeech.rung;
        const slips = FakePrinter.slips;
        FakeVisits.ask("HEAT");
        Visit.refresh();
        compare(FakeSpeech.rung, rung + 1);
        compare(FakePrinter.slips, slips + 1);
        compare(FakePrinter.lastTitle, qsTrId("rest.request.slip"));
        Visit.refresh();
        compare(FakeSpeech.rung, rung + 1);
        compare(FakePrinter.slips, slips + 1);
        Scanner.scanned("WB1:OF HERE");
        tryVerify(() => Visit.requestCount === 0);
    }

    function test_a_text_is_a_stop_while_the_voice_is_on_and_none_while_it_is_off() {
        touch("joinTile");
        at("joinStartPage");
        touch("thirdButton");
        at("joinQuestionsPage");
        const texts = () => all(test.window.page).filter(item => item.visible && item.activeFocusOnTab
                                                         && !(item instanceof Pressable));
        compare(texts().length, 0);
        FakeSpeech.plug(true);
        Voice.on = true;
        verify(texts().length >= 2 + Station.answers.count, "title, lead and every answer");
        for (const text of texts())
            verify(text.Accessible.name !== "", text + " has words");
    }

    function test_the_stop_has_a_ring() {
        listen(false);
        Voice.curtain = false;
        seek(qsTrId("home.sentence"));
        const focus = test.window.activeFocusItem;
        const ring = all(test.window.contentItem).find(item => item instanceof StopRing);
        tryVerify(() => ring.visible);
        tryCompare(ring, "height", focus.height);
        fuzzyCompare(ring.y, focus.mapToItem(test.window.contentItem, 0, 0).y, 1);
    }

    function test_a_field_says_what_is_wrong_with_it_when_it_is_left_and_its_value_through_headphones_alone() {
        FakeSpeech.plug(true);
        touch("joinTile");
        at("joinStartPage");
        fill();
        test.window.page.go(Routes.joinIdentity);
        at("joinIdentityPage");
        Voice.on = true;
        Join.identity.mobile = "1380000";
        wait(300);
        FakeSpeech.forget();
        item("mobileInput").forceActiveFocus();
        hears(qsTrId("voice.filled").arg(7));
        verify(heard().indexOf("1 3 8") < 0 && heard().indexOf("138") < 0, heard());
        FakeSpeech.forget();
        item("nameInput").forceActiveFocus();
        tryVerify(() => item("mobileError").text !== "");
        hears(item("mobileError").text);
        FakeSpeech.headphones(true);
        wait(300);
        FakeSpeech.forget();
        item("mobileInput").forceActiveFocus();
        hears("1 3 8，0 0 0 0");
        hears(item("mobileError").text);
    }

    function test_a_key_of_a_field_is_said_through_headphones_alone() {
        touch("cardTile");
        at("myCardPage");
        FakeSpeech.plug(true);
        Voice.on = true;
        item("queryCodeInput").forceActiveFocus();
        wait(300);
        FakeSpeech.forget();
        keyClick(Qt.Key_Return);
        hears(qsTrId("voice.typing.private"));
        FakeSpeech.forget();
        keyClick(Qt.Key_Right);
        keyClick(Qt.Key_Return);
        compare(heard(), "");
        keyClick(Qt.Key_Escape);
        keyClick(Qt.Key_Escape);
        FakeSpeech.headphones(true);
        FakeSpeech.forget();
        keyClick(Qt.Key_Return);
        hears("1 2 3");
    }

    function test_a_code_is_said_when_it_is_asked_for_after_a_warning_or_through_headphones() {
        touch("helpTile");
        at("helpPage");
        touch("helpKind-legal-advice");
        at("helpAskPage");
        touch("helpTopic-contract");
        FakeSpeech.plug(true);
        Voice.on = true;
        FakeSpeech.forget();
        touch("primaryButton");
        at("helpDonePage");
        hears(qsTrId("voice.on-request"));
        verify(heard().indexOf("7 4 1") < 0, heard());
        seek(qsTrId("help.number") + "。");
        verify(heard().indexOf("7 4 1") < 0, heard());
        confirm();
        hears("7 4 1，9 2 6，0 3 9");
        compare(test.window.page.objectName, "helpDonePage");
        press(Qt.Key_Right);
        press(Qt.Key_Left);
        verify(heard().indexOf("7 4 1") < 0, "asked once, said once: " + heard());
    }

    function test_the_code_of_a_slip_is_said_when_it_is_asked_for_and_whose_it_is_through_headphones_alone() {
        walkToReview();
        FakeSpeech.plug(true);
        Voice.on = true;
        wait(300);
        FakeSpeech.forget();
        touch("primaryButton");
        at("joinDonePage");
        hears(qsTrId("card.provisional"));
        hears(qsTrId("voice.on-request"));
        verify(heard().indexOf("张*") < 0 && heard().indexOf("7 4 1") < 0, heard());
        seek(qsTrId("card.query-code") + "。");
        confirm();
        hears("7 4 1，9 2 6，0 3 9");
        FakeSpeech.headphones(true);
        seek(qsTrId("card.provisional") + "。");
        hears("张*");
    }

    function test_the_review_says_no_name_and_number_aloud() {
        walkToReview();
        FakeSpeech.plug(true);
        Voice.on = true;
        wait(300);
        seek(qsTrId("identity.name") + "。");
        hears(qsTrId("voice.private"));
        verify(heard().indexOf("张") < 0, heard());
        seek(qsTrId("identity.mobile") + "。");
        verify(heard().indexOf("1380") < 0 && heard().indexOf("1 3 8") < 0, heard());
        seek(qsTrId("work.occupation") + "。");
        hears(qsTrId("occupation.food-delivery"));
    }

    function test_what_comes_waits_for_what_is_being_said_and_what_went_wrong_does_not() {
        listen(false);
        Visit.refresh();
        wait(300);
        FakeSpeech.forget();
        Voice.sayPage();
        FakeVisits.ask("HEAT");
        Visit.refresh();
        hears(Visit.requestText);
        verify(FakeSpeech.said.indexOf(qsTrId("home.sentence")) >= 0, "it was not cut off: " + FakeSpeech.said);
        Voice.interrupt(qsTrId("rest.undone"));
        compare(FakeSpeech.said, qsTrId("rest.undone"));
        Scanner.scanned("WB1:OF HERE");
        tryVerify(() => Visit.requestCount === 0);
    }

    function test_an_error_of_the_page_takes_the_keys_to_what_is_missing() {
        touch("joinTile");
        at("joinStartPage");
        fill();
        Join.identity.mobile = "1380000";
        test.window.page.go(Routes.joinIdentity);
        at("joinIdentityPage");
        FakeSpeech.plug(true);
        Voice.on = true;
        wait(300);
        choose(qsTrId("frame.next"), button);
        hears(item("mobileError").text);
        tryVerify(() => test.window.activeFocusItem.objectName === "mobileInput");
    }

    function test_a_key_says_it_again_and_so_does_ok_that_is_held_without_pressing_anything() {
        listen(false);
        seek(qsTrId("rest.title"), button);
        const words = FakeSpeech.said;
        for (const again of [Qt.Key_F1, Qt.Key_Help]) {
            press(again);
            compare(FakeSpeech.said, words);
        }
        FakeSpeech.forget();
        keyPress(Qt.Key_Return);
        wait(900);
        keyRelease(Qt.Key_Return);
        compare(FakeSpeech.said, words);
        wait(100);
        compare(test.window.page.objectName, "homePage");
        confirm();
        at("restPage");
    }

    function test_the_volume_has_five_steps_by_keys_and_on_the_screen_and_goes_with_its_person() {
        listen(false);
        compare(Voice.volume, 4);  // by day
        compare(FakeSpeech.volume, 56);
        for (let louder = 0; louder < 3; ++louder)
            press(Qt.Key_VolumeUp);
        compare(FakeSpeech.volume, 100);
        hears(qsTrId("voice.volume.now").arg(5));
        Voice.curtain = false;
        test.window.page.panelAsked();
        tryVerify(() => findChild(test.window.contentItem, "accessPanel") !== null);
        const less = sheetItem("volumeLess");
        for (let softer = 0; softer < 6; ++softer)
            less.clicked();
        compare(Voice.volume, 1);
        compare(FakeSpeech.volume, 10);
        verify(!less.enabled);
        Idle.wipeNow();
        at("homePage");
        compare(Voice.volume, 4);
    }

    function test_a_sound_device_that_goes_is_said_on_the_screen_and_comes_back_to_the_same_person() {
        listen(false);
        FakeSpeech.fail();
        verify(Voice.on);
        compare(sheetItem("soundLost").visible, true);
        compare(Voice.curtain, false);
        press(Qt.Key_Right);
        verify(heard() !== "", "the next utterance tries again");
        FakeSpeech.begin();
        compare(sheetItem("soundLost").visible, false);
        FakeSpeech.plug(false);
        compare(sheetItem("soundLost").visible, true);
        FakeSpeech.forget();
        FakeSpeech.plug(true);
        hears(qsTrId("home.sentence"));
        compare(sheetItem("soundLost").visible, false);
    }

    function test_a_sheet_says_what_it_asks_and_the_keys_stay_on_it() {
        touch("joinTile");
        at("joinStartPage");
        Join.identity.name = "张伟";
        listen(false);
        test.window.page.home();
        hears(qsTrId("leave.title"));
        hears(qsTrId("leave.words"));
        for (let presses = 0; presses < 8; ++presses) {
            press(Qt.Key_Right);
            verify(test.window.onSheet(test.window.activeFocusItem), "on the sheet: " + FakeSpeech.said);
        }
        choose(qsTrId("leave.leave"), button);
        at("homePage");
    }

    function test_what_interrupts_is_said_before_what_waits() {
        touch("joinTile");
        at("joinStartPage");
        FakeSpeech.plug(true);
        Voice.on = true;
        wait(300);
        FakeSpeech.forget();
        Voice.announce("a");
        Voice.interrupt("b");
        compare(FakeSpeech.all[0], "b");
        tryVerify(() => FakeSpeech.all.length === 2);
        compare(FakeSpeech.all[1], "a");
    }

    function test_the_numbers_of_an_emergency_are_said_digit_by_digit_and_the_page_in_full() {
        listen(false);
        seek(qsTrId("home.emergency"), button);
        hears("1 1 0");
        confirm();
        hears(qsTrId("help.emergency.title"));
        hears("1 1 0");
        hears("1 2 0");
    }

    function test_each_piece_is_said_in_its_language() {
        Appearance.language = "en";
        listen(false);
        FakeSpeech.forget();
        Voice.interrupt("Your union: 望京街道总工会");
        compare(FakeSpeech.pieces.join("|"), "en Your union: |zh 望京街道总工会");
    }

    function test_the_curtain_hides_the_page_and_a_touch_takes_it_away_without_touching_what_lies_below() {
        FakeSpeech.plug(true);
        Voice.curtain = true;
        compare(Voice.curtain, false);
        Voice.on = true;
        Voice.curtain = true;
        const curtain = sheetItem("screenCurtain");
        compare(curtain.visible, true);
        compare(curtain.width, test.window.width);
        mouseClick(item("joinTile"));
        compare(Voice.curtain, false);
        compare(test.window.page.objectName, "homePage");
        Voice.curtain = true;
        Idle.wipeNow();
        at("homePage");
        compare(Voice.on, false);
        compare(Voice.curtain, false);
    }
}
