#include "daemon/service/exposure.h"

#include <algorithm>

namespace dondoc {

bool is_loopback(const std::string& address) {
    return address.starts_with("127.") || address == "::1";
}

Done may_listen(const Configuration& configuration, const Reader& reader, Instant now) {
    const HttpSettings& http = configuration.http;
    const std::string& address = http.address;
    if (is_loopback(address)) return done;
    const std::string where =
        "http.listen is " + address + ", which other machines can reach; nothing is served there ";
    if (http.trusted_proxies.empty()) {
        return Error{where +
                     "without TLS: put a proxy that speaks TLS before dondoc and name its address "
                     "in http.trusted_proxies, or listen on 127.0.0.1"};
    }
    const auto tokens = reader.tokens();
    if (!tokens) return tokens.error();
    const Date today = configuration.zone->date_of(now);
    const bool anybody = std::ranges::any_of(
        *tokens, [&](const TokenRecord& token) { return token.good_on(today); });
    if (anybody) return done;
    return Error{where +
                 "while nobody has a token or a password: listen on 127.0.0.1 first, make one with "
                 "`dondoc token create` or `dondoc user create`, then change http.listen"};
}

}  // namespace dondoc
