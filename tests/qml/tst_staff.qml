import QtQuick
import Warmheart.Backend
import Warmheart.Fakes
import Warmheart.Ui

Kiosk {
    id: test

    name: "Staff"

    function type(digits) {
        for (const digit of digits)
            touch("pin-" + digit);
    }
    function open() {
        Scanner.scanned("WB1:OF HERE");
        at("staffPinPage");
        type("204816");
        at("staffPage");
    }
    function test_badge_and_pin_open_staff_mode_and_a_wrong_pin_says_how_many_are_left() {
        Scanner.scanned("WB1:OF HERE");
        at("staffPinPage");
        type("111222");
        tryVerify(() => item("pinSentence").visible);
        compare(window.page.objectName, "staffPinPage");
        type("204816");
        at("staffPage");
        touch("headerButton");
        at("homePage");
        compare(Staff.login.state, StaffLogin.Locked);
    }
    function test_staff_ask_whether_somebody_has_applied_already() {
        Scanner.scanned("WB1:OF HERE");
        at("staffPinPage");
        type("204816");
        at("staffPage");
        touch("staffNumberButton");
        at("staffNumberPage");
        Staff.queries.setNumber("11010519491231002X");
        touch("primaryButton");
        tryVerify(() => Staff.queries.known.count === 1);
        verify(item("known-0").visible);
        touch("backButton");
        at("staffPage");
        compare(Staff.queries.numberShown, "");
        touch("headerButton");
        at("homePage");
    }
    function test_the_day_is_kept_as_a_sheet_and_said_where() {
        Scanner.scanned("WB1:OF HERE");
        at("staffPinPage");
        type("204816");
        at("staffPage");
        test.window.page.go(Routes.staffDay);
        at("staffDayPage");
        touch("secondButton");
        tryVerify(() => item("keptDay").text.indexOf(".pdf") > 0);
        touch("backButton");
        at("staffPage");
        touch("headerButton");
        at("homePage");
        compare(Printer.kept, "");
    }
    function test_a_badge_that_a_riders_form_meets_wipes_the_form_first() {
        touch("joinTile");
        at("joinStartPage");
        touch("joinHere");
        at("joinConsentPage");
        fill();
        Scanner.scanned("WB1:OF HERE");
        at("staffPinPage");
        compare(Join.identity.name, "");
    }
    function test_a_forgotten_pin_is_helped_over_the_phone() {
        Scanner.scanned("WB1:OF HERE");
        at("staffPinPage");
        touch("secondButton");
        tryVerify(() => item("challengeValue").visible);
        type("123456789");
        at("staffPage");
    }
    function test_a_visit_is_one_touch_and_can_be_taken_back() {
        const before = FakeVisits.visits;
        open();
        touch("staffService-WATER");
        const services = item("staffService-WATER");
        const place = services.mapToItem(window.contentItem, 0, 0).y;
        tryVerify(() => item("staffUndo").visible);
        compare(services.mapToItem(window.contentItem, 0, 0).y, place, "nothing moves under the finger");
        compare(FakeVisits.visits, before + 1);
        touch("staffUndo");
        tryVerify(() => Staff.counter.undoSeconds === 0);
    }
    function test_a_wrong_visit_is_voided_with_a_reason() {
        open();
        touch("staffVoidButton");
        at("staffVoidPage");
        touch("voidVisit-visit/" + "02".repeat(16));
        touch("voidReason-twice");
        compare(FakeStaff.lastAct, "void twice");
    }
    function test_what_is_to_be_done_is_ended_by_its_answer() {
        open();
        const before = Staff.board.todoCount;
        touch("staffTodoButton");
        at("staffTodoPage");
        touch("todo-call/" + "04".repeat(16) + "-satisfied");
        compare(FakeStaff.lastAct, "satisfied");
        tryVerify(() => Staff.board.todoCount === before - 1);
    }
    function test_a_pop_up_begins_with_one_touch_and_ends_with_its_tally() {
        open();
        touch("staffEventButton");
        at("staffEventPage");
        touch("startEvent-pop-up");
        tryVerify(() => Staff.event.on);
        tryVerify(() => item("eventQr").visible);
        compare(item("eventJoinsValue").text, "3");
        touch("primaryButton");
        touch("eventPeopleMore");
        touch("primaryButton");
        tryVerify(() => item("eventDone").visible);
        verify(!Staff.event.on);
    }
    function test_what_is_out_and_who_waits_is_ended_by_its_answer() {
        open();
        touch("staffTodoButton");
        at("staffTodoPage");
        touch("todo-fault/" + "06".repeat(16) + "-done");
        compare(FakeStaff.lastAct, "fault done");
        touch("thirdButton");
        at("staffOutPage");
        touch("out-called/" + "09".repeat(16) + "-again");
        compare(FakeStaff.lastAct, "number again");
        touch("out-loan/" + "07".repeat(16) + "-returned");
        compare(FakeStaff.lastAct, "loan returned");
    }
    function test_the_next_person_finds_nothing_of_staff_mode() {
        open();
        Idle.wipeNow();
        at("homePage");
        compare(Staff.login.state, StaffLogin.Locked);
        compare(Staff.name, "");
        compare(Staff.board.todoCount, 0);
    }
}
