#include "daemon/cli/audit_proof.h"
#include "daemon/cli/proof_words.h"
#include "daemon/store/encoding.h"
#include "daemon/store/words.h"
#include "workflows/check.h"

namespace dondoc {

namespace {

namespace json = boost::json;

json::value moment_or_null(const std::optional<Instant>& at) {
    return at ? json::value(utc_text(*at)) : json::value(nullptr);
}

// Times as the journal keeps them, since the hash is over these.
json::object line_object(const ProofLine& line, ProofWords& words) {
    const JournalEntry& entry = line.entry;
    const auto milliseconds = [](Instant at) { return at.time_since_epoch().count(); };
    json::object object{
        {"row", entry.number},
        {"hash", line.seal.hash},
        {"before", line.seal.before},
        {"step", line.seal.step},
        {"at", milliseconds(entry.at)},
        {"actor", entry.by},
        {"kind", to_word(entry.subject.kind)},
        {"subject", entry.subject.id},
        {"event", name_of(entry.event)},
        {"body", line.seal.body},
        {"next_at", entry.next ? json::value(milliseconds(*entry.next)) : json::value(nullptr)},
        {"recorded", utc_text(entry.at)},
        {"version", line.version},
        {"words", words(line)},
    };
    if (!line.message.empty()) object["message"] = line.message;
    return object;
}

json::object message_object(const ProvenMessage& message, bool texts) {
    json::array rows;
    for (const std::int64_t row : message.rows)
        rows.push_back(row);
    json::object object{{"key", message.key},
                        {"rows", std::move(rows)},
                        {"sha256", message.letter ? message.letter->sha256 : ""}};
    if (texts) object["text"] = message.bytes;
    return object;
}

std::string_view code_of(ConfiguredPlan::Standing standing) {
    switch (standing) {
        case ConfiguredPlan::Standing::as_applied: return "as_applied";
        case ConfiguredPlan::Standing::differs: return "differs";
        case ConfiguredPlan::Standing::no_campaign: return "no_campaign";
        case ConfiguredPlan::Standing::unread: return "unread";
    }
    CHECK(false);
}

}  // namespace

json::object proof_json(const Proof& proof, const ProofSetting& setting) {
    const ConfiguredPlan plan = configured_plan(proof, setting.configuration);
    ProofWords words(proof.obligation, setting.language, plan.definition);
    json::array lines;
    for (const ProofLine& line : proof.lines)
        lines.push_back(line_object(line, words));
    json::array messages;
    for (const ProvenMessage& message : proof.messages)
        messages.push_back(message_object(message, setting.texts));
    return {
        {"obligation", proof.obligation.text()},
        {"head",
         {{"row", setting.head.number},
          {"hash", setting.head.hash},
          {"recorded", moment_or_null(setting.head.at)}}},
        {"holds", !setting.fault.has_value()},
        {"fault", setting.fault ? json::value(fault_words(*setting.fault, setting.language))
                                : json::value(nullptr)},
        {"configuration", code_of(plan.standing)},
        {"lines", std::move(lines)},
        {"messages", std::move(messages)},
    };
}

}  // namespace dondoc
