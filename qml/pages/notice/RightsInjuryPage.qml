// Hurt at work: work injury insurance.
import Warmheart.Ui

RightsFrame {
    objectName: "rightsInjuryPage"
    topic: "injury"
}
