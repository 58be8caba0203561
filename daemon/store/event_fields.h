// The fields of each event by name: one line an event. What is stored as JSON is made of these
// lines, so a field that is added to an event is added here; the compiler finds one that was
// forgotten.
#pragma once

#include <boost/describe.hpp>
#include <boost/mp11.hpp>

#include "workflows/event.h"

namespace dondoc {

BOOST_DESCRIBE_STRUCT(Term, (), (last_permitted, last_working, opens, confirmed))

BOOST_DESCRIBE_STRUCT(Figure, (), (indicator, role, value))

BOOST_DESCRIBE_STRUCT(CampaignApplied, (), (fingerprint, version, calendar))
BOOST_DESCRIBE_STRUCT(EventDated, (), (event, day, reason))
BOOST_DESCRIBE_STRUCT(PhaseBorn, (), (state))
BOOST_DESCRIBE_STRUCT(PhaseMoved, (), (to, why, reason))
BOOST_DESCRIBE_STRUCT(PhaseWithdrawn, (), (why))
BOOST_DESCRIBE_STRUCT(ObligationBorn, (), (phase, term, asking))
BOOST_DESCRIBE_STRUCT(RoundBegun, (), (why, term, granted, asking))
BOOST_DESCRIBE_STRUCT(TermRecomputed, (), (phase, term))
BOOST_DESCRIBE_STRUCT(Submitted, (), (arrived, document, reason, dated, signer, figures))
BOOST_DESCRIBE_STRUCT(Accepted, (), (reason))
BOOST_DESCRIBE_STRUCT(Returned, (), (reason))
BOOST_DESCRIBE_STRUCT(Extended, (), (reason, to, approver))
BOOST_DESCRIBE_STRUCT(Waived, (), (reason, approver))
BOOST_DESCRIBE_STRUCT(Withdrawn, (), (why))
BOOST_DESCRIBE_STRUCT(NoticeFellDue, (),
                      (key, rung, round, kind, audience, person, channel, copy, moment, planned,
                       because, instead_of))
BOOST_DESCRIBE_STRUCT(RungPassedOver, (), (key, rung, round, audience, planned, because))
BOOST_DESCRIBE_STRUCT(Rescheduled, (), (because))
BOOST_DESCRIBE_STRUCT(NoticeSuppressed, (), (key, because))
BOOST_DESCRIBE_STRUCT(MessageComposed, (), (address, sha256, subject, rehearsal, name, id))
BOOST_DESCRIBE_STRUCT(DeliverySucceeded, (), (attempt, reply))
BOOST_DESCRIBE_STRUCT(DeliveryDelayed, (), (attempt, why, unknown))
BOOST_DESCRIBE_STRUCT(DeliveryFailed, (), (attempt, why, unknown, given_up))
BOOST_DESCRIBE_STRUCT(MessageSuppressed, (), ())
BOOST_DESCRIBE_STRUCT(SendingPaused, (), (reason))
BOOST_DESCRIBE_STRUCT(SendingResumed, (), (reason))
BOOST_DESCRIBE_STRUCT(SetAside, (), (kind, id, why))
BOOST_DESCRIBE_STRUCT(ExtensionRequested, (), (to, reason, document))
BOOST_DESCRIBE_STRUCT(ExtensionDeclined, (), (reason))
BOOST_DESCRIBE_STRUCT(Reopened, (), (reason))
BOOST_DESCRIBE_STRUCT(UnitSuspended, (), (unit, from, to, reason, approver))
BOOST_DESCRIBE_STRUCT(SuspensionEnded, (), (unit, from, to, reason))
BOOST_DESCRIBE_STRUCT(HandedOver, (), (to, reason))
BOOST_DESCRIBE_STRUCT(TookOver, (),
                      (from, granted, reason, in_place_of, asked_to, asked_reason, asked_document))
BOOST_DESCRIBE_STRUCT(ReminderAsked, (), (unit, reason))
BOOST_DESCRIBE_STRUCT(ContactConfirmed, (), (unit, person))
BOOST_DESCRIBE_STRUCT(ConfigurationApplied, (), (before, after, changed))
BOOST_DESCRIBE_STRUCT(ChannelDown, (), (channel, why, tries, until))
BOOST_DESCRIBE_STRUCT(ChannelUp, (), (channel))
BOOST_DESCRIBE_STRUCT(MessageRetried, (), (reason))
BOOST_DESCRIBE_STRUCT(MessageDiscarded, (), (reason))
BOOST_DESCRIBE_STRUCT(MessageBounced, (), (address, status, why))
BOOST_DESCRIBE_STRUCT(ClockJumped, (), (from, to))
BOOST_DESCRIBE_STRUCT(ClockReturned, (), ())
BOOST_DESCRIBE_STRUCT(ClockConfirmed, (), (reason))
BOOST_DESCRIBE_STRUCT(CatchUpBegun, (), (since))
BOOST_DESCRIBE_STRUCT(CatchUpWeighed, (), (messages, held))
BOOST_DESCRIBE_STRUCT(CatchUpReleased, (), (reason, discarded))
BOOST_DESCRIBE_STRUCT(EscalationsHeld, (), (reason))
BOOST_DESCRIBE_STRUCT(EscalationsReleased, (), (reason, rungs))
BOOST_DESCRIBE_STRUCT(MessageRerouted, (), (channel, reason))
BOOST_DESCRIBE_STRUCT(TokenCreated, (), (name, role, campaigns, units, sha256, password, expires))
BOOST_DESCRIBE_STRUCT(PasswordSet, (), (name, password))
BOOST_DESCRIBE_STRUCT(TokenRevoked, (), (name, reason))
BOOST_DESCRIBE_STRUCT(TokenUsed, (), (name))
BOOST_DESCRIBE_STRUCT(Silenced, (), (number, campaign, duty, units, from, until, reason))
BOOST_DESCRIBE_STRUCT(SilenceEnded, (), (number, until, reason))
BOOST_DESCRIBE_STRUCT(LinksRevoked, (), (unit, generation, reason))
BOOST_DESCRIBE_STRUCT(Acknowledged, (), (reason))
BOOST_DESCRIBE_STRUCT(FileHandedIn, (), (sha256, name, size))

template <class T>
using FieldsOf = boost::describe::describe_members<T, boost::describe::mod_public>;

// Calls `visit(name, field)` for each field, in the order above.
template <class Struct, class Visit>
void for_each_field(Struct& value, Visit visit) {
    using Fields = FieldsOf<std::remove_const_t<Struct>>;
    boost::mp11::mp_for_each<Fields>([&](auto field) { visit(field.name, value.*field.pointer); });
}

}  // namespace dondoc
