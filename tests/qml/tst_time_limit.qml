// Before anything is taken from somebody who does nothing, the screen says so for 20 s, and one touch is enough to
// stay: on outcomes, too, and at Home for whoever reads by looks of their own or listens (WCAG 2.2, 2.2.1).
import QtQuick
import QtTest
import Warmheart.Backend
import Warmheart.Fakes
import Warmheart.Ui

Kiosk {
    id: test

    name: "TimeLimit"

    property int passed: 0

    function pass(seconds) {
        test.passed += seconds;
        FakeClock.pass(seconds);
    }
    function cleanup() {
        Idle.wipeNow();
        FakeClock.pass(-test.passed);
        test.passed = 0;
        Idle.wipeNow();
    }
    function is_warned_and_stays() {
        const page = window.page;
        pass(44);
        wait(1200);
        verify(!Idle.warning);
        pass(2);
        tryVerify(() => Idle.warning, 3000);
        verify(sheetItem("stillHereButton").visible);
        compare(sheetItem("idleWords").text, qsTrId("idle.words").arg(Idle.secondsLeft));
        verify(Idle.secondsLeft > 10, Idle.secondsLeft + " s to answer");
        mouseClick(sheetItem("stillHereButton"));
        tryVerify(() => !sheetItem("stillHereButton").visible);
        verify(!Idle.warning);
        compare(window.page, page);
        verify(findChild(window.contentItem, "accessPanel") === null, "what lies below the bar was not touched");
    }
    function test_an_outcome_is_not_taken_without_a_warning() {
        touch("quick-WATER");
        at("restWhoPage");
        touch("restOccupation-courier");
        at("restDonePage");
        is_warned_and_stays();
        compare(window.page.objectName, "restDonePage");
        pass(46);
        tryVerify(() => Idle.warning, 3000);
        pass(20);
        at("homePage");
    }
    function test_looks_that_were_chosen_are_not_taken_at_home_without_a_warning_data() {
        return [{ tag: "language", value: "en" }, { tag: "theme", value: "contrast" },
            { tag: "largeType", value: true }, { tag: "loweredControls", value: true }];
    }
    function test_looks_that_were_chosen_are_not_taken_at_home_without_a_warning(data) {
        Idle.touch();
        Appearance[data.tag] = data.value;
        is_warned_and_stays();
        compare(Appearance[data.tag], data.value);
    }
    function test_who_listens_is_warned_at_home() {
        Idle.touch();
        FakeSpeech.plug(true);
        Voice.on = true;
        is_warned_and_stays();
        verify(Voice.on);
        pass(46);
        tryVerify(() => Idle.warning, 3000);
        tryVerify(() => FakeSpeech.all.join("").indexOf(sheetItem("idleWords").text.substring(0, 4)) >= 0);
    }
    function test_home_as_it_is_goes_back_to_itself_without_a_word() {
        Idle.touch();
        pass(46);
        wait(1200);
        verify(!Idle.warning);
    }
}
