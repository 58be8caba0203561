// A small plan for tests of the core: a department, its personnel office, two units and the people
// in them, and the working days of 2017. Made by a builder; only what a test says differs from it.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "workflows/campaign.h"
#include "workflows/obligation.h"

namespace dondoc::test {

inline const std::string campaign_id = "thi-dua-2017";

Date day(std::string_view iso);         // "2017-01-30"
Instant at(std::string_view day_time);  // "2017-01-11 07:30" or "… 07:30:15", in Asia/Ho_Chi_Minh
std::string clock(Instant);             // the first of these forms

Deadline before(std::string_view iso);
Deadline by(std::string_view iso);
Deadline within_month(int year, unsigned month);
Deadline undated();
// `count` working days after the day of an event; `on_event` on that very day.
Deadline after_event(const std::string& event, int count);
Deadline on_event(const std::string& event);

// What people decide, complete: with a reason, and who granted it, where that is needed.
Decision submission();
Decision acceptance();
Decision rework(std::string_view due = "");  // a return, with a date or without
Decision extension(std::string_view due);
Decision waiver();
Decision request(std::string_view to);  // the unit asks for an extension
Decision declining();
Decision reopening();
Decision acknowledging();
Decision holding();    // of the escalations
Decision releasing();  // likewise

// Rungs as their ids, "-5.contact", "start.contact", with "/copy" or "/release" behind them.
Ladder ladder(std::string_view rungs);
// The ladder of the department: contact, head, superior, director.
inline constexpr std::string_view usual_rungs =
    "-10.contact -5.contact -2.contact -2.head -1.contact -1.head +1.head +3.superior +5.director";

ObligationId owed_by(std::string_view duty, std::string_view unit = "bv-da-khoa");

// A state in one line, to compare two of them.
std::string text_of(const Obligation&);

// Who is who: "an" and "binh" are contact and head of bv-da-khoa, "chi" and "dung" of tt-y-te;
// "giang" is the contact of the coordinating office, "hai" the superior, "khanh" the director.
struct World {
    World();

    World& owes(std::string duty, Deadline, std::string phase = "",
                std::vector<std::string> units = {"bv-da-khoa"});
    World& has_phase(std::string id, std::string_view from = "", std::string_view to = "",
                     PhaseKind = PhaseKind::registration);
    World& has_event(const std::string& id, const std::string& title);
    World& has_ladder(std::string_view rungs);
    World& has_off_days(const std::vector<std::string>& days);

    Duty& duty(std::string_view id);
    Deadline& deadline(std::string_view duty);
    Unit& unit(const std::string& id);

    Definition definition() const;

    Campaign campaign;
    Organisation organisation;
    std::vector<CalendarYear> years;
    Ladder steps;
    SendingRules sending;
};

}  // namespace dondoc::test
