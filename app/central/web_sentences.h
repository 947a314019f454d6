// The sentences of the web pages, read from TOML once at start and served as JSON, one table an audience and language.
// C++ says codes only; the pages say these. Owner: Console; any thread once loaded. Errors: not_found where an audience
// has no file, corrupt for a file that is no TOML, a value that is no text, a key that stands twice, or a sentence of
// the kiosk that is not there.
#pragma once

#include <map>
#include <string>

#include "core/base/result.h"

namespace warmheart {

class WebSentences {
 public:
  // `folder` is assets/sentences: console/LANGUAGE/*.toml; phone/LANGUAGE/*.toml and, of kiosk/LANGUAGE, what
  // phone/from_kiosk.toml names.
  static Result<WebSentences> load(const std::string& folder);

  // The JSON of "/sentences/console/zh.json"; nothing for any other path.
  const std::string* at(const std::string& path) const;

 private:
  std::map<std::string, std::string> m_json;
};

}  // namespace warmheart
