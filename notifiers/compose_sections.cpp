#include "notifiers/compose_sections.h"

#include <algorithm>
#include <tuple>

#include "notifiers/compose_question.h"
#include "notifiers/phrases.h"

namespace dondoc {
namespace {

SectionKind kind_of(const LetterItem& item, Date day) {
    if (item.kind == NoticeKind::digest)
        return item.audience == Audience::head ? SectionKind::head_digest : SectionKind::digest;
    if (item.kind == NoticeKind::nudge) return question_kind(item.because);
    if (to_leadership(item.audience)) return SectionKind::report;
    return is_late(item, day) ? SectionKind::urge : SectionKind::reminder;
}

// `campaign.duty.occurrence` of an obligation; all of a nudge's `campaign.duty`.
std::string_view duty_of(const LetterItem& item) {
    const std::string_view id = item.obligation;
    return std::count(id.begin(), id.end(), '.') == 3 ? id.substr(0, id.rfind('.')) : id;
}

// A question is about one of the times that the duty is owed.
bool same_matter(const LetterItem& a, const LetterItem& b) {
    if (duty_of(a) != duty_of(b)) return false;
    return a.kind != NoticeKind::nudge || (a.period == b.period && a.deadline == b.deadline &&
                                           a.passed == b.passed && a.times == b.times);
}

// The section an item belongs to, made if there is none yet.
Section& section_for(const LetterItem& item, SectionKind kind, std::vector<Section>& sections) {
    if (merged(kind))
        for (Section& section : sections)
            if (section.kind == kind && (kind == SectionKind::nudge_unconfirmed ||
                                         same_matter(*section.items.front(), item)))
                return section;
    return sections.emplace_back(Section{.kind = kind, .late = false, .items = {}});
}

Date last_day(const Section& section) {
    Date earliest = Date::max();
    for (const LetterItem* item : section.items)
        if (item->term) earliest = std::min(earliest, item->term->last_permitted);
    return earliest;
}

}  // namespace

bool merged(SectionKind kind) {
    return kind != SectionKind::reminder && kind != SectionKind::urge &&
           kind != SectionKind::nudge_request && kind != SectionKind::nudge_contact &&
           kind != SectionKind::nudge_gate && kind != SectionKind::nudge_share &&
           kind != SectionKind::nudge_address && kind != SectionKind::digest &&
           kind != SectionKind::head_digest;
}

bool to_leadership(Audience audience) {
    switch (audience) {
        case Audience::contact:
        case Audience::head: return false;
        case Audience::coordinator:
        case Audience::superior:
        case Audience::director:
        case Audience::cluster_lead: return true;
    }
    return false;
}

SectionRank rank_of(const Section& section) {
    switch (section.kind) {
        case SectionKind::reminder:
        case SectionKind::urge:
        case SectionKind::report: return section.late ? SectionRank::late : SectionRank::due;
        case SectionKind::nudge_overdue:
        case SectionKind::nudge_request:
        case SectionKind::nudge_gate:
        case SectionKind::nudge_share:
        case SectionKind::nudge_unchased:
        case SectionKind::nudge_address:
        case SectionKind::nudge_announced: return SectionRank::question;
        case SectionKind::nudge_undated:
        case SectionKind::nudge_contact:
        case SectionKind::nudge_go_ahead:
        case SectionKind::nudge_unconfirmed: return SectionRank::undated;
        case SectionKind::digest: return SectionRank::digest;
        case SectionKind::head_digest: return SectionRank::head_digest;
    }
    return SectionRank::undated;
}

std::string_view template_name(SectionKind kind) {
    switch (kind) {
        case SectionKind::reminder: return "reminder";
        case SectionKind::urge: return "urge";
        case SectionKind::report: return "report";
        case SectionKind::nudge_overdue: return "nudge_overdue";
        case SectionKind::nudge_undated: return "nudge_undated";
        case SectionKind::nudge_request: return "nudge_request";
        case SectionKind::nudge_contact: return "nudge_contact";
        case SectionKind::nudge_unconfirmed: return "nudge_unconfirmed";
        case SectionKind::nudge_go_ahead: return "nudge_go_ahead";
        case SectionKind::nudge_gate: return "nudge_gate";
        case SectionKind::nudge_share: return "nudge_share";
        case SectionKind::nudge_unchased: return "nudge_unchased";
        case SectionKind::nudge_address: return "nudge_address";
        case SectionKind::digest: return "digest";
        case SectionKind::head_digest: return "head_digest";
        case SectionKind::nudge_announced: return "nudge_announced";
    }
    return "";
}

std::vector<Section> sections_of(const Letter& letter) {
    std::vector<Section> sections;
    for (const LetterItem& item : letter.items) {
        Section& section = section_for(item, kind_of(item, letter.day), sections);
        section.items.push_back(&item);
        section.late = section.late || is_late(item, letter.day);
    }
    std::stable_sort(sections.begin(), sections.end(), [](const Section& a, const Section& b) {
        return std::tuple(rank_of(a), last_day(a)) < std::tuple(rank_of(b), last_day(b));
    });
    return sections;
}

}  // namespace dondoc
