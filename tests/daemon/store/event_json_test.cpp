#include "daemon/store/event_json.h"

#include <gmock/gmock.h>

#include "daemon/store/encoding.h"
#include "daemon/store/event_fields.h"
#include "daemon/store/words.h"
#include "tests/daemon/store/world.h"

namespace dondoc::store_test {
namespace {

using testing::HasSubstr;

// ---- every event with every field filled in, and compared field by field

void fill(std::string& field, int n) {
    field = "chữ \"" + std::to_string(n) + "\"\n";
}
void fill(bool& field, int) {
    field = !field;
}
void fill(int& field, int n) {
    field = 100 + n;
}
void fill(Date& field, int n) {
    field = day("2017-01-01") + std::chrono::days{n};
}
void fill(Instant& field, int n) {
    field = at("07:30") + std::chrono::milliseconds{n};
}
void fill(Term& field, int) {
    field = {day("2017-06-30"), day("2017-06-29"), day("2017-06-01"), false};
}
void fill(std::vector<Figure>& field, int n) {
    field = {{"hai-long", FigureRole::target, Decimal{-850 - n, 1}},
             {"sang-kien", FigureRole::actual, Decimal{12, 0}}};
}
template <Worded Enum>
void fill(Enum& field, int) {
    field = boost::mp11::mp_back<boost::describe::describe_enumerators<Enum>>::value;
}
template <class T>
void fill(std::optional<T>& field, int n) {
    fill(field.emplace(), n);
}

template <class OneEvent>
OneEvent filled() {
    OneEvent event{};
    int n = 0;
    for_each_field(event, [&](const char*, auto& field) { fill(field, ++n); });
    return event;
}

template <class OneEvent>
void expect_same(const OneEvent& a, const OneEvent& b) {
    boost::mp11::mp_for_each<FieldsOf<OneEvent>>(
        [&](auto field) { EXPECT_TRUE(a.*field.pointer == b.*field.pointer) << field.name; });
}

template <class OneEvent>
void expect_round_trip(const OneEvent& event) {
    const Event whole = event;
    SCOPED_TRACE(std::string(name_of(whole)) + " " + event_to_json(whole));
    const auto back = event_from_json(name_of(whole), event_to_json(whole));
    ASSERT_TRUE(back) << back.error().text;
    ASSERT_EQ(back->index(), whole.index());
    expect_same(event, std::get<OneEvent>(*back));
    EXPECT_EQ(event_to_json(*back), event_to_json(whole));
}

template <std::size_t... Index>
void expect_all_round_trips(std::index_sequence<Index...>) {
    (expect_round_trip(filled<std::variant_alternative_t<Index, Event>>()), ...);
    (expect_round_trip(std::variant_alternative_t<Index, Event>{}), ...);
}

TEST(EventJson, CarriesEveryFieldOfEveryEventThereAndBack) {
    expect_all_round_trips(std::make_index_sequence<std::variant_size_v<Event>>());
}

TEST(EventJson, IsReadableAndAlwaysTheSame) {
    EXPECT_EQ(event_to_json(ObligationBorn{"dang-ky", term("2017-01-29", "2017-01-25"), false}),
              R"({"phase":"dang-ky","term":{"last_permitted":"2017-01-29",)"
              R"("last_working":"2017-01-25","confirmed":true},"asking":false})");
    EXPECT_EQ(event_to_json(notice("k1")),
              R"({"key":"k1","rung":"-5.contact","round":1,"kind":"reminder",)"
              R"("audience":"contact","person":"an","channel":"mail","copy":false,)"
              R"("moment":"2017-01-11T00:30:00Z","planned":"2017-01-11T00:30:00Z",)"
              R"("because":"on_time","instead_of":""})");
    EXPECT_EQ(event_to_json(MessageSuppressed{}), "{}");
    EXPECT_EQ(event_to_json(Waived{"sáp nhập"}), R"({"reason":"sáp nhập","approver":""})");
    Submitted report{day("2017-01-28"), "12/BC", ""};
    EXPECT_EQ(event_to_json(report).find("figures"), std::string::npos);
    report.figures = {{"hai-long", FigureRole::actual, Decimal{850, 1}}};
    EXPECT_THAT(
        event_to_json(report),
        HasSubstr(R"("figures":[{"indicator":"hai-long","role":"actual","value":"85.0"}])"));
}

TEST(EventJson, KeepsMilliseconds) {
    NoticeFellDue e = notice("k");
    e.moment += std::chrono::milliseconds{7};
    EXPECT_THAT(event_to_json(e), HasSubstr("2017-01-11T00:30:00.007Z"));
    expect_round_trip(e);
}

// ---- what cannot be read

std::string fault_of(std::string_view name, std::string_view json) {
    const auto event = event_from_json(name, json);
    EXPECT_FALSE(event) << json;
    return event ? "" : event.error().text;
}

TEST(EventJson, RefusesAnEventItDoesNotKnow) {
    EXPECT_EQ(fault_of("phase_painted", "{}"), "event `phase_painted` is not known");
    EXPECT_EQ(fault_of("", "{}"), "event `` is not known");
}

TEST(EventJson, RefusesWhatMakesNoSense) {
    EXPECT_THAT(fault_of("accepted", "{"), HasSubstr("is not JSON"));
    EXPECT_THAT(fault_of("accepted", "{\"reason\":\"\xff\"}"), HasSubstr("is not JSON"));
    EXPECT_EQ(fault_of("accepted", "[]"), "event accepted: is not an object");
    EXPECT_EQ(fault_of("accepted", R"({"reason":1})"),
              "event accepted: field `reason` makes no sense");
    EXPECT_EQ(fault_of("accepted", R"({"reason":"","x":1})"),
              "event accepted: has an unknown field");
    EXPECT_EQ(fault_of("extended", R"({"reason":"","to":"2017-02-30"})"),
              "event extended: field `to` makes no sense");
    EXPECT_EQ(fault_of("phase_born", R"({"state":"purple"})"),
              "event phase_born: field `state` makes no sense");
    EXPECT_EQ(fault_of("delivery_failed", R"({"attempt":4294967297})"),
              "event delivery_failed: field `attempt` makes no sense");
    for (const char* figures : {R"("hai-long")", R"([1])", R"([{"indicator":"a","role":"actual"}])",
                                R"([{"indicator":"a","role":"actual","value":85}])",
                                R"([{"indicator":"a","role":"guess","value":"85"}])",
                                R"([{"indicator":"a","role":"actual","value":"85%"}])"}) {
        EXPECT_EQ(fault_of("submitted",
                           R"({"arrived":"2017-01-28","figures":)" + std::string(figures) + "}"),
                  "event submitted: field `figures` makes no sense")
            << figures;
    }
    EXPECT_EQ(fault_of("obligation_born", R"({"term":{"last_permitted":"2017-01-29"}})"),
              "event obligation_born: field `term` makes no sense");
}

TEST(EventJson, MissesADayButNotATextThatAnOlderJournalDidNotHave) {
    EXPECT_EQ(fault_of("submitted", R"({"document":""})"),
              "event submitted: field `arrived` is missing");
    const auto event = event_from_json("phase_moved", R"({"to":"open","why":"from_date"})");
    ASSERT_TRUE(event) << event.error().text;
    EXPECT_EQ(std::get<PhaseMoved>(*event).reason, "");
}

// ---- text

TEST(Encoding, RepairsOnlyBytesThatBelongToNoCharacter) {
    const std::string good = "Đôn đốc 🙂 \xef\xbf\xbd \xf4\x8f\xbf\xbf";
    EXPECT_EQ(valid_utf8(good), good);
    const std::string bad = "\xef\xbf\xbd";
    EXPECT_EQ(valid_utf8("a\xff z"), "a" + bad + " z");
    EXPECT_EQ(valid_utf8("\xc3"), bad) << "cut off";
    EXPECT_EQ(valid_utf8("\xc0\x80"), bad + bad) << "overlong";
    EXPECT_EQ(valid_utf8("\xed\xa0\x80"), bad + bad + bad) << "a surrogate";
    EXPECT_EQ(valid_utf8("\xf4\x90\x80\x80"), bad + bad + bad + bad) << "beyond Unicode";
    EXPECT_EQ(valid_utf8("\xe1\xba"), bad + bad);
    EXPECT_EQ(valid_utf8(""), "");
}

TEST(Encoding, WritesInstantsOfAnyEra) {
    EXPECT_EQ(utc_text(at("07:30")), "2017-01-11T00:30:00Z");
    EXPECT_EQ(utc_text(Instant{std::chrono::milliseconds{-1}}), "1969-12-31T23:59:59.999Z");
}

TEST(Encoding, HashesAsTheStandardSays) {
    EXPECT_EQ(sha256_hex("abc"),
              "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(EventJson, RepairsEveryTextOfAnEvent) {
    const Event event = with_valid_text(DeliveryFailed{1, "550 h\xf4p th\xb0"});
    EXPECT_EQ(std::get<DeliveryFailed>(event).why, "550 h\xef\xbf\xbdp th\xef\xbf\xbd");
}

}  // namespace
}  // namespace dondoc::store_test
