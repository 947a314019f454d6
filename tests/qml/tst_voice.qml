import QtQuick
import QtTest
import Warmheart.Backend
import Warmheart.Fakes
import Warmheart.Ui

Kiosk {
    id: test

    name: "Voice"

    function says(words) {
        tryVerify(() => FakeSpeech.said.indexOf(words) >= 0, 2000, "said: " + FakeSpeech.said + ", not " + words);
    }

    function test_without_a_sound_device_there_is_no_switch_and_with_one_pages_and_controls_are_said() {
        test.window.page.panelAsked();
        tryVerify(() => findChild(test.window.contentItem, "accessPanel") !== null);
        compare(sheetItem("voice").visible, false);
        FakeSpeech.plug(true);
        tryCompare(sheetItem("voice"), "visible", true);
        mouseClick(sheetItem("voice"));
        compare(Voice.on, true);
        says(qsTrId("voice.on"));
        keyClick(Qt.Key_Escape);
        touch("joinTile");
        at("joinStartPage");
        says(test.window.page.title);
        keyClick(Qt.Key_Right);
        keyClick(Qt.Key_Right);
        says(qsTrId("voice.button"));
        Voice.on = false;
        compare(FakeSpeech.said, "");
        keyClick(Qt.Key_Right);
        wait(150);
        compare(FakeSpeech.said, "");
    }

    function test_headphones_that_go_in_turn_it_on_and_the_page_says_where_one_is() {
        FakeSpeech.headphones(true);
        compare(Voice.on, false);
        FakeSpeech.plug(true);
        FakeSpeech.headphones(true);
        compare(Voice.on, true);
        says(qsTrId("voice.on"));
        says(qsTrId("home.sentence"));
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

    function test_a_field_says_its_label_its_value_and_what_is_wrong_with_it() {
        FakeSpeech.plug(true);
        toIdentity();
        Voice.on = true;
        Join.identity.mobile = "1380000";
        item("nameInput").forceActiveFocus();
        item("mobileInput").forceActiveFocus();
        says("138 0000");
        item("nameInput").forceActiveFocus();
        wait(100);
        item("mobileInput").forceActiveFocus();
        says(item("mobileError").text);
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
