// A refused decision says which rule refuses it and what would be accepted, and changes nothing:
// no row of any table, and no line of the journal. Every verb, over the API.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "tests/daemon/http/api_world.h"
#include "workflows/obligation.h"
#include "workflows/phase.h"

namespace dondoc {
namespace {

using testing::HasSubstr;

const std::string open_one = "obligations/" + registration("tt-mat");
const std::string submitted_one = "obligations/" + registration("tt-phap-y");
const std::string requested_one = "obligations/" + registration("bv-sa-pa");

struct Refused {
    std::string target;  // below /api/v1/
    std::string body;
    std::string code;
    std::string says;  // what would be accepted
};

const std::vector<Refused>& refused_of_plans() {
    static const std::vector<Refused> table{
        {open_one + "/submit", "{}", "evidence_missing", "(--signer)"},
        {open_one + "/submit", R"({"document":"1/BC"})", "document_incomplete", "(--dated)"},
        {open_one + "/submit",
         R"({"document":"1/BC","dated":"2017-01-09","signer":"GĐ","arrived":"2017-01-06"})",
         "dated_after_arrival", "muộn nhất là ngày đến"},
        {open_one + "/submit", R"({"reason":"x","arrived":"2017-01-10"})", "arrival_in_future",
         "thực sự đến"},
        {submitted_one + "/submit", R"({"reason":"x"})", "already_submitted", "chỉ ghi nhận"},
        {submitted_one + "/acknowledge", "{}", "already_submitted", "chỉ xác nhận đã nhận khi"},
        {open_one + "/accept", "{}", "not_submitted", "chỉ tiếp nhận được bản đã nộp"},
        {open_one + "/return", R"({"reason":"x"})", "not_submitted", "chỉ trả lại"},
        {submitted_one + "/return", "{}", "reason_missing", "cần nêu lý do"},
        {submitted_one + "/return", R"({"reason":"x","due":"2017-01-06"})", "date_in_past",
         "từ hôm nay"},
        {open_one + "/extend", R"({"reason":"x","due":"2017-03-01"})", "approver_missing",
         "ai đã đồng ý"},
        {open_one + "/extend", R"({"reason":"x","approver":"GĐ"})", "date_missing", "(--due)"},
        {open_one + "/extend", R"({"reason":"x","approver":"GĐ","due":"2017-01-20"})",
         "date_too_early", "sớm nhất là 30/01/2017"},
        {open_one + "/waive", R"({"approver":"GĐ"})", "reason_missing", "cần nêu lý do"},
        {open_one + "/waive", R"({"reason":"x"})", "approver_missing", "ai đã đồng ý"},
        {open_one + "/request", R"({"reason":"x"})", "date_missing", "(--to)"},
        {open_one + "/request", R"({"to":"2017-03-01"})", "reason_missing", "cần nêu lý do"},
        {requested_one + "/request", R"({"reason":"x","to":"2017-03-01"})", "already_requested",
         "(decline)"},
        {open_one + "/decline", R"({"reason":"x"})", "not_requested", "(request)"},
        {requested_one + "/decline", "{}", "reason_missing", "cần nêu lý do"},
        {open_one + "/reopen", R"({"reason":"x"})", "still_owed", "chỉ mở lại"},
        {submitted_one + "/reopen", "{}", "reason_missing", "cần nêu lý do"},
        {open_one + "/hand-over", R"({"reason":"x","to_unit":"tt-mat"})", "same_unit",
         "cần chọn đơn vị khác"},
        {open_one + "/hand-over", R"({"reason":"x","to_unit":"tt-mut"})", "unknown_unit",
         "tham gia kế hoạch"},
        {open_one + "/hand-over", R"({"reason":"x","to_unit":"so-y-te"})", "not_a_participant",
         "(participants)"},
        {open_one + "/hand-over", R"({"reason":"x","to_unit":"tt-phap-y"})", "owes_the_same",
         "chưa có phần"},
        {submitted_one + "/hand-over", R"({"reason":"x","to_unit":"tt-mat"})", "already_submitted",
         "chỉ bàn giao được"},
        {"campaigns/plan/hand-over", R"({"reason":"x","unit":"tt-mut","to_unit":"tt-mat"})",
         "unknown_unit", "đang chịu trách nhiệm"},
        {"campaigns/plan/hand-over", R"({"reason":"x","unit":"so-y-te","to_unit":"tt-mat"})",
         "nothing_open", "việc chưa nộp"},
        {"campaigns/plan/hand-over", R"({"reason":"x","unit":"tt-mat","to_unit":"tt-phap-y"})",
         "owes_the_same", "chưa có phần"},
        {"campaigns/plan/phases/so-ket/open", "{}", "reason_missing", "cần nêu lý do"},
        {"campaigns/plan/phases/so-ket/release", R"({"reason":"x"})", "phase_planned",
         "chỉ làm được khi: «tạm giữ»"},
        {"campaigns/plan/phases/dang-ky/close", R"({"reason":"x"})", "phase_skipped", "chỉ làm"},
        {"campaigns/plan/phases/dang-ky/skip", R"({"reason":"x"})", "phase_skipped", "chỉ làm"},
        {"campaigns/plan/phases/dang-ky/hold", R"({"reason":"x"})", "phase_skipped", "chỉ làm"},
        {"campaigns/plan/events/be-mac", R"({"reason":"x"})", "date_missing", "(--date)"},
        {"campaigns/plan/events/be-mac", R"({"reason":"x","date":"2037-01-01"})",
         "date_far_from_campaign", "chỉ nhận từ"},
        {"campaigns/plan/suspend", "{}", "units_missing", "(--units)"},
        {"campaigns/plan/suspend",
         R"({"units":["tt-mat","tt-mt"],"from":"2017-01-09","to":"2017-01-12","reason":"lũ",)"
         R"("approver":"GĐ"})",
         "unit_unknown", "tt-phap-y"},
        {"campaigns/plan/suspend", R"({"units":["tt-mat"],"reason":"lũ","approver":"GĐ"})",
         "date_missing", "(--from)"},
        {"campaigns/plan/unsuspend", R"({"units":["tt-mat"],"reason":"x"})", "not_suspended",
         "chưa qua"},
    };
    return table;
}

const std::vector<Refused>& refused_of_the_daemon() {
    static const std::vector<Refused> table{
        {"sending/pause", "{}", "reason_missing", "cần nêu lý do"},
        {"sending/resume", R"({"reason":"x"})", "not_paused", "không bị tạm dừng"},
        {"sending/go-ahead", "{}", "reason_missing", "cần nêu lý do"},
        {"sending/go-ahead", R"({"reason":"x"})", "nothing_waits", "Không có thư nào đang chờ"},
        {"clock/confirm", R"({"reason":"x"})", "clock_not_doubted", "không bị nghi ngờ"},
    };
    return table;
}

std::vector<Refused> refused() {
    std::vector<Refused> all = refused_of_plans();
    all.insert(all.end(), refused_of_the_daemon().begin(), refused_of_the_daemon().end());
    return all;
}

std::string everything(ApiWorld& world) {
    const auto dump = dump_projections(world.store());
    EXPECT_TRUE(dump) << dump.error().text;
    const auto journal = world.store().read().journal(0, page_size_max);
    EXPECT_TRUE(journal && journal->cursor.empty());
    return *dump + std::to_string(journal->rows.size()) + " lines of the journal\n";
}

void prepare(ApiWorld& world) {
    for (const auto& [target, body] : std::vector<std::pair<std::string, std::string>>{
             {submitted_one + "/submit", R"({"reason":"nộp trực tiếp"})"},
             {requested_one + "/request", R"({"reason":"lũ","to":"2017-02-06"})"}})
        ASSERT_EQ(world.post("/api/v1/" + target, body).status, 200) << target;
}

TEST(RefusedDecision, SaysWhichRuleRefusesItAndChangesNoRow) {
    ApiWorld world({.congress = true});
    prepare(world);
    for (const auto& [target, body, code, says] : refused()) {
        if (code == "phase_skipped") continue;
        SCOPED_TRACE(target + " " + body);
        const std::string before = everything(world);
        const Reply reply = world.post("/api/v1/" + target, body);
        EXPECT_EQ(reply.status, 409) << reply.body;
        EXPECT_EQ(reply.object().at("code").as_string(), code);
        EXPECT_THAT(reply.detail(), HasSubstr(says));
        EXPECT_EQ(everything(world), before);
    }
}

TEST(RefusedDecision, ChangesNoRowOfASkippedPhase) {
    ApiWorld world;
    ASSERT_EQ(world.post("/api/v1/campaigns/plan/phases/dang-ky/skip", R"({"reason":"x"})").status,
              200);
    int tried = 0;
    for (const auto& [target, body, code, says] : refused()) {
        if (code != "phase_skipped") continue;
        SCOPED_TRACE(target);
        const std::string before = everything(world);
        const Reply reply = world.post("/api/v1/" + target, body);
        EXPECT_EQ(reply.object().at("code").as_string(), code);
        EXPECT_EQ(everything(world), before);
        ++tried;
    }
    EXPECT_EQ(tried, 3);
}

TEST(RefusedDecision, IsTriedForEveryVerbThereIs) {
    std::set<std::string> tried;
    for (const Refused& one : refused())
        tried.insert(one.target.substr(one.target.rfind('/') + 1));
    std::set<std::string> verbs{"be-mac", "suspend", "unsuspend", "hand-over",
                                "pause",  "resume",  "go-ahead",  "confirm"};
    for (const Verb verb : all_verbs)
        verbs.emplace(to_string(verb));
    for (const auto verb :
         {PhaseVerb::open, PhaseVerb::close, PhaseVerb::skip, PhaseVerb::hold, PhaseVerb::release})
        verbs.emplace(to_string(verb));
    EXPECT_EQ(tried, verbs);
}

}  // namespace
}  // namespace dondoc
