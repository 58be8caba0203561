// Events of the daemon itself; subject: "dondoc". Part of event.h.
#pragma once

#include <optional>
#include <string>

#include "workflows/civil.h"

namespace dondoc {

struct SendingPaused {
    std::string reason;
};

struct SendingResumed {
    std::string reason;
};

// What could not be read, planned or recorded, and was taken out of the way of all others: it waits
// for nothing any more until it can be read again.
struct SetAside {
    std::string kind;  // "phase", "obligation", "duty", "message", "unit"
    std::string id;
    std::string why;
};

// Another configuration was put in force, at a start or while running.
struct ConfigurationApplied {
    std::string before;  // fingerprint of the whole configuration; empty: none is known
    std::string after;   // likewise
    std::string
        changed;  // the settings that differ, in words; empty: not known, or campaigns alone
};

// A channel takes nothing at all: nothing leaves by it before `until`, when one message tries.
struct ChannelDown {
    std::string channel;
    std::string why;
    int tries = 1;  // that failed in a row
    Instant until{};
};

// It took something again.
struct ChannelUp {
    std::string channel;
};

// The clock departed from what it should say, and is not believed until it comes back by itself or
// a person confirms it: nothing is planned and nothing leaves meanwhile.
struct ClockJumped {
    Instant from{};  // what it should have said
    Instant to{};    // what it said
};
struct ClockReturned {};  // by itself
struct ClockConfirmed {
    std::string reason;
};

// The daemon is back after a downtime.
struct CatchUpBegun {
    Instant since{};  // the first moment that it missed
};
// How many messages speak of what fell due before it was back, when the first of them may leave.
struct CatchUpWeighed {
    int messages = 0;
    bool held = false;  // so many that they wait for a person's go-ahead
};
// They leave, or are dropped, as a person says.
struct CatchUpReleased {
    std::string reason;
    bool discarded = false;
};

// ---- who may ask the daemon for something

// `feed`: whatever subscribes to a calendar or shows a badge, and nothing else.
enum class Role { viewer, auditor, unit, officer, admin, feed };

// A token, or somebody who logs in with a password. Of either secret the hash alone is known.
struct TokenCreated {
    std::string name;  // unique for ever
    Role role = Role::viewer;
    std::string campaigns;          // ids separated by spaces; empty: all
    std::string units;              // likewise
    std::string sha256;             // of the token, in hex; empty for who logs in
    std::string password;           // argon2id, as libsodium writes it; empty for a token
    std::optional<Date> expires{};  // the last day on which it is good
};
struct PasswordSet {
    std::string name;
    std::string password;  // argon2id
};
struct TokenRevoked {
    std::string name;
    std::string reason;
};
// For the first time, or after a day or more.
struct TokenUsed {
    std::string name;
};

// The links that were sent to the unit so far open its page no more; those of later letters do.
struct LinksRevoked {
    std::string unit;
    int generation = 1;  // of the links from now on; those before the first had 0
    std::string reason;
};

// For some days nobody is told what the ladders of some obligations say: those of a campaign and
// its parts, of one of its duties, of some units; whatever is given must fit.
struct Silenced {
    int number = 1;  // 1, 2, 3, …
    std::string campaign;
    std::string duty;
    std::string units;            // ids, separated by spaces
    std::optional<Date> from{};   // the day it was set
    std::optional<Date> until{};  // its last day
    std::string reason;
};

// It ended early; `until` is its last day then, before its first if it was ended on that one.
struct SilenceEnded {
    int number = 1;
    std::optional<Date> until{};
    std::string reason;
};

}  // namespace dondoc
