#include "tests/shots/made_up_help.h"

#include <QMetaObject>

#include <toml++/toml.h>

namespace warmheart {

namespace {

constexpr std::int64_t kDue = 1'795'405'320'000 + 5ll * 86'400'000;

}  // namespace

MadeUpHelp::MadeUpHelp(const std::string& source_dir) {
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
    m_kinds.push_back(kind);
  }
}

void MadeUpHelp::move(const QString& stage) {
  m_case.stage = case_stage_from(stage.toStdString()).value_or(CaseStage::received);
  if (m_case.stage != CaseStage::received) m_case.union_name = "望京街道总工会";
  if (m_case.stage > CaseStage::dispatched) m_case.answer = "平台已答应本周五前补发工钱，请留意到账。";
}

void MadeUpHelp::open(CaseRequest request, Callback<Result<CaseView>> then) {
  QMetaObject::invokeMethod(this, [this, request = std::move(request), then = std::move(then)] {
    ++m_cases;
    m_last_name = QString::fromStdString(request.masked_name);
    m_case = {};
    m_case.id = request.id;
    m_case.kind = request.kind;
    m_case.due_ms = kDue;
    CaseView told = m_case;
    told.number = "741926039";
    Q_EMIT casesChanged();
    then(told);
  }, Qt::QueuedConnection);
}

void MadeUpHelp::read(const Uuid& id, Callback<Result<CaseView>> then) {
  if (id == m_case.id) then(m_case);
}

void MadeUpHelp::find(std::string number, std::string, Callback<Result<std::optional<CaseView>>> then) {
  then(number == "741926039" && m_cases > 0 ? std::optional<CaseView>(m_case) : std::nullopt);
}

}  // namespace warmheart
