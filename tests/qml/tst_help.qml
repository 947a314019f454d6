import QtQuick
import Warmheart.Backend
import Warmheart.Fakes
import Warmheart.Ui

Kiosk {
    id: test

    name: "Help"

    function choose(kind) {
        touch("helpTile");
        at("helpPage");
        touch("helpKind-" + kind);
        at("helpAskPage");
    }
    function test_advice_needs_no_name_and_has_its_number_at_once() {
        const before = FakeHelp.cases;
        choose("legal-advice");
        verify(!item("nameInput").visible);
        touch("primaryButton");
        verify(item("helpWishError").visible);
        touch("helpTopic-contract");
        touch("primaryButton");
        at("helpDonePage");
        compare(FakeHelp.cases, before + 1);
        compare(FakeHelp.lastName, "");
        compare(item("caseNumberValue").text, "741 926 039");
    }
    function test_the_four_digits_of_a_case_are_printed_with_its_number() {
        FakePrinter.plug(true);
        choose("legal-advice");
        touch("helpTopic-contract");
        touch("primaryButton");
        at("helpDonePage");
        touch("thirdButton");
        verify(FakePrinter.lastText.includes("741 926 039"));
        verify(FakePrinter.lastText.includes(Help.secret) && Help.secret !== "");
        touch("primaryButton");
        at("homePage");
    }
    function test_a_dispute_asks_name_mobile_and_consent() {
        const before = FakeHelp.cases;
        choose("labour-dispute");
        touch("helpTopic-unpaid-wage");
        touch("primaryButton");
        compare(FakeHelp.cases, before);
        verify(item("nameError").visible && item("mobileError").visible && item("consentsError").visible);
        Help.identity.name = "张伟";
        Help.identity.mobile = "13800000001";
        touch("helpCallBack");
        touch("consent-help-caseAgree");
        touch("primaryButton");
        at("helpDonePage");
        compare(FakeHelp.lastName, "张*");
        compare(Help.identity.name, "");
    }
    function test_a_case_is_followed_by_its_number() {
        choose("legal-advice");
        touch("helpTopic-contract");
        touch("primaryButton");
        at("helpDonePage");
        const secret = Help.secret.split("").join("");  // its own copy: what the page had is overwritten
        verify(/^[0-9]{4}$/.test(secret), secret);
        verify(item("caseNumberNote").text.includes(secret));
        finish();
        compare(Help.secret, "");
        FakeHelp.move("handled");
        touch("helpTile");
        at("helpPage");
        touch("secondButton");
        at("helpFindPage");
        Help.search.code = "111111111";
        Help.search.lastFour = secret;
        touch("primaryButton");
        verify(item("findSentence").visible);
        Help.search.code = "741926039";
        Help.search.lastFour = secret === "0000" ? "0001" : "0000";
        touch("primaryButton");
        verify(item("findSentence").visible);
        Help.search.lastFour = secret;
        touch("primaryButton");
        at("helpDonePage");
        compare(item("pageTitle").text, "已答复");
        verify(item("caseAnswer").visible);
        verify(!item("caseNumber").visible);
        verify(!item("secondButton").visible);
        touch("face-poor");
        tryVerify(() => item("secondButton").visible);
        touch("secondButton");
        tryVerify(() => !item("caseAnswer").visible);
        compare(item("pageTitle").text, "已转办");
        verify(!item("secondButton").visible);
    }
    function test_a_card_that_is_held_there_says_who_asks() {
        const before = FakeHelp.cases;
        choose("labour-dispute");
        touch("helpTopic-unpaid-wage");
        FakeKiosk.setCard("revoked");
        Scanner.scanned("WH1:made-up");
        tryVerify(() => item("helpCardRefusal").visible);
        verify(item("nameInput").visible);
        FakeKiosk.setCard("valid");
        Scanner.scanned("WH1:made-up");
        tryVerify(() => item("helpCard").visible);
        verify(!item("nameInput").visible && !item("helpCardRefusal").visible);
        touch("helpCardDrop");
        verify(item("nameInput").visible);
        touch("useRecent");
        tryVerify(() => item("helpCard").visible);
        touch("consent-help-caseAgree");
        touch("primaryButton");
        at("helpDonePage");
        compare(FakeHelp.cases, before + 1);
        verify(FakeHelp.lastName !== "");
        verify(Help.secret !== "");  // no mobile was left
    }
    function test_emergency_numbers_and_other_stations_are_one_touch_away() {
        touch("emergencyStrip");
        at("emergencyPage");
        touch("secondButton");
        at("finderPage");
    }
    function test_nothing_of_a_case_is_left_for_the_next_person() {
        choose("labour-dispute");
        Help.wish = "不是我的";
        Help.identity.name = "张伟";
        Idle.wipeNow();
        at("homePage");
        compare(Help.wish, "");
        compare(Help.identity.name, "");
        compare(Help.kindName, "");
    }
}
