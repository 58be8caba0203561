// What the API refuses, and that it says what to do.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json.hpp>

#include "tests/daemon/http/api_world.h"

namespace dondoc {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::HasSubstr;
using testing::Not;

// A request that is refused, with the status and what its detail says.
struct Refused {
    std::string target;
    int status;
    std::string says;
};

std::string in_english(const std::string& target) {
    if (target.find("lang=") != std::string::npos) return target;
    return target + (target.find('?') == std::string::npos ? "?" : "&") + "lang=en";
}

TEST(Api, RefusesInTheLanguageOfTheConfigurationUnlessAnotherIsAskedFor) {
    ApiWorld world;
    const std::vector<Refused> refused{
        {"/api/v1/obligations?stauts=overdue", 400,
         "không hỏi được `stauts`; có phải là «status»?"},
        {"/api/v1/obligations?status=late", 400, "`status` không thể là «late»; chỉ nhận any, "},
        {"/api/v1/obligations?due_before=2017-02-30", 400,
         "`due_before` là «2017-02-30», không phải là ngày; ghi dạng 2017-01-30"},
        {"/api/v1/units/tt-mt", 404, "không có đơn vị «tt-mt»; có phải là «tt-mat»?"},
        {"/api/v1/obligations/nonsense", 404, "«nonsense» không phải là mã nghĩa vụ"},
        {"/api/v1/messages/12345", 404, "không có thư số 12345"},
    };
    for (const auto& [target, status, says] : refused) {
        const Reply reply = world.get(target);
        EXPECT_EQ(reply.status, status) << target;
        EXPECT_THAT(reply.detail(), HasSubstr(says)) << target;
    }
    const std::string path = "/api/v1/obligations/" + registration("tt-mat") + "/submit";
    EXPECT_EQ(world.post(path, R"({"arrived":20170118})").detail(),
              "`arrived` là một số; cần một chuỗi trong ngoặc kép, hoặc bỏ đi");
    EXPECT_THAT(
        world.post("/api/v1/campaigns/plan/phases/khac-han/hold", R"({"reason":"x"})").detail(),
        HasSubstr("không có giai đoạn «khac-han»; kế hoạch «plan» có: dang-ky"));
}

TEST(Api, RefusesQueriesItDoesNotUnderstandAndNamesWhatItWould) {
    ApiWorld world;
    const std::vector<Refused> refused{
        {"/api/v1/obligations?stauts=overdue", 400, "did you mean «status»?"},
        {"/api/v1/obligations?status=overdu", 400, "did you mean «overdue»?"},
        {"/api/v1/obligations?status=late", 400, "any, owed, overdue, due_soon"},
        {"/api/v1/obligations?limit=0", 400, "a number from 1 to 500"},
        {"/api/v1/obligations?limit=501", 400, "a number from 1 to 500"},
        {"/api/v1/obligations?limit=ten", 400, "a number from 1 to 500"},
        {"/api/v1/obligations?limit=99999999999999999999999", 400, "a number from 1 to 500"},
        {"/api/v1/obligations?limit=-1", 400, "a number from 1 to 500"},
        {"/api/v1/obligations?cursor=nonsense", 400, "`cursor` is not one that this list gave out"},
        {"/api/v1/obligations?due_before=30/01/2017", 400, "write it as 2017-01-30"},
        {"/api/v1/obligations?due_before=2017-02-30", 400, "which is no day"},
        {"/api/v1/obligations?unit=bv-sapa", 400, "did you mean «bv-sa-pa»?"},
        {"/api/v1/obligations?campaign=plam", 400, "did you mean «plan»?"},
        {"/api/v1/obligations?duty=bao-ca", 400, "did you mean «bao-cao»?"},
        {"/api/v1/obligations?limit=1&limit=2", 400, "stands twice"},
        {"/api/v1/obligations?lang=fr", 400, "chỉ nhận vi và en"},
        {"/api/v1/campaigns?cursor=nonsense", 400, "`cursor` is not one"},
        {"/api/v1/campaigns?status=owed", 400, "it may have limit, cursor and lang"},
        {"/api/v1/messages?state=snet", 400, "did you mean «sent»?"},
        {"/api/v1/messages?person=dong", 400, "did you mean «dung»?"},
        {"/api/v1/messages?cursor=nonsense", 400, "`cursor` is not one"},
        {"/api/v1/units/tt-mat?cursor=nonsense", 400, "`cursor` is not one"},
        {"/api/v1/status?now=1", 400, "it may have lang"},
    };
    for (const auto& [target, status, says] : refused) {
        const Reply reply = world.get(in_english(target));
        EXPECT_EQ(reply.status, status) << target;
        EXPECT_THAT(reply.detail(), HasSubstr(says)) << target;
    }
}

TEST(Api, SaysWhatDoesNotExistAndWhatIsNearest) {
    ApiWorld world;
    const std::vector<Refused> refused{
        {"/api/v1/campaigns/plam", 404, "there is no campaign «plam»; did you mean «plan»?"},
        {"/api/v1/obligations/plan.dang-ky.1.bv-sapa", 404,
         "there is no unit «bv-sapa»; did you mean «bv-sa-pa»?"},
        {"/api/v1/obligations/plan.dang-k%C3%AD.1.bv-sa-pa", 404,
         "there is no duty «dang-kí»; did you mean «dang-ky»?"},
        {"/api/v1/obligations/plan.dang-ki.1.bv-sa-pa", 404,
         "there is no duty «dang-ki»; did you mean «dang-ky»?"},
        {"/api/v1/obligations/plan.dang-ky.2.bv-sa-pa", 404,
         "no obligation «plan.dang-ky.2.bv-sa-pa»"},
        {"/api/v1/obligations/nonsense/why", 404, "campaign.duty.occurrence.unit"},
        {"/api/v1/units/tt-mt", 404, "did you mean «tt-mat»?"},
        {"/api/v1/messages/12345", 404, "there is no message 12345"},
        {"/api/v1/messages/first", 404, "not the number of a message"},
    };
    for (const auto& [target, status, says] : refused) {
        const Reply reply = world.get(in_english(target));
        EXPECT_EQ(reply.status, status) << target;
        EXPECT_THAT(reply.detail(), HasSubstr(says)) << target;
    }
}

TEST(Api, ActsForNobodyWithoutTheToken) {
    ApiWorld world;
    const std::string path = "/api/v1/obligations/" + registration("tt-mat") + "/submit";
    for (const std::string headers :
         {"", "Authorization: Basic dG9rZW4=\r\n", "Authorization: Bearer\r\n"}) {
        const Reply reply = world.send("POST", path, headers, "{}");
        EXPECT_EQ(reply.status, 401);
        EXPECT_THAT(reply.detail(), HasSubstr("Authorization: Bearer TOKEN"));
        EXPECT_EQ(reply.header("WWW-Authenticate"), "Bearer realm=\"dondoc\"");
    }
    const Reply wrong =
        world.send("POST", path + "?lang=en", "Authorization: Bearer the-acting-token\r\n", "{}");
    EXPECT_EQ(wrong.status, 403);
    EXPECT_THAT(wrong.detail(), HasSubstr("not one of this daemon"));
    EXPECT_EQ(world.get("/api/v1/obligations?status=submitted").ids().size(), 0U);
}

TEST(Api, LetsAnotherMachineReadOnlyWithTheToken) {
    ApiWorld world;
    for (const std::string path : {"/api/v1/obligations", "/", "/messages"}) {
        EXPECT_EQ(world.get_from("127.0.0.1", path).status, 200) << path;
        EXPECT_EQ(world.get_from("::1", path).status, 200) << path;
        EXPECT_EQ(world.get_from("192.0.2.7", path).status, 401) << path;
        EXPECT_EQ(world.get_from("192.0.2.7", path, ApiWorld::authorization()).status, 200) << path;
    }
    EXPECT_EQ(world.get_from("192.0.2.7", "/healthz").status, 200);
}

// A page of a stranger whose name leads to this machine, and a proxy on it, come from 127.0.0.1
// too.
TEST(Api, TakesForThisMachineOnlyWhoAsksForItByName) {
    ApiWorld world({.base_url = "https://dondoc.example:8443/"});
    const auto status = [&](const std::string& headers) {
        return world.get_from("127.0.0.1", "/api/v1/obligations", headers).status;
    };
    for (const char* host :
         {"localhost", "localhost.:8480", "ip6-localhost", "LocalHost:8480", "127.0.0.1:8480",
          "[::1]:8480", "[::1]", "10.0.0.5", "dondoc.example", "dondoc.example:8443"})
        EXPECT_EQ(status("Host: " + std::string(host) + "\r\n"), 200) << host;
    for (const char* host :
         {"stranger.example", "dondoc.example.stranger.example", "localhost.stranger.example",
          "127.0.0.1.stranger.example", "[stranger.example]:8480"})
        EXPECT_EQ(status("Host: " + std::string(host) + "\r\n"), 401) << host;
    for (const char* proxy : {"Forwarded: for=192.0.2.7", "X-Forwarded-For: 192.0.2.7",
                              "x-real-ip: 192.0.2.7", "Via: 1.1 proxy"})
        EXPECT_EQ(status(std::string(proxy) + "\r\n"), 401) << proxy;
    EXPECT_EQ(status("Host: stranger.example\r\n" + ApiWorld::authorization()), 200);
    EXPECT_EQ(ApiWorld().get_from("127.0.0.1", "/", "Host: dondoc.example\r\n").status, 401);
}

TEST(Api, TellsTheLogAndNotTheClientWhyTheStoreCannotBeRead) {
    ApiWorld world({.readable = false});
    for (const std::string path : {"/api/v1/status", "/"}) {
        const Reply reply = world.get(path);
        EXPECT_EQ(reply.status, 500) << path;
        EXPECT_THAT(reply.body, Not(HasSubstr("input/output error"))) << path;
    }
    EXPECT_EQ(world.get("/readyz").status, 503);
    EXPECT_THAT(world.reported(), Contains(HasSubstr("input/output error")));
}

struct BadBody {
    std::string verb;
    std::string body;
    std::string says;
};

TEST(Api, RefusesBodiesItDoesNotUnderstandAndChangesNothing) {
    ApiWorld world;
    const std::vector<BadBody> bad{
        {"submit", "{", "the body is not JSON"},
        {"submit", "[1]", "the body is a list"},
        {"submit", "\"submit\"", "the body is a text"},
        {"submit", R"({"reson":"x"})", "did you mean «reason»?"},
        {"submit", R"({"due":"2017-03-01"})",
         "it may have by, document, dated, signer, arrived, reason and figures"},
        {"submit", R"({"document":12})", "`document` is a number; it must be a text in quotes"},
        {"submit", R"({"reason":null})", "`reason` is null"},
        {"submit", R"({"arrived":"18/01/2017"})", "write it as 2017-01-30"},
        {"submit", R"({"arrived":"2017-02-29"})", "which is no day"},
        {"submit", "{\"document\":\"12\xff\"}", "not UTF-8"},
        {"submit", R"({"document":"\ud800"})", "not JSON"},
        {"submit", R"({"reason":")" + std::string(2001, 'a') + "\"}", "2000 are the most"},
        {"submit", R"({"dated":"hôm qua"})", "`dated` is «hôm qua», which is no day"},
        {"extend", R"({"due":20170301})", "`due` is a number"},
        {"waive", R"({"due":"2017-03-01"})", "it may have by, reason and approver"},
        {"request", R"({"to":"20/3"})", "write it as 2017-01-30"},
        {"request", R"({"due":"2017-03-01"})", "it may have by, reason, to and document"},
        {"decline", R"({"to":"2017-03-01"})", "it may have by and reason"},
        {"reopen", R"({"reason":7})", "`reason` is a number"},
    };
    for (const auto& [verb, body, says] : bad) {
        const Reply reply = world.post(
            "/api/v1/obligations/" + registration("tt-mat") + "/" + verb + "?lang=en", body);
        EXPECT_EQ(reply.status, 400) << body;
        EXPECT_THAT(reply.detail(), HasSubstr(says)) << body;
    }
    const auto one = world.get("/api/v1/obligations/" + registration("tt-mat")).object();
    EXPECT_EQ(one.at("state").as_string(), "pending");
}

