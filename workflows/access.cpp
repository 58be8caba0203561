#include "workflows/access.h"

#include <algorithm>

#include "workflows/check.h"
#include "workflows/wording.h"

namespace dondoc {

namespace {

constexpr std::size_t name_max = 64;

bool among(const std::vector<std::string>& ids, std::string_view id) {
    return std::ranges::find(ids, id) != ids.end();
}

bool is_name(std::string_view name) {
    const auto fits = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
    };
    return !name.empty() && name.size() <= name_max && std::ranges::all_of(name, fits);
}

std::string joined(const std::vector<std::string>& ids) {
    std::string text;
    for (const std::string& id : ids)
        text += (text.empty() ? "" : " ") + id;
    return text;
}

}  // namespace

std::string_view to_string(Role role) {
    switch (role) {
        case Role::feed: return "feed";
        case Role::viewer: return "viewer";
        case Role::auditor: return "auditor";
        case Role::unit: return "unit";
        case Role::officer: return "officer";
        case Role::admin: return "admin";
    }
    CHECK(false);
}

std::optional<Role> parse_role(std::string_view word) {
    const auto found = std::ranges::find(all_roles, word, [](Role r) { return to_string(r); });
    return found == all_roles.end() ? std::nullopt : std::optional(*found);
}

bool may(Role role, Right right) {
    // What stands in a path is copied and logged on its way: it opens feeds alone, and they open to
    // nothing else.
    if (role == Role::feed || right == Right::subscribe)
        return role == Role::feed && right == Right::subscribe;
    if (role == Role::admin) return true;
    switch (right) {
        case Right::subscribe: return false;
        case Right::read_states: return true;
        case Right::read_post: return role != Role::unit;
        case Right::read_letters: return role == Role::auditor || role == Role::officer;
        case Right::report: return role == Role::unit || role == Role::officer;
        case Right::decide: return role == Role::officer;
        case Right::administer: return false;
    }
    CHECK(false);
}

std::string roles_that_may(Right right) {
    std::string text;
    for (const Role role : all_roles) {
        if (!may(role, right)) continue;
        text += (text.empty() ? "" : ", ") + std::string(to_string(role));
    }
    return text;
}

bool Scope::has_campaign(std::string_view id) const {
    return units.empty() && (campaigns.empty() || among(campaigns, id));
}

bool Scope::has_unit(std::string_view id) const {
    return units.empty() || among(units, id);
}

bool Scope::has_obligation(const ObligationId& id) const {
    return (campaigns.empty() || among(campaigns, id.campaign)) && has_unit(id.unit);
}

std::variant<TokenCreated, Refusal> create_token(const TokenAsked& asked, bool taken,
                                                 Language language) {
    if (!is_name(asked.name)) {
        return Refusal{"name_wrong",
                       in_words(language, "Tên «", "The name «") + asked.name +
                           in_words(language, "» chưa đúng: cần từ 1 đến 64 chữ cái a-z, số, dấu -",
                                    "» will not do: write 1 to 64 of a-z, 0-9 and -")};
    }
    if (taken) {
        return Refusal{
            "name_taken",
            in_words(language, "Tên «", "The name «") + asked.name +
                in_words(language, "» đã được cấp, kể cả khi đã thu hồi; hãy chọn tên khác",
                         "» was given before, be it revoked since; choose another")};
    }
    if (asked.role == Role::unit && asked.scope.units.empty()) {
        return Refusal{"unit_missing", in_words(language, "Vai trò unit cần ít nhất một đơn vị",
                                                "The role unit needs at least one unit")};
    }
    if (asked.role == Role::feed && asked.logs_in()) {
        return Refusal{"feed_logs_in",
                       in_words(language,
                                "Vai trò feed chỉ dành cho mã truy cập (token create); người đăng "
                                "nhập cần vai trò khác, như viewer",
                                "The role feed is for tokens alone (token create); who logs in "
                                "takes another, such as viewer")};
    }
    if (asked.role == Role::admin && asked.scope.limited()) {
        return Refusal{
            "admin_unlimited",
            in_words(language,
                     "Vai trò admin không giới hạn được theo kế hoạch hay đơn vị; dùng officer",
                     "The role admin cannot be limited to campaigns or units; take officer")};
    }
    return TokenCreated{asked.name,
                        asked.role,
                        joined(asked.scope.campaigns),
                        joined(asked.scope.units),
                        asked.sha256,
                        asked.password,
                        asked.expires};
}

std::variant<LinksRevoked, Refusal> revoke_links(const std::string& unit, int generation,
                                                 const std::string& reason, Language language) {
    if (auto refusal = without_reason(reason, language)) return *std::move(refusal);
    return LinksRevoked{unit, generation + 1, reason};
}

}  // namespace dondoc
