#include "daemon/http/sessions.h"

#include <algorithm>

#include "daemon/http/tokens.h"

namespace dondoc {

std::string Sessions::begin(const std::string& name, const std::string& password, Time now) {
    std::string id = new_token();
    const std::lock_guard lock(mutex_);
    std::erase_if(kept_, [&](const auto& one) { return one.second.over(now); });
    if (kept_.size() >= sessions_max)
        kept_.erase(
            std::ranges::min_element(kept_, {}, [](const auto& one) { return one.second.used; }));
    kept_[TokenHash::of(id).hex()] = {{name, password, new_token()}, now, now};
    return id;
}

std::optional<Sessions::Session> Sessions::use(const std::string& id, Time now) {
    const std::lock_guard lock(mutex_);
    const auto found = kept_.find(TokenHash::of(id).hex());
    if (found == kept_.end()) return {};
    if (found->second.over(now)) {
        kept_.erase(found);
        return {};
    }
    found->second.used = now;
    return found->second.session;
}

void Sessions::end(const std::string& id) {
    const std::lock_guard lock(mutex_);
    kept_.erase(TokenHash::of(id).hex());
}

}  // namespace dondoc
