// The keyboard as Main places it, bound to this project's theme. Loaded when the first page with fields comes near.
import Warmheart.Backend
import Warmheart.Keyboard
import Warmheart.Ui

KeyboardPanel {
    unit: Theme.unit
    theme: Appearance.theme
    largeType: Appearance.largeType
    roomHeight: Theme.windowHeight
    latinFirst: Appearance.language === "en"
}
