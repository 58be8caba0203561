#include "daemon/loop/access_commands.h"

#include <algorithm>

#include "workflows/wording.h"

namespace dondoc {

namespace {

Settled one(Event event) {
    return std::vector<Change>{{daemon_subject(), {std::move(event)}, {}}};
}

NotFound no_token(const std::string& name, Language language) {
    return {
        in_words(language, "Không có mã truy cập hay người dùng «", "There is no token or user «") +
        name + "»"};
}

Refusal already_revoked(const TokenRecord& token, Language language) {
    return {"already_revoked", "«" + token.name +
                                   in_words(language, "» đã bị thu hồi: ", "» was revoked: ") +
                                   token.revoked_reason};
}

}  // namespace

Settled settle(const Reader& reader, const CreateToken& command, Instant, Language language) {
    const auto known = reader.token(command.asked.name);
    if (!known) return known.error();
    auto made = create_token(command.asked, known->has_value(), language);
    if (auto* refusal = std::get_if<Refusal>(&made)) return *std::move(refusal);
    return one(std::get<TokenCreated>(std::move(made)));
}

Settled settle(const Reader& reader, const SetPassword& asked, Instant, Language language) {
    const auto known = reader.token(asked.name);
    if (!known) return known.error();
    if (!*known) return no_token(asked.name, language);
    if ((*known)->revoked) return already_revoked(**known, language);
    if ((*known)->password.empty()) {
        return Refusal{"no_user",
                       "«" + asked.name +
                           in_words(language,
                                    "» là mã truy cập, không có mật khẩu; tạo người dùng bằng "
                                    "`dondoc user create`",
                                    "» is a token and has no password; `dondoc user create` makes "
                                    "somebody who logs in")};
    }
    return one(PasswordSet{asked.name, asked.password});
}

Settled settle(const Reader& reader, const RevokeToken& asked, Instant, Language language) {
    const auto known = reader.token(asked.name);
    if (!known) return known.error();
    if (!*known) return no_token(asked.name, language);
    if (auto refusal = without_reason(asked.reason, language)) return *std::move(refusal);
    if ((*known)->revoked) return already_revoked(**known, language);
    return one(TokenRevoked{asked.name, asked.reason});
}

Settled settle(const Reader& reader, const NoteUse& asked, Instant now, Language language) {
    const auto known = reader.token(asked.name);
    if (!known) return known.error();
    if (!*known) return no_token(asked.name, language);
    const auto& used = (*known)->used;
    if (used && now - *used < use_noted_every) {
        return Refusal{"noted_already",
                       in_words(language, "Đã ghi lần dùng này", "This use is noted already")};
    }
    return one(TokenUsed{asked.name});
}

Settled revoke_links(const Reader& reader, const Definitions& definitions, const RevokeLinks& asked,
                     Language language) {
    const auto knows = [&](const auto& each) {
        return each.second->organisation->unit(asked.unit) != nullptr;
    };
    if (std::ranges::none_of(definitions.all(), knows)) {
        return NotFound{in_words(language, "Không có đơn vị «", "There is no unit «") + asked.unit +
                        "»"};
    }
    const auto generation = reader.link_generation(asked.unit);
    if (!generation) return generation.error();
    auto made = revoke_links(asked.unit, *generation, asked.reason, language);
    if (auto* refusal = std::get_if<Refusal>(&made)) return *std::move(refusal);
    return one(std::get<LinksRevoked>(std::move(made)));
}

}  // namespace dondoc
