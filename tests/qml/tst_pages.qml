import QtQuick
import Warmheart.Backend
import Warmheart.Fakes
import Warmheart.Ui

Kiosk {
    id: test

    name: "Pages"

    Component {
        id: picture

        Item {
            property alias scene: scene

            Scene {
                id: scene

                name: "cup"
                maxWidth: 600
                maxHeight: 400
            }
        }
    }

    // A megabyte each: a joining of ten pages would hold those of all pages that are behind.
    function test_a_picture_is_dropped_while_nobody_sees_it() {
        const page = createTemporaryObject(picture, window.contentItem);
        tryCompare(page.scene, "status", Image.Ready);
        page.visible = false;
        compare(page.scene.source.toString(), "");
        page.visible = true;
        tryCompare(page.scene, "status", Image.Ready);
    }
    function test_a_picture_is_drawn_beside_the_thread_that_takes_touches() {
        const page = createTemporaryObject(picture, window.contentItem);
        compare(page.scene.asynchronous, false);
        Appearance.reducedMotion = false;
        compare(page.scene.asynchronous, true);
        page.visible = false;
        page.visible = true;
        tryCompare(page.scene, "status", Image.Ready);
    }

    function test_every_control_has_a_name_a_size_and_a_place_by_tab_data() {
        return ["visit", "visitWho", "visitDone", "visitLeave", "visitReturn", "fault",
            "check", "checkSession", "checkWho", "checkIdentity", "checkConfirm", "phoneJoin",
            "help", "helpAsk", "emergency", "finder", "station",
            "joinStart", "joinQuestions", "joinConsent", "joinRefused", "joinReader", "joinIdentity", "joinWork",
            "joinPlace", "joinStreet", "joinUnion", "joinUnionList",
            "joinSign", "joinReview", "myCard", "cardStatus", "cardValidity"
        ].map(route => ({ tag: route, route: route }));
    }
    function test_every_control_has_a_name_a_size_and_a_place_by_tab(data) {
        touch("joinTile");
        at("joinStartPage");
        fill();
        Visit.choose("REST");
        window.page.go(Routes[data.route]);
        wait(120);
        const controls = all(window.page).filter(item => item instanceof Pressable && item.visible);
        verify(controls.length > 3);
        for (const control of controls) {
            verify(control.objectName !== "", "a control of " + data.route + " has a name for tests");
            verify(control.Accessible.name !== "", control.objectName + " has a name to be read aloud");
            verify(control.height >= 60 * Appearance.unitPx - 1 && control.width >= 60 * Appearance.unitPx - 1,
                control.objectName + " is 18 mm: " + control.width + "×" + control.height);
            verify(control.activeFocusOnTab, control.objectName + " is reached by Tab");
        }
    }

    function test_the_keyboard_never_covers_the_field_data() {
        return [
            { tag: "name", route: "joinIdentity", field: "nameInput" },
            { tag: "number", route: "joinIdentity", field: "documentNumberInput" },
            { tag: "mobile", route: "joinIdentity", field: "mobileInput" },
            { tag: "employer", route: "joinPlace", field: "employerInput" },
            { tag: "street", route: "joinStreet", field: "streetSearchInput" },
            { tag: "code", route: "myCard", field: "queryCodeInput" },
            { tag: "last four", route: "myCard", field: "lastFourInput" }
        ];
    }
    function test_the_keyboard_never_covers_the_field(data) {
        for (const size of [[1080, 1920], [1920, 1080]]) {
            window.width = size[0];
            window.height = size[1];
            touch("joinTile");
            at("joinStartPage");
            window.page.go(Routes[data.route]);
            wait(80);
            const input = item(data.field);
            input.forceActiveFocus();
            tryVerify(() => window.page.padHeight > 0);
            const panel = findChild(window.contentItem, "keyboardPanel");
            const bottom = () => input.mapToItem(window.contentItem, 0, input.height).y;
            tryVerify(() => bottom() <= panel.mapToItem(window.contentItem, 0, 0).y, 1000,
                data.field + " ends above the pad");
            verify(input.mapToItem(window.contentItem, 0, 0).y >= 0, data.field + " begins on the screen");
            Idle.wipeNow();
            at("homePage");
        }
        window.width = 1080;
        window.height = 1920;
    }

    function test_a_stuck_touch_leaves_every_other_button_alive() {
        const touch_input = touchEvent(window.page);
        touch_input.press(0, window.page, 5, 5).commit();
        touch_input.stationary(0).press(1, item("joinTile")).commit();
        touch_input.stationary(0).release(1, item("joinTile")).commit();
        at("joinStartPage");
        touch_input.release(0, window.page, 5, 5).commit();
    }
    function test_what_is_missing_below_the_fold_comes_into_sight() {
        window.width = 1920;
        window.height = 860;
        Help.choose("labour-dispute");
        Help.topic = "unpaid-wage";
        Help.identity.name = "张伟";
        Help.identity.mobile = "13800000001";
        window.page.go(Routes.helpAsk);
        at("helpAskPage");
        const agree = item("consent-help-caseAgree");
        const area = item("workingArea");
        const ends = () => agree.mapToItem(area, 0, agree.height).y;
        verify(ends() > area.height, "it begins below the fold");
        touch("primaryButton");
        tryVerify(() => ends() <= area.height && agree.mapToItem(area, 0, 0).y >= 0);
        compare(window.page.objectName, "helpAskPage");
        window.width = 1080;
        window.height = 1920;
    }

    function test_a_card_before_the_scanner_shows_its_state_in_words() {
        FakeKiosk.setCard("valid");
        Scanner.scanned("WH1:made-up");
        at("cardValidityPage");
        tryCompare(item("verdictTitle"), "text", "有效");
        FakeKiosk.setCard("revoked");
        Scanner.scanned("WH1:made-up");
        at("cardValidityPage");
        tryCompare(item("verdictTitle"), "text", "不能使用");
    }

    function test_returned_fields_are_filled_anew_and_only_these() {
        FakeKiosk.setFound("returned");
        touch("cardTile");
        at("myCardPage");
        Card.search.code = "741926039";
        Card.search.lastFour = "0001";
        touch("primaryButton");
        at("cardStatusPage");
        touch("primaryButton");
        at("correctPage");
        verify(item("nameInput").visible && item("documentNumberInput").visible);
        verify(!item("mobileInput").visible && !item("occupation").visible);
    }

    function test_back_home_and_looks_are_in_reach_of_who_sits() {
        const sizes = [[1080, 1920], [1920, 1080]];
        for (const [width, height] of sizes) {
            window.width = width;
            window.height = height;
            for (const lowered of [false, true]) {
                Appearance.loweredControls = lowered;
                touch("joinTile");
                at("joinStartPage");
                touch("joinHere");
                at("joinConsentPage");
                const below = height > width || lowered;
                for (const name of ["backButton", "homeButton", "accessButton", "languageButton"]) {
                    const place = item(name).mapToItem(window.contentItem, 0, 0);
                    verify(item(name).visible);
                    verify(below ? place.y > height * 0.8 : place.y < height * 0.2,
                        name + " stands at " + place.y + " of " + height + (lowered ? ", lowered" : ""));
                }
                const primary = item("primaryButton").mapToItem(window.contentItem, 0, 0);
                verify(primary.y + item("primaryButton").height <= (below ? item("homeButton").mapToItem(
                    window.contentItem, 0, 0).y : height), "nothing lies over the next step");
                touch("homeButton");
                at("homePage");
            }
        }
        Appearance.loweredControls = false;
        window.width = 1080;
        window.height = 1920;
    }

    function test_the_switches_act_at_once() {
        window.page.panelAsked();
        wait(50);
        mouseClick(sheetItem("largeType"));
        verify(Appearance.largeType);
        compare(Theme.typeScale, 1.5);
        mouseClick(sheetItem("highContrast"));
        compare(Appearance.theme, "contrast");
        Idle.wipeNow();
        verify(!Appearance.largeType);
        compare(Appearance.theme, "warm");
    }
}
