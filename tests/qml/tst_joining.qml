import QtQuick
import Warmheart.Backend
import Warmheart.Fakes
import Warmheart.Ui

Kiosk {
    id: test

    name: "Joining"

    function test_home_shows_only_what_works() {
        const buttons = all(window.page).filter(item => item instanceof Pressable && item.visible)
            .map(item => item.objectName);
        compare(buttons.filter(name => name.endsWith("Tile")).sort(),
            ["cardTile", "checkTile", "helpTile", "joinTile", "restTile"]);
    }

    function test_a_form_without_anything_says_so_beside_every_field_at_once() {
        touch("joinTile");
        at("joinQuestionsPage");
        touch("primaryButton");
        at("joinConsentPage");
        touch("primaryButton");
        at("joinConsentPage");
        verify(item("consentsError").visible);
        fill();
        touch("primaryButton");
        at("joinIdentityPage");
        Join.identity.name = "";
        Join.identity.documentNumber = "";
        Join.identity.mobile = "";
        touch("primaryButton");
        at("joinIdentityPage");
        for (const field of ["nameError", "documentNumberError", "mobileError"]) {
            verify(item(field).visible, field);
            verify(item(field).text.length > 4, field + " says what to do");
        }
    }

    function test_a_wrong_digit_is_told_when_the_field_is_left_and_not_before() {
        touch("joinTile");
        at("joinQuestionsPage");
        window.page.go(Routes.joinIdentity);
        at("joinIdentityPage");
        const input = item("documentNumberInput");
        mouseClick(input);
        Join.identity.documentNumber = "11010519491231003X";
        verify(!item("documentNumberError").visible);
        item("noMobile").forceActiveFocus();
        tryVerify(() => item("documentNumberError").visible);
        compare(item("documentNumberError").text, "有一位可能输错了，请对照证件");
    }

    function test_numbers_are_shown_in_groups_and_the_cursor_stays_at_the_digit() {
        touch("joinTile");
        at("joinQuestionsPage");
        window.page.go(Routes.joinIdentity);
        at("joinIdentityPage");
        const input = item("mobileInput");
        mouseClick(input);
        tryVerify(() => window.page.padHeight > 0);
        wait(50);
        for (const digit of "13800000001")
            mouseClick(sheetItem("pad_" + digit));
        tryCompare(input, "text", "138 0000 0001");
        compare(input.cursorPosition, 13);
        input.cursorPosition = 3;
        mouseClick(sheetItem("pad_backspace"));
        tryCompare(Join.identity, "mobile", "1300000001");
        compare(input.cursorPosition, 2);
        mouseClick(sheetItem("pad_8"));
        tryCompare(input, "text", "138 0000 0001");
        compare(input.cursorPosition, 3);
    }

    function test_back_keeps_what_was_typed() {
        walkToReview();
        for (const before of ["joinSignPage", "joinUnionPage", "joinWorkPage", "joinIdentityPage"]) {
            touch("backButton");
            at(before);
        }
        compare(item("nameInput").text, "张伟");
        compare(item("documentNumberInput").text, "110105 19491231 002X");
        compare(item("mobileInput").text, "138 0000 0001");
    }

    function test_a_double_tap_on_submit_makes_one_record() {
        walkToReview();
        const before = FakeKiosk.applications;
        FakeKiosk.holding = true;
        mouseClick(item("primaryButton"));
        mouseClick(item("primaryButton"));
        compare(FakeKiosk.applications, before + 1);
        FakeKiosk.holding = false;
        tryCompare(Join, "state", Join.Saved);
        at("joinDonePage");
        compare(FakeKiosk.applications, before + 1);
        compare(item("queryCode").text, "741 926 039");
        verify(item("cardQrCode").valid);
    }

    function test_numbers_stay_masked_on_the_review_page_until_asked_for() {
        walkToReview();
        verify(item("reviewDocumentValue").text.includes("***"));
        touch("showNumbers");
        compare(item("reviewDocumentValue").text, "110105 19491231 002X");
    }

    function test_a_change_asked_for_on_the_review_page_is_one_touch_away_and_loses_nothing() {
        walkToReview();
        touch("reviewWorkChange");
        at("joinWorkPage");
        for (const next of ["joinUnionPage", "joinSignPage", "joinReviewPage"]) {
            touch("primaryButton");
            at(next);
        }
        touch("reviewIdentityChange");
        at("joinIdentityPage");
        compare(item("nameInput").text, "张伟");
        touch("backButton");
        at("joinConsentPage");
    }

    function test_idle_leaves_nothing_behind() {
        walkToReview();
        Idle.wipeNow();
        at("homePage");
        compare(Join.identity.name + Join.identity.documentNumber + Join.identity.mobile + Join.work.occupation, "");
        const words = all(window.contentItem).map(item => item.text ?? "").join(" ");
        verify(!words.includes("张伟") && !words.includes("19491231") && !words.includes("0000"));
    }

    function test_home_in_the_middle_of_a_form_asks_first() {
        touch("joinTile");
        at("joinQuestionsPage");
        touch("primaryButton");
        at("joinConsentPage");
        fill();
        touch("homeButton");
        wait(50);
        mouseClick(sheetItem("stayButton"));
        at("joinConsentPage");
        compare(Join.identity.name, "张伟");
        touch("languageButton");
        touch("homeButton");
        wait(50);
        mouseClick(sheetItem("leaveButton"));
        at("homePage");
        compare(Join.identity.name, "");
        compare(Appearance.language, "en");
    }

    function test_back_from_the_first_page_asks_too_when_something_was_typed() {
        touch("joinTile");
        at("joinQuestionsPage");
        touch("primaryButton");
        at("joinConsentPage");
        fill();
        touch("backButton");
        at("joinQuestionsPage");
        touch("backButton");
        wait(50);
        mouseClick(sheetItem("leaveButton"));
        at("homePage");
        compare(Join.identity.name, "");
    }

    function test_the_language_changes_on_the_spot_and_loses_nothing() {
        touch("joinTile");
        at("joinQuestionsPage");
        window.page.go(Routes.joinIdentity);
        at("joinIdentityPage");
        Join.identity.name = "张伟";
        compare(item("pageTitle").text, "请填写身份信息");
        touch("languageButton");
        tryCompare(item("pageTitle"), "text", "Who you are");
        compare(item("nameInput").text, "张伟");
        touch("languageButton");
        compare(item("pageTitle").text, "请填写身份信息");
    }
}
