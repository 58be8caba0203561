#include "daemon/loop/script.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <optional>
#include <utility>

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>

#include "notifiers/text.h"
#include "workflows/zone.h"

namespace dondoc {

namespace {

namespace json = boost::json;

constexpr std::array keys{"at",      "do",      "obligation", "phase",    "event",   "campaign",
                          "units",   "by",      "reason",     "document", "dated",   "signer",
                          "arrived", "due",     "date",       "from",     "to",      "approver",
                          "unit",    "figures", "again",      "as",       "discard", "duty",
                          "until",   "number",  "tell"};

std::string known_keys() {
    std::string names;
    for (const std::string_view key : keys)
        names += (names.empty() ? "" : ", ") + std::string(key);
    return names;
}

std::string known_verbs() {
    std::string names;
    for (const Verb verb : all_verbs)
        names += std::string(to_string(verb)) + ", ";
    return names +
           "suspend, unsuspend, silence, unsilence, remind, confirm-contact, revoke-links, "
           "hand-over, pause, resume, event, phase "
           "open, phase close, phase skip, phase hold, phase release";
}

// Reads one line; the first fault is kept, in words.
class Line {
public:
    explicit Line(const json::object& object) : object_(object) {
        for (const auto& member : object_) {
            const std::string_view key = member.key();
            if (std::ranges::find(keys, key) == keys.end()) {
                fault("unknown key \"" + std::string(key) + "\"; known are " + known_keys());
            }
        }
    }

    const std::string& fault_text() const { return fault_; }

    ScriptLine read() {
        ScriptLine line;
        const auto at = parse_rfc3339(required("at"));
        if (!at) fault("\"at\" is not a time; write it like 2017-01-20T09:00:00+07:00");
        if (at) line.at = *at;
        line.written = text("at").value_or("");
        line.command.by = text("by").value_or("script");
        const std::string verb = required("do");
        if (const auto about_obligation = parse_verb(verb)) {
            line.command.what = decide_obligation(*about_obligation);
        } else if (verb.starts_with("phase ") && parse_phase_verb(verb.substr(6))) {
            line.command.what = decide_phase(*parse_phase_verb(verb.substr(6)));
        } else if (verb == "event") {
            line.command.what = date_event();
        } else if (verb == "suspend") {
            line.command.what = suspend_units();
        } else if (verb == "unsuspend") {
            line.command.what = EndSuspension{required("campaign"), units(), required("reason")};
        } else if (verb == "silence") {
            line.command.what = set_silence();
        } else if (verb == "unsilence") {
            line.command.what = EndSilence{number(), required("reason")};
        } else if (verb == "remind") {
            line.command.what = remind();
        } else if (verb == "confirm-contact") {
            line.command.what = ConfirmContact{required("unit")};
        } else if (verb == "revoke-links") {
            line.command.what = RevokeLinks{required("unit"), required("reason")};
        } else if (verb == "hand-over") {
            line.command.what = hand_over();
        } else if (verb == "pause") {
            line.command.what = PauseSending{required("reason")};
        } else if (verb == "resume") {
            line.command.what = ResumeSending{required("reason")};
        } else if (verb == "go-ahead") {
            line.command.what = GiveGoAhead{required("reason"), flag("discard")};
        } else {
            fault("\"do\" is «" + verb + "»; known are " + known_verbs());
        }
        return line;
    }

private:
    void fault(std::string words) {
        if (fault_.empty()) fault_ = std::move(words);
    }

    std::optional<std::string> text(std::string_view key) {
        const json::value* value = object_.if_contains(key);
        if (!value) return {};
        if (!value->is_string()) {
            fault("\"" + std::string(key) + "\" is not a text; put it in quotes");
            return {};
        }
        return std::string(value->get_string());
    }

    std::string required(std::string_view key) {
        auto value = text(key);
        if (!value) fault("\"" + std::string(key) + "\" is missing; add it");
        return value.value_or("");
    }

    std::optional<Date> date(std::string_view key) {
        const auto value = text(key);
        if (!value) return {};
        const auto day = parse_iso_date(*value);
        if (!day) fault("\"" + std::string(key) + "\" is not a day; write it like 2017-01-20");
        return day;
    }

    ObligationId obligation() {
        const auto id = ObligationId::parse(required("obligation"));
        if (!id) fault("\"obligation\" is not an id; write campaign.duty.occurrence.unit");
        return id.value_or(ObligationId{});
    }

    RemindNow remind() {
        const auto as = text("as");
        return {obligation(),
                {as ? *as : required("unit"), required("reason"), flag("again"),
                 text("tell").value_or("")}};
    }

    bool flag(std::string_view key) {
        const json::value* value = object_.if_contains(key);
        if (value && !value->is_bool())
            fault("\"" + std::string(key) + "\" is neither true nor false");
        return value && value->is_bool() && value->get_bool();
    }

    // One obligation, or all that is open of a unit in a campaign.
    HandOverShares hand_over() {
        HandingOver asked{required("to"), text("reason").value_or("")};
        if (!object_.contains("obligation"))
            return {required("campaign"), required("unit"), {}, std::move(asked)};
        const ObligationId id = obligation();
        return {id.campaign, id.unit, id, std::move(asked)};
    }

