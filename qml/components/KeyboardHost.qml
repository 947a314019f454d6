// The keyboard as Main places it, bound to this project's theme. Loaded when the first page with fields comes near.
import Warmheart.Backend
import Warmheart.Keyboard
import Warmheart.Ui

KeyboardPanel {
    unit: Theme.unit
    theme: Look.theme
    largeType: Look.largeType
    roomHeight: Theme.windowHeight
    latinFirst: Look.language === "en"
}
