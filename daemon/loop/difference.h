// What another configuration would change, told before it is applied: the obligations it brings,
// ends and moves, and the messages that would be gained and lost. Both sides are the same loop run
// ahead over copies of the same store (rehearsal.h), with nobody acting; nothing is sent. Letters
// are compared by whom they reach when and what they speak of, not by their wording.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "daemon/loop/in_force.h"
#include "daemon/loop/rehearsal.h"
#include "daemon/store/store.h"

namespace dondoc {

struct CampaignChange {
    enum class Kind { added, changed, removed };
    Kind kind = Kind::changed;
    std::string id;
};

// A key of the main file that is not a definition's: the rehearsal address, a channel.
struct SettingChange {
    std::string key;
    std::string before;  // empty: it was not there
    std::string after;
    bool at_next_start = false;  // it cannot change while running
};

struct ObligationChange {
    // recounted: the last permitted day stays, its last working day moves with the calendar.
    enum class Kind { added, withdrawn, restored, moved, recounted };
    Kind kind = Kind::moved;
    ObligationId id;
    std::string why;           // a reason code: why withdrawn; "overdue_at_birth"; or empty
    std::optional<Date> then;  // its last permitted day, for recounted its last working day
    std::optional<Date> now;   // the same under the other configuration; empty: undated or none
};

struct NoticeChange {
    // moved: the same rung of the same obligation on another day; redirected: at the same moment
    // to somebody else.
    enum class Kind { gained, lost, moved, redirected };
    Kind kind = Kind::gained;
    Foreseen notice;               // as it will be; lost: as it would have been
    std::optional<Foreseen> then;  // moved, redirected: as it would have been
};

// A letter to one person at one moment that only one of the two sends.
struct MessageChange {
    bool gained = false;
    Instant at{};
    std::string id;  // Message-ID without brackets
    std::string address;
    std::string subject;
};

struct Difference {
    Instant from{};
    Instant until{};      // so far the two were compared; not included
    bool paused = false;  // sending is paused: compared as if it went on at once
    std::vector<CampaignChange> campaigns;
    std::vector<SettingChange> settings;
    std::vector<ObligationChange> obligations;  // in the order of the plans
    std::vector<NoticeChange> notices;          // by the moment of `notice`
    std::vector<MessageChange> messages;        // by moment
    std::size_t altered = 0;  // letters that go out in both, and speak of other things

    // Nothing that anybody would notice.
    bool nothing() const;
    std::size_t count(NoticeChange::Kind) const;
};

// One of the two that are compared; `composer` is made of its templates.
struct Side {
    const InForce& in_force;
    const Composer& composer;
};

// Compares from `now` to the end of both agendas: the last deadline or day of a campaign and
// `outlook_tail` beyond it, but not further than `outlook_max`. `store` is not changed. `go_on` is
// asked between steps, and false ends it with an error. Where only such settings differ as no
// letter depends on, it is not looked ahead at all: `until` is `now`.
Result<Difference> difference_between(const Store& store, const Side& before, const Side& after,
                                      Instant now, const std::function<bool()>& go_on);

// The last day that a campaign or a deadline of it names.
Date last_day_of(const Definition&, const EventDates&);

inline constexpr std::chrono::days outlook_tail{90};
inline constexpr std::chrono::days outlook_max{5 * 366};

std::string_view to_string(CampaignChange::Kind);
std::string_view to_string(ObligationChange::Kind);
std::string_view to_string(NoticeChange::Kind);

// For people: what changes, a line for what many units share. `file` is the main file it was read
// from.
std::string difference_text(const Difference&, const std::filesystem::path& file, const Zone&,
                            Language);
// A line of its own each, at the most; what is left out is counted.
inline constexpr std::size_t text_lines_max = 200;

}  // namespace dondoc
