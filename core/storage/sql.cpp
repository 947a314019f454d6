#include "core/storage/sql.h"

namespace warmheart::sql {

void Columns::record_error(ErrorCode code, int column, std::string_view what) {
  if (m_error) return;
  m_error = Error{
      code, "column " + std::to_string(column + 1) + " " + std::string(what) + ": " + std::string(m_statement.sql())};
}

Result<void> Columns::outcome() const {
  if (m_error) return fail(*m_error);
  if (m_column != m_statement.columns()) {
    return fail(ErrorCode::internal, "of " + std::to_string(m_statement.columns()) + " columns " +
                                         std::to_string(m_column) + " were read: " + std::string(m_statement.sql()));
  }
  return {};
}

}  // namespace warmheart::sql
