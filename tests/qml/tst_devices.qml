import QtQuick
import QtTest
import Warmheart.Backend
import Warmheart.Fakes
import Warmheart.Ui

Kiosk {
    id: test

    name: "Devices"

    function test_a_card_on_the_reader_fills_name_and_number_and_only_where_it_is_asked() {
        FakeIdReader.lay("张伟", "11010519491231002X");
        compare(Join.identity.name, "");
        toIdentity();
        compare(item("readerHint").visible, false);
        FakeIdReader.plug(true);
        compare(item("readerHint").visible, true);
        FakeIdReader.lay("", "");
        compare(Reader.sentence, qsTrId("reader.unknown"));
        compare(Join.identity.name, "");
        FakeIdReader.lay("张伟", "11010519491231002X");
        compare(item("nameInput").text, "张伟");
        compare(item("documentNumberInput").text, "110105 19491231 002X");
        compare(Reader.sentence, qsTrId("reader.read"));
        FakeIdReader.lay("李娜", "11010519900307123X");
        compare(Join.identity.name, "李娜");
        Idle.wipeNow();
        at("homePage");
        compare(Join.identity.name, "");
        FakeIdReader.lay("张伟", "11010519491231002X");
        compare(Join.identity.name, "");
    }

    function test_a_card_that_cannot_be_read_is_said_and_the_rider_types_instead() {
        FakeIdReader.plug(true);
        touch("joinTile");
        at("joinStartPage");
        touch("joinByReader");
        at("joinConsentPage");
        consent();
        at("joinReaderPage");
        FakeIdReader.lay("", "");
        compare(item("readerHint").text, qsTrId("reader.unknown"));
        FakeIdReader.plug(false);
        compare(item("readerHint").text, qsTrId("reader.gone"));
        touch("secondButton");
        at("joinIdentityPage");
        touch("backButton");
        at("joinReaderPage");
        FakeIdReader.plug(true);
        FakeIdReader.lay("张伟", "11010519491231002X");  // it listens still
        at("joinIdentityPage");
        compare(Reader.sentence, qsTrId("reader.read"));
    }

    // The next rider begins by the reader while the card of the one before lies there, whichever way that one left.
    function test_a_card_left_behind_is_nobody_elses_until_it_was_lifted_data() {
        return [{ tag: "done" }, { tag: "home" }];
    }
    function test_a_card_left_behind_is_nobody_elses_until_it_was_lifted(data) {
        FakeIdReader.plug(true);
        toIdentity();
        FakeIdReader.lay("张伟", "11010519491231002X");
        compare(Join.identity.name, "张伟");
        if (data.tag === "done")
            Idle.wipeNow();
        else
            window.goHome();
        at("homePage");
        touch("joinTile");
        at("joinStartPage");
        touch("joinByReader");
        at("joinConsentPage");
        consent();
        at("joinReaderPage");
        compare(item("readerHint").text, qsTrId("reader.left"));
        FakeIdReader.lay("李娜", "11010519900307123X");  // on the other one
        compare(window.page.objectName, "joinReaderPage");
        compare(Join.identity.name, "");
        FakeIdReader.lift();
        compare(item("readerHint").text, qsTrId("reader.hint"));
        FakeIdReader.lay("李娜", "11010519900307123X");
        at("joinIdentityPage");
        compare(Join.identity.name, "李娜");
        compare(Reader.sentence, qsTrId("reader.read"));
    }

    function test_a_slip_is_offered_where_a_printer_is_and_what_became_of_it_is_said() {
        walkToReview();
        touch("primaryButton");
        at("joinDonePage");
        compare(item("thirdButton").visible, false);
        FakePrinter.plug(true);
        settle();
        for (const name of ["secondButton", "thirdButton", "primaryButton"])
            compare(all(item(name)).find(one => one instanceof Text).lineCount, 1, name + " is one line");
        const before = FakePrinter.slips;
        touch("thirdButton");
        compare(FakePrinter.slips, before + 1);
        compare(FakePrinter.lastTitle, qsTrId("card.provisional"));
        compare(item("printSentence").text, qsTrId("print.done"));
        FakePrinter.plug(true, false);
        touch("thirdButton");
        compare(FakePrinter.slips, before + 1);
        compare(item("printSentence").text, qsTrId("print.no-paper"));
        finish();
        compare(Printer.sentence, "");
    }
}
