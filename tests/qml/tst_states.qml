import QtQuick
import Warmheart.Backend
import Warmheart.Fakes
import Warmheart.Ui

// The table of states: every state of every record, and what the page that shows it says. Of all sentences that speak
// of where such a record stands, those of its row are on the page and no others; nothing is red where nothing is wrong.
Kiosk {
    id: test

    name: "States"

    readonly property var deliveries: ["saved", "waiting", "received", "needs-person", "correction-waiting"]
        .map(which => "state.delivery." + which)
    readonly property var applicationWords: [
        "submitted", "received", "awaiting-review", "returned", "corrected", "rejected", "approved", "active",
        "withdrawn", "transferring", "suspended", "left", "submitted.explained", "awaiting-review.explained",
        "returned.explained", "corrected.explained", "rejected.explained", "approved.explained",
        "withdrawn.explained", "ask-union.explained"
    ].map(which => "state." + which).concat(deliveries)
    readonly property var bookingWords: [
        "state.wanted", "state.waiting", "state.confirmed", "state.cancelled", "state.needs-you", "state.attended",
        "state.missed", "explained.wanted", "explained.waiting", "explained.confirmed", "explained.cancelled",
        "explained.attended", "explained.missed", "ahead", "reason.limit", "reason.session-cancelled",
        "reason.place-taken", "reason.place-moved", "reason.full", "reason.not-eligible", "asking", "asking.lead",
        "cancel.sure", "cancel.sure.open"
    ].map(which => "check." + which).concat(deliveries)
    readonly property var caseWords: [
        "done.title", "saved", "saved.explained", "stage.received", "stage.dispatched", "stage.handled",
        "stage.called-back", "stage.closed", "explained.received", "explained.dispatched", "explained.handled",
        "explained.called-back", "explained.closed"
    ].map(which => "help." + which).concat(deliveries)
    readonly property var visitWords: [
        "rest.done.title", "rest.done.kept", "rest.done.called", "rest.done.called.lead", "rest.done.private",
        "rest.undone", "rest.stands.title", "rest.failed.title", "rest.full.title", "rest.full.explained",
        "rest.return.done", "rest.loan.lead", "error.rest.too-late"
    ].concat(deliveries)
    readonly property var queueWords: [
        "waiting.title", "waiting.lead", "called.title", "called.lead", "over.title", "over.lead", "failed.title",
        "next", "ahead", "held"
    ].map(which => "queue." + which)
    readonly property var handoffWords: ["title", "waiting", "opened", "filled", "failed"]
        .map(which => "handoff." + which)
    readonly property var cardWords: [
        "validity.valid", "validity.pending", "validity.not-yet", "validity.invalid", "validity.not-checked",
        "validity.checking", "state.card.valid", "state.card.valid-by-approval", "state.card.not-yet-approved",
        "state.card.not-checked", "state.card.expired", "state.card.expired-since", "state.card.revoked",
        "state.card.not-a-card", "state.card.known-approved", "state.card.known-returned"
    ]

    function cleanup() {
        FakeKiosk.setLight(0, 0);
        FakeKiosk.setFound("awaiting-review");
        FakeKiosk.setDelivery("received");
        FakeKiosk.setCorrected(false, false);
        FakeKiosk.setCard("valid");
        FakeBookings.answerWith("confirmed");
        FakeVisits.refuseUndo(false);
        FakeVisits.clearLine();
        FakeVisits.clearRequests();
        FakePhone.refuse(false);
        Queue.refresh();
        Visit.refresh();
    }
    // What is written on the page, a line each. The road of a case names all its stops and marks one.
    function lines(root) {
        if (!root.visible || root instanceof CaseLoop)
            return [];
        let found = root instanceof Label ? root.text.split("\n") : [];
        for (let i = 0; i < root.children.length; ++i)
            found = found.concat(lines(root.children[i]));
        return found;
    }
    function isSaid(words, on) {
        const at = words.indexOf("%1");
        if (at < 0)
            return on.includes(words);
        const begins = words.substring(0, at);
        const ends = words.substring(at + 2);
        return on.some(line => line.length > begins.length + ends.length && line.startsWith(begins)
            && line.endsWith(ends));
    }
    function saysOnly(ids, vocabulary) {
        const on = lines(window.page);
        const due = ids.map(id => qsTrId(id));
        for (const id of vocabulary.concat(ids)) {
            const words = qsTrId(id);
            compare(isSaid(words, on), due.includes(words),
                window.page.objectName + ": " + words + "\non the page:\n" + on.join("\n"));
        }
    }
    function isRed() {
        return all(window.page).some(one => one.visible && (one instanceof Notice || one instanceof StateChip
            || one instanceof VerdictPanel) && one.tone === StateChip.Bad);
    }
    function lookUp(lastFour, page) {
        window.page.go(Routes.myCard);
        at("myCardPage");
        Card.search.code = "741926039";
        Card.search.lastFour = lastFour;
        touch("primaryButton");
        at(page);
    }

    function test_an_application_data() {
        const waits = ["state.awaiting-review.explained"];
        return [
            { tag: "saved, offline", state: "submitted", saved: true, light: 0,
                says: ["state.submitted", "state.submitted.explained", "state.delivery.saved"] },
            { tag: "saved, being sent", state: "submitted", saved: true, light: 1,
                says: ["state.submitted", "state.submitted.explained", "state.delivery.waiting"] },
            { tag: "saved, needs a person", state: "submitted", saved: true, light: 3,
                says: ["state.submitted", "state.submitted.explained", "state.delivery.needs-person"] },
            { tag: "received", state: "received", says: waits.concat("state.received") },
            { tag: "awaiting review", state: "awaiting-review", says: waits.concat("state.awaiting-review") },
            { tag: "awaiting review, offline now", state: "awaiting-review", light: 0,
                says: waits.concat("state.awaiting-review") },
            { tag: "awaiting review, the link needs a person", state: "awaiting-review", light: 3,
                says: waits.concat("state.awaiting-review") },
            { tag: "returned", state: "returned", fields: true, reason: true,
                says: ["state.returned", "state.returned.explained"] },
            { tag: "corrected, waiting here", state: "returned", corrected: true, waiting: true, light: 0,
                says: ["state.corrected", "state.corrected.explained", "state.delivery.correction-waiting"] },
            { tag: "corrected, received", state: "returned", corrected: true,
                says: ["state.corrected", "state.corrected.explained"] },
            { tag: "rejected", state: "rejected", reason: true, says: ["state.rejected", "state.rejected.explained"] },
            { tag: "approved", state: "approved", says: ["state.approved", "state.approved.explained"] },
            { tag: "active", state: "active", says: ["state.active", "state.approved.explained"] },
            { tag: "transferring", state: "transferring", says: ["state.transferring", "state.ask-union.explained"] },
            { tag: "suspended", state: "suspended", card: false,
                says: ["state.suspended", "state.ask-union.explained"] },
            { tag: "left", state: "left", card: false, says: ["state.left", "state.ask-union.explained"] },
            { tag: "withdrawn", state: "withdrawn", card: false,
                says: ["state.withdrawn", "state.withdrawn.explained"] }
        ];
    }
    function test_an_application(data) {
        FakeKiosk.setLight(data.light ?? 2, data.saved ? 1 : 0);
        FakeKiosk.setFound(data.state);
        FakeKiosk.setDelivery(data.saved ? "saved" : "received");
        FakeKiosk.setCorrected(data.corrected ?? false, data.waiting ?? false);
        lookUp("0001", "cardStatusPage");
        compare(item("pageTitle").text, qsTrId(data.says.find(id => id.split(".").length === 2)));
        saysOnly(data.says, applicationWords);
        compare(item("returnedFields").visible, data.fields ?? false);
        compare(item("reason").visible, data.reason ?? false);
        if (data.card !== undefined)
            compare(item("statusCard").visible, data.card);
        verify(!isRed());
    }

    function test_a_booking_data() {
        const saved = "state.delivery.saved", received = "state.delivery.received";
        const rows = [
            { tag: "wanted, saved", state: "wanted", saved: true, second: "check.cancel.wanted",
                says: ["check.state.wanted", "check.explained.wanted", saved] },
            { tag: "wanted, received", state: "wanted", second: "check.cancel.wanted",
                says: ["check.state.wanted", "check.explained.wanted", received] },
            { tag: "waiting, saved", state: "waiting", saved: true, second: "check.cancel.waiting",
                says: ["check.state.waiting", "check.explained.waiting", saved] },
            { tag: "waiting, answered", state: "waiting", ahead: 4, second: "check.cancel.waiting",
                says: ["check.state.waiting", "check.ahead", received] },
            { tag: "confirmed, saved", state: "confirmed", saved: true, ticket: true, second: "check.cancel",
                says: ["check.state.confirmed", "check.explained.confirmed", saved] },
            { tag: "confirmed, received", state: "confirmed", ticket: true, second: "check.cancel",
                says: ["check.state.confirmed", "check.explained.confirmed", received] },
            { tag: "confirmed, moved", state: "confirmed", reason: "place-moved", ticket: true, second: "check.cancel",
                says: ["check.state.confirmed", "check.reason.place-moved", received] },
            { tag: "cancelled, saved", state: "cancelled", saved: true,
                says: ["check.state.cancelled", "check.explained.cancelled", saved] },
            { tag: "cancelled, received", state: "cancelled",
                says: ["check.state.cancelled", "check.explained.cancelled", received] },
            { tag: "attended", state: "attended", says: ["check.state.attended", "check.explained.attended"] },
            { tag: "missed", state: "missed", says: ["check.state.missed", "check.explained.missed"] }
        ];
        for (const reason of ["limit", "session-cancelled", "place-taken", "full", "not-eligible"])
            rows.push({ tag: "needs you, " + reason, state: "needs-you", reason: reason, second: "check.cancel.wanted",
                says: ["check.state.needs-you", "check.reason." + reason] });
        return rows;
    }
    function test_a_booking(data) {
        FakeKiosk.setFoundKind("booking");
        FakeBookings.show(data.state, data.saved ? "saved" : "received", data.reason ?? "", data.ahead ?? 0);
        lookUp("0001", "checkDonePage");
        compare(item("pageTitle").text, qsTrId(data.says[0]));
        saysOnly(data.says, bookingWords);
        compare(item("ticket").visible, data.ticket ?? false);
        compare(window.page.secondText, data.second === undefined ? "" : qsTrId(data.second));
        verify(!isRed());
        if (data.second === undefined)
            return;
        touch("secondButton");
        verify(lines(window.page).includes(qsTrId(data.ticket ? "check.cancel.sure" : "check.cancel.sure.open")));
        verify(!isRed());
    }
    function test_a_booking_that_is_being_asked_for() {
        FakeBookings.answerWith("wanted");
        touch("checkTile");
        at("checkPage");
        touch("session-" + "01".repeat(16));
        at("checkSessionPage");
        touch("primaryButton");
        at("checkWhoPage");
        Scanner.scanned("WH1:made-up");
        at("checkConfirmPage");
        touch("primaryButton");
        at("checkDonePage");
        saysOnly(["check.asking", "check.asking.lead"], bookingWords);
        compare(window.page.secondText, "");
    }

    function test_a_case_data() {
        return [
            { tag: "saved", stage: "received", saved: true, says: ["help.saved", "help.saved.explained"] },
            { tag: "received", stage: "received", says: ["help.stage.received", "help.explained.received"] },
            { tag: "dispatched", stage: "dispatched", says: ["help.stage.dispatched", "help.explained.dispatched"] },
            { tag: "handled", stage: "handled", answer: true,
                says: ["help.stage.handled", "help.explained.handled"] },
            { tag: "called back", stage: "called-back", answer: true,
                says: ["help.stage.called-back", "help.explained.called-back"] },
            { tag: "closed", stage: "closed", answer: true, says: ["help.stage.closed", "help.explained.closed"] },
            { tag: "reopened", stage: "handled", reopened: true,
                says: ["help.stage.dispatched", "help.explained.dispatched"] }
        ];
    }
    function test_a_case(data) {
        FakeKiosk.setFoundKind("case");
        FakeHelp.show(data.stage, data.saved ? "saved" : "received");
        lookUp("0000", "helpDonePage");
        if (data.reopened) {
            touch("face-poor");
            tryVerify(() => Help.canReopen);
            touch("secondButton");
            tryVerify(() => Help.answer === "");
        }
        compare(item("pageTitle").text, qsTrId(data.says[0]));
        saysOnly(data.says, caseWords);
        compare(item("caseAnswer").visible, data.answer ?? false);
        compare(item("caseLoop").stage, ["help.saved", "help.stage.received", "help.stage.dispatched",
            "help.stage.handled", "help.stage.called-back", "help.stage.closed"].indexOf(data.says[0]) - 1);
        verify(!isRed());
    }
    function test_a_case_that_was_just_made() {
        touch("helpTile");
        at("helpPage");
        touch("helpKind-legal-advice");
        at("helpAskPage");
        touch("helpTopic-contract");
        touch("primaryButton");
        at("helpDonePage");
        saysOnly(["help.done.title", "help.saved.explained", "state.delivery.saved"], caseWords);
        FakeHelp.move("received");
        FakeKiosk.setProblem("");  // the station has changed: it is read again
        tryVerify(() => lines(window.page).includes(qsTrId("state.delivery.received")));
        saysOnly(["help.done.title", "help.explained.received", "state.delivery.received"], caseWords);
    }

    function test_a_visit_data() {
        const saved = "state.delivery.saved";
        return [
            { tag: "a seat", service: "REST", says: ["rest.done.kept", "rest.done.private", saved] },
            { tag: "water", service: "WATER", says: ["rest.done.title", "rest.done.private", saved] },
            { tag: "brought by staff", service: "HEAT", says: ["rest.done.called", "rest.done.called.lead", saved] },
            { tag: "lent", service: "LEND", says: ["rest.done.called", "rest.loan.lead", saved] },
            { tag: "full", service: "CHARGE", says: ["rest.full.title", "rest.full.explained"] },
            { tag: "undone", service: "REST", undo: true, says: ["rest.undone"] },
            { tag: "not undone any more", service: "REST", undo: true, late: true,
                says: ["rest.stands.title", "error.rest.too-late"] },
            { tag: "brought back", loan: "4821", says: ["rest.return.done"] }
        ];
    }
    function test_a_visit(data) {
        FakeVisits.refuseUndo(data.late ?? false);
        if (data.service !== undefined) {
            Visit.choose(data.service);
            Visit.take("courier");
            tryVerify(() => Visit.state === Visit.Done || Visit.state === Visit.Full);
        } else {
            Visit.wipe();
            Visit.loanTyped = data.loan;
            Visit.returnLoan();
            tryVerify(() => Visit.state === Visit.Returned);
        }
        window.page.go(Routes.visitDone);
        at("restDonePage");
        if (data.undo)
            Visit.undo();
        wait(20);
        saysOnly(data.says, visitWords);
        verify(!isRed());
    }

    function test_a_queue_number() {
        FakeVisits.clearLine();
        Queue.refresh();
        Queue.take("CHARGE");
        window.page.go(Routes.visitQueue);
        at("restQueuePage");
        saysOnly(["queue.waiting.title", "queue.waiting.lead", "queue.next"], queueWords);
        FakeVisits.call();
        Queue.refresh();
        saysOnly(["queue.called.title", "queue.called.lead", "queue.held"], queueWords);
        Queue.leave();
        saysOnly(["queue.over.title", "queue.over.lead"], queueWords);
        verify(!isRed());
    }

    function test_a_form_on_a_phone() {
        window.page.go(Routes.phoneJoin);
        at("phoneJoinPage");
        saysOnly(["handoff.title", "handoff.waiting"], handoffWords);
        FakePhone.move(1, 0);
        Phone.refresh();
        saysOnly(["handoff.title", "handoff.opened"], handoffWords);
        FakePhone.move(1, 1);
        Phone.refresh();
        saysOnly(["handoff.filled"], handoffWords);
        verify(!isRed());
    }
    function test_a_form_on_a_phone_for_which_no_code_can_be_made_is_red() {
        FakePhone.refuse(true);
        Phone.wipe();
        window.page.go(Routes.phoneJoin);
        at("phoneJoinPage");
        saysOnly(["handoff.title", "handoff.failed"], handoffWords);
        verify(isRed());
    }

    function test_a_card_data() {
        return [
            { tag: "valid", card: "valid", says: ["validity.valid", "state.card.valid"] },
            { tag: "valid by approval", card: "valid-by-approval", found: "approved",
                says: ["validity.valid", "state.card.valid-by-approval", "state.card.known-approved"] },
            { tag: "awaiting review", card: "not-yet-approved", found: "awaiting-review",
                says: ["validity.pending", "state.card.not-yet-approved"] },
            { tag: "its application was returned", card: "not-yet-approved", found: "returned",
                says: ["validity.not-yet", "state.card.known-returned"] },
            { tag: "its application was returned and corrected", card: "not-yet-approved", found: "returned",
                corrected: true, says: ["validity.pending", "state.card.not-yet-approved"] },
            { tag: "approved, and not yet in the list", card: "not-yet-approved", found: "approved",
                says: ["validity.valid", "state.card.valid-by-approval", "state.card.known-approved"] },
            { tag: "expired", card: "expired", red: true, says: ["validity.invalid", "state.card.expired-since"] },
            { tag: "revoked", card: "revoked", red: true, says: ["validity.invalid", "state.card.revoked"] },
            { tag: "not checked", card: "not-checked", says: ["validity.not-checked", "state.card.not-checked"] },
            { tag: "no card", card: "not-a-card", red: true, says: ["validity.invalid", "state.card.not-a-card"] }
        ];
    }
    function test_a_card(data) {
        FakeKiosk.setFound(data.found ?? "awaiting-review");
        FakeKiosk.setCorrected(data.corrected ?? false, false);
        FakeKiosk.setCard(data.card);
        Scanner.scanned("WH1:made-up");
        at("cardValidityPage");
        tryVerify(() => Card.cardState !== Card.Checking);
        wait(60);
        saysOnly(data.says, cardWords);
        compare(isRed(), data.red ?? false);
    }
}
