#include "daemon/web/acts.h"

#include <algorithm>
#include <array>
#include <utility>

#include "daemon/http/access.h"
#include "daemon/http/api.h"
#include "daemon/http/asked.h"
#include "daemon/http/client.h"
#include "daemon/http/form.h"
#include "daemon/web/rows.h"
#include "daemon/web/texts.h"
#include "notifiers/text.h"

namespace dondoc {

namespace {

constexpr const char* by_page = "pages";  // who acts without a name of his own

// What a form asks for, or what cannot be read in it.
struct Asked {
    Command command;
    std::string fault;
};

// One field that holds a day.
std::optional<Date> day_in(const Pairs& form, std::string_view name, Language language,
                           std::string& fault) {
    const std::string written = field_in(form, name);
    if (written.empty()) return {};
    const auto day = parse_iso_date(written);
    if (!day) fault = text("day_unread", language) + " «" + one_line(written) + "»";
    return day;
}

Asked decision_asked(const Request& request, const Pairs& form, Verb verb, Language language) {
    Asked asked;
    Decision decision{verb,
                      one_line(field_in(form, "reason")),
                      one_line(field_in(form, "document")),
                      day_in(form, "arrived", language, asked.fault),
                      day_in(form, verb == Verb::request ? "to" : "due", language, asked.fault),
                      day_in(form, "dated", language, asked.fault),
                      one_line(field_in(form, "signer")),
                      one_line(field_in(form, "approver"))};
    if (decision.arrived && request.caller.role == Role::unit)
        asked.fault = text("arrived_not_yours", language);
    const auto id = ObligationId::parse(request.path_value("id"));
    asked.command.what = DecideObligation{id.value_or(ObligationId{}), std::move(decision)};
    return asked;
}

// On behalf of the coordinator, or of the unit that acts for it today.
Asked reminder_asked(const Vantage& vantage, const Request& request, const Pairs& form,
                     bool above) {
    const auto id = ObligationId::parse(request.path_value("id"));
    const auto in_force = vantage.needs().in_force();
    const auto definition = id ? in_force->definitions.find(id->campaign) : nullptr;
    Reminding reminding{"", one_line(field_in(form, "reason")), false,
                        above ? one_line(field_in(form, "tell")) : ""};
    const Date today = in_force->zone().date_of(vantage.needs().now());
    if (definition) {
        const Organisation& organisation = *definition->organisation;
        const Unit* coordinator = organisation.unit(definition->campaign.coordinator);
        if (coordinator) reminding.unit = organisation.acting(*coordinator, today).id;
    }
    return {{RemindNow{id.value_or(ObligationId{}), std::move(reminding)}, ""}, ""};
}

struct Came {
    Heard heard{};      // of what was posted
    std::string fault;  // it was not posted, since this could not be read
};

Came posted(const Vantage& vantage, const Request& request, Asked asked) {
    if (!asked.fault.empty()) return {{}, std::move(asked.fault)};
    asked.command.by = who_acts(request.caller, "", by_page);
    return {vantage.needs().execute(std::move(asked.command), execute_time_max), ""};
}

struct Refused {
    std::string words;
    int status = 409;
};

// Why nothing was changed; nothing if it was.
std::optional<Refused> refused_by(const Sight& sight, const Came& came) {
    if (!came.fault.empty()) return Refused{came.fault, 400};
    if (std::holds_alternative<NotTakenUp>(came.heard))
        return Refused{text("too_busy", sight.language), 503};
    if (std::holds_alternative<NotYetDone>(came.heard))
        return Refused{text("not_yet_done", sight.language), 504};
    const Answer& answer = std::get<Answer>(came.heard);
    if (const auto* refusal = std::get_if<Refusal>(&answer)) return Refused{refusal->text};
    if (const auto* fault = std::get_if<Error>(&answer)) {
        sight.vantage.needs().report("http: command not carried out: " + fault->text);
        return Refused{text("nothing_changed", sight.language) + ": " + fault->text, 500};
    }
    return {};
}

Response led_to(const std::string& place) {
    Response led;
    led.status = 303;
    led.set("Location", place);
    return led;
}

Result<Response> told(const Sight& sight, const Request& request, const Templates& templates,
                      const Came& came, ActTold act) {
    const std::string& id = request.path_value("id");
    const auto found = sight.reader.obligation(id);
    if (!found) return found.error();
    if (!*found)
        return fault_page(sight, request, templates, 404,
                          text("no_obligation", sight.language) + " " + id);
    if (const auto refused = refused_by(sight, came)) {
        act.refused = refused->words;
        return obligation_sheet(sight, request, templates, **found, {}, act, refused->status);
    }
    const auto* carried = std::get_if<Carried>(&std::get<Answer>(came.heard));
    if (!carried || carried->warnings.empty())
        return led_to(page_link(sight, "/obligations/" + percent_encoded(id), {{"done", act.act}}));
    // What whoever decided should know is said at once: the page that is led to cannot know it.
    act.done = act.act;
    for (const std::string& warning : carried->warnings)
        act.warned += (act.warned.empty() ? "" : " ") + warning;
    return obligation_sheet(sight, request, templates, **found, {}, act, 200);
}

using Make = std::function<Asked(const Vantage&, const Request&, const Pairs&, Language)>;

Route act_route(const std::shared_ptr<Vantage>& vantage,
                const std::shared_ptr<const Templates>& templates, std::string act, Make make) {
    return [vantage, templates, act = std::move(act),
            make = std::move(make)](const Request& request) {
        const auto form = form_of(request);
        const Language language = language_asked(*vantage, request);
        const Came came = form ? posted(*vantage, request, make(*vantage, request, *form, language))
                               : Came{{}, text("form_unread", language)};
        return with_sight(*vantage, request, [&](const Sight& sight) {
            return told(sight, request, *templates, came,
                        {.act = act, .entered = form.value_or(Pairs())});
        });
    };
}

Response end_silence(Vantage& vantage, const Request& request, const Templates& templates) {
    const auto form = form_of(request);
    const auto number = message_number(request.path_value("number")).value_or(0);
    Asked asked;
    if (form)
        asked.command.what =
            EndSilence{static_cast<int>(number), one_line(field_in(*form, "reason"))};
    else
        asked.fault = text("form_unread", language_asked(vantage, request));
    const Came came = posted(vantage, request, std::move(asked));
    return with_sight(vantage, request, [&](const Sight& sight) -> Result<Response> {
        if (const auto refused = refused_by(sight, came))
            return silences_sheet(sight, request, templates, refused->words, refused->status);
        return led_to(page_link(sight, "/silences", {}));
    });
}

}  // namespace

std::optional<Pairs> form_of(const Request& request) {
    constexpr std::string_view type = "application/x-www-form-urlencoded";
    if (!request.header("Content-Type").starts_with(type)) return {};
    return read_form(request.body);
}

std::string field_in(const Pairs& form, std::string_view name) {
    const auto found = std::ranges::find(form, name, &Pairs::value_type::first);
    return found == form.end() ? std::string() : found->second;
}

void add_acts(Router& router, const std::shared_ptr<Vantage>& vantage,
              const std::shared_ptr<const Templates>& templates) {
    for (const Verb verb : all_verbs) {
        const std::string act(to_string(verb));
        router.post("/obligations/{id}/" + act,
                    act_route(vantage, templates, act,
                              [verb](const Vantage&, const Request& request, const Pairs& form,
                                     Language language) {
                                  return decision_asked(request, form, verb, language);
                              }));
    }
    for (const bool above : {false, true}) {
        const std::string act = above ? "escalate" : "remind";
        router.post(
            "/obligations/{id}/" + act,
            act_route(vantage, templates, act,
                      [above](const Vantage& sees, const Request& request, const Pairs& form,
                              Language) { return reminder_asked(sees, request, form, above); }));
    }
    router.post("/silences/{number}/end", [vantage, templates](const Request& request) {
        return end_silence(*vantage, request, *templates);
    });
}

}  // namespace dondoc
