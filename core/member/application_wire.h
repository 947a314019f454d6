// Application ↔ wire::ApplicationFields. What comes from the wire is not trusted: it is checked for form, and an Error
// names the field only.
#pragma once

#include <vector>

#include "core/member/application.h"
#include "warmheart.pb.h"

namespace warmheart {

wire::ApplicationFields to_wire(const Application& application);
wire::ConsentGiven to_wire(const Consent& consent);
// Only the corrected fields are set; manual_review is that of the corrected values alone.
wire::ApplicationCorrected to_wire(const Correction& correction);

// Birth date and sex are derived again from the number (those of a number that no longer parses stay empty). Consents
// and language are not part of ApplicationFields.
Result<Application> application_from(const wire::ApplicationFields& fields);
Result<Consent> consent_from(const wire::ConsentGiven& consent);
// The fields that the rules of the form (application.h) would not have let through, in the order of the form. Empty:
// the kiosk's own rules find nothing.
std::vector<Field> fields_breaking_rules(const wire::ApplicationSubmitted& submitted, Date today);
// Puts the corrected fields over `fields`; names nobody knows are an Error.
Result<void> apply_correction(const wire::ApplicationCorrected& correction, wire::ApplicationFields& fields);

}  // namespace warmheart
