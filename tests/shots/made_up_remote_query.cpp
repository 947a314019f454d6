#include "tests/shots/made_up_remote_query.h"

namespace warmheart {

namespace {

constexpr std::int64_t kSubmitted = 1'795'054'320'000;

RiderDataView made_up_data() {
  RiderDataView data;
  data.application.masked_name = "欧阳*";
  data.application.state = ApplicationState::approved;
  data.application.submitted_ms = kSubmitted;
  data.application.union_name = "望京街道总工会";
  data.name = "欧阳小明";
  data.document_kind = "resident-id";
  data.document_number = "11010519491231002X";
  data.mobile = "13800000001";
  data.occupation = "food-delivery";
  data.platform = "美团";
  data.employer = "北京望京众包服务有限公司";
  data.street_code = "110105026";
  data.consents = {{"notice", "2026-1", true}, {"id-number", "2026-1", true}, {"receiving-union", "2026-1", true}, {"sms", "2026-1", false}};
  data.bookings = {{"秋季免费健康体检", "Free autumn health check", "望京SOHO，体检车", "Wangjing SOHO, health bus", "confirmed", "", 1'795'651'200'000}};
  data.cases = {{"471100009", "legal", "handled", "朝阳区法律援助中心", "律师周四下午给您回电", kSubmitted}};
  data.requests = {{RiderAsk::stop_texts, kSubmitted, "done", {}, 0}};
  return data;
}

}  // namespace

void MadeUpRemoteQuery::status(RiderProofView, Callback<Result<ApplicationView>> then) {
  if (m_failure) return then(fail(*m_failure, "made up"));
  if (m_elsewhere) return then(*m_elsewhere);
  then(fail(ErrorCode::not_found, "made up"));
}

void MadeUpRemoteQuery::my_data(RiderProofView, Callback<Result<RiderDataView>> then) {
  if (m_failure) return then(fail(*m_failure, "made up"));
  then(made_up_data());
}

void MadeUpRemoteQuery::known(std::string, const BadgeId&, Callback<Result<std::vector<KnownView>>> then) {
  if (m_failure) return then(fail(*m_failure, "made up"));
  then(std::vector<KnownView>{{"欧阳*", "望京西园暖心驿站", ApplicationState::awaiting_review, kSubmitted}});
}

void MadeUpRemoteQuery::call_back_number(const Uuid&, const BadgeId&, Callback<Result<CallBackView>> then) {
  if (m_failure) return then(fail(*m_failure, "made up"));
  then(CallBackView{"13800000007", "张*"});
}

}  // namespace warmheart
