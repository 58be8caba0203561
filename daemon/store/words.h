// Enumerations as the words they are stored under: the enumerators' own names.
#pragma once

#include <optional>
#include <string_view>
#include <type_traits>

#include <boost/describe.hpp>
#include <boost/mp11.hpp>

#include "daemon/store/records.h"
#include "workflows/check.h"

namespace dondoc {

BOOST_DESCRIBE_ENUM(Subject::Kind, daemon, campaign, phase, obligation, duty, message, unit, digest)
BOOST_DESCRIBE_ENUM(PhaseState, planned, open, closing, closed, skipped, held)
BOOST_DESCRIBE_ENUM(NoticeKind, reminder, escalation, nudge, digest)
BOOST_DESCRIBE_ENUM(Audience, contact, head, coordinator, superior, director, cluster_lead)
BOOST_DESCRIBE_ENUM(ObligationState, pending, submitted, accepted, returned, waived, withdrawn)
BOOST_DESCRIBE_ENUM(Role, viewer, auditor, unit, officer, admin, feed)
BOOST_DESCRIBE_ENUM(FigureRole, target, actual)
BOOST_DESCRIBE_ENUM(NoticeState, queued, retrying, sent, failed, suppressed, passed_over)
BOOST_DESCRIBE_ENUM(MessageState, queued, retrying, sent, failed, suppressed, discarded, rerouted)

template <class Enum>
concept Worded = std::is_enum_v<Enum>;

template <Worded Enum>
std::string_view to_word(Enum value) {
    std::string_view word;
    boost::mp11::mp_for_each<boost::describe::describe_enumerators<Enum>>([&](auto one) {
        if (one.value == value) word = one.name;
    });
    CHECK(!word.empty());
    return word;
}

template <Worded Enum>
std::optional<Enum> from_word(std::string_view word) {
    std::optional<Enum> value;
    boost::mp11::mp_for_each<boost::describe::describe_enumerators<Enum>>([&](auto one) {
        if (word == one.name) value = one.value;
    });
    return value;
}

}  // namespace dondoc