    DecideObligation decide_obligation(Verb verb) {
        DecideObligation asked;
        asked.id = obligation();
        asked.decision = {verb,
                          text("reason").value_or(""),
                          text("document").value_or(""),
                          date("arrived"),
                          date(verb == Verb::request ? "to" : "due"),
                          date("dated"),
                          text("signer").value_or(""),
                          text("approver").value_or(""),
                          figures(verb)};
        return asked;
    }

    // What a verb needs is left to its decision: a refusal says it better.
    SuspendUnits suspend_units() {
        return {required("campaign"),
                {units(), date("from"), date("to"), text("reason").value_or(""),
                 text("approver").value_or("")}};
    }

    SetSilence set_silence() {
        return {{{text("campaign").value_or(""), text("duty").value_or(""),
                  object_.contains("units") ? units() : std::vector<std::string>()},
                 date("until"),
                 text("reason").value_or("")}};
    }

    int number() {
        const json::value* value = object_.if_contains("number");
        const bool given = value && value->is_int64();
        if (!given) fault("\"number\" is not a number; write 1");
        return given ? static_cast<int>(value->get_int64()) : 0;
    }

    std::vector<std::string> units() {
        std::vector<std::string> ids;
        const json::value* value = object_.if_contains("units");
        const auto* list = value ? value->if_array() : nullptr;
        if (!list) fault("\"units\" is not a list; write [\"unit\", …]");
        for (const json::value& one : list ? *list : json::array{}) {
            if (!one.is_string()) fault("\"units\" holds what is not a text; put it in quotes");
            if (one.is_string()) ids.emplace_back(one.get_string());
        }
        return ids;
    }

    // {"indicator": "1,2"}
    std::vector<GivenFigure> figures(Verb verb) {
        std::vector<GivenFigure> given;
        const json::value* value = object_.if_contains("figures");
        if (!value) return given;
        if (verb != Verb::submit) fault("\"figures\" go with submit alone; leave them out");
        if (!value->is_object()) {
            fault("\"figures\" are not an object; write {\"indicator\": \"1,2\"}");
            return given;
        }
        for (const auto& [indicator, number] : value->get_object()) {
            if (number.is_string()) {
                given.push_back({indicator, std::string(number.get_string())});
            } else {
                fault("the figure of \"" + std::string(indicator) +
                      "\" is not a text; put it in quotes: \"1,2\"");
            }
        }
        return given;
    }

    // `campaign.phase` or `campaign.event`, taken apart.
    std::pair<std::string, std::string> part_of_campaign(const std::string& key) {
        const std::string id = required(key);
        const auto dot = std::min(id.find('.'), id.size());
        const std::string part = id.substr(std::min(dot + 1, id.size()));
        if (dot == 0 || part.empty()) fault("\"" + key + "\" is not an id; write campaign." + key);
        return {id.substr(0, dot), part};
    }

    DecidePhase decide_phase(PhaseVerb verb) {
        const auto [campaign, phase] = part_of_campaign("phase");
        return {campaign, phase, verb, required("reason")};
    }

    DateEvent date_event() {
        const auto [campaign, event] = part_of_campaign("event");
        required("date");
        return {campaign, event, date("date"), required("reason")};
    }

    const json::object& object_;
    std::string fault_;
};

Result<ScriptLine> parse_line(std::string_view text) {
    boost::system::error_code failed;
    const json::value value = json::parse({text.data(), text.size()}, failed);
    if (failed) return Error{"not JSON (" + failed.message() + "); write one object a line"};
    if (!value.is_object()) return Error{"not an object; write {\"at\": …, \"do\": …}"};
    Line line(value.get_object());
    ScriptLine read = line.read();
    if (!line.fault_text().empty()) return Error{one_line(line.fault_text())};  // it quotes
    return read;
}

}  // namespace

Result<std::vector<ScriptLine>> parse_script(std::string_view file, std::string_view text) {
    std::vector<ScriptLine> lines;
    std::string faults;
    for (std::size_t number = 1; !text.empty(); ++number) {
        const auto end = text.find('\n');
        const std::string_view line = text.substr(0, end);
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
        if (line.find_first_not_of(" \t\r") == std::string_view::npos) continue;
        auto read = parse_line(line);
        std::string place = std::string(file) + ':' + std::to_string(number);
        if (read) {
            lines.push_back(*std::move(read));
            lines.back().place = std::move(place);
        } else {
            faults += (faults.empty() ? "" : "\n") + place + ": " + read.error().text;
        }
    }
    if (!faults.empty()) return Error{faults};
    std::ranges::stable_sort(lines, {}, &ScriptLine::at);
    return lines;
}

Result<std::vector<ScriptLine>> read_script(const std::string& file) {
    std::ifstream stream(file, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(stream), {}};
    if (!stream) return Error{"event script " + file + ": cannot be read"};
    return parse_script(file, text);
}

}  // namespace dondoc
