// Everything once more before it is sent. Numbers stay masked until the rider asks to see them.
pragma ComponentBehavior: Bound

import QtQuick
import Warmheart.Backend
import Warmheart.Ui

PageFrame {
    id: page

    property bool shown: false
    readonly property bool saving: Join.state === Join.Saving
    readonly property bool saved: Join.state === Join.Saved

    objectName: "joinReviewPage"
    section: qsTrId("join.title")
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
        InfoRow {
            objectName: "reviewDocument"
            width: parent.width
            label: Join.identity.documentKindName
            value: page.shown ? Join.identity.documentNumberShown : Join.identity.documentMasked
            privacy: Voice.Private
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
        PillButton {
            objectName: "showNumbers"
            text: page.shown ? qsTrId("review.hide") : qsTrId("review.show")
            iconName: page.shown ? "eye-off" : "eye"
            onClicked: page.shown = !page.shown
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
            value: Join.signing.declined ? qsTrId("review.signature.declined") : qsTrId("review.signature.given")
        }
    }
}
