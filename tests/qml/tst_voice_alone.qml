// Joining, rest, booking and help with four keys and the voice, the screen dark.
import QtQuick
import QtTest
import Warmheart.Backend
import Warmheart.Fakes
import Warmheart.Ui

Listener {
    id: test

    name: "VoiceAlone"

    function test_rest() {
        const before = FakeVisits.visits;
        listen(false);
        choose(qsTrId("rest.title"), button);
        hears(qsTrId("rest.pick"));
        choose(Visit.services.nameOf("REST"), button);
        hears(qsTrId("rest.who.title"));
        choose(qsTrId("occupation.food-delivery"), button);
        hears(qsTrId("rest.done.kept"));
        hears(Visit.unitText);
        hears(Visit.untilText);
        hears(Visit.deliveryText);
        compare(FakeVisits.visits, before + 1);
        verify(Voice.curtain);
        choose(qsTrId("done.finish"), button);
        at("homePage");
    }

    function test_booking() {
        FakeBookings.answerWith("confirmed");
        listen(true);
        choose(qsTrId("home.check"), button);
        hears(qsTrId("check.pick"));
        choose(Booking.sessions.nameOf("01".repeat(16)), button);
        hears(Booking.chosen.when);
        choose(Booking.chosen.atOnce ? qsTrId("check.book") : qsTrId("check.want"), button);
        hears(qsTrId("mycard.scan"));
        FakeKiosk.setCard("valid");
        Scanner.scanned("WH1:made-up");
        hears(qsTrId("check.confirm.title"));
        agree(qsTrId("consent.title.health-check"),
            qsTrId("check.agree").arg(qsTrId(Booking.chosen.atOnce ? "check.confirm" : "check.confirm.want")));
        tryVerify(() => Booking.state === Booking.Booked);
        hears(Booking.slip.stateText);
        hears(Booking.slip.numberText);
        hears("7 4 1，9 2 6，0 3 9");
        verify(Voice.curtain);
    }

    function test_help_without_a_name() {
        const before = FakeHelp.cases;
        listen(true);
        choose(qsTrId("home.help"), button);
        hears(qsTrId("help.pick"));
        choose(Help.kinds.nameOf("legal-advice"), button);
        hears(Help.kindName);
        choose(qsTrId("help.submit"), button);
        hears(Help.wishError);
        choose(Help.topics.nameOf("contract"), button);
        hears(qsTrId("voice.checked"));
        choose(qsTrId("help.submit"), button);
        hears(qsTrId("help.done.title"));
        hears("7 4 1，9 2 6，0 3 9");
        hears(Help.keepHint);
        compare(FakeHelp.cases, before + 1);
        verify(Voice.curtain);
    }

    function test_joining_typed_as_far_as_the_review() {
        listen(true);
        choose(qsTrId("home.join"), button);
        hears(qsTrId("join.start.title"));
        choose(qsTrId("join.way.here"), button);
        hears(qsTrId("join.consent.title"));
        for (const consent of ["notice", "id-number"])
            agree(qsTrId("consent.title." + consent), qsTrId("consent.agree." + consent));
        seek(qsTrId("consent.title.sms") + "。");
        choose(qsTrId("join.consent.decline"), button);
        hears(qsTrId("join.identity.title"));
        type(qsTrId("identity.name"), [..."wang", "王", ..."zhang", "张"]);
        type(qsTrId("identity.number"), [..."11010519491231002X"]);
        type(qsTrId("identity.mobile"), [..."13800000001"]);
        compare(Join.identity.name, "王张");
        choose(qsTrId("frame.next"), button);
        hears(qsTrId("join.work.title"));
        choose(qsTrId("occupation.food-delivery"), button);
        hears(qsTrId("join.place.title"));
        choose(item("streetNear").text, button);
        hears(qsTrId("voice.checked"));
        choose(qsTrId("frame.next"), button);
        hears(qsTrId("join.union.title"));
        agree(qsTrId("union.consent.title"), qsTrId("consent.agree.receiving-union"));
        hears(qsTrId("join.sign.title"));
        choose(qsTrId("sign.declined"), button);
        hears(qsTrId("voice.checked"));
        choose(qsTrId("frame.next"), button);
        hears(qsTrId("join.review.title"));
        seek(qsTrId("review.signature.declined"));
        verify(Voice.curtain);
    }
}
