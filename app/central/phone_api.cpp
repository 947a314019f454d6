#include "app/central/phone_api.h"

#include <algorithm>

#include "app/central/account_api.h"
#include "app/central/console_reply.h"
#include "app/central/json_body.h"
#include "core/central/phone/phone.h"
#include "core/member/occupation.h"
#include "core/member/receiving_union.h"

namespace warmheart {
namespace {

using nlohmann::json;

bool truth_in(const json& body, const char* key) {
  const auto it = body.find(key);
  return it != body.end() && it->is_boolean() && it->get<bool>();
}

http::Response json_with(int status, const json& body) {
  http::Response out = json_response(body);
  out.status = status;
  return out;
}

std::string in_language(const std::string& text, const std::string& text_en, const std::string& language) {
  return language == "en" && !text_en.empty() ? text_en : text;
}

json areas_json(const std::vector<Area>& areas) {
  json out = json::array();
  for (const Area& area : areas) out.push_back({{"code", area.code}, {"name", area.name}});
  return out;
}

Uuid id_in(const json& body, const char* key) {
  const auto id = Uuid::from_text(text_in(body, key));
  return id ? *id : Uuid();
}

// ---------------------------------------------------------------- the form

http::Response form_call(CentralStore& store, const Areas& areas, const json& body) {
  const Uuid phone = id_in(body, "phone");
  if (phone.empty()) return error_response(Error{ErrorCode::invalid_argument, "no phone"});
  const auto form = open_form(store, text_in(body, "token"), phone);
  if (!form) return error_response(form.error());
  const std::string language = text_in(body, "language") == "en" ? "en" : "zh";
  json unions = json::array(), consents = json::array(), answers = json::array(), occupations = json::array();
  for (const wire::ReceivingUnion& one : form->unions) {
    json streets = json::array();
    for (const std::string& street : one.streets()) streets.push_back(street);
    unions.push_back({{"code", one.code()},
                      {"name", in_language(one.name(), one.name_en(), language)},
                      {"kind", one.kind()},
                      {"streets", streets},
                      {"address", in_language(one.address(), one.address_en(), language)},
                      {"phone", one.phone()}});
  }
  for (const wire::ConsentText& one : form->consents) {
    if (one.language() == language)
      consents.push_back(
          {{"id", one.id()}, {"version", one.version()}, {"required", one.required()}, {"text", one.text()}});
  }
  for (const wire::RiderAnswer& one : form->answers) {
    if (one.language() == language) answers.push_back({{"question", one.question()}, {"answer", one.answer()}});
  }
  for (const std::string_view one : kOccupations) occupations.push_back(std::string(one));
  return json_response({{"station", in_language(form->station, form->station_en, language)},
                        {"controller", in_language(form->controller, form->controller_en, language)},
                        {"controller_phone", form->controller_phone},
                        {"union", form->union_code},
                        {"district", form->district_code},
                        {"expires_ms", form->handoff.expires_ms},
                        {"unions", unions},
                        {"consents", consents},
                        {"answers", answers},
                        {"occupations", occupations},
                        {"districts", areas_json(areas.districts())},
                        {"streets", areas_json(areas.streets_of(form->district_code))}});
}

Signature signature_in(const json& body) {
  Signature out;
  out.declined = truth_in(body, "declined");
  if (out.declined) {
    out.witness = "union-by-phone";
    return out;
  }
  if (const auto aspect = body.find("aspect_permille"); aspect != body.end() && aspect->is_number_integer())
    out.aspect_permille = std::clamp(aspect->get<int>(), 50, 4000);
  const auto strokes = body.find("strokes");
  if (strokes == body.end() || !strokes->is_array()) return out;
  for (const json& stroke : *strokes) {
    Stroke points;
    for (const json& point : stroke.is_array() ? stroke : json::array()) {
      const bool pair =
          point.is_array() && point.size() == 2 && point[0].is_number_integer() && point[1].is_number_integer();
      if (pair)
        points.push_back({std::clamp(point[0].get<int>(), 0, kSignatureExtent),
                          std::clamp(point[1].get<int>(), 0, kSignatureExtent)});
    }
    out.strokes.push_back(std::move(points));
  }
  return out;
}

// Wipes what it holds when the scope ends.
struct DraftInHand {
  Draft value;
  ~DraftInHand() { wipe(value); }
};

void read_draft(const json& body, Draft& draft) {
  draft.name = text_in(body, "name");
  draft.document_kind = document_kind_from(text_in(body, "document_kind")).value_or(DocumentKind::resident_id);
  draft.document_number = text_in(body, "document_number");
  draft.mobile = text_in(body, "mobile");
  draft.no_mobile = truth_in(body, "no_mobile");
  draft.occupation = text_in(body, "occupation");
  draft.platform = text_in(body, "platform");
  draft.employer = text_in(body, "employer");
  draft.street_code = text_in(body, "street");
  draft.outside_city = truth_in(body, "outside_city");
  draft.union_code = text_in(body, "union");
  draft.language = text_in(body, "language") == "en" ? "en" : "zh";
  if (const auto signature = body.find("signature"); signature != body.end() && signature->is_object())
    draft.signature = signature_in(*signature);
}

// What was agreed to is what the centre's own texts say in the language that was shown, for the union that was chosen.
void add_consents(const PhoneForm& form, const json& body, Draft& draft) {
  ConsentParties parties{
      in_language(form.controller, form.controller_en, draft.language), form.controller_phone, {}, {}};
  for (const wire::ReceivingUnion& one : form.unions) {
    if (one.code() != draft.union_code) continue;
    parties.union_name = in_language(one.name(), one.name_en(), draft.language);
    parties.union_phone = one.phone();
  }
  const auto given = body.find("consents");
  for (const wire::ConsentText& text : form.consents) {
    if (text.language() != draft.language) continue;
    const bool agreed =
        given != body.end() && given->is_array() && std::ranges::find(*given, json(text.id())) != given->end();
    draft.consents.push_back(
        {text.id(), text.version(), consent_hash(show_consent(text.text(), parties)), draft.language, agreed});
  }
}

json errors_json(const std::vector<FieldError>& errors) {
  json out = json::object();
  for (const FieldError& error : errors) {
    if (!out.contains(wire_name(error.field))) out[wire_name(error.field)] = sentence_key(error.reason);
  }
  return out;
}

Date today(CentralStore& store) { return date_at(store.now_ms()); }

http::Response check_call(CentralStore& store, const json& body) {
  DraftInHand draft;
  read_draft(body, draft.value);
  json errors = json::object();
  std::string suggestion;
  const auto fields = body.find("fields");
  for (const json& name : fields != body.end() && fields->is_array() ? *fields : json::array()) {
    const auto field = name.is_string() ? field_from(name.get<std::string>()) : std::nullopt;
    if (!field || *field == Field::consents) continue;
    for (const FieldError& error : check_field(draft.value, *field, today(store))) {
      errors[wire_name(error.field)] = sentence_key(error.reason);
      if (!error.suggestion.empty()) suggestion = error.suggestion;
    }
  }
  return json_response({{"errors", errors}, {"suggestion", suggestion}});
}

http::Response join_call(CentralStore& store, const json& body) {
  const Uuid id = id_in(body, "id"), phone = id_in(body, "phone");
  const std::string token = text_in(body, "token");
  if (id.empty() || phone.empty()) return error_response(Error{ErrorCode::invalid_argument, "no application id"});
  const auto form = open_form(store, token, phone);
  if (!form) return error_response(form.error());
  DraftInHand draft;
  read_draft(body, draft.value);
  add_consents(*form, body, draft.value);
  auto application = validate(draft.value, today(store));
  if (!application) return json_with(422, {{"errors", errors_json(application.error())}});
  const auto made = submit_from_phone(store, token, phone, id, *application);
  wipe(*application);
  if (!made) return error_response(made.error());
  return json_response({{"query_code", made->query_code},
                        {"card", made->card},
                        {"expires_ms", made->card_expires_ms},
                        {"masked_name", made->masked_name}});
}

// ---------------------------------------------------------------- the card

// What a card says is told only where its key and signature hold; its code is drawn only while it is good.
http::Response face_call(CentralStore& store, const json& body) {
  const std::string card = text_in(body, "card");
  const auto check = look_at_card(store, card);
  if (!check) return error_response(check.error());
  json face = {{"state", wire_name(check->state)}};
  if (check->claims) {
    face["masked_name"] = check->claims->masked_name;
    face["occupation"] = check->claims->occupation;
    face["expires_ms"] = check->ends_ms;
  }
  if (is_good(check->state)) face["qr"] = qr_json(card);
  return json_response(face);
}

http::Response card_call(CentralStore& store, const json& body) {
  const std::string language = text_in(body, "language") == "en" ? "en" : "zh";
  const auto card = open_card(store, text_in(body, "card"), text_in(body, "last_four"));
  if (!card) return error_response(card.error());
  json bookings = json::array(), cases = json::array();
  for (const RiderBooking& one : card->bookings) {
    bookings.push_back({{"title", in_language(one.session.title(), one.session.title_en(), language)},
                        {"place", in_language(one.session.place(), one.session.place_en(), language)},
                        {"starts_ms", one.session.starts_ms()},
                        {"state", one.state},
                        {"number", one.slot}});
  }
  for (const RiderCase& one : card->cases) {
    cases.push_back({{"kind", one.kind},
                     {"state", one.state},
                     {"union", one.union_name},
                     {"answer", one.answer},
                     {"due_ms", one.due_ms}});
  }
  return json_response({{"state", card->state},
                        {"reason", card->reason},
                        {"masked_name", card->masked_name},
                        {"final_card", card->final_card},
                        {"bookings", bookings},
                        {"cases", cases}});
}

}  // namespace

http::Response phone_call(CentralStore& store, const Areas& areas, const http::Request& request) {
  const auto read = read_json_object(request);
  if (!read) return error_response(read.error());
  const json& body = *read;
  if (request.path == "/phone/api/form") return form_call(store, areas, body);
  if (request.path == "/phone/api/streets")
    return json_response(areas_json(areas.streets_of(text_in(body, "district"))));
  if (request.path == "/phone/api/check") return check_call(store, body);
  if (request.path == "/phone/api/join") return join_call(store, body);
  if (request.path == "/phone/api/face") return face_call(store, body);
  if (request.path == "/phone/api/card") return card_call(store, body);
  return error_response(Error{ErrorCode::not_found, "there is no such call"});
}

bool phone_call_only_reads(const std::string& path) {
  return path == "/phone/api/streets" || path == "/phone/api/check" || path == "/phone/api/face";
}

}  // namespace warmheart
