// The kiosk under test, and what a person's finger can do with it.
import QtQuick
import QtQuick.Templates as T
import QtTest
import Warmheart.Backend
import Warmheart.Fakes
import Warmheart.Ui

TestCase {
    id: test

    property Main window: main
    readonly property QtObject map: Routes  // as an object its names can be listed
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

    // On the page that is shown, not on those beneath it; of two of a name the one that is seen.
    function item(name) {
        const found = all(main.page).find(one => one.objectName === name && one.visible) ?? findChild(main.page, name);
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
        let arrived = !(target instanceof Pressable);
        const hears = () => { arrived = true; };
        if (!arrived)
            target.clicked.connect(hears);
        // On a slow machine a page may still find its place under the finger.
        for (let tries = 0; tries < 3; ++tries) {
            const finger = touchEvent(target);
            finger.press(0, target).commit();
            wait(10);
            finger.release(0, target).commit();
            wait(20);
            if (arrived)
                return;
            settle();
        }
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
        tryVerify(() => main.page.objectName === pageName, 5000, pageName + " is to be shown");
        settle();
    }
    // What is seen stands where it will be touched, on a slow machine, too.
    function settle() {
        tryVerify(() => main.page.T.StackView.status === T.StackView.Active);  // until then the stack takes no touch
        wait(40);
        grabImage(main.contentItem);
    }
    // From the first page of joining over its consents, each by itself, to what comes behind them.
    function consent() {
        for (const id of ["notice", "id-number"]) {
            tryVerify(() => item("consent-" + id).visible, 2000, id);
            settle();
            touch("primaryButton");
        }
        tryVerify(() => item("consent-sms").visible);
        settle();
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
    // Every page there is, by its name in Routes; all but those of staff in staff mode are riders'.
    function routes() {
        const found = [];
        for (const name in map) {
            if (String(map[name]).endsWith("Page.qml"))
                found.push(name);
        }
        verify(found.length > 50, "every page is found");
        return found;
    }
    function riderRoutes() {
        return routes().filter(route => !route.startsWith("staff"));
    }
    function staffRoutes() {
        return routes().filter(route => route.startsWith("staff") && route !== "staffPin");
    }
    // Home, or the page of that name, with as much chosen and typed as pages need; `looks` as the panel sets them.
    function showPage(route, looks) {
        Idle.wipeNow();
        tryCompare(main.page, "objectName", "homePage");
        Appearance.reducedMotion = true;
        for (const name in looks)
            Appearance[name] = looks[name];
        if (route === "home")
            return wait(40);
        if (route.startsWith("staff")) {
            Scanner.scanned("WB1:OF HERE");
            at("staffPinPage");
            if (route === "staffPin")
                return;
            for (const digit of "204816")
                Staff.login.type(digit);
            at("staffPage");
            if (route === "staff")
                return;
        } else {
            fill();
            Visit.choose("REST");
            Help.choose("legal-advice");
        }
        main.page.go(Routes[route]);
        wait(40);
    }
    function resize(size) {
        main.width = size[0];
        main.height = size[1];
        wait(20);
    }
    function placeOf(item) {
        const at = item.mapToItem(main.contentItem, 0, 0);
        return { left: at.x, top: at.y, right: at.x + item.width, bottom: at.y + item.height };
    }
    // What of an item is seen: what the window and whatever clips leave of it.
    function sightOf(item) {
        const seen = placeOf(item);
        const cut = by => {
            seen.left = Math.max(seen.left, by.left);
            seen.top = Math.max(seen.top, by.top);
            seen.right = Math.min(seen.right, by.right);
            seen.bottom = Math.min(seen.bottom, by.bottom);
        };
        cut({ left: 0, top: 0, right: main.width, bottom: main.height });
        for (let above = item.parent; above !== null; above = above.parent) {
            if (above.clip)
                cut(placeOf(above));
        }
        return seen;
    }
    function isTarget(item) {
        return item.visible && (item instanceof Pressable || item instanceof TextInput);
    }
    function luminance(colour) {
        const part = value => value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
        return 0.2126 * part(colour.r) + 0.7152 * part(colour.g) + 0.0722 * part(colour.b);
    }
    // WCAG 2.2, "contrast ratio": 1 to 21.
    function contrast(one, other) {
        const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
        return (light + 0.05) / (dark + 0.05);
    }

    // Every item below `root`, with what Repeaters made.
    function all(root) {
        let items = [root];
        for (let i = 0; i < root.children.length; ++i)
            items = items.concat(all(root.children[i]));
        return items;
    }
}
