// The sections of a letter: which of its items belong together, and in which order. Part of
// composing; see compose.h.
#pragma once

#include <string_view>
#include <vector>

#include "notifiers/letter.h"

namespace dondoc {

// What one section of a letter is about, and the template that words it.
enum class SectionKind {
    reminder,           // to the unit, before the deadline
    urge,               // to the unit, after it
    report,             // to leadership and the coordinator: all units of one duty in one table
    nudge_overdue,      // to the coordinator: overdue at birth, what is true?
    nudge_undated,      // to the coordinator: please set the date
    nudge_request,      // to the coordinator: a unit asks for a later day, please answer
    nudge_gate,         // to the coordinator: a unit may not be put up, is it to be reminded?
    nudge_share,        // to the coordinator: does what was handed in cover the share since come?
    nudge_contact,      // to the unit: is the contact on record still right?
    nudge_unconfirmed,  // to the coordinator: the units that have not said so
    nudge_unchased,     // to the coordinator: overdue, nobody was told, and no rung is left
    nudge_address,      // to the coordinator: letters to this address come back
    nudge_go_ahead,     // to the coordinator: may what a downtime held back leave?
    nudge_announced,    // to the coordinator: who is told tomorrow, unless it holds that
    digest,             // to the coordinator: how all campaigns stand, every week
    head_digest,        // to the head of units: what they owe, every day
};

inline constexpr SectionKind section_kinds[] = {
    SectionKind::reminder,       SectionKind::urge,
    SectionKind::report,         SectionKind::nudge_overdue,
    SectionKind::nudge_undated,  SectionKind::nudge_request,
    SectionKind::nudge_gate,     SectionKind::nudge_share,
    SectionKind::nudge_contact,  SectionKind::nudge_unconfirmed,
    SectionKind::nudge_unchased, SectionKind::nudge_address,
    SectionKind::nudge_go_ahead, SectionKind::nudge_announced,
    SectionKind::digest,         SectionKind::head_digest};

std::string_view template_name(SectionKind);

// Whether several units of one duty stand in one such section.
bool merged(SectionKind);

// The items of one section; they point into the letter.
struct Section {
    SectionKind kind = SectionKind::reminder;
    bool late = false;
    std::vector<const LetterItem*> items;
};

// To those who lead, the coordinator included; else to the unit itself.
bool to_leadership(Audience);

// In which order they stand.
enum class SectionRank { late, question, due, undated, digest, head_digest };
SectionRank rank_of(const Section&);

// A section for each duty: what units are told stays one by one, what leadership and the
// coordinator are told is merged by duty and occurrence. Late things first, then questions about
// late things, then by deadline, then the undated, and digests last.
std::vector<Section> sections_of(const Letter&);

}  // namespace dondoc