TEST(Api, RefusesABodyThatIsTooLargeOrNotJson) {
    ApiWorld world;
    const std::string path = "/api/v1/obligations/" + registration("tt-mat") + "/submit";
    EXPECT_EQ(world.post(path, std::string(70'000, ' ')).status, 413);
    const Reply form = world.send(
        "POST", path,
        ApiWorld::authorization() + "Content-Type: application/x-www-form-urlencoded\r\n",
        "by=tccb");
    EXPECT_EQ(form.status, 415);
    EXPECT_THAT(form.detail(), HasSubstr("application/json"));
}

TEST(Api, RefusesASecondSubmissionAndShowsHowTheObligationStands) {
    ApiWorld world;
    const std::string path = "/api/v1/obligations/" + registration("tt-mat");
    const Reply first =
        world.post(path + "/submit",
                   R"({"by":"tccb","document":"12/BC","dated":"2017-01-06","signer":"Giám đốc"})");
    EXPECT_EQ(first.status, 200);
    EXPECT_EQ(first.object().at("state").as_string(), "submitted");
    EXPECT_EQ(first.object().at("document").as_string(), "12/BC");

    const Reply second = world.post(path + "/submit", R"({"by":"tccb","document":"13/BC"})");
    EXPECT_EQ(second.status, 409);
    EXPECT_THAT(second.detail(), HasSubstr("đã nộp, chờ duyệt"));
    EXPECT_EQ(second.object().at("code").as_string(), "already_submitted");
    const auto stands = second.object().at("obligation").as_object();
    EXPECT_EQ(stands.at("state").as_string(), "submitted");
    EXPECT_EQ(stands.at("document").as_string(), "12/BC");
}

TEST(Api, KnowsNoActOnWhatDoesNotExist) {
    ApiWorld world;
    const std::vector<Refused> refused{
        {"/api/v1/obligations/nonsense/submit", 404, "campaign.duty.occurrence.unit"},
        {"/api/v1/obligations/plan.dang-ky.1.tt-mt/submit", 404, "did you mean «tt-mat»?"},
        {"/api/v1/campaigns/plan/phases/so-kt/hold", 404, "did you mean «so-ket»?"},
        {"/api/v1/campaigns/plna/phases/so-ket/hold", 404, "did you mean «plan»?"},
        {"/api/v1/obligations/" + registration("tt-mat") + "/sumbit", 404,
         "nothing under this path"},
    };
    for (const auto& [target, status, says] : refused) {
        const Reply reply = world.post(in_english(target), R"({"reason":"x"})");
        EXPECT_EQ(reply.status, status) << target;
        EXPECT_THAT(reply.detail(), HasSubstr(says)) << target;
    }
    const Reply read = world.get("/api/v1/obligations/" + registration("tt-mat") + "/submit");
    EXPECT_EQ(read.status, 405);
    EXPECT_EQ(read.header("Allow"), "POST");
}

TEST(Api, SaysThatNothingWasDoneWhenTheLoopIsTooBusy) {
    ApiWorld world({.answers = false});
    const Reply reply =
        world.post("/api/v1/obligations/" + registration("tt-mat") + "/submit?lang=en");
    EXPECT_EQ(reply.status, 503);
    EXPECT_THAT(reply.detail(),
                AllOf(HasSubstr("nothing was changed"), HasSubstr("send it again")));
    EXPECT_EQ(reply.header("Retry-After"), "5");
}

TEST(Api, SaysOfWhatTakesTooLongThatItWasBegunAndOfARepeatHowItStands) {
    ApiWorld world({.late = 1});
    const std::string path = "/api/v1/obligations/" + registration("tt-mat") + "/waive?lang=en";
    const std::string body = R"({"by":"lan","reason":"đã nhập viện","approver":"Giám đốc"})";
    const Reply late = world.post(path, body);
    EXPECT_EQ(late.status, 504);
    EXPECT_THAT(late.detail(), AllOf(HasSubstr("begun"), HasSubstr("answered 409")));
    const Reply again = world.post(path, body);
    EXPECT_EQ(again.status, 409);
    EXPECT_EQ(again.object().at("obligation").as_object().at("state").as_string(), "waived");
}

}  // namespace
}  // namespace dondoc
