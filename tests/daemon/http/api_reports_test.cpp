// Letters that came back, over HTTP: who may say so, in which forms, and where it is seen.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json.hpp>

#include "daemon/store/store.h"
#include "tests/daemon/http/api_world.h"

namespace dondoc {
namespace {

using testing::HasSubstr;
using testing::Not;
namespace json = boost::json;

// After the first reminders have left.
struct Sent {
    ApiWorld world;
    MessageRecord letter;
    std::string id;

    Sent() {
        world.live_until("2017-01-25 09:00");
        const auto page = world.store().read().messages({"", MessageState::sent}, 1, "");
        letter = page->rows.at(0);
        const std::string text = **world.store().read().message_text(letter.key);
        const auto at = text.find("Message-ID: <") + 13;
        id = text.substr(at, text.find('>', at) - at);
    }
    Reply tell(const json::object& body) {
        return world.post("/api/v1/bounces", json::serialize(body));
    }
    Reply comes_back(const std::string& why = "550 no such user") {
        return tell({{"message_id", "<" + id + ">"},
                     {"recipient", letter.address},
                     {"status", "5.1.1"},
                     {"why", why}});
    }
    std::string outcome_of(const Reply& reply) const {
        EXPECT_EQ(reply.status, 200) << reply.body;
        return std::string(reply.object().at("outcome").as_string());
    }
    json::object message() {
        return world.get("/api/v1/messages/" + std::to_string(letter.number) + "?lang=en").object();
    }
};

TEST(ApiBounces, TakesALittleJsonAndShowsTheLetterAsFailed) {
    Sent sent;
    EXPECT_EQ(sent.outcome_of(sent.comes_back()), "recorded");
    const json::object message = sent.message();
    EXPECT_EQ(message.at("state"), "failed");
    EXPECT_EQ(message.at("last_answer"),
              "came back: 5.1.1, there is no such address (550 no such user)");
    const auto status = sent.world.get("/api/v1/status?lang=en").object();
    const auto& fault = status.at("address_faults").as_array().at(0).as_object();
    EXPECT_EQ(fault.at("address").as_string(), sent.letter.address);
    EXPECT_THAT(std::string(fault.at("words").as_string()),
                HasSubstr("letters have come back since 09:00 on 2017-01-25: 5.1.1"));
    EXPECT_THAT(sent.world.get("/").body, HasSubstr("thư bị trả lại từ 09:00 ngày 25/01/2017"));
    const std::string why =
        sent.world.get("/api/v1/messages/" + std::to_string(sent.letter.number) + "/why").body;
    EXPECT_THAT(why, HasSubstr("đã gửi nhưng bị trả lại lúc 09:00 ngày 25/01/2017: 5.1.1, không có "
                               "địa chỉ này (550 no such user)"));
}

TEST(ApiBounces, ShowsTheAddressWithItsUnitAndItsObligations) {
    Sent sent;
    sent.comes_back();
    const auto notices = *sent.world.store().read().notices_in(sent.letter.key);
    const std::string obligation = notices.at(0).about.id;
    const std::string unit = ObligationId::parse(obligation)->unit;
    EXPECT_THAT(sent.world.get("/api/v1/units/" + unit).body, HasSubstr("\"status\":\"5.1.1\""));
    EXPECT_THAT(sent.world.get("/api/v1/obligations/" + obligation + "/why").body,
                HasSubstr("bị trả lại: 5.1.1"));
    EXPECT_THAT(sent.world.get("/units/" + unit).body, HasSubstr("class=\"fault\""));
    EXPECT_THAT(sent.world.get("/obligations/" + obligation).body, HasSubstr("class=\"fault\""));
}

TEST(ApiBounces, TakesTheReportItselfAndTwiceIsOnce) {
    Sent sent;
    const std::string report =
        "Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n"
        "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; x.example\r\n\r\n"
        "Final-Recipient: rfc822; " +
        sent.letter.address +
        "\r\nAction: failed\r\nStatus: 5.2.2\r\n\r\n"
        "--b\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: <" +
        sent.id + ">\r\n\r\n--b--\r\n";
    const std::string headers = ApiWorld::authorization() + "Content-Type: message/rfc822\r\n";
    const auto tell = [&](const std::string& body) {
        return sent.world.send("POST", "/api/v1/bounces", headers, body);
    };
    EXPECT_EQ(sent.outcome_of(tell(report)), "recorded");
    EXPECT_EQ(sent.outcome_of(tell(report)), "known");
    const std::string cut = report.substr(0, report.size() - 10);
    EXPECT_EQ(sent.outcome_of(tell(cut)), "known") << "what was cut off behind it is not missed";
    const Reply junk = tell("Subject: vắng mặt\r\n\r\nTôi đi vắng.\r\n");
    EXPECT_EQ(junk.status, 400);
    EXPECT_THAT(junk.detail(), HasSubstr("không hiểu được báo cáo"));
}

TEST(ApiBounces, OfWhatWasNotSentAreNoFaultAndChangeNothing) {
    Sent sent;
    const auto before = dump_projections(sent.world.store());
    EXPECT_EQ(sent.outcome_of(
                  sent.tell({{"message_id", "la@x.example"}, {"recipient", sent.letter.address}})),
              "unknown");
    EXPECT_EQ(sent.outcome_of(sent.tell({{"message_id", sent.id}, {"recipient", "la@x.example"}})),
              "unknown");
    EXPECT_EQ(sent.outcome_of(sent.tell({{"message_id", sent.id},
                                         {"recipient", sent.letter.address},
                                         {"action", "delayed"},
                                         {"status", "4.4.1"}})),
              "information");
    EXPECT_EQ(*dump_projections(sent.world.store()), *before);
    EXPECT_EQ(sent.world.reported().size(), 2u) << "the log has a line of each";
}

TEST(ApiBounces, AskForTheTokenAndForWhatIsNeeded) {
    Sent sent;
    EXPECT_EQ(sent.world.send("POST", "/api/v1/bounces", "Content-Type: application/json\r\n", "{}")
                  .status,
              401);
    EXPECT_EQ(sent.tell({}).status, 400);
    EXPECT_THAT(sent.tell({{"message_id", sent.id}}).detail(), HasSubstr("`recipient`"));
    EXPECT_THAT(
        sent.tell({{"message_id", sent.id}, {"recipient", "a@x.example"}, {"action", "lost"}})
            .detail(),
        HasSubstr("failed, delayed, delivered, relayed, expanded"));
    EXPECT_THAT(sent.tell({{"message", 1}}).detail(), HasSubstr("message_id"));
    const Reply page =
        sent.world.send("POST", "/api/v1/bounces",
                        ApiWorld::authorization() + "Content-Type: text/html\r\n", "<p>");
    EXPECT_EQ(page.status, 415);
    EXPECT_THAT(page.detail(), HasSubstr("message/rfc822"));
}

TEST(ApiBounces, BringNoMarkupIntoAPage) {
    Sent sent;
    EXPECT_EQ(sent.outcome_of(sent.comes_back("550 <script>alert(1)</script>\r\nBcc: x")),
              "recorded");
    const std::string number = std::to_string(sent.letter.number);
    for (const std::string& page :
         {std::string("/"), std::string("/messages"), "/messages/" + number}) {
        const std::string body = sent.world.get(page).body;
        EXPECT_THAT(body, Not(HasSubstr("<script>alert"))) << page;
        EXPECT_THAT(body, HasSubstr("&lt;script&gt;alert(1)&lt;/script&gt; Bcc: x")) << page;
    }
}

}  // namespace
}  // namespace dondoc
