#include <algorithm>
#include <array>
#include <span>
#include <utility>

#include "daemon/http/kept.h"
#include "daemon/web/acts.h"
#include "daemon/web/rows.h"
#include "daemon/web/texts.h"
#include "workflows/explain.h"

namespace dondoc {

namespace {

enum class Kind { line, day, reader };
struct Field {
    std::string_view name;
    std::string_view label;
    Kind kind = Kind::line;
    bool required = false;
};

constexpr Field why_field{"reason", "field_reason", Kind::line, true};
constexpr std::array only_why{why_field};
constexpr std::array submit_fields{
    Field{"document", "field_document"}, Field{"dated", "field_dated", Kind::day},
    Field{"signer", "field_signer"}, Field{"arrived", "field_arrived", Kind::day},
    Field{"reason", "field_how"}};
constexpr std::array accept_fields{Field{"reason", "field_note"}};
constexpr std::array return_fields{why_field, Field{"due", "field_due_again", Kind::day}};
constexpr std::array extend_fields{Field{"due", "field_due", Kind::day, true}, why_field,
                                   Field{"approver", "field_approver", Kind::line, true}};
constexpr std::array waive_fields{why_field, Field{"approver", "field_approver", Kind::line, true}};
constexpr std::array request_fields{Field{"to", "field_to", Kind::day, true}, why_field,
                                    Field{"document", "field_document"}};
constexpr std::array escalate_fields{Field{"tell", "field_tell", Kind::reader, true}, why_field};

struct Form {
    std::string_view act;
    std::string_view label;
    Right right = Right::decide;
    std::span<const Field> fields;
};
constexpr std::array forms{
    Form{"submit", "act_submit", Right::report, submit_fields},
    Form{"accept", "act_accept", Right::decide, accept_fields},
    Form{"return", "act_return", Right::decide, return_fields},
    Form{"extend", "act_extend", Right::decide, extend_fields},
    Form{"decline", "act_decline", Right::decide, only_why},
    Form{"request", "act_request", Right::report, request_fields},
    Form{"hold", "act_hold", Right::decide, only_why},
    Form{"release", "act_release", Right::decide, only_why},
    Form{"remind", "act_remind", Right::decide, only_why},
    Form{"escalate", "act_escalate", Right::decide, escalate_fields},
    Form{"waive", "act_waive", Right::decide, waive_fields},
    Form{"reopen", "act_reopen", Right::decide, only_why},
};

// Whether it can lead to anything as the obligation stands; the rules themselves are the loop's.
bool makes_sense(const Sight& sight, const Obligation& one, std::string_view act) {
    const bool open = one.owed();
    if (act == "submit" || act == "extend") return open;
    if (act == "accept" || act == "return") return one.state == ObligationState::submitted;
    if (act == "waive") return open || one.state == ObligationState::submitted;
    if (act == "decline") return open && one.request.has_value();
    if (act == "request") return open && !one.request;
    if (act == "reopen") return !open && one.state != ObligationState::withdrawn;
    const bool chased = open && one.term && !one.asking;
    if (act == "hold") return chased && !one.held;
    if (act == "release") return chased && can_be_released(sight, one);
    if (act == "escalate") return chased && one.overdue_on(sight.today);
    return chased;
}

std::vector<Facts> readers_of(const Sight& sight, const std::string& chosen) {
    std::vector<Facts> list;
    for (const Audience one : {Audience::head, Audience::superior, Audience::director}) {
        list.emplace_back();
        list.back().say("word", to_string(one));
        list.back().say("words", audience_name(one, sight.language));
        list.back().flag("chosen", to_string(one) == chosen);
    }
    return list;
}

// What an extension asked for says, unless something was filled in before.
std::string proposed(const Obligation& one, std::string_view act, std::string_view field) {
    if (act != "extend" || field != "due" || !one.request) return {};
    return iso_date(one.request->to);
}

Facts field_facts(const Sight& sight, const Form& form, const Field& field,
                  const std::string& value) {
    Facts facts;
    facts.say("name", std::string(field.name));
    facts.say("field_id", std::string(form.act) + "-" + std::string(field.name));
    facts.say("label", text(field.label, sight.language));
    facts.flag("line", field.kind == Kind::line);
    facts.flag("day", field.kind == Kind::day);
    facts.flag("reader", field.kind == Kind::reader);
    facts.list("readers", readers_of(sight, value));
    facts.flag("required", field.required);
    facts.say("value", value);
    return facts;
}

Facts form_facts(const Sight& sight, const Obligation& one, const Form& form, const ActTold& told) {
    const bool again = told.act == form.act && !told.refused.empty();
    std::vector<Facts> fields;
    for (const Field& field : form.fields) {
        // A unit says when it hands in by doing it.
        if (field.name == "arrived" && sight.caller.role == Role::unit) continue;
        fields.push_back(field_facts(
            sight, form, field,
            again ? field_in(told.entered, field.name) : proposed(one, form.act, field.name)));
    }
    Facts facts;
    facts.say("act", std::string(form.act));
    facts.say("action", act_link(sight, one.id, form.act));
    facts.say("label", text(form.label, sight.language));
    facts.flag("open", again);
    facts.list("fields", std::move(fields));
    return facts;
}

}  // namespace

void say_acts(Facts& facts, const Sight& sight, const Obligation& one, const ActTold& told) {
    std::vector<Facts> list;
    if (!sight.csrf.empty()) {
        for (const Form& form : forms) {
            const bool shown = may(sight.caller.role, form.right) &&
                               (told.act == form.act || makes_sense(sight, one, form.act));
            if (shown) list.push_back(form_facts(sight, one, form, told));
        }
    }
    facts.say("csrf", sight.csrf);
    facts.say("done", told.done);
    facts.say("warned", told.warned);
    facts.say("refused", told.refused);
    const bool stranger = sight.csrf.empty();
    facts.say(
        "login_href",
        stranger ? page_link(sight, "/login", {{"next", "/obligations/" + one.id.text()}}) : "");
    facts.flag("any_acts", stranger || !list.empty());
    facts.list("acts", std::move(list));
}

}  // namespace dondoc
