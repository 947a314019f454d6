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
        toIdentity();
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
        at("joinStartPage");
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
        at("joinStartPage");
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
        for (const before of ["joinSignPage", "joinUnionPage", "joinPlacePage", "joinWorkPage", "joinIdentityPage"]) {
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
        touch("occupation-food-delivery");
        at("joinPlacePage");
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

    // Touches of choice from Home to the query code, the signature not among them: everything but the keys of a pad.
    // With the document on the reader the digits of the mobile are all that is typed.
    function test_with_a_card_on_the_reader_fourteen_touches_and_a_signature_are_enough() {
        FakeIdReader.plug(true);
        test.touches = 0;
        touch("joinTile");
        at("joinStartPage");
        touch("joinByReader");
        at("joinConsentPage");
        consent();
        at("joinReaderPage");
        FakeIdReader.lay("张伟", "11010519491231002X");
        at("joinIdentityPage");
        touch("mobileInput");
        Join.identity.mobile = "13800000001";
        touch("primaryButton");
        at("joinWorkPage");
        touch("occupation-food-delivery");
        at("joinPlacePage");
        touch("streetNear");
        touch("primaryButton");
        at("joinUnionPage");
        touch("primaryButton");
        at("joinSignPage");
        const pad = item("signaturePad");
        mouseDrag(pad, pad.width * 0.2, pad.height * 0.5, pad.width * 0.5, pad.height * 0.1);
        touch("primaryButton");
        at("joinReviewPage");
        touch("primaryButton");
        at("joinDonePage");
        verify(test.touches <= 14, test.touches + " touches");
    }

    function test_the_phone_is_one_touch_away_and_its_code_is_on_the_first_page() {
        test.touches = 0;
        touch("joinTile");
        at("joinStartPage");
        verify(item("handoffQrCode").valid);
        compare(test.touches, 1);
    }

    function test_without_a_reader_none_is_offered_and_the_questions_are_a_touch_away() {
        touch("joinTile");
        at("joinStartPage");
        verify(!item("joinByReader").visible);
        touch("thirdButton");
        at("joinQuestionsPage");
        touch("primaryButton");
        at("joinStartPage");
    }

    function test_each_consent_stands_by_itself_and_what_is_optional_may_be_declined() {
        touch("joinTile");
        at("joinStartPage");
        touch("joinHere");
        at("joinConsentPage");
        verify(item("consent-notice").visible && !item("consent-id-number").visible && !item("consent-sms").visible);
        touch("primaryButton");
        tryVerify(() => item("consent-id-number").visible);
        verify(!item("consent-notice").visible);
        touch("backButton");
        tryVerify(() => item("consent-notice").visible);
        touch("primaryButton");
        tryVerify(() => item("consent-id-number").visible);
        touch("primaryButton");
        tryVerify(() => item("consent-sms").visible);
        touch("secondButton");
        at("joinIdentityPage");
        verify(!Join.consents.isGiven("sms"));
    }

    function test_a_required_consent_that_is_declined_says_what_that_means_and_lets_go() {
        touch("joinTile");
        at("joinStartPage");
        touch("joinHere");
        at("joinConsentPage");
        touch("primaryButton");
        tryVerify(() => item("consent-id-number").visible);
        touch("secondButton");
        at("joinRefusedPage");
        verify(item("refusalNotice").text.includes(Station.unionAddress));
        touch("backButton");
        at("joinConsentPage");
        touch("secondButton");
        at("joinRefusedPage");
        touch("primaryButton");
        at("homePage");
        verify(!Join.hasInput);
    }

    function test_nothing_is_read_from_a_document_before_the_consents() {
        FakeIdReader.plug(true);
        touch("joinTile");
        at("joinStartPage");
        FakeIdReader.lay("张伟", "11010519491231002X");
        touch("joinByReader");
        at("joinConsentPage");
        FakeIdReader.lay("张伟", "11010519491231002X");
        compare(Join.identity.name, "");
        compare(window.page.objectName, "joinConsentPage");
    }

    function test_another_document_is_asked_for_only_when_it_is_wanted() {
        toIdentity();
        verify(!item("documentKind").visible);
        touch("otherDocument");
        verify(item("documentKind").visible);
        touch("documentKind-foreign-permanent");
        verify(item("documentKind").visible && !item("otherDocument").visible);
    }

    function test_a_street_is_found_by_its_first_letters_and_another_union_too() {
        toIdentity();
        fill();
        window.page.go(Routes.joinPlace);
        at("joinPlacePage");
        touch("streetButton");
        at("joinStreetPage");
        item("streetSearch").typed = "zjz";
        tryVerify(() => findChild(window.page, "streetFound-110105005") !== null, 2000, "左家庄 by zjz");
        touch("streetFound-110105005");
        at("joinPlacePage");
        compare(Join.work.streetCode, "110105005");
        verify(!item("streetNear").checked);
        touch("streetNear");
        verify(item("streetNear").checked);
        window.page.go(Routes.joinUnionList);
        at("joinUnionListPage");
        const before = Join.receivingUnion.found.count;
        item("unionSearch").typed = "wj";
        tryVerify(() => Join.receivingUnion.found.count < before && Join.receivingUnion.found.count > 0);
        touch("unionChoice-CY026");
        at("joinPlacePage");
        compare(Join.receivingUnion.code, "CY026");
    }

    function test_the_signature_is_seen_once_more_before_it_is_sent() {
        walkToReview();
        verify(!item("reviewSignaturePicture").visible);
        verify(item("reviewSignature").visible);
        Join.signing.declined = false;
        verify(item("reviewSignaturePicture").visible && !item("reviewSignature").visible);
    }

    function test_who_has_just_joined_types_nothing_again_and_the_next_person_is_offered_nothing() {
        walkToReview();
        touch("primaryButton");
        at("joinDonePage");
        touch("homeButton");
        wait(50);
        mouseClick(sheetItem("leaveButton"));
        at("homePage");
        touch("helpTile");
        at("helpPage");
        touch("helpKind-labour-dispute");
        at("helpAskPage");
        verify(item("useRecent").visible);
        touch("useRecent");
        compare(item("nameInput").text, "张伟");
        compare(item("mobileInput").text, "138 0000 0001");
        Idle.wipeNow();
        at("homePage");
        touch("helpTile");
        at("helpPage");
        touch("helpKind-labour-dispute");
        at("helpAskPage");
        verify(!item("useRecent").visible);
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
        at("joinStartPage");
        touch("joinHere");
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
        at("joinStartPage");
        touch("joinHere");
        at("joinConsentPage");
        fill();
        touch("backButton");
        at("joinStartPage");
        touch("backButton");
        wait(50);
        mouseClick(sheetItem("leaveButton"));
        at("homePage");
        compare(Join.identity.name, "");
    }

    function test_the_language_changes_on_the_spot_and_loses_nothing() {
        touch("joinTile");
        at("joinStartPage");
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
