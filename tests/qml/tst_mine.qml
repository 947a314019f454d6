import QtQuick
import Warmheart.Backend
import Warmheart.MadeUp
import Warmheart.Ui

Kiosk {
    id: test

    name: "Mine"

    function test_erasure_says_what_it_means_is_two_touches_and_then_stands_there() {
        MadeUp.setFound("approved");
        touch("cardTile");
        at("myCardPage");
        Card.queryCode = "741926039";
        Card.lastFour = "0001";
        touch("primaryButton");
        at("cardStatusPage");
        touch("myRights");
        at("mineAskPage");
        touch("mineAsk-erase");
        verify(item("pageLead").text.indexOf("两个人") >= 0);
        touch("secondButton");
        compare(Mine.chosen, "");
        touch("mineAsk-erase");
        touch("primaryButton");
        tryVerify(() => Mine.asked.count === 1);
        compare(Mine.offers.indexOf("erase"), -1);
        Idle.wipeNow();
        at("homePage");
        compare(Mine.asked.count, 0);
    }
}
