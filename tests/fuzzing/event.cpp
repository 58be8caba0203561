// The body of a journal row: events as JSON.
#include "daemon/store/event_json.h"
#include "notifiers/text.h"
#include "tests/fuzzing/target.h"

namespace dondoc::fuzzing {
namespace {

constexpr std::size_t events_max = std::variant_size_v<Event>;

template <std::size_t... Index>
std::vector<Event> one_of_each(std::index_sequence<Index...>) {
    return {Event{std::in_place_index<Index>}...};
}

}  // namespace

// The name of the event, and its body.
void fuzz_event(std::string_view input) {
    const auto parts = fields(input, 2);
    const auto event = event_from_json(parts[0], parts[1]);
    if (!event) {
        demand(!event.error().text.empty(), "what cannot be read is told");
        return;
    }
    demand(name_of(*event) == parts[0], "an event has its name", parts[0]);
    const std::string written = event_to_json(*event);
    demand(valid_utf8(written), "what is written is UTF-8", written);
    const auto again = event_from_json(parts[0], written);
    demand(static_cast<bool>(again), "what was written is read again", written);
    demand(event_to_json(*again) == written, "and says the same", written);
    demand(event_to_json(with_valid_text(*event)) == written, "no valid text is changed", written);
}

std::vector<std::string> event_seeds() {
    std::vector<std::string> seeds;
    for (const Event& event : one_of_each(std::make_index_sequence<events_max>()))
        seeds.push_back(joined({std::string(name_of(event)), event_to_json(event)}));
    seeds.push_back(joined({"submitted", R"({"arrived":"2017-01-19","document":"12/BC",)"
                                         R"("figures":[{"indicator":"a","role":"actual",)"
                                         R"("value":"1.5"}]})"}));
    seeds.push_back(joined({"obligation_born", R"({"phase":"p","term":{"last_permitted":)"
                                               R"("2017-01-29","last_working":"2017-01-25",)"
                                               R"("confirmed":true},"asking":false})"}));
    return seeds;
}

}  // namespace dondoc::fuzzing
