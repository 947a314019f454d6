// Hurt on a delivery: injury cover of platform workers.
import Warmheart.Ui

RightsFrame {
    objectName: "rightsPlatformPage"
    topic: "platform"
}
