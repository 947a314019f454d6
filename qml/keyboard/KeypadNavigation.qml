// Typing with the four keys of a keypad (◀ ▶ ✓ ↩), while the field keeps the focus. ✓ in a field goes onto the keys;
// ◀ ▶ choose a row, ✓ goes into it, ◀ ▶ choose a key, ✓ presses it and the row is chosen again; ↩ leads back out, step
// by step. One at a time: the panel's.
pragma Singleton
import QtQuick
import Warmheart.Keyboard.Input

QtObject {
    id: keys

    property Item board: null
    readonly property bool on: Typing.walking
    property int column: -1   // -1: a row is chosen, not a key
    property real rowTop: 0   // rows come and go (candidates): the chosen one is known by its position
    property rect frame: Qt.rect(0, 0, 0, 0)  // of what is chosen, on the board
    property string says: ""                  // what is chosen, to be said
    readonly property Connections walk: Connections {
        target: Typing

        function onWalkingChanged(): void {
            keys.column = -1;
            keys.rowTop = -1;
            keys.says = "";
            if (Typing.walking)
                keys.show();
        }
        function onWalked(key: int): void {
            keys.take(key);
        }
    }

    function take(key: int): void {
        if (key === Qt.Key_Left || key === Qt.Key_Right)
            keys.step(key === Qt.Key_Left ? -1 : 1);
        else if (key === Qt.Key_Up || key === Qt.Key_Down)
            keys.turn(key === Qt.Key_Up ? -1 : 1);
        else if (key === Qt.Key_Escape)
            keys.back();
        else
            keys.confirm();
    }

    function step(by: int): void {
        if (keys.column < 0)
            return keys.turn(by);
        const many = keys.row().length;
        keys.column = (keys.column + by + many) % many;
        keys.show();
    }
    function turn(by: int): void {
        const rows = keys.rows();
        const next = (keys.indexIn(rows) + by + rows.length) % rows.length;
        keys.rowTop = keys.topOf(rows[next][0]);
        keys.column = -1;
        keys.show();
    }
    function confirm(): void {
        const row = keys.row();
        if (keys.column < 0 && row.length > 1) {
            keys.column = 0;
            return keys.show();
        }
        const field = keys.board.Window.activeFocusItem;
        const chosen = row[Math.max(0, Math.min(keys.column, row.length - 1))];
        keys.column = -1;
        chosen.press();
        if (keys.on)
            keys.show();
        else
            // the field is done: on to what follows it
            field?.nextItemInFocusChain(true).forceActiveFocus(Qt.TabFocusReason);
    }
    function back(): void {
        if (keys.column < 0)
            return Typing.walking = false;
        keys.column = -1;
        keys.show();
    }

    // The keys that can be pressed now, in rows from above, each from the left.
    function rows() {
        const found = keys.gather(keys.board);
        found.sort((a, b) => keys.topOf(a) - keys.topOf(b));
        const rows = [];
        for (const key of found) {
            const row = rows[rows.length - 1];
            if (row !== undefined && keys.topOf(key) - keys.topOf(row[0]) < row[0].height / 2)
                row.push(key);
            else
                rows.push([key]);
        }
        for (const row of rows)
            row.sort((a, b) => keys.boundsOf(a).x - keys.boundsOf(b).x);
        return rows;
    }
    function gather(item) {
        if (!item.visible || !item.enabled)
            return [];
        if (typeof item.press === "function" && item.width > 0)
            return [item];
        let found = [];
        for (let i = 0; i < item.children.length; ++i)
            found = found.concat(keys.gather(item.children[i]));
        return found;
    }
    function row() {
        const rows = keys.rows();
        return rows[keys.indexIn(rows)];
    }
    function indexIn(rows) {
        let nearest = 0;
        for (let i = 1; i < rows.length; ++i)
            if (Math.abs(keys.topOf(rows[i][0]) - keys.rowTop) < Math.abs(keys.topOf(rows[nearest][0]) - keys.rowTop))
                nearest = i;
        return nearest;
    }
    function boundsOf(key) {
        return key.mapToItem(keys.board, 0, 0, key.width, key.height);
    }
    function topOf(key) {
        return keys.boundsOf(key).y;
    }
    function show(): void {
        const row = keys.row();
        const chosen = keys.column < 0 ? row : [row[Math.min(keys.column, row.length - 1)]];
        keys.rowTop = keys.topOf(row[0]);
        const all = chosen.map(key => keys.boundsOf(key));
        const left = Math.min(...all.map(one => one.x));
        const top = Math.min(...all.map(one => one.y));
        const right = Math.max(...all.map(one => one.x + one.width));
        const bottom = keys.column < 0 ? top + all[0].height : all[0].y + all[0].height;
        keys.frame = Qt.rect(left, top, right - left, bottom - top);
        keys.says = chosen.map(key => key.name).join(" ");
    }
}
