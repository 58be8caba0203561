// Who may do what to which campaigns and units. Values and decisions alone: who a caller is, is
// found out elsewhere.
#pragma once

#include <array>
#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "workflows/civil.h"
#include "workflows/daemon_event.h"
#include "workflows/obligation.h"

namespace dondoc {

inline constexpr std::array all_roles{Role::feed, Role::viewer,  Role::auditor,
                                      Role::unit, Role::officer, Role::admin};
std::string_view to_string(Role);
std::optional<Role> parse_role(std::string_view);

// What can be done, each allowed to some roles.
enum class Right {
    read_states,   // how campaigns, obligations and units stand
    read_post,     // which messages there are, to whom and why
    read_letters,  // what stands in them
    report,        // what a unit does for itself: hand in, ask for a later day
    decide,        // everything else about campaigns
    administer,    // configuration, pause, clock, tokens
    subscribe,     // a calendar or a badge, by a token in the path that is made for that alone
};
bool may(Role, Right);
// The roles that may, least first: "officer, admin".
std::string roles_that_may(Right);

// What somebody is limited to; an empty list leaves out nothing. With both, an obligation must be
// of one of the campaigns and of one of the units.
struct Scope {
    std::vector<std::string> campaigns{};
    std::vector<std::string> units{};

    bool limited() const { return !campaigns.empty() || !units.empty(); }
    // A campaign with all of its units.
    bool has_campaign(std::string_view id) const;
    // Something of the unit, as far as campaigns allow.
    bool has_unit(std::string_view id) const;
    // A unit with all of its campaigns.
    bool has_whole_unit(std::string_view id) const { return campaigns.empty() && has_unit(id); }
    bool has_obligation(const ObligationId&) const;

    friend bool operator==(const Scope&, const Scope&) = default;
};

// Who asks. Without a name it is the local administrator, or anybody who reads on the daemon's own
// machine.
struct Caller {
    Role role = Role::viewer;
    Scope scope{};
    std::string name{};
};

// A token as it is asked for: of its secret, one of the two hashes.
struct TokenAsked {
    std::string name;
    Role role = Role::viewer;
    Scope scope{};
    std::optional<Date> expires{};  // its last day
    std::string sha256{};           // of a random token, in hex
    std::string password{};         // argon2id, of somebody who logs in

    bool logs_in() const { return !password.empty(); }
};

// `taken`: there is, or was, one of this name. A name is given once: the journal knows people by
// it.
std::variant<TokenCreated, Refusal> create_token(const TokenAsked&, bool taken, Language);

// `generation`: of the unit's links so far (daemon/loop/unit_link.h).
std::variant<LinksRevoked, Refusal> revoke_links(const std::string& unit, int generation,
                                                 const std::string& reason, Language);

// Its use is noted once in this time.
inline constexpr std::chrono::hours use_noted_every{24};

}  // namespace dondoc
