// The kiosk under test, and what a person's finger can do with it.
import QtQuick
import QtTest
import Warmheart.Backend
import Warmheart.Fakes
import Warmheart.Ui

TestCase {
    id: test

    property Main window: main
    property int touches: 0  // of what is on the page; keys of a pad are not touched with touch()

    when: windowShown

    Main {
        id: main
    }

    function init() {
        FakeKiosk.holding = false;
        FakeKiosk.setFoundKind("application");
        FakeDataRequests.clear();
        FakeIdReader.plug(false);
        FakePrinter.plug(false);
        FakeSpeech.plug(false);
        FakeSpeech.headphones(false);
        FakeSpeech.forget();
        Idle.wipeNow();
        tryCompare(main.page, "objectName", "homePage");
        Appearance.reducedMotion = true;  // pages cut: a touch finds them in place
        main.requestActivate();
        wait(20);
    }

    // On the page that is shown, not on those beneath it.
    function item(name) {
        const found = findChild(main.page, name);
        verify(found !== null, name + " is not on " + main.page.objectName);
        return found;
    }
    function sheetItem(name) {
        const found = findChild(main.contentItem, name);
        verify(found !== null, name);
        return found;
    }
    function touch(name) {
        const target = item(name);
        verify(target.visible && target.enabled, name + " can be touched");
        if (main.page instanceof PageFrame && main.page.within(target))
            main.page.reveal(target);  // below the fold it is scrolled to
        ++test.touches;
        const finger = touchEvent(target);
        finger.press(0, target).commit();
        wait(10);
        finger.release(0, target).commit();
        wait(20);
    }
    // Whether the code was kept is asked once.
    function finish() {
        touch("primaryButton");
        compare(sheetItem("keepDialog").visible, true);
        mouseClick(sheetItem("leaveButton"));
        at("homePage");
    }
    function at(pageName) {
        Appearance.reducedMotion = true;  // a wipe has put it back
        tryVerify(() => main.page.objectName === pageName, 5000, pageName + " is shown, not " + main.page.objectName);
        wait(60);
    }
    // From the first page of joining over its consents, each by itself, to what comes behind them.
    function consent() {
        for (const id of ["notice", "id-number"]) {
            tryVerify(() => item("consent-" + id).visible, 2000, id);
            touch("primaryButton");
        }
        tryVerify(() => item("consent-sms").visible);
        touch("secondButton");
    }
    function toIdentity() {
        touch("joinTile");
        at("joinStartPage");
        touch("joinHere");
        at("joinConsentPage");
        consent();
        at("joinIdentityPage");
    }
    function fill() {
        for (const id of ["notice", "id-number"])
            Join.consents.setGiven(id, true);
        Join.consents.answer("sms", false);
        Join.identity.name = "张伟";
        Join.identity.documentNumber = "11010519491231002X";
        Join.identity.mobile = "13800000001";
        Join.work.occupation = "food-delivery";
        Join.work.districtCode = "110105";
        Join.work.streetCode = "110105026";
        Join.receivingUnion.consentGiven = true;
        Join.signing.declined = true;
    }
    function walkToReview() {
        touch("joinTile");
        at("joinStartPage");
        touch("joinHere");
        at("joinConsentPage");
        fill();
        for (const next of ["joinIdentityPage", "joinWorkPage"]) {
            touch("primaryButton");
            at(next);
        }
        touch("occupation-food-delivery");
        at("joinPlacePage");
        for (const next of ["joinUnionPage", "joinSignPage", "joinReviewPage"]) {
            touch("primaryButton");
            at(next);
        }
    }
    // Every item below `root`, with what Repeaters made.
    function all(root) {
        let items = [root];
        for (let i = 0; i < root.children.length; ++i)
            items = items.concat(all(root.children[i]));
        return items;
    }
}
