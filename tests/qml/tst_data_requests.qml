import QtQuick
import Warmheart.Backend
import Warmheart.Fakes
import Warmheart.Ui

Kiosk {
    id: test

    name: "DataRequests"

    function test_erasure_says_what_it_means_is_confirmed_by_itself_and_then_stands_there() {
        FakeKiosk.setFound("approved");
        touch("cardTile");
        at("myCardPage");
        Card.search.code = "741926039";
        Card.search.lastFour = "0001";
        touch("primaryButton");
        at("cardStatusPage");
        touch("thirdButton");
        at("mineAskPage");
        touch("mineAsk-erase");
        verify(item("pageLead").text.indexOf("两名工作人员") >= 0);
        touch("secondButton");
        compare(DataRequests.chosen, "");
        touch("mineAsk-erase");
        touch("primaryButton");
        compare(item("eraseRefused").text, qsTrId("mine.erase.confirm"));
        compare(DataRequests.asked.count, 0);
        touch("eraseUnderstood");
        verify(!item("eraseRefused").visible);
        touch("secondButton");
        touch("mineAsk-erase");
        verify(!item("eraseUnderstood").checked, "the answer holds for once");
        touch("eraseUnderstood");
        touch("primaryButton");
        tryVerify(() => DataRequests.asked.count === 1);
        compare(DataRequests.offers.indexOf("erase"), -1);
        Idle.wipeNow();
        at("homePage");
        compare(DataRequests.asked.count, 0);
    }

    function toRights(): void {
        FakeKiosk.setFound("approved");
        touch("cardTile");
        at("myCardPage");
        Card.search.code = "741926039";
        Card.search.lastFour = "0001";
        touch("primaryButton");
        at("cardStatusPage");
        touch("thirdButton");
        at("mineAskPage");
    }
    function test_own_data_is_seen_masked_then_whole_then_taken_along_and_gone() {
        FakeKiosk.setLight(2, 0);
        toRights();
        touch("seeFile");
        at("myFilePage");
        tryVerify(() => MyData.state === MyData.Shown);
        verify(item("fileNumberValue").text.indexOf("*") > 0);
        touch("fileReveal");
        compare(item("fileNumberValue").text, "11010519491231002X");
        touch("secondButton");
        verify(item("fileQrCode").valid);
        verify(MyData.copyText.indexOf("欧阳小明") > 0);
        touch("secondButton");
        verify(!item("fileQr").visible);
        Idle.wipeNow();
        at("homePage");
        compare(MyData.name, "");
        compare(MyData.copyText, "");
        compare(MyData.consents.count, 0);
    }
    function test_without_a_network_it_is_said_before_anything_is_begun() {
        FakeKiosk.setLight(0, 0);
        toRights();
        verify(!item("seeFile").visible);
        verify(item("fileNeedsNetwork").visible);
    }
    function test_a_card_that_was_held_asks_for_four_digits_and_no_code() {
        FakeKiosk.setCard("valid");
        Scanner.scanned("WH1:MADE-UP");
        at("cardValidityPage");
        tryCompare(item("verdict"), "title", qsTrId("validity.valid"));
        settle();
        touch("secondButton");
        at("myCardPage");
        verify(item("heldCard").visible);
        verify(!item("queryCode").visible);
        touch("useCode");
        verify(item("queryCode").visible);
        verify(!Card.holdsCard);
    }
    function test_one_value_is_corrected_and_the_rest_is_not_asked() {
        toRights();
        touch("mineAsk-correct");
        verify(!item("primaryButton").visible);
        touch("mineField-mobile");
        at("correctPage");
        verify(!findChild(test.window.page, "nameInput").visible);
        Join.identity.mobile = "13800000009";
        touch("primaryButton");
        tryVerify(() => Join.state === Join.Saved);
        touch("primaryButton");
        at("homePage");
    }
    function test_leaving_is_taken_back_in_two_touches() {
        toRights();
        touch("mineAsk-leave");
        touch("primaryButton");
        tryVerify(() => DataRequests.offers.indexOf("stay") >= 0);
        touch("mineAsk-stay");
        verify(item("pageLead").text.length > 0);
        touch("primaryButton");
        tryVerify(() => DataRequests.offers.indexOf("stay") < 0);
    }
}
