// In which order a letter tells several things: late ones first, whoever reads it and however it
// was put together.
#include <gtest/gtest.h>

#include <algorithm>
#include <regex>

#include "tests/notifiers/letters.h"

namespace dondoc::letters {

namespace {

// Its heading is the name it is given here.
LetterItem matter(const std::string& name, NoticeKind kind, Audience audience,
                  const std::string& because, int days_left) {
    LetterItem item = midterm_report(kind, audience);
    item.obligation = "lao-cai-2017." + name + ".1.bvdk-a";
    item.deliverable = name;
    item.because = because;
    item.working_days_left = std::max(0, days_left);
    item.working_days_late = std::max(0, -days_left);
    const Date last = day(2017, 6, 14) + std::chrono::days{days_left};
    item.term = Term{last, last, {}, true};
    item.deadline.span = {last, last};
    return item;
}

LetterItem undated_matter(const std::string& name, NoticeKind kind, Audience audience,
                          const std::string& because) {
    LetterItem item = matter(name, kind, audience, because, 0);
    item.term.reset();
    item.deadline = {};
    return item;
}

const Composer& headings_alone() {
    static const auto composer = [] {
        TemplateTexts made;
        for (const char* kind :
             {"reminder", "urge", "report", "nudge_overdue", "nudge_undated", "nudge_request",
              "nudge_contact", "nudge_unconfirmed", "nudge_gate", "nudge_share", "nudge_unchased"})
            made[std::string(kind) + ".vi.subject"] = "{{deliverable}}\n";
        made["digest.vi.subject"] = "digest\n";
        made["head_digest.vi.subject"] = "head-digest\n";
        return Composer::make(made);
    }();
    return *composer;
}

std::string order_of(const Letter& letter) {
    const auto text = headings_alone().compose(letter);
    if (!text) return text.error().text;
    const std::regex heading("(?:^|\n)[0-9]+\\. ([a-z0-9 -]+)(?=\n)");
    std::string order;
    for (std::sregex_iterator at(text->plain.begin(), text->plain.end(), heading), end; at != end;
         ++at)
        order += (order.empty() ? "" : ", ") + (*at)[1].str();
    return order;
}

// Of every order in which the notices of a message can lie, one after the other.
void expect_order(Letter letter, const std::string& expected) {
    for (std::size_t turn = 0; turn < letter.items.size(); ++turn) {
        EXPECT_EQ(order_of(letter), expected);
        Letter backwards = letter;
        std::ranges::reverse(backwards.items);
        EXPECT_EQ(order_of(backwards), expected);
        std::ranges::rotate(letter.items, letter.items.begin() + 1);
    }
}

TEST(ComposeOrder, PutsLateThingsFirstForAUnit) {
    using enum NoticeKind;
    for (const Audience audience : {Audience::contact, Audience::head}) {
        expect_order(to_contact(day(2017, 6, 14),
                                {matter("due-soon", reminder, audience, "on_time", 1),
                                 matter("late-by-3", escalation, audience, "on_time", -3),
                                 matter("due-later", reminder, audience, "on_time", 8),
                                 matter("late-by-1", escalation, audience, "on_time", -1),
                                 undated_matter("contact", nudge, audience, "confirm_contact")}),
                     "late-by-3, late-by-1, due-soon, due-later, contact");
    }
}

TEST(ComposeOrder, PutsLateThingsFirstForLeadership) {
    using enum NoticeKind;
    for (const Audience audience :
         {Audience::superior, Audience::director, Audience::cluster_lead, Audience::coordinator}) {
        expect_order(to_director(day(2017, 6, 14),
                                 {matter("due-soon", reminder, audience, "on_time", 1),
                                  matter("late-by-3", escalation, audience, "on_time", -3),
                                  matter("due-later", reminder, audience, "on_time", 8),
                                  matter("late-by-5", escalation, audience, "catch_up", -5)}),
                     "late-by-5, late-by-3, due-soon, due-later");
    }
}

TEST(ComposeOrder, PutsLateThingsThenQuestionsThenWhatIsDueAndTheDigestLastForTheOfficer) {
    using enum NoticeKind;
    constexpr auto officer = Audience::coordinator;
    LetterItem weekly = undated_matter("digest", digest, officer, "weekly_digest");
    weekly.bulletin = Bulletin{};
    LetterItem daily = undated_matter("head-digest", digest, Audience::head, "daily_digest");
    daily.head_bulletin = HeadBulletin{};
    const std::vector<LetterItem> items = {
        weekly,
        daily,
        undated_matter("no-date", nudge, officer, "undated"),
        matter("due-soon", reminder, officer, "on_time", 1),
        matter("asks-for-time", nudge, officer, "extension_requested", 2),
        matter("late-by-3", escalation, officer, "on_time", -3),
        matter("nobody-told", nudge, officer, "unchased", -9),
        matter("overdue-at-birth", nudge, officer, "overdue_at_birth", -20),
        matter("barred", nudge, officer, "gate_closed", 4),
        matter("share", nudge, officer, "share_added", 6),
    };
    expect_order(
        to_coordinator(day(2017, 6, 14), items),
        "late-by-3, overdue-at-birth, nobody-told, asks-for-time, barred, share, due-soon, "
        "no-date, digest, head-digest");
}

}  // namespace

}  // namespace dondoc::letters
