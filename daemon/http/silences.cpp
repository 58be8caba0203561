#include "daemon/http/silences.h"

#include <fmt/format.h>

#include "daemon/http/prospect.h"
#include "daemon/http/views.h"
#include "daemon/loop/silences.h"
#include "workflows/wording.h"

namespace dondoc {

namespace {

namespace json = boost::json;

// How many held rungs a silence lists; it counts all.
constexpr std::size_t listed_max = 100;

json::object held_view(const Sight& sight, const HeldRung& held) {
    return {{"obligation", held.obligation.text()},
            {"unit_name", unit_name(sight, held.obligation.unit)},
            {"rung", held.rung},
            {"audience", to_string(held.audience)},
            {"day", iso_date(held.day)}};
}

Result<json::object> silence_view(const Sight& sight, const SilenceRecord& record) {
    const Silence& one = record.silence;
    const auto held = held_by(sight.reader, sight.definitions(), one, sight.now);
    if (!held) return held.error();
    json::array rungs;
    for (const HeldRung& rung : *held) {
        if (rungs.size() == listed_max) break;
        rungs.push_back(held_view(sight, rung));
    }
    return json::object{{"number", one.number},
                        {"campaign", text_or_null(one.scope.campaign)},
                        {"duty", text_or_null(one.scope.duty)},
                        {"units", json::array(one.scope.units.begin(), one.scope.units.end())},
                        {"from", iso_date(one.days.first)},
                        {"until", iso_date(one.days.last)},
                        {"reason", one.reason},
                        {"by", record.by},
                        {"at", moment_view(sight, record.at)},
                        {"holds", held->size()},
                        {"held", std::move(rungs)},
                        {"words", silence_words(record, sight.language)}};
}

}  // namespace

std::string silence_words(const SilenceRecord& record, Language language) {
    const Silence& one = record.silence;
    return fmt::format(
        fmt::runtime(in_words(language, "đến hết ngày {}, người đặt {}: {} (đợt giữ thư số {}, {})",
                              "to the end of {}, set by {}: {} (silence number {}, {})")),
        day_in_words(one.days.last, language), record.by, one.reason, one.number,
        scope_words(one.scope, language));
}

Result<std::vector<SilenceRecord>> running_silences(const Sight& sight) {
    auto records = sight.reader.silences(sight.today);
    if (records)
        std::erase_if(*records, [&](const SilenceRecord& record) {
            return !record.silence.days.contains(sight.today);
        });
    return records;
}

Result<std::vector<std::string>> silences_in_words(const Sight& sight) {
    // They name units and reasons that are not everybody's.
    if (sight.scope().limited()) return std::vector<std::string>();
    const auto records = running_silences(sight);
    if (!records) return records.error();
    std::vector<std::string> all;
    for (const SilenceRecord& record : *records)
        all.push_back(in_words(sight.language, "Giữ thư nhắc ", "Reminders are silenced ") +
                      silence_words(record, sight.language));
    return all;
}

Result<json::object> silences_view(const Sight& sight) {
    const auto records = running_silences(sight);
    if (!records) return records.error();
    json::array items;
    for (const SilenceRecord& record : *records) {
        auto view = silence_view(sight, record);
        if (!view) return view.error();
        items.push_back(*std::move(view));
    }
    return json::object{{"language", language_word(sight)}, {"items", std::move(items)}};
}

Result<std::vector<SilenceRecord>> silences_of(const Sight& sight, const ObligationId& id,
                                               std::optional<Date> since) {
    auto records = sight.reader.silences(since);
    const auto definition = sight.definition(id.campaign);
    const auto within = definition ? definition->campaign.within : std::vector<std::string>();
    if (records)
        std::erase_if(*records, [&](const SilenceRecord& record) {
            return !covers(record.silence.scope, id, within);
        });
    return records;
}

std::string silenced_now(const Sight& sight, const Obligation& obligation) {
    if (!obligation.owed()) return {};
    const auto records = silences_of(sight, obligation.id, sight.today);
    if (!records) {
        sight.vantage.needs().report("http: " + records.error().text);
        return {};
    }
    std::string words;
    for (const SilenceRecord& record : *records) {
        if (!record.silence.days.contains(sight.today)) continue;
        words += (words.empty() ? "" : "; ") + silence_words(record, sight.language);
    }
    return words;
}

std::string silenced_fact(const SilenceRecord& record, Language language) {
    SilenceRecord first = record;
    first.silence.days.last = record.given_to;
    return in_words(language, "giữ thư nhắc ", "silenced ") + silence_words(first, language);
}

std::string silence_ended_fact(const SilenceRecord& record, Language language) {
    return fmt::format(fmt::runtime(in_words(language, "kết thúc sớm đợt giữ thư số {}: {}",
                                             "the silence number {} is ended early: {}")),
                       record.silence.number, record.ended_reason);
}

}  // namespace dondoc
