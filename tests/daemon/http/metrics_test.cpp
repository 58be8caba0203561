// What Prometheus reads, after days that the whole daemon lived through.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/daemon/http/api_world.h"

namespace dondoc {
namespace {

using testing::HasSubstr;
using testing::Not;

std::string metrics_of(ApiWorld& world) {
    const Reply reply = world.get("/metrics");
    EXPECT_EQ(reply.status, 200);
    EXPECT_EQ(reply.header("Content-Type"), "text/plain; version=0.0.4; charset=utf-8");
    return reply.body;
}

TEST(Metrics, CountsWhatStandsAndHowLateLettersLeft) {
    ApiWorld world;
    EXPECT_THAT(metrics_of(world), HasSubstr("\ndondoc_obligations_overdue 0\n"));
    EXPECT_THAT(metrics_of(world), Not(HasSubstr("dondoc_message_lag_seconds_count")));
    world.live_until("2017-02-06 09:00");
    const std::string text = metrics_of(world);
    const auto overdue = world.get("/api/v1/status").object().at("counters").at("overdue");
    EXPECT_GT(overdue.as_int64(), 0);
    EXPECT_THAT(text, HasSubstr("\ndondoc_obligations_overdue " +
                                std::to_string(overdue.as_int64()) + "\n"));
    const auto sent =
        world.get("/api/v1/messages?state=sent&limit=500").object().at("items").as_array().size();
    EXPECT_GT(sent, 0u);
    EXPECT_THAT(text, HasSubstr("\ndondoc_message_lag_seconds_count{channel=\"mail\"} " +
                                std::to_string(sent) + "\n"));
    EXPECT_THAT(text, HasSubstr("\ndondoc_channel_up{channel=\"mail\"} 1\n"));
    EXPECT_THAT(text, HasSubstr("\ndondoc_loop_alive 1\n"));
    EXPECT_THAT(text, HasSubstr("\ndondoc_loop_late_seconds 0\n"));
}

TEST(Metrics, SayWhatKeepsLettersFromLeaving) {
    ApiWorld world({.alive = false, .standstill = Standstill{Instant{}, "disk is full"}});
    ASSERT_EQ(world.post("/api/v1/sending/pause", R"({"by":"chi","reason":"thử"})").status, 200);
    const std::string text = metrics_of(world);
    for (const char* line : {"dondoc_sending_paused 1", "dondoc_store_standstill 1",
                             "dondoc_loop_alive 0", "dondoc_clock_doubted 0"})
        EXPECT_THAT(text, HasSubstr("\n" + std::string(line) + "\n"));
    world.live_until("2017-01-24 09:00");
    EXPECT_THAT(metrics_of(world), HasSubstr("\ndondoc_queue_messages{channel=\"mail\"} "));
}

// The words of a mail server make no series of their own.
TEST(Metrics, NameFailuresByFewReasons) {
    ApiWorld world;
    const Subject message{Subject::Kind::message, "an/mail/2017-01-24T00:30:00Z"};
    const Subject rest{Subject::Kind::message, "an/chat/2017-01-24T00:30:00Z/copy"};
    world.metrics().observe(
        {Instant{},
         {{message,
           {DeliveryDelayed{1, "mail.so-y-te.example: 450 4.2.1 busy"},
            DeliveryDelayed{2, "configuration: login refused: 535 no"},
            DeliveryDelayed{3, "lost", true},
            DeliveryFailed{4, "mail.so-y-te.example refuses the recipient: 550 5.1.1"}},
           {}},
          {rest, {DeliveryFailed{0, "no_address"}}, {}},
          {rest, {MessageBounced{"a@b.example", "5.1.1", "550 no such user"}}, {}}}});
    const std::string text = metrics_of(world);
    for (const char* labels :
         {R"(channel="mail",reason="not_now")", R"(channel="mail",reason="configuration")",
          R"(channel="mail",reason="reply_lost")", R"(channel="mail",reason="refused")",
          R"(channel="chat",reason="no_address")", R"(channel="chat",reason="came_back")"})
        EXPECT_THAT(text,
                    HasSubstr("dondoc_delivery_failures_total{" + std::string(labels) + "} 1\n"));
}

}  // namespace
}  // namespace dondoc
