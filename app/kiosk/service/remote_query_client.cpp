#include "app/kiosk/service/remote_query_client.h"

#include "app/kiosk/service/summaries.h"
#include "core/base/secret.h"

namespace warmheart {
namespace {

wire::AskProof proof_of(const RiderProofView& view) {
  wire::AskProof proof;
  if (view.card)
    proof.set_card_number(string_of(*view.card));
  else
    proof.set_query_code(view.query_code);
  proof.set_last_four(view.last_four);
  return proof;
}

Error error_of(const std::string& refusal) {
  if (refusal == "limit") return {ErrorCode::limit, "too many wrong tries"};
  if (refusal == "forbidden") return {ErrorCode::forbidden, "no right to ask this here"};
  return {ErrorCode::not_found, "the centre finds nothing"};
}

ApplicationView application_of(const wire::AskAnswer& answer) {
  ApplicationView view;
  if (const auto id = Uuid::from_bytes(view_of(answer.status().application_id())); id) view.id = *id;
  view.masked_name = answer.masked_name();
  view.occupation = answer.occupation();
  view.submitted_ms = answer.submitted_ms();
  view.expires_ms = answer.card_expires_ms();
  view.card_text = answer.card();
  take_decision(answer.status(), view);
  return view;
}

RiderDataView rider_data_of(const wire::AskAnswer& answer) { return {application_of(answer), answer}; }

std::vector<wire::AssistedDuplicate> known_of(const wire::AskAnswer& answer) {
  return {answer.duplicates().begin(), answer.duplicates().end()};
}

CallBackView call_back_of(const wire::AskAnswer& answer) { return {answer.call_back_number(), answer.masked_name()}; }

}  // namespace

template <class T>
void RemoteQueryClient::ask(wire::AskRequest question, T (*read)(const wire::AskAnswer&), Callback<Result<T>> then) {
  m_ask(std::move(question), [this, read, then = std::move(then)](Result<wire::AskAnswer> answer) {
    Result<T> result = fail(ErrorCode::unavailable, "");
    if (!answer)
      result = fail(answer.error());
    else if (!answer->refusal().empty())
      result = fail(error_of(answer->refusal()));
    else
      result = read(*answer);
    if (answer) wipe(*answer);
    m_store.to_gui([then, result = std::move(result)]() mutable { then(std::move(result)); });
  });
}

void RemoteQueryClient::status(RiderProofView proof, Callback<Result<ApplicationView>> then) {
  wire::AskRequest question;
  *question.mutable_status()->mutable_proof() = proof_of(proof);
  ask<ApplicationView>(std::move(question), application_of, std::move(then));
}

void RemoteQueryClient::my_data(RiderProofView proof, Callback<Result<RiderDataView>> then) {
  wire::AskRequest question;
  *question.mutable_my_data()->mutable_proof() = proof_of(proof);
  ask<RiderDataView>(std::move(question), rider_data_of, std::move(then));
}

void RemoteQueryClient::call_back_number(const Uuid& help_case, const BadgeId& badge,
                                         Callback<Result<CallBackView>> then) {
  wire::AskRequest question;
  question.mutable_call_back_number()->set_case_id(string_of(help_case.bytes()));
  question.mutable_call_back_number()->set_badge_id(string_of(badge));
  ask<CallBackView>(std::move(question), call_back_of, std::move(then));
}

void RemoteQueryClient::known(std::string document_number, const BadgeId& badge,
                              Callback<Result<std::vector<wire::AssistedDuplicate>>> then) {
  wire::AskRequest question;
  question.mutable_duplicate()->set_document_number(document_number);
  question.mutable_duplicate()->set_badge_id(string_of(badge));
  wipe(document_number);
  ask<std::vector<wire::AssistedDuplicate>>(std::move(question), known_of, std::move(then));
}

}  // namespace warmheart
