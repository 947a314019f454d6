import QtQuick
import Warmheart.Backend
import Warmheart.Fakes
import Warmheart.Ui

Kiosk {
    id: test

    name: "Notice"

    function cleanup() {
        FakeKiosk.setAlert("", "");
        FakeKiosk.setWeather("", 0, 0);
        FakeKiosk.setFound("awaiting-review");
    }
    function attractScreen() {
        return sheetItem("attractScreen");
    }
    function test_an_alert_is_on_home_and_leads_to_what_to_do_and_to_the_right() {
        verify(!item("alertLine").visible);
        FakeKiosk.setAlert("heat", "orange");
        verify(item("alertLine").visible);
        verify(findChild(item("alertLine"), "alertWords").text.includes("高温橙色预警"));
        touch("alertLine");
        at("alertPage");
        verify(item("alertAdvice").visible);
        touch("alertRight");
        at("rightsAllowancePage");
        verify(item("rightsAmount").visible);
        compare(item("rightsQrCode").text, "https://centre.example.org:8443/phone/rights.html#allowance");
    }
    function test_an_alert_that_ends_while_it_is_read_says_so() {
        FakeKiosk.setAlert("cold", "blue");
        touch("alertLine");
        at("alertPage");
        compare(item("pageTitle").text, "寒冷蓝色预警");
        FakeKiosk.setAlert("", "");
        compare(item("pageTitle").text, qsTrId("weather.over"));
        verify(!item("alertAdvice").visible);
    }
    function test_home_shows_the_weather_where_it_is_known() {
        compare(item("homeScene").name, "sun");
        compare(item("weather").text, "");
        FakeKiosk.setWeather("snow", -9, -2);
        compare(item("homeScene").name, "snow");
        compare(item("weather").text, "有雪 -9–-2 ℃");
    }
    function test_rights_are_a_card_at_a_time_up_to_the_last() {
        touch("helpTile");
        at("helpPage");
        touch("rightsButton");
        at("rightsPage");
        touch("rights-unpaid");
        at("rightsUnpaidPage");
        compare(item("rightsText").text, qsTrId("rights.unpaid.entitled"));
        verify(!item("secondButton").visible);
        for (let i = 0; i < 4; ++i)
            touch("primaryButton");
        compare(item("rightsText").text, qsTrId("rights.unpaid.call"));
        touch("secondButton");
        compare(item("rightsText").text, qsTrId("rights.unpaid.deadline"));
        touch("primaryButton");
        touch("primaryButton");
        at("homePage");
    }
    function test_no_card_of_rights_is_longer_than_a_glance() {
        for (const route of ["rightsInjury", "rightsUnpaid", "rightsAllowance", "rightsPlatform"]) {
            window.page.go(Routes[route]);
            wait(60);
            for (const part of window.page.parts) {
                const words = qsTrId("rights." + window.page.topic + "." + part);
                verify(!words.startsWith("rights."), part + " of " + route + " is written");
                verify(words.length <= 60, part + " of " + route + " has " + words.length + " characters");
            }
            Idle.wipeNow();
            at("homePage");
        }
    }
    function test_benefits_are_one_touch_from_the_card_page() {
        touch("cardTile");
        at("myCardPage");
        touch("secondButton");
        at("benefitsPage");
        verify(!item("noBenefits").visible);
    }
    function test_a_touch_takes_the_attract_screen_away_and_does_nothing_else() {
        const attract = attractScreen();
        verify(!attract.visible);
        attract.show("welcome");
        verify(attract.visible);
        mouseClick(attract, attract.width / 2, attract.height / 2);
        tryCompare(attract, "visible", false);
        compare(window.page.objectName, "homePage");
    }
    function test_a_key_takes_the_attract_screen_away_and_does_nothing_else() {
        const tile = item("joinTile");
        tile.forceActiveFocus(Qt.TabFocusReason);
        const attract = attractScreen();
        attract.show("join");
        keyClick(Qt.Key_Return);
        attract.leave();
        tryCompare(attract, "visible", false);
        compare(window.page.objectName, "homePage");
    }
    function test_every_slide_has_a_title_the_clock_and_the_hint() {
        const attract = attractScreen();
        for (const slide of attract.slides) {
            attract.show(slide);
            verify(findChild(attract, "attractTitle").text !== "", slide);
            verify(findChild(attract, "attractClock").text !== "");
            verify(findChild(attract, "attractHint").visible);
        }
        attract.leave();
        verify(!attract.visible);
    }
    function test_riders_see_what_was_found_and_no_more_than_that() {
        touch("helpTile");
        at("helpPage");
        touch("foundButton");
        at("foundPage");
        compare(item("found-0").title, "手套");
        compare(item("found-0").text, "11-21 · 3 号");
        verify(findChild(window.page, "found-0-handed-over") === null);
    }
    function test_the_card_has_a_cards_proportions_and_a_stamp_of_where_it_stands_data() {
        return [
            { tag: "waiting", found: "awaiting-review", stamp: "待审核" },
            { tag: "approved", found: "approved", stamp: "已批准" }
        ];
    }
    function test_the_card_has_a_cards_proportions_and_a_stamp_of_where_it_stands(data) {
        FakeKiosk.setFound(data.found);
        touch("cardTile");
        at("myCardPage");
        Card.search.code = "741926039";
        Card.search.lastFour = "0001";
        touch("primaryButton");
        at("cardStatusPage");
        const plate = item("cardPlate");
        verify(Math.abs(plate.height / plate.width - 54 / 85.6) < 0.01, plate.width + "×" + plate.height);
        compare(item("cardStampWords").text, data.stamp);
        verify(item("cardQrCode").valid);
        verify(item("cardName").text.startsWith("张*"));
    }
}
