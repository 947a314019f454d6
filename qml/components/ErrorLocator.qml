// After the button for the next step: the first answer that is wrong or missing. It may stand out of sight, and then
// the button would seem to do nothing.
pragma ComponentBehavior: Bound

import QtQuick
import Warmheart.Ui

Timer {
    id: finder

    required property Item root
    signal found(flaw: Item)

    function locate(): void {
        restart();
    }
    // A field with its sentence, or the sentence alone where it stands for the whole page.
    function firstIn(item: Item): Item {
        if (!item.visible)
            return null;
        if ((item as Toggle)?.bad)
            return item;
        const sentence = item as FieldError;
        if (sentence !== null)
            return sentence.parent === root ? sentence : sentence.parent;
        return Array.from(item.children).reduce((first, child) => first ?? finder.firstIn(child), null);
    }

    interval: 1  // when the sentences have taken their room
    onTriggered: {
        const flaw = finder.firstIn(finder.root);
        if (flaw !== null)
            finder.found(flaw);
    }
}
