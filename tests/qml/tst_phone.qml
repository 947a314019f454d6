import QtQuick
import Warmheart.Backend
import Warmheart.Fakes
import Warmheart.Ui

Kiosk {
    id: test

    name: "Phone"

    function test_the_form_goes_on_on_the_phone_and_the_kiosk_is_free_and_told() {
        touch("joinTile");
        at("joinStartPage");
        verify(item("handoffQr").visible);
        const address = Phone.address.split("").join("");
        const written = FakePhone.written();
        touch("onMyPhone");
        at("phoneJoinPage");
        compare(FakePhone.written(), written + 1);
        verify(item("handoffQr").visible);
        compare(Phone.address, address);
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
    function test_who_scanned_the_first_page_is_told_there_when_the_form_is_done() {
        touch("joinTile");
        at("joinStartPage");
        FakePhone.move(1, 1);
        Phone.refresh();
        at("phoneJoinPage");
        verify(item("pageTitle").text.indexOf("张*") >= 0);
    }
    function test_who_only_looks_at_the_first_page_leaves_no_record() {
        const written = FakePhone.written();
        touch("joinTile");
        at("joinStartPage");
        verify(item("handoffQr").visible);
        Phone.refresh();
        touch("joinHere");
        at("joinConsentPage");
        Idle.wipeNow();
        at("homePage");
        compare(FakePhone.written(), written);
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
