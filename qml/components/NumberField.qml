// A field of digits shown in groups (3-4-4, 6-8-4, 3-3-3), with the digit pad.
import Warmheart.Ui

Field {
    grouped: true
    pad: Field.Digits
}
