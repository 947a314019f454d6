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
        verify(FakePrinter.lastText.includes(qsTrId("help.number")));
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
        at("myCardPage");
        FakeKiosk.setFoundKind("case");
        Card.search.code = "123456786";
        Card.search.lastFour = secret;
        touch("primaryButton");
        tryVerify(() => item("lookUpSentence").visible);
        Card.search.code = "741926039";
        Card.search.lastFour = secret === "0000" ? "0001" : "0000";
        touch("primaryButton");
        tryVerify(() => Card.lookUp === Card.NotFound);
        verify(item("lookUpSentence").visible);
        Card.search.lastFour = secret;
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
    function cleanup() {
        quiet();
        FakeKiosk.setPlaces(true);
        window.width = 1080;
        window.height = 1920;
    }
    function quiet() {
        FakeVisits.clearRequests();
        Visit.refresh();
    }
    function stations() {
        return all(window.page).filter(item => item instanceof StationTile && item.visible);
    }
    function test_the_nearest_stations_stand_on_a_map_and_beside_it() {
        touch("emergencyStrip");
        at("emergencyPage");
        touch("secondButton");
        at("finderPage");
        verify(item("stationMap").visible && item("stationMap").height > 100);
        compare(stations().length, 8);
        const nearest = item("station-futong-psbc");
        compare(nearest.number, 1);
        verify(nearest.where.startsWith("西南边，约 "), nearest.where);
        compare(nearest.hoursText, "开放中，到 18:00");
        touch("station-futong-psbc");
        at("stationPage");
        compare(item("pageTitle").text, "阜通暖心驿站");
        compare(item("stationAddressValue").text, "朝阳区阜通西大街 11 号");
        compare(item("stationPhoneValue").text, "010-0808 2010");
        verify(item("stationServicesValue").text.indexOf("热饭") >= 0);
        verify(item("stationOpen").text === "开放中，到 18:00");
        verify(item("navigateQr").visible && item("navigateQrCode").valid);
        verify(item("navigateQr").text.startsWith("https://"));
        touch("secondButton");
        at("finderPage");
    }
    function test_a_touch_on_the_map_opens_the_station_under_it() {
        window.page.go(Routes.finder);
        at("finderPage");
        const map = item("stationMap");
        const marked = [];
        for (let x = 0; x < map.width; x += 4)
            for (let y = 0; y < map.height; y += 4)
                if (map.stationAt(x, y) === "nanhu-union")
                    marked.push(Qt.point(x, y));
        verify(marked.length > 0, "its mark is on the map");
        const middle = marked[Math.floor(marked.length / 2)];
        mouseClick(map, middle.x, middle.y);
        at("stationPage");
        compare(Finder.chosenName, "南湖户外劳动者服务站");
    }
    function test_none_one_and_three_hundred_stations_data() {
        return [{ tag: "none", others: 0, shown: 0, map: false }, { tag: "one", others: 1, shown: 1, map: true },
            { tag: "three hundred", others: 300, shown: 8, map: true }];
    }
    function test_none_one_and_three_hundred_stations(data) {
        FakeKiosk.setStations(data.others);
        window.page.go(Routes.finder);
        at("finderPage");
        compare(stations().length, data.shown);
        compare(item("stationMap").visible, data.map);
        compare(item("noStations").visible, data.others === 0);
        if (data.others === 300)
            verify(item("pageLead").text.indexOf("292") > 0, item("pageLead").text);
    }
    function test_without_places_the_own_street_comes_first_and_a_card_says_to_go_by_its_address() {
        FakeKiosk.setPlaces(false);
        window.page.go(Routes.finder);
        at("finderPage");
        verify(!item("stationMap").visible);
        compare(item("pageLead").text, qsTrId("finder.no-map"));
        compare(stations()[0].sameStreet, true);
        verify(stations()[0].text.endsWith(qsTrId("help.finder.near")));
        touch("station-sanlitun-ccb");
        at("stationPage");
        verify(!item("navigateQr").visible);
        compare(item("navigateHint").text, qsTrId("finder.no-way"));
        compare(item("stationAddressValue").text, "三里屯街道");
    }
    function test_an_emergency_says_where_one_is_in_both_languages() {
        touch("emergencyStrip");
        at("emergencyPage");
        compare(item("whereAmI").text, "朝阳区望京西园 410 号楼一层");
        verify(item("whereOther").text.indexOf("Wangjing Xiyuan") > 0);
        for (const number of ["110", "120", "119", "122"])
            verify(item("number-" + number).visible);
        verify(item("hotline-12351").visible);
        verify(item("emergencyLines").text.indexOf("大厅进门右手墙上") > 0);
        FakeKiosk.setPlaces(false);
        wait(20);
        verify(item("whereAmI").text.startsWith("望京暖心驿站"));
        verify(!item("emergencyLines").visible);
    }
    function test_one_press_on_the_emergency_page_calls_staff_once() {
        quiet();
        touch("emergencyStrip");
        at("emergencyPage");
        touch("primaryButton");
        tryVerify(() => Visit.call === Visit.Called);
        compare(FakeVisits.openRequests, 1);
        compare(item("pageTitle").text, qsTrId("call.called.title"));
        tryVerify(() => Visit.requestText.startsWith("紧急求助"));
        touch("primaryButton");
        at("homePage");
        compare(FakeVisits.openRequests, 1);
    }
    function test_staff_are_called_from_any_page_and_the_page_stays() {
        quiet();
        touch("callStaffButton");
        mouseClick(sheetItem("callNotNow"));
        tryVerify(() => findChild(window.contentItem, "callStaffSheet") === null);
        compare(FakeVisits.openRequests, 0);
        choose("legal-advice");
        Help.wish = "还没写完";
        touch("callStaffButton");
        mouseClick(sheetItem("callGo"));
        tryVerify(() => Visit.call === Visit.Called);
        compare(FakeVisits.openRequests, 1);
        compare(sheetItem("callTitle").text, qsTrId("call.called.title"));
        mouseClick(sheetItem("callGo"));
        tryVerify(() => findChild(window.contentItem, "callStaffSheet") === null);
        compare(window.page.objectName, "helpAskPage");
        compare(Help.wish, "还没写完");
        verify(item("requestBadge").visible);
        touch("callStaffButton");
        compare(sheetItem("callTitle").text, qsTrId("call.called.title"));  // it is still open
        mouseClick(sheetItem("callGo"));
        compare(FakeVisits.openRequests, 1);
    }
    function test_staff_are_called_by_keys_on_a_low_screen_too() {
        quiet();
        window.width = 1000;
        window.height = 600;
        window.page.go(Routes.help);
        at("helpPage");
        verify(Theme.compact);
        const bell = item("callStaffButton");
        verify(bell.visible && bell.height >= 60 * Appearance.unitPx - 1 && bell.width >= 60 * Appearance.unitPx - 1);
        verify(bell.activeFocusOnTab && bell.Accessible.name === "叫工作人员");
        bell.forceActiveFocus(Qt.TabFocusReason);
        keyClick(Qt.Key_Return);
        tryVerify(() => sheetItem("callGo").activeFocus);
        keyClick(Qt.Key_Return);
        tryVerify(() => Visit.call === Visit.Called);
        keyClick(Qt.Key_Escape);
        tryVerify(() => findChild(window.contentItem, "callStaffSheet") === null);
        compare(FakeVisits.openRequests, 1);
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
