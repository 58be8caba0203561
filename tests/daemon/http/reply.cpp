#include "tests/daemon/http/api_world.h"

namespace dondoc {

boost::json::object Reply::object() const {
    boost::system::error_code fault;
    const auto value = boost::json::parse(body, fault);
    if (fault || !value.is_object()) {
        ADD_FAILURE() << "not a JSON object: " << body;
        return {};
    }
    return value.get_object();
}

std::string Reply::detail() const {
    EXPECT_EQ(header("Content-Type"), "application/problem+json");
    const auto details = object();
    EXPECT_EQ(details.at("status").as_int64(), status);
    return std::string(details.at("detail").as_string());
}

std::vector<std::string> Reply::ids() const {
    std::vector<std::string> ids;
    const auto list = object();
    for (const auto& item : list.at("items").as_array())
        ids.emplace_back(item.as_object().at("id").as_string());
    return ids;
}

std::string Reply::next_cursor() const {
    const auto cursor = object().at("next_cursor");
    return cursor.is_null() ? "" : std::string(cursor.as_string());
}

std::string Reply::header(std::string_view name) const {
    const auto begin = head.find("\r\n" + std::string(name) + ": ");
    if (begin == std::string::npos) return "";
    const auto from = begin + name.size() + 4;
    return head.substr(from, head.find("\r\n", from) - from);
}

}  // namespace dondoc
