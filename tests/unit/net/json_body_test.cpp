// What a call's body may be.
#include <catch2/catch.hpp>

#include "app/central/json_body.h"

using namespace warmheart;

namespace {

std::string nested(int depth, const std::string& open, const std::string& inner, const std::string& close) {
  std::string text;
  for (int i = 0; i < depth; ++i) text += open;
  text += inner;
  for (int i = 0; i < depth; ++i) text += close;
  return text;
}

http::Request with_body(const std::string& body, const std::string& type = "application/json") {
  http::Request request;
  request.body = body;
  request.headers.emplace_back("content-type", type);
  return request;
}

}  // namespace

TEST_CASE("A body nests 32 deep and no deeper; brackets in strings do not count") {
  CHECK(nests_no_deeper("", 0));
  CHECK(nests_no_deeper(nested(32, "[", "1", "]"), 32));
  CHECK_FALSE(nests_no_deeper(nested(33, "[", "1", "]"), 32));
  CHECK_FALSE(nests_no_deeper(nested(33, "{\"a\":", "1", "}"), 32));
  CHECK_FALSE(nests_no_deeper(std::string(60'000, '['), 32));
  CHECK(nests_no_deeper(R"(["[[[[", "{{{\"[[[", "\\", [1]])", 2));
  CHECK_FALSE(nests_no_deeper(R"(["\\", [[1]]])", 2));
  CHECK(nests_no_deeper("\"[[[[", 1));
  CHECK(nests_no_deeper("[1],[2],[3]", 1));
}

TEST_CASE("A body that is no JSON object, or is not announced as JSON, is refused; so is a deep one, unparsed") {
  CHECK(read_json_object(with_body(R"({"a": [1, {"b": "c"}]})"))->at("a").at(1).at("b") == "c");
  CHECK(read_json_object(with_body("{}", "application/json; charset=utf-8")));
  CHECK(read_json_object(with_body(nested(32, "{\"a\":", "1", "}"))));
  for (const std::string& body :
       {std::string(), std::string("[]"), std::string("7"), std::string("\"a\""), std::string("null"), std::string("{"),
        std::string("{\"a\": 1} x"), std::string("{\"\xff\": 1}"), nested(33, "{\"a\":", "1", "}")}) {
    INFO(body);
    const auto read = read_json_object(with_body(body));
    REQUIRE_FALSE(read);
    CHECK(read.error().code == ErrorCode::invalid_argument);
  }
  CHECK_FALSE(read_json_object(with_body("{}", "text/plain")));
}
