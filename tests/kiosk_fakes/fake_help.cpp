#include "tests/kiosk_fakes/fake_help.h"

#include <QMetaObject>

#include <toml++/toml.h>

#include "tests/kiosk_fakes/fake_clock.h"

namespace warmheart::test {

FakeHelp::FakeHelp(const std::string& source_dir) {
  const toml::table file = toml::parse_file(source_dir + "/assets/catalogue/chaoyang-help.toml");
  for (const toml::node& node : *file["case_kind"].as_array()) {
    const toml::table& row = *node.as_table();
    const auto text = [&row](const char* key) { return row[key].value_or(std::string()); };
    wire::CaseKind kind;
    kind.set_code(text("code"));
    kind.set_name(text("name"));
    kind.set_name_en(text("name_en"));
    kind.set_about(text("about"));
    kind.set_about_en(text("about_en"));
    kind.set_phone(text("phone"));
    kind.set_due_hours(static_cast<std::uint32_t>(row["due_hours"].value_or(std::int64_t{0})));
    kind.set_needs_name(row["needs_name"].value_or(false));
    for (const toml::node& topic : *row["topics"].as_array()) kind.add_topics(topic.value_or(std::string()));
    offered.push_back(kind);
  }
}

void FakeHelp::move(const QString& stage) {
  if (!known) return;
  known->stage = case_stage_from(stage.toStdString()).value_or(CaseStage::received);
  known->delivery = Delivery::received;
  if (known->stage != CaseStage::received) known->union_name = "望京街道总工会";
  if (known->stage <= CaseStage::dispatched) return;
  known->answer = "平台已答应本周五前补发工钱，请留意到账。";
  known->answered_ms = kNow;
}

void FakeHelp::show(const QString& stage, const QString& delivery) {
  NewCase& request = requests.emplace_back();
  request.id = Uuid::from_bytes(Bytes(16, static_cast<std::uint8_t>(requests.size()))).value();
  request.secret = SecretString("0000");
  HelpCase& made = known.emplace();
  made.id = request.id;
  made.kind = offered.front().code();
  made.due_ms = kNow + 5 * kDay;
  move(stage);
  made.delivery = delivery == u"saved" ? Delivery::saved : Delivery::received;
}

void FakeHelp::rate(const Uuid&, std::string face, Callback<Result<HelpCase>> then) {
  faces.push_back(std::move(face));
  if (!known) return then(fail(ErrorCode::not_found, "no case"));
  known->rated = true;
  then(*known);
}

void FakeHelp::reopen(const Uuid&, Callback<Result<HelpCase>> then) {
  ++reopened;
  if (!known) return then(fail(ErrorCode::not_found, "no case"));
  known->reopened = true;
  known->stage = CaseStage::dispatched;
  known->answer.clear();
  then(*known);
}

void FakeHelp::open(NewCase wanted, Callback<Result<HelpCase>> then) {
  requests.push_back(wanted);
  answer_open = std::move(then);
  if (by_hand) return;
  QMetaObject::invokeMethod(
      this,
      [this, wanted = std::move(wanted), then = answer_open] {
        HelpCase opened;
        opened.id = wanted.id;
        opened.kind = wanted.kind;
        opened.due_ms = kNow + 5 * kDay;
        known = opened;
        opened.number = SecretString("741926039");
        Q_EMIT casesChanged();
        then(opened);
      },
      Qt::QueuedConnection);
}

void FakeHelp::read(const Uuid& id, Callback<Result<HelpCase>> then) {
  if (known && id == known->id) then(*known);
}

std::optional<HelpCase> FakeHelp::found(const std::string& last_four) const {
  const bool right =
      !requests.empty() && last_four == case_last_four(requests.back().rider, requests.back().secret.view());
  return right ? known : std::nullopt;
}

}  // namespace warmheart::test
