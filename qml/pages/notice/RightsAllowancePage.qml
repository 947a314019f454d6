// Work in the heat and its allowance.
import Warmheart.Ui

RightsFrame {
    objectName: "rightsAllowancePage"
    topic: "allowance"
    parts: ["entitled", "limits", "evidence", "where", "deadline", "call"]
}
