// Where every page lives. Home is loaded at the start; the others when somebody goes there.
pragma Singleton

import QtQuick

QtObject {
    readonly property url rest: Qt.resolvedUrl("pages/rest/RestPage.qml")
    readonly property url restWho: Qt.resolvedUrl("pages/rest/RestWhoPage.qml")
    readonly property url restDone: Qt.resolvedUrl("pages/rest/RestDonePage.qml")
    readonly property url restLeave: Qt.resolvedUrl("pages/rest/RestLeavePage.qml")
    readonly property url joinQuestions: Qt.resolvedUrl("pages/join/JoinQuestionsPage.qml")
    readonly property url joinConsent: Qt.resolvedUrl("pages/join/JoinConsentPage.qml")
    readonly property url joinIdentity: Qt.resolvedUrl("pages/join/JoinIdentityPage.qml")
    readonly property url joinWork: Qt.resolvedUrl("pages/join/JoinWorkPage.qml")
    readonly property url joinStreet: Qt.resolvedUrl("pages/join/JoinStreetPage.qml")
    readonly property url joinUnion: Qt.resolvedUrl("pages/join/JoinUnionPage.qml")
    readonly property url joinUnionList: Qt.resolvedUrl("pages/join/JoinUnionListPage.qml")
    readonly property url joinSign: Qt.resolvedUrl("pages/join/JoinSignPage.qml")
    readonly property url joinReview: Qt.resolvedUrl("pages/join/JoinReviewPage.qml")
    readonly property url joinDone: Qt.resolvedUrl("pages/join/JoinDonePage.qml")
    readonly property url check: Qt.resolvedUrl("pages/check/CheckPage.qml")
    readonly property url checkSession: Qt.resolvedUrl("pages/check/CheckSessionPage.qml")
    readonly property url checkWho: Qt.resolvedUrl("pages/check/CheckWhoPage.qml")
    readonly property url checkIdentity: Qt.resolvedUrl("pages/check/CheckIdentityPage.qml")
    readonly property url checkConfirm: Qt.resolvedUrl("pages/check/CheckConfirmPage.qml")
    readonly property url checkDone: Qt.resolvedUrl("pages/check/CheckDonePage.qml")
    readonly property url checkFind: Qt.resolvedUrl("pages/check/CheckFindPage.qml")
    readonly property url myCard: Qt.resolvedUrl("pages/card/MyCardPage.qml")
    readonly property url cardStatus: Qt.resolvedUrl("pages/card/CardStatusPage.qml")
    readonly property url cardValidity: Qt.resolvedUrl("pages/card/CardValidityPage.qml")
    readonly property url correct: Qt.resolvedUrl("pages/card/CorrectPage.qml")
    readonly property url keyboard: Qt.resolvedUrl("components/KeyboardHost.qml")
    readonly property url leaveSheet: Qt.resolvedUrl("components/LeaveSheet.qml")
    readonly property url accessPanel: Qt.resolvedUrl("pages/access/AccessPanel.qml")
}
