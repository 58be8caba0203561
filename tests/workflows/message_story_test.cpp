// Every state of a message and every role, in both languages. The tables are golden files.
#include "workflows/message_story.h"

#include <gtest/gtest.h>

#include "tests/golden.h"
#include "tests/workflows/world.h"

namespace dondoc {
namespace {

using namespace test;

MessageFacts message(NoticeFate fate) {
    MessageFacts facts;
    facts.number = 12;
    facts.person_name = "Nguyễn Văn An";
    facts.address = "an@so-y-te.example";
    facts.channel = "mail";
    facts.moment = {day("2017-01-18"), TimeOfDay{450}};
    facts.fate = fate;
    facts.notices = 3;
    return facts;
}

std::vector<std::pair<std::string, MessageFacts>> messages() {
    using enum NoticeFate;
    MessageFacts paused = message(queued);
    paused.address.clear();
    paused.paused = "tccb: bão";
    MessageFacts again = message(retrying);
    again.answer = "450 busy";
    again.next = DayTime{day("2017-01-18"), TimeOfDay{455}};
    MessageFacts gone = message(sent);
    gone.settled = DayTime{day("2017-01-18"), TimeOfDay{451}};
    gone.answer = "250 OK";
    gone.dropped = 1;
    MessageFacts twice = gone;
    twice.unknown = true;
    MessageFacts copy = gone;
    copy.copy = true;
    copy.rehearsal = true;
    MessageFacts lost = message(failed);
    lost.settled = gone.settled;
    lost.answer = "no_address";
    MessageFacts nothing = message(suppressed);
    nothing.settled = gone.settled;
    nothing.dropped = 3;
    return {{"queued", message(queued)},
            {"queued, paused", paused},
            {"retrying", again},
            {"sent", gone},
            {"sent, reply lost", twice},
            {"sent, copy, rehearsal", copy},
            {"failed", lost},
            {"suppressed", nothing}};
}

TEST(MessageStory, TellsEveryStateInBothLanguages) {
    std::string table;
    for (const auto& [name, facts] : messages()) {
        const auto vi = message_sentences(facts, Language::vi);
        const auto en = message_sentences(facts, Language::en);
        EXPECT_EQ(vi.size(), en.size()) << name;
        table += "== " + name + "\n";
        for (const std::string& sentence : vi)
            table += "  " + sentence + "\n";
        for (const std::string& sentence : en)
            table += "    " + sentence + "\n";
    }
    EXPECT_TRUE(matches_golden(table, "workflows/golden/message-story.txt"));
}

TEST(MessageStory, TellsEveryFactOfADelivery) {
    const std::vector<Event> events{MessageComposed{"an@so-y-te.example", "ab", "Nhắc", false},
                                    MessageComposed{"thu@so-y-te.example", "ab", "Nhắc", true},
                                    DeliveryDelayed{1, "450 busy", false},
                                    DeliveryDelayed{2, "connection lost", true},
                                    DeliverySucceeded{3, "250 OK"},
                                    DeliveryFailed{1, "550 no such user"},
                                    DeliveryFailed{4, "connection lost", true},
                                    DeliveryFailed{0, "no_address"},
                                    NoticeSuppressed{"a/b/1/c/1/-5.contact", "submitted"},
                                    MessageSuppressed{},
                                    Rescheduled{"outside_window"},
                                    MessageBounced{"an@so-y-te.example", "5.1.1", "550 no"}};
    std::string table;
    for (const Event& event : events) {
        const std::string vi = message_fact(event, Language::vi);
        const std::string en = message_fact(event, Language::en);
        EXPECT_NE(vi, en);
        table += vi + "\n  " + en + "\n";
    }
    EXPECT_TRUE(matches_golden(table, "workflows/golden/message-facts.txt"));
    EXPECT_EQ(message_fact(Accepted{}, Language::vi), "");
}

TEST(WhyThisPerson, NamesTheRoleAndTheUnitForEveryAudience) {
    World world;
    world.owes("dang-ky", before("2017-01-30"));
    world.owes("len-tinh", by("2017-02-14"), "", {"so-y-te"});
    world.duty("len-tinh").upward = true;
    const Definition definition = world.definition();
    std::string table;
    for (const char* id : {"dang-ky", "len-tinh"}) {
        const Duty& duty = *definition.campaign.duty(id);
        const std::string& unit = duty.obligors.front();
        for (const auto audience : {Audience::contact, Audience::head, Audience::coordinator,
                                    Audience::superior, Audience::director}) {
            const Person* person =
                resolve(definition, duty, unit, audience, day("2017-01-11")).person;
            ASSERT_NE(person, nullptr);
            for (const auto language : {Language::vi, Language::en})
                table += why_this_person(definition, duty, unit, audience, person->id,
                                         day("2017-01-11"), language) +
                         "\n";
        }
    }
    EXPECT_TRUE(matches_golden(table, "workflows/golden/why-this-person.txt"));
}

TEST(WhyThisPerson, UsesTheNamesAndTheOfficesOfTheDay) {
    World world;
    world.owes("dang-ky", before("2017-01-30"));
    world.unit("bv-da-khoa").renamed = {{day("2017-01-10"), "Bệnh viện Đa khoa số 1", ""}};
    world.unit("phong-tccb").until = day("2017-01-10");
    world.unit("phong-tccb").successors = {"phong-to-chuc"};
    world.organisation.units["phong-to-chuc"] = {"phong-to-chuc", "Phòng Tổ chức", "", "so-y-te",
                                                 "hai",           "hai",           "", ""};
    const Definition definition = world.definition();
    const Duty& duty = *definition.campaign.duty("dang-ky");
    const auto why = [&](Audience audience, const char* person, const char* iso) {
        return why_this_person(definition, duty, "bv-da-khoa", audience, person, day(iso),
                               Language::vi);
    };
    EXPECT_EQ(why(Audience::contact, "an", "2017-01-09"),
              "an là đầu mối của bv-da-khoa, đơn vị phải nộp");
    EXPECT_EQ(why(Audience::contact, "an", "2017-01-11"),
              "an là đầu mối của Bệnh viện Đa khoa số 1, đơn vị phải nộp");
    EXPECT_EQ(why(Audience::coordinator, "giang", "2017-01-10"),
              "giang là chuyên viên của phong-tccb, nơi điều phối kế hoạch");
    EXPECT_EQ(why(Audience::coordinator, "hai", "2017-01-11"),
              "hai là chuyên viên của Phòng Tổ chức, nơi điều phối kế hoạch");
}

TEST(WhyThisPerson, SaysWhoHoldsTheRoleNowIfItIsAnother) {
    World world;
    world.owes("dang-ky", before("2017-01-30"));
    const Definition then = world.definition();
    const Duty& duty = *then.campaign.duty("dang-ky");
    EXPECT_TRUE(why_this_person(then, duty, "bv-da-khoa", Audience::head, "dung", day("2017-01-11"),
                                Language::en)
                    .find("was then the head of") != std::string::npos);
    world.unit("bv-da-khoa").head.clear();
    const Definition empty = world.definition();
    const std::string words =
        why_this_person(empty, *empty.campaign.duty("dang-ky"), "bv-da-khoa", Audience::head,
                        "binh", day("2017-01-11"), Language::vi);
    EXPECT_TRUE(words.ends_with("; nay chưa có ai")) << words;
}

}  // namespace
}  // namespace dondoc
