// Everything once more before it is sent. Numbers stay masked until the rider asks to see them.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Warmheart.Backend
import Warmheart.Ui

PageFrame {
    id: page

    property bool shown: false
    readonly property bool saving: Join.state === Join.Saving
    readonly property bool saved: Join.state === Join.Saved

    objectName: "joinReviewPage"
    section: qsTrId("join.title")
    scene: "hand-over"
    title: qsTrId("join.review.title")
    lead: qsTrId("join.review.lead")
    step: 6
    steps: 6
    keepsInput: true
    backVisible: !saving
    homeVisible: !saving
    primaryText: saving ? qsTrId("join.review.saving") : qsTrId("join.review.submit")
    primaryBusy: saving
    onPrimary: Join.submit()
    onSavedChanged: saved && page.go(Routes.joinDone)

    Notice {
        objectName: "saveError"
        width: parent.width
        visible: Join.state === Join.Failed
        text: Join.saveError
        tone: StateChip.Bad
    }
    InfoCard {
        objectName: "reviewIdentity"
        title: qsTrId("review.identity")
        changeWords: page.saving ? "" : qsTrId("review.change")
        onChange: page.backTo("joinIdentityPage")

        InfoRow {
            objectName: "reviewName"
            width: parent.width
            label: qsTrId("identity.name")
            value: Join.identity.name
            privacy: Voice.Private
        }
        Item {
            width: parent.width
            implicitHeight: Math.max(number.implicitHeight, show.implicitHeight)

            InfoRow {
                id: number

                objectName: "reviewDocument"
                anchors.left: parent.left
                anchors.right: show.left
                anchors.rightMargin: Theme.gap
                anchors.verticalCenter: parent.verticalCenter
                label: Join.identity.documentKindName
                value: page.shown ? Join.identity.documentNumberShown : Join.identity.documentMasked
                privacy: Voice.Private
            }
            PillButton {
                id: show

                objectName: "showNumbers"
                anchors.right: parent.right
                anchors.verticalCenter: parent.verticalCenter
                width: Math.min(implicitWidth, parent.width * 0.3)
                text: page.shown ? qsTrId("review.hide") : qsTrId("review.show")
                iconName: page.shown ? "eye-off" : "eye"
                onClicked: page.shown = !page.shown
            }
        }
        InfoRow {
            objectName: "reviewMobile"
            width: parent.width
            label: qsTrId("identity.mobile")
            value: Join.identity.noMobile ? qsTrId("review.no-mobile")
                   : page.shown ? Join.identity.mobileShown
                   : Join.identity.mobileMasked
            privacy: Voice.Private
        }
    }
    InfoCard {
        objectName: "reviewWork"
        title: qsTrId("review.work")
        changeWords: page.saving ? "" : qsTrId("review.change")
        onChange: page.backTo("joinWorkPage")

        InfoRow {
            objectName: "reviewOccupation"
            width: parent.width
            label: qsTrId("work.occupation")
            value: Join.work.occupationName
        }
        InfoRow {
            objectName: "reviewPlatform"
            width: parent.width
            label: qsTrId("work.platform")
            value: Join.work.platforms.nameOf(Join.work.platform)
        }
        InfoRow {
            objectName: "reviewEmployer"
            width: parent.width
            label: qsTrId("work.employer")
            value: Join.work.employer
        }
        InfoRow {
            objectName: "reviewStreet"
            width: parent.width
            label: qsTrId("work.street")
            value: Join.work.outsideCity ? qsTrId("work.outside-city")
                   : qsTrId("work.district-street").arg(Join.work.districtName).arg(Join.work.streetName)
        }
        InfoRow {
            objectName: "reviewUnion"
            width: parent.width
            label: qsTrId("review.union")
            value: Join.receivingUnion.name
        }
        InfoRow {
            objectName: "reviewSignature"
            width: parent.width
            label: qsTrId("review.signature")
            value: Join.signing.declined ? qsTrId("review.signature.declined") : ""
        }
        RowLayout {
            width: parent.width
            visible: !Join.signing.declined
            spacing: Theme.gap

            Label {
                Layout.minimumWidth: Theme.labelWidth
                Layout.maximumWidth: Theme.labelWidth
                text: qsTrId("review.signature")
                color: Theme.inkSecond
            }
            Rectangle {
                Layout.preferredHeight: Math.round(Theme.signatureHeight * Theme.smallSignature)
                Layout.preferredWidth: Math.round(Layout.preferredHeight / Join.signing.strokes.aspect)
                Layout.maximumWidth: Math.round(parent.width * 0.6)
                radius: Theme.radius
                color: Theme.paper
                border.width: Theme.line
                border.color: Theme.border
                Accessible.role: Accessible.Graphic
                Accessible.name: qsTrId("review.signature.given")

                SignaturePad {
                    objectName: "reviewSignaturePicture"
                    anchors.fill: parent
                    anchors.margins: Theme.line
                    enabled: false
                    strokes: Join.signing.strokes
                    inkColor: Theme.paperInk
                    inkWidth: Theme.inkWidth * Theme.smallSignature
                }
            }
            Item {
                Layout.fillWidth: true
            }
        }
    }
}
