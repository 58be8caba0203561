// The Lào Cai sample: what it says must be what the plan says.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>
#include <sstream>

#include "config/document.h"
#include "tests/config/world.h"

namespace dondoc {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;

const fs::path& samples() {
    static const fs::path folder = fs::path(DONDOC_SOURCE_DIR) / "config/samples";
    return folder;
}

// The plan and its parts.
std::vector<Definition> lao_cai_family() {
    const Reading reading = read_configuration(samples() / "lao-cai-2017.toml");
    for (const auto& diagnostic : reading.diagnostics) {
        if (diagnostic.severity == Severity::error) ADD_FAILURE() << diagnostic.str();
    }
    if (!reading.configuration || reading.configuration->campaigns.size() != 5) std::abort();
    std::vector<Definition> family;
    for (const auto& definition : reading.configuration->campaigns)
        family.push_back(*definition);
    return family;
}

Definition lao_cai() {
    return lao_cai_family().front();
}

std::string plan_text() {
    return read_bytes(samples() / "campaigns/lao-cai-2017.txt");
}

// A value of a flat JSON line that holds no escapes.
std::string json_value(const std::string& line, const std::string& key) {
    const std::string mark = "\"" + key + "\": \"";
    const auto at = line.find(mark);
    if (at == std::string::npos) return "";
    const auto begin = at + mark.size();
    return line.substr(begin, line.find('"', begin) - begin);
}

std::vector<std::string> event_lines() {
    std::istringstream file(read_bytes(samples() / "demo/lao-cai-2017.events.jsonl"));
    std::vector<std::string> lines;
    for (std::string line; std::getline(file, line);)
        lines.push_back(line);
    return lines;
}

// Whether quotes of the plan's duties or its parts' cover the words, one whole or several together.
bool is_quoted(std::string words, const std::vector<Definition>& family) {
    for (const Definition& definition : family) {
        for (const Duty& duty : definition.campaign.duties) {
            if (duty.quote.find(words) != std::string::npos) return true;
            const auto at = words.find(duty.quote);
            if (at != std::string::npos) words.erase(at, duty.quote.size());
        }
    }
    return words.find_first_not_of(' ') == std::string::npos;
}

// Each line of the monthly plan is in some duty's quote. Two stand a second time, with their day,
// in part III, and are quoted from there.
TEST(Samples, LeaveNoLineOfTheMonthlyPlanOut) {
    const std::string plan = plan_text();
    const auto begin = plan.find("II. NỘI DUNG KẾ HOẠCH");
    std::istringstream months(plan.substr(begin, plan.find("III. TỔ CHỨC") - begin));
    const std::vector<Definition> family = lao_cai_family();
    std::vector<std::string> left_out;
    for (std::string line; std::getline(months, line);) {
        if (line.starts_with("- ") && !is_quoted(line.substr(2), family)) {
            left_out.push_back(line);
        }
    }
    EXPECT_THAT(
        left_out,
        ElementsAre(testing::StartsWith("- Các đơn vị báo cáo sơ kết công tác TĐKT 6 tháng"),
                    testing::StartsWith("- Các đơn vị y tế trực thuộc báo cáo tổng kết")));
}

TEST(Samples, HaveTheSevenDaysThatThePlanNames) {
    const Definition definition = lao_cai();
    std::string days;
    for (const Duty& duty : definition.campaign.duties) {
        for (const auto& occurrence : duty.occurrences) {
            if (occurrence.deadline.grain != Grain::day) continue;
            if (const auto term = term_of(occurrence.deadline, *definition.calendar)) {
                days += duty.id + " " + occurrence.deadline.written + " " +
                        iso_date(term->last_permitted) + " " + iso_date(term->last_working) +
                        (duty.upward ? " upward" : "") + "\n";
                EXPECT_NE(plan_text().find(occurrence.deadline.written.substr(0, 10)),
                          std::string::npos);
            }
        }
    }
    EXPECT_EQ(days,
              "dang-ky-thi-dua trước 30/01/2017 2017-01-29 2017-01-25\n"
              "dang-ky-len-tinh trước ngày 15/02/2017 2017-02-14 2017-02-14 upward\n"
              "bao-cao-so-ket chậm nhất là ngày 15/6/2017 2017-06-15 2017-06-15\n"
              "bao-cao-tong-ket chậm nhất là ngày 15/12/2017 2017-12-15 2017-12-15\n"
              "tong-ket-len-tinh trước ngày 31/12/2017 2017-12-30 2017-12-29 upward\n"
              "ho-so-khen-thuong trước ngày 15/12/2017 2017-12-14 2017-12-14\n"
              "tham-dinh-khen-thuong trước ngày 30/12/2017 2017-12-29 2017-12-29 upward\n");
}

TEST(Samples, RememberThePetitionsElevenTimesInTenMonths) {
    const Definition definition = lao_cai();
    const auto& occurrences = definition.campaign.duty("giai-quyet-don-thu")->occurrences;
    std::map<std::string, int> months;
    for (const auto& occurrence : occurrences) {
        ++months[iso_date(occurrence.deadline.span.first).substr(0, 7)];
    }
    EXPECT_EQ(occurrences.size(), 11u);
    EXPECT_EQ(months.size(), 10u);
    EXPECT_EQ(months.count("2017-01") + months.count("2017-12"), 0u);
    EXPECT_EQ(months["2017-08"], 2);
}

TEST(Samples, HaveEighteenUnitsWhoseRolesAreAllHeld) {
    const Definition definition = lao_cai();
    EXPECT_EQ(definition.campaign.participants.size(), 18u);
    for (const std::string& id : definition.campaign.participants) {
        const Unit& unit = definition.unit(id);
        ASSERT_NE(definition.organisation->person(unit.contact), nullptr) << id;
        ASSERT_NE(definition.organisation->person(unit.head), nullptr) << id;
        EXPECT_EQ(unit.contact == unit.head, id == "tt-phap-y") << id;
    }
    std::set<std::string> names;
    for (const auto& [id, person] : definition.organisation->people) {
        EXPECT_TRUE(person.address.ends_with(".example")) << person.address;
        EXPECT_TRUE(names.insert(person.name).second) << person.name;
    }
}

TEST(Samples, SetTheRungsOfTheLadderInTheirOrder) {
    const Ladder ladder = lao_cai().ladders.at("tieu-chuan");
    std::string ids;
    for (const Rung& rung : ladder.rungs) {
        ids += rung.id + (rung.copy ? "(copy) " : " ");
    }
    EXPECT_EQ(ids,
              "start.contact -10.contact -5.contact -5.head(copy) -2.contact -2.head -1.contact "
              "-1.head +1.head +3.superior +3.head(copy) +5.director ");
}

TEST(Samples, DecideOnlyOnWorkingDaysInOfficeHoursAndInOrder) {
    const Definition definition = lao_cai();
    std::string last;
    for (const std::string& line : event_lines()) {
        const std::string at = json_value(line, "at");
        const auto instant = parse_rfc3339(at);
        ASSERT_TRUE(instant) << line;
        EXPECT_GE(at, last);
        last = at;
        EXPECT_TRUE(definition.calendar->working(definition.zone.date_of(*instant))) << line;
        EXPECT_GE(definition.zone.time_of(*instant), std::chrono::hours(8)) << line;
        EXPECT_LE(definition.zone.time_of(*instant), std::chrono::minutes(16 * 60 + 30)) << line;
        EXPECT_EQ(line, to_nfc(line));
        ASSERT_NE(definition.organisation->person(json_value(line, "by")), nullptr) << line;
    }
}

// id: `campaign.duty.occurrence.unit`
bool exists(const Definition& definition, const std::string& id) {
    std::vector<std::string> parts(1);
    for (const char c : id) {
        if (c == '.') {
            parts.emplace_back();
        } else {
            parts.back() += c;
        }
    }
    if (parts.size() != 4 || parts[0] != definition.campaign.id) return false;
    const Duty* duty = definition.campaign.duty(parts[1]);
    return duty != nullptr &&
           std::count(duty->obligors.begin(), duty->obligors.end(), parts[3]) == 1 &&
           std::any_of(duty->occurrences.begin(), duty->occurrences.end(),
                       [&](const Occurrence& o) { return o.id == parts[2]; });
}

TEST(Samples, TellAStoryWithEveryKindOfDecision) {
    const std::vector<Definition> family = lao_cai_family();
    std::map<std::string, int> verbs;
    std::map<std::string, std::vector<std::string>> stories;
    for (const std::string& line : event_lines()) {
        const std::string id = json_value(line, "obligation");
        EXPECT_TRUE(std::any_of(family.begin(), family.end(), [&](const Definition& definition) {
            return exists(definition, id);
        })) << line;
        ++verbs[json_value(line, "do")];
        stories[id].push_back(json_value(line, "do"));
    }
    EXPECT_EQ(verbs["return"], 1);
    EXPECT_EQ(verbs["extend"], 1);
    EXPECT_EQ(verbs["waive"], 1);
    EXPECT_EQ(verbs["request"], 1);
    EXPECT_EQ(verbs.size(), 6u);
    EXPECT_THAT(stories.at("lao-cai-2017.dang-ky-thi-dua.1.ttyt-bac-ha"),
                ElementsAre("submit", "return", "submit", "accept"));
    EXPECT_THAT(stories.at("lao-cai-2017.bao-cao-so-ket.1.bv-noi-tiet"),
                ElementsAre("request", "extend", "submit", "accept"));
    EXPECT_EQ(stories.count("lao-cai-2017.bao-cao-so-ket.1.ttyt-si-ma-cai"), 0u);
}

}  // namespace
}  // namespace dondoc
