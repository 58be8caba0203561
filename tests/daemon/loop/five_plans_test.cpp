// The five shipped plans side by side in one daemon, on a virtual clock from 2016 to 2026, nobody
// handing anything in. The golden file is to be read beside the documents: for each duty the
// sentence of the plan, the days it comes down to, and on which days who was told.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "config/configuration.h"
#include "daemon/loop/rehearsal.h"
#include "notifiers/compose.h"
#include "notifiers/phrases.h"
#include "tests/daemon/loop/office.h"
#include "tests/golden.h"

namespace dondoc::loop_test {

namespace {

const Configuration& shipped() {
    static const Reading reading =
        read_configuration(DONDOC_SOURCE_DIR "/config/samples/dondoc.toml", "/nowhere");
    if (!reading.configuration) std::abort();
    return *reading.configuration;
}

using Notices = std::vector<Foreseen>;

// An obligation that passed from an ended unit to its successor.
struct Passed {
    ObligationId id;
    Date day;
    std::string to;
};

struct TenYears {
    Notices told;
    std::vector<Passed> passed;
};

std::vector<Passed> passed_in(const Store& store) {
    std::vector<Passed> passed;
    std::int64_t after = 0;
    for (bool more = true; more;) {
        const auto page = must(store.read().journal(after, page_size_max));
        for (const JournalEntry& entry : page.rows) {
            after = entry.number;
            const auto* event = std::get_if<HandedOver>(&entry.event);
            const auto id = ObligationId::parse(entry.subject.id);
            if (event && id) passed.push_back({*id, shipped().zone->date_of(entry.at), event->to});
        }
        more = !page.cursor.empty();
    }
    return passed;
}

// All that is told in ten years, in the order it leaves; run once.
const TenYears& ten_years() {
    static const TenYears years = [] {
        const Configuration& configuration = shipped();
        const auto store = must(Store::in_memory());
        const Definitions definitions(configuration.campaigns);
        const auto composer = must(Composer::make(configuration.templates));
        const Zone& zone = *configuration.zone;
        const RehearsalPlan plan{zone.at(day("2016-01-01"), TimeOfDay{0}),
                                 zone.at(day("2026-01-01"), TimeOfDay{0}),
                                 {},
                                 ""};
        Notices told;
        const RehearsalHooks hooks{[&](const Foreseen& notice) { told.push_back(notice); },
                                   [](const ScriptLine&, const Answer&) { ADD_FAILURE(); }};
        must(rehearse(*store, configuration, definitions, composer, plan, hooks));
        return TenYears{std::move(told), passed_in(*store)};
    }();
    return years;
}

// Notices of one rung or nudge on one day.
struct Line {
    std::string first;
    std::string last;  // of monthly questions
    std::string rung;
    std::string occurrence;
    int count = 0;
    int times = 1;
};

std::string day_of(const Foreseen& notice) {
    return iso_date(shipped().zone->date_of(notice.at)) + " " +
           clock_time(shipped().zone->time_of(notice.at));
}

// The third part of `campaign/duty/occurrence/unit/round/rung`.
std::string occurrence_of(const Foreseen& notice) {
    if (notice.kind == NoticeKind::nudge) return "";
    auto at = notice.key.find('/', notice.key.find('/') + 1);
    const auto end = notice.key.find('/', at + 1);
    return notice.key.substr(at + 1, end - at - 1);
}

std::vector<Line> lines_of(const std::string& campaign, const std::string& duty) {
    std::vector<Line> lines;
    for (const Foreseen& notice : ten_years().told) {
        if (notice.campaign != campaign || notice.duty != duty) continue;
        const std::string day = day_of(notice);
        const std::string occurrence = occurrence_of(notice);
        const bool question = notice.kind == NoticeKind::nudge && !is_question(notice.rung);
        const auto same = std::find_if(lines.begin(), lines.end(), [&](const Line& line) {
            return line.rung == notice.rung && line.occurrence == occurrence &&
                   (question || line.first == day);
        });
        if (same == lines.end()) {
            lines.push_back({day, day, notice.rung, occurrence, 1, 1});
        } else if (question) {
            same->last = day;
            ++same->times;
        } else {
            ++same->count;
        }
    }
    return lines;
}

std::string text_of(const Line& line, bool several) {
    std::string text = "    " + line.first + "  " + line.rung;
    if (several && !line.occurrence.empty()) text += " [" + line.occurrence + "]";
    if (line.times > 1)
        text += "  and monthly to " + line.last + ", " + std::to_string(line.times) + " times";
    if (line.count > 1) text += "  × " + std::to_string(line.count);
    return text + "\n";
}

std::string text_of(const Definition& definition, const Duty& duty) {
    const std::string& campaign = definition.campaign.id;
    std::string text = "\n  " + duty.id + (duty.upward ? ", owed upward" : "") +
                       (duty.cycle > 0 ? ", for " + std::to_string(duty.cycle) : "") + "\n  «" +
                       duty.quote + "»\n";
    for (const Occurrence& occurrence : duty.occurrences) {
        const auto term = term_of(occurrence.deadline, *definition.calendar);
        text += "  → ";
        if (duty.occurrences.size() > 1) text += "[" + occurrence.id + "] ";
        text += phrase(occurrence.deadline, Language::vi);
        if (term) {
            text += ": last permitted day " + iso_date(term->last_permitted) +
                    ", last working day " + iso_date(term->last_working);
        }
        text += "\n";
    }
    for (const Line& line : lines_of(campaign, duty.id))
        text += text_of(line, duty.occurrences.size() > 1);
    for (const Passed& passed : ten_years().passed) {
        if (passed.id.campaign != campaign || passed.id.duty != duty.id) continue;
        text += "    " + iso_date(passed.day) + " 00:00  " + passed.id.unit +
                " has ended, handed over to " + passed.to + "\n";
    }
    return text;
}

std::string text_of(const Definition& definition) {
    const Campaign& campaign = definition.campaign;
    std::string text = "==== " + campaign.id + ": " + campaign.title + "\n" +
                       iso_date(campaign.period.first) + " to " + iso_date(campaign.period.last);
    if (campaign.issued) text += ", issued " + iso_date(*campaign.issued);
    if (!campaign.parent.empty()) text += ", a part of " + campaign.parent;
    text += "\n";
    for (const Phase& phase : campaign.phases) {
        text += "phase " + phase.id + " (" + std::string(to_string(phase.kind)) + ")";
        if (phase.from) text += " from " + iso_date(*phase.from);
        if (phase.to) text += " to " + iso_date(*phase.to);
        text += "\n";
    }
    for (const Duty& duty : campaign.duties)
        text += text_of(definition, duty);
    return text + "\n";
}

TEST(FivePlans, RunSideBySideForTenYearsAsTheirDocumentsSay) {
    std::string text;
    for (const auto& definition : shipped().campaigns)
        text += text_of(*definition);
    EXPECT_TRUE(matches_golden(text, "daemon/loop/golden/five-plans.txt"));
}

// The area codes of the issuers' invented telephones.
const std::map<std::string, std::string> area_codes{{"ha-tinh-2016-2020", "0239"},
                                                    {"thua-thien-hue-2019", "0234"},
                                                    {"dak-nong-2020", "0261"},
                                                    {"lao-cai-2017", "0214"},
                                                    {"kien-hai-2024-2025", "0297"}};

// One test: ten years take some seconds.
TEST(FivePlans, TellEachPromiseOnceToPeopleOfTheirIssuerAndNothingBeforeTheyAreIssued) {
    const auto& people = shipped().organisation->people;
    const Definitions definitions(shipped().campaigns);
    std::map<std::string, int> keys;
    for (const Foreseen& notice : ten_years().told) {
        EXPECT_EQ(++keys[notice.key], 1) << notice.key;
        if (notice.campaign.empty()) continue;  // a digest is about several
        const Campaign& campaign = definitions.find(notice.campaign)->campaign;
        EXPECT_GE(shipped().zone->date_of(notice.at), campaign.begins()) << notice.key;
        const auto person = std::find_if(people.begin(), people.end(), [&](const auto& one) {
            return one.second.address == notice.address;
        });
        ASSERT_NE(person, people.end()) << notice.address;
        const std::string& whole = campaign.parent.empty() ? campaign.id : campaign.parent;
        EXPECT_TRUE(person->second.phone.starts_with(area_codes.at(whole)))
            << notice.key << " to " << notice.address;
    }
    EXPECT_GT(keys.size(), 2000u);
}

}  // namespace

}  // namespace dondoc::loop_test
