import QtQuick
import Warmheart.Backend
import Warmheart.Fakes
import Warmheart.Ui

Kiosk {
    id: test

    name: "Phone"

    function test_the_form_goes_on_on_the_phone_and_the_kiosk_is_free_and_told() {
        touch("joinTile");
        at("joinQuestionsPage");
        touch("onMyPhone");
        at("phoneJoinPage");
        verify(item("handoffQr").visible);
        FakePhone.move(1, 0);
        Phone.refresh();
        tryVerify(() => item("handoffProgress").text.indexOf("1") >= 0);
        FakePhone.move(1, 1);
        Phone.refresh();
        tryVerify(() => !item("handoffQr").visible);
        verify(item("pageTitle").text.indexOf("张*") >= 0);
        touch("primaryButton");
        at("homePage");
        compare(Phone.address, "");
    }
    function test_a_card_is_kept_on_the_phone() {
        FakeKiosk.setFound("approved");
        touch("cardTile");
        at("myCardPage");
        Card.search.code = "741926039";
        Card.search.lastFour = "0001";
        touch("primaryButton");
        at("cardStatusPage");
        touch("secondButton");
        at("phoneKeepPage");
        Idle.wipeNow();
        at("homePage");
        compare(Phone.keepAddress, "");
    }
}
