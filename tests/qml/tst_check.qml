import QtQuick
import Warmheart.Backend
import Warmheart.Fakes
import Warmheart.Ui

Kiosk {
    id: test

    name: "Check"

    function choose(number) {
        FakeBookings.answerWith("confirmed");
        touch("checkTile");
        at("checkPage");
        touch("session-" + ("0" + number).repeat(16));
        at("checkSessionPage");
    }
    function test_a_member_books_with_a_card_one_consent_and_one_touch() {
        const before = FakeBookings.bookings;
        choose("1");
        touch("primaryButton");
        at("checkWhoPage");
        FakeKiosk.setCard("valid");
        Scanner.scanned("WH1:made-up");
        at("checkConfirmPage");
        verify(!item("consentsError").visible);
        touch("secondButton");
        verify(item("consentsError").visible);
        compare(FakeBookings.bookings, before);
        touch("primaryButton");
        at("checkDonePage");
        compare(FakeBookings.bookings, before + 1);
        verify(item("ticket").visible);
        compare(item("ticketCode").text, "741 926 039");
    }
    function test_without_a_card_the_identity_page_is_asked_once() {
        const before = FakeBookings.bookings;
        choose("1");
        touch("primaryButton");
        at("checkWhoPage");
        touch("secondButton");
        at("checkIdentityPage");
        touch("primaryButton");
        compare(window.page.objectName, "checkIdentityPage");
        Booking.identity.name = "张伟";
        Booking.identity.documentNumber = "11010519491231002X";
        Booking.identity.mobile = "13800000001";
        touch("primaryButton");
        at("checkConfirmPage");
        compare(item("confirmNameValue").text, "张*");
        touch("primaryButton");
        at("checkDonePage");
        compare(FakeBookings.bookings, before + 1);
        compare(Booking.identity.name, "");
    }
    function test_who_typed_it_before_is_asked_nothing_again_and_a_card_serves_there_too() {
        choose("1");
        touch("primaryButton");
        at("checkWhoPage");
        verify(!item("useRecent").visible);
        touch("secondButton");
        at("checkIdentityPage");
        Booking.identity.name = "张伟";
        Booking.identity.documentNumber = "11010519491231002X";
        Booking.identity.mobile = "13800000001";
        touch("primaryButton");
        at("checkConfirmPage");
        touch("homeButton");
        at("homePage");
        choose("1");
        touch("primaryButton");
        at("checkWhoPage");
        touch("useRecent");
        at("checkIdentityPage");
        compare(item("documentNumberInput").text, "110105 19491231 002X");
        FakeKiosk.setCard("valid");
        Scanner.scanned("WH1:made-up");
        at("checkConfirmPage");
        Idle.wipeNow();
        at("homePage");
        choose("1");
        touch("primaryButton");
        at("checkWhoPage");
        verify(!item("useRecent").visible);
    }
    function test_a_waiting_slip_never_calls_itself_a_booking() {
        choose("1");
        touch("primaryButton");
        at("checkWhoPage");
        FakeBookings.answerWith("waiting");
        Scanner.scanned("WH1:made-up");
        at("checkConfirmPage");
        touch("primaryButton");
        at("checkDonePage");
        verify(!item("ticket").visible);
        verify(item("pageLead").text.indexOf("还没有预约成功") >= 0, item("pageLead").text);
    }
    function test_a_cancellation_is_two_touches() {
        choose("1");
        touch("primaryButton");
        at("checkWhoPage");
        Scanner.scanned("WH1:made-up");
        at("checkConfirmPage");
        touch("primaryButton");
        at("checkDonePage");
        touch("secondButton");
        verify(item("cancelWarning").visible);
        touch("secondButton");
        tryCompare(item("pageTitle"), "text", "已取消");
        verify(!item("ticket").visible);
    }
    function test_a_booking_is_found_by_query_code_and_last_four_where_everything_is_found() {
        choose("1");
        touch("primaryButton");
        at("checkWhoPage");
        Scanner.scanned("WH1:made-up");
        at("checkConfirmPage");
        touch("primaryButton");
        at("checkDonePage");
        Idle.wipeNow();
        at("homePage");
        touch("checkTile");
        at("checkPage");
        touch("secondButton");
        at("myCardPage");
        FakeKiosk.setFoundKind("booking");
        Card.search.code = "123456786";
        Card.search.lastFour = "0001";
        touch("primaryButton");
        tryVerify(() => item("lookUpSentence").visible);
        Card.search.code = "741926039";
        touch("primaryButton");
        at("checkDonePage");
        verify(item("ticket").visible);
        compare(item("ticketCode").text, "741 926 039");
        touch("primaryButton");  // whoever typed the code knows it: nobody is asked whether it was kept
        at("homePage");
    }
    function test_a_ticket_opens_its_booking_from_every_page_that_takes_cards() {
        choose("1");
        touch("primaryButton");
        at("checkWhoPage");
        Scanner.scanned("WH1:made-up");
        at("checkConfirmPage");
        touch("primaryButton");
        at("checkDonePage");
        const ticket = Booking.slip.ticketText.split("").join("");
        verify(ticket.startsWith("WT1:"), ticket);
        Idle.wipeNow();
        at("homePage");
        Scanner.scanned(ticket);
        at("checkDonePage");
        verify(item("ticket").visible);
        Idle.wipeNow();
        at("homePage");
        touch("cardTile");
        at("myCardPage");
        Scanner.scanned(ticket);
        at("checkDonePage");
    }
    function test_a_card_that_was_held_lists_its_bookings() {
        choose("1");
        touch("primaryButton");
        at("checkWhoPage");
        Scanner.scanned("WH1:made-up");
        at("checkConfirmPage");
        touch("primaryButton");
        at("checkDonePage");
        Idle.wipeNow();
        at("homePage");
        touch("cardTile");
        at("myCardPage");
        verify(!item("cardBookings").visible);
        FakeKiosk.setCard("valid");
        Scanner.scanned("WH1:made-up");
        at("cardValidityPage");
        touch("secondButton");
        at("myCardPage");
        tryVerify(() => item("cardBookings").visible);
        const cells = all(window.page).filter(one => one instanceof SessionCell && one.visible);
        verify(cells.length > 0);
        touch(cells[0].objectName);
        at("checkDonePage");
    }
    function test_nothing_of_a_booking_is_left_for_the_next_person() {
        choose("1");
        touch("primaryButton");
        at("checkWhoPage");
        Scanner.scanned("WH1:made-up");
        at("checkConfirmPage");
        Idle.wipeNow();
        at("homePage");
        compare(Booking.maskedName, "");
        verify(!Booking.identified);
        compare(Booking.chosen.title, "");
        compare(Booking.slip.codeShown, "");
    }
}
