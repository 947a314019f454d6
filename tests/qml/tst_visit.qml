import QtQuick
import Warmheart.Backend
import Warmheart.Fakes
import Warmheart.Ui

Kiosk {
    id: test

    name: "Visit"

    function choose(code) {
        touch("restTile");
        at("restPage");
        touch("service-" + code);
        at("restWhoPage");
    }

    function test_a_visit_is_two_touches_from_home_and_asks_no_name() {
        const before = FakeVisits.visits;
        touch("quick-WATER");
        at("restWhoPage");
        touch("restOccupation-courier");
        at("restDonePage");
        compare(FakeVisits.visits, before + 1);
        compare(FakeVisits.lastOccupation, "courier");
        verify(item("delivery").visible);
        touch("primaryButton");
        at("homePage");
    }
    function test_who_would_rather_not_say_rests_all_the_same() {
        const before = FakeVisits.visits;
        choose("WATER");
        touch("secondButton");
        at("restDonePage");
        compare(FakeVisits.visits, before + 1);
        compare(FakeVisits.lastOccupation, "");
    }
    function test_four_digits_where_everything_is_looked_for_are_a_return_number() {
        touch("cardTile");
        at("myCardPage");
        Card.search.code = "4821";
        touch("primaryButton");
        at("restReturnPage");
        compare(item("loanNumberInput").text, "4821");
        touch("primaryButton");
        at("restDonePage");
        compare(item("pageTitle").text, qsTrId("rest.return.done"));
    }
    function test_a_double_touch_is_one_visit() {
        const before = FakeVisits.visits;
        choose("WATER");
        const cell = item("restOccupation-truck");
        mouseClick(cell);
        mouseClick(cell);
        at("restDonePage");
        wait(100);
        compare(FakeVisits.visits, before + 1);
    }
    function test_a_seat_has_a_number_and_a_time_and_can_be_taken_back() {
        choose("REST");
        touch("peopleMore");
        touch("restOccupation-food-delivery");
        at("restDonePage");
        compare(item("restUnitValue").text, "3、4 号座位");
        verify(item("restUnitNote").text.length > 0);
        touch("secondButton");
        tryVerify(() => Visit.state === Visit.Undone);
        verify(!item("restUnit").visible);
    }
    function test_the_network_has_its_name_password_and_code_and_the_toilet_its_way() {
        choose("WIFI");
        touch("secondButton");
        at("restDonePage");
        compare(item("restWifiValue").text, "nuanxin2026");
        compare(item("wifiQr").text, "WIFI:T:WPA;S:Warmheart-Wangjing;P:nuanxin2026;;");
        verify(item("wifiQr").visible && item("wifiQrCode").valid);
        verify(!item("restWay").visible);
        touch("primaryButton");
        at("homePage");
        choose("WC");
        touch("secondButton");
        at("restDonePage");
        compare(item("restWay").text, "进门左手第二扇门");
        verify(!item("restWifi").visible && !item("wifiQr").visible);
    }
    function test_full_says_when_the_next_is_likely_free() {
        FakeVisits.fill("CHARGE");
        choose("CHARGE");
        touch("restOccupation-courier");
        at("restDonePage");
        compare(Visit.state, Visit.Full);
        verify(item("restSentence").text.indexOf("11:51") > 0, item("restSentence").text);
        verify(!item("other-CHARGE").visible);
        touch("other-WATER");
        at("restWhoPage");
        compare(Visit.chosenCode, "WATER");
    }
    function test_full_leads_to_all_services_also_for_who_came_by_a_quick_one() {
        FakeVisits.fill("CHARGE");
        touch("quick-CHARGE");
        at("restWhoPage");
        touch("restOccupation-courier");
        at("restDonePage");
        touch("secondButton");
        at("restPage");
    }
    function test_a_card_may_be_shown_instead_and_an_expired_one_keeps_nobody_from_resting() {
        const before = FakeVisits.visits;
        choose("WATER");
        FakeKiosk.setCard("expired");
        Scanner.scanned("WH1:made-up");
        tryVerify(() => Visit.cardSentence !== "");
        compare(FakeVisits.visits, before);
        FakeKiosk.setCard("valid");
        Scanner.scanned("WH1:made-up");
        at("restDonePage");
        compare(FakeVisits.visits, before + 1);
    }
    function test_a_unit_is_given_back_by_its_number() {
        touch("restTile");
        at("restPage");
        touch("secondButton");
        at("restLeavePage");
        const before = Visit.unitsInUse.count;
        touch("unit-CHARGE/1");
        compare(Visit.unitsInUse.count, before);
        touch("primaryButton");
        tryVerify(() => Visit.unitsInUse.count === before - 1);
        verify(item("leftText").visible);
    }
    function test_a_request_stands_over_any_page_until_a_badge_of_here_takes_it_up() {
        FakeVisits.ask("HEAT");
        Visit.refresh();
        touch("joinTile");
        at("joinStartPage");
        const badge = item("requestBadge");
        tryVerify(() => badge.visible);
        Scanner.scanned("WB1:STRANGER");
        tryVerify(() => Visit.requestRefusal !== "");
        compare(window.page.objectName, "joinStartPage");
        verify(badge.visible);
        Scanner.scanned("WB1:OF HERE");
        tryVerify(() => !badge.visible);
        compare(window.page.objectName, "joinStartPage");
    }
    function test_who_finds_it_full_takes_a_number_and_goes_on_from_home_when_it_is_called() {
        FakeVisits.clearLine();
        FakeVisits.fill("CHARGE");
        choose("CHARGE");
        touch("restOccupation-courier");
        at("restDonePage");
        touch("primaryButton");
        at("restQueuePage");
        compare(item("queueNumberValue").text, "12 号");
        touch("primaryButton");
        at("homePage");
        verify(!item("calledBadge").visible);
        FakeVisits.call();
        Queue.refresh();
        tryVerify(() => item("calledBadge").visible);
        touch("calledBadge");
        at("restWhoPage");
        compare(Visit.chosenCode, "CHARGE");
        FakeVisits.clearLine();
        Queue.refresh();
    }
    function test_who_will_not_wait_gives_the_number_up() {
        FakeVisits.clearLine();
        FakeVisits.fill("CHARGE");
        choose("CHARGE");
        touch("restOccupation-courier");
        at("restDonePage");
        touch("primaryButton");
        at("restQueuePage");
        touch("secondButton");
        tryVerify(() => Queue.state === Queue.Over);
        verify(!item("queueNumber").visible);
    }
    function test_what_is_lent_shows_its_number_and_comes_back_by_it() {
        choose("LEND");
        touch("restOccupation-courier");
        at("restDonePage");
        compare(item("restUnitValue").text, "4821");
        touch("primaryButton");
        at("homePage");
        touch("restTile");
        at("restPage");
        touch("thirdButton");
        at("restReturnPage");
        Visit.loanTyped = "9999";
        touch("primaryButton");
        verify(item("loanNumberError").visible);
        Visit.loanTyped = "4821";
        touch("primaryButton");
        at("restDonePage");
        compare(Visit.state, Visit.Returned);
    }
    function test_a_face_is_one_touch_and_one_a_visit() {
        const before = FakeVisits.ratings;
        choose("WATER");
        touch("restOccupation-courier");
        at("restDonePage");
        touch("face-good");
        compare(FakeVisits.ratings, before + 1);
        compare(FakeVisits.lastRating, "WATER good");
        verify(!item("face-poor").visible);
        verify(item("faceWords").text.length > 0);
    }
    function test_a_fault_is_three_touches_and_no_text() {
        const before = FakeVisits.faults;
        touch("restTile");
        at("restPage");
        touch("faultTile");
        at("faultPage");
        touch("faultItem-OTHER");
        at("faultWhatPage");
        touch("fault-broken");
        at("faultDonePage");
        compare(FakeVisits.faults, before + 1);
        compare(FakeVisits.lastFault, "OTHER broken");
    }
    function test_nothing_of_a_visit_is_left_for_the_next_person() {
        choose("REST");
        touch("restOccupation-courier");
        at("restDonePage");
        Idle.wipeNow();
        at("homePage");
        compare(Visit.chosenCode, "");
        compare(Visit.unitText, "");
        compare(Visit.state, Visit.Choosing);
    }
}
