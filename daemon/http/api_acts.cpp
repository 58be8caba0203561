// The routes that act: each posts one command to the loop and says what became of it.
#include <array>
#include <utility>

#include <boost/json.hpp>

#include "daemon/http/access.h"
#include "daemon/http/api.h"
#include "daemon/http/api_routes.h"
#include "daemon/http/asked.h"
#include "daemon/http/done.h"
#include "daemon/http/plan_views.h"
#include "daemon/http/silences.h"
#include "daemon/http/standing.h"
#include "daemon/http/views.h"
#include "workflows/check.h"
#include "workflows/wording.h"

namespace dondoc {

namespace {

namespace json = boost::json;

// What a command speaks of, to be shown as it stands after it or in spite of it.
using Shown = std::function<Result<json::object>(const Sight&)>;
using Missing = std::function<Response(const Sight&)>;

struct Act {
    Command command;
    Shown shown;      // the answer to what was carried out
    std::string key;  // under which a refusal shows it: "obligation"
    Missing missing;  // the answer if there is no such thing
};

Response refused(const Refusal& refusal, std::string_view key, json::object shown) {
    Response response = problem(409, refusal.text);
    json::object details = json::parse(response.body).as_object();
    details["code"] = refusal.code;
    details[key] = std::move(shown);
    response.body = json::serialize(details);
    return response;
}

Result<Response> told(const Sight& sight, const Act& act, const Answer& answer) {
    if (std::holds_alternative<NotFound>(answer)) return act.missing(sight);
    if (const auto* fault = std::get_if<Error>(&answer)) {
        sight.vantage.needs().report("http: command not carried out: " + fault->text);
        return problem(500,
                       in_words(sight.language, "không có gì thay đổi: ", "nothing was changed: ") +
                           fault->text);
    }
    auto shown = act.shown(sight);
    if (!shown) return shown.error();
    if (const auto* refusal = std::get_if<Refusal>(&answer))
        return refused(*refusal, act.key, *std::move(shown));
    if (const auto* carried = std::get_if<Carried>(&answer)) {
        if (!carried->warnings.empty())
            (*shown)["warnings"] = json::array(carried->warnings.begin(), carried->warnings.end());
    }
    auto done = done_words(sight, act.command, standing_in(*shown));
    if (!done) return done.error();
    if (!done->empty()) (*shown)["done"] = *std::move(done);
    return json_response(json::serialize(*shown));
}

Response carry_out(Vantage& vantage, const Request& request, const Act& act) {
    const Heard heard = vantage.needs().execute(act.command, execute_time_max);
    const auto* answer = std::get_if<Answer>(&heard);
    if (!answer) return unanswered(heard, language_asked(vantage, request));
    return with_sight(vantage, request,
                      [&](const Sight& sight) { return told(sight, act, *answer); });
}

// Makes the act of a request whose body has been read.
using MakeAct = std::function<Act(const Request&, const BodyAsked&)>;

Route acting_route(const std::shared_ptr<Vantage>& vantage, std::vector<std::string> keys,
                   MakeAct make) {
    const auto route = [vantage, keys = std::move(keys),
                        make = std::move(make)](const Request& request) {
        if (auto refusal = refuse_media_type(request)) return *std::move(refusal);
        const Language language = language_asked(*vantage, request);
        if (auto known = knows_query(request, {}, language); !known)
            return problem(400, known.error().text);
        auto body = body_asked(request.body, keys, language);
        if (!body) return problem(400, body.error().text);
        body->by = who_acts(request.caller, body->by, "api");
        // A unit says when it hands in by doing it.
        if (request.caller.role == Role::unit && body->arrived)
            return problem(403, in_words(language,
                                         "`arrived` do đầu mối của Sở ghi; hãy bỏ đi, ngày nộp là "
                                         "hôm nay",
                                         "`arrived` is the officer's to say; leave it out, it is "
                                         "handed in today"));
        Act act = make(request, *body);
        act.command.language = language;
        return carry_out(*vantage, request, act);
    };
    return repeatable(vantage, route);
}

std::vector<std::string> keys_of(Verb verb) {
    switch (verb) {
        case Verb::submit:
            return {"by", "document", "dated", "signer", "arrived", "reason", "figures"};
        case Verb::accept: return {"by", "reason"};
        case Verb::return_for_rework: return {"by", "reason", "due"};
        case Verb::extend: return {"by", "reason", "due", "approver"};
        case Verb::waive: return {"by", "reason", "approver"};
        case Verb::request: return {"by", "reason", "to", "document"};
        case Verb::decline:
        case Verb::reopen:
        case Verb::hold:
        case Verb::acknowledge:
        case Verb::release: return {"by", "reason"};
    }
    CHECK(false);
}

Shown obligation_shown(const std::string& id) {
    return [id](const Sight& sight) -> Result<json::object> {
        auto found = sight.reader.obligation(id);
        if (!found) return found.error();
        if (!*found) return Error{"obligation " + id + " is gone"};
        return obligation_view(sight, **found);
    };
}

Act remind(const std::string& id, const BodyAsked& body) {
    return {{RemindNow{ObligationId::parse(id).value_or(ObligationId{}),
                       {body.as, body.reason, body.again, body.tell}},
             body.by},
            obligation_shown(id),
            "obligation",
            [id](const Sight& sight) { return no_obligation(sight, id); }};
}

Act hand_over_one(const std::string& id, const BodyAsked& body) {
    const ObligationId one = ObligationId::parse(id).value_or(ObligationId{});
    return {{HandOverShares{one.campaign, one.unit, one, {body.to_unit, body.reason}}, body.by},
            obligation_shown(id),
            "obligation",
            [id](const Sight& sight) { return no_obligation(sight, id); }};
}

// The campaign as it stands.
Act hand_over_all(const std::string& campaign, const BodyAsked& body) {
    const Shown shown = [campaign](const Sight& sight) -> Result<json::object> {
        const auto definition = sight.definition(campaign);
        if (!definition) return Error{"campaign " + campaign + " is gone"};
        const auto phases = sight.reader.phases(campaign);
        if (!phases) return phases.error();
        return campaign_view(sight, *definition, *phases);
    };
    return {{HandOverShares{campaign, body.unit, {}, {body.to_unit, body.reason}}, body.by},
            shown,
            "campaign",
            [campaign](const Sight& sight) { return no_campaign(sight, campaign); }};
}

Act act_on_unit(Command command, const std::string& unit) {
    const Shown shown = [unit](const Sight& sight) -> Result<json::object> {
        const Unit* found = sight.organisation().unit(unit);
        if (!found) return Error{"unit " + unit + " is gone"};
        return unit_view(sight, *found);
    };
    return {std::move(command), shown, "unit",
            [unit](const Sight& sight) { return no_unit(sight, unit); }};
}

Act decide_obligation(Verb verb, const std::string& id, const BodyAsked& body) {
    const Decision decision{verb,
                            body.reason,
                            body.document,
                            body.arrived,
                            verb == Verb::request ? body.to : body.due,
                            body.dated,
                            body.signer,
                            body.approver,
                            body.figures};
    return {{DecideObligation{ObligationId::parse(id).value_or(ObligationId{}), decision}, body.by},
            obligation_shown(id),
            "obligation",
            [id](const Sight& sight) { return no_obligation(sight, id); }};
}

Act decide_phase(PhaseVerb verb, const std::string& campaign, const std::string& phase,
                 const BodyAsked& body) {
    const Shown shown = [campaign, phase](const Sight& sight) -> Result<json::object> {
        auto found = sight.reader.phase(campaign, phase);
        if (!found) return found.error();
        if (!*found) return Error{"phase " + campaign + "." + phase + " is gone"};
        return phase_view(sight, **found);
    };
    return {{DecidePhase{campaign, phase, verb, body.reason}, body.by},
            shown,
            "phase",
            [campaign, phase](const Sight& sight) { return no_phase(sight, campaign, phase); }};
}

Act date_event(const std::string& campaign, const std::string& event, const BodyAsked& body) {
    const Shown shown = [campaign, event](const Sight& sight) -> Result<json::object> {
        const auto definition = sight.definition(campaign);
        const CampaignEvent* its = definition ? definition->campaign.event(event) : nullptr;
        if (!its) return Error{"event " + campaign + "." + event + " is gone"};
        const auto dated = sight.reader.events_dated(campaign);
        if (!dated) return dated.error();
        return event_view(sight, campaign, *its, *dated);
    };
    return {{DateEvent{campaign, event, body.date, body.reason}, body.by},
            shown,
            "event",
            [campaign, event](const Sight& sight) { return no_event(sight, campaign, event); }};
}

// The campaign's suspensions as they stand.
Act act_on_suspension(const std::string& campaign, Command command) {
    const Shown shown = [campaign](const Sight& sight) -> Result<json::object> {
        auto suspensions = suspensions_view(sight, campaign);
        if (!suspensions) return suspensions.error();
        return json::object{{"campaign", campaign}, {"suspensions", *std::move(suspensions)}};
    };
    return {std::move(command), shown, "campaign",
            [campaign](const Sight& sight) { return no_campaign(sight, campaign); }};
}

Act suspend_units(const std::string& campaign, const BodyAsked& body) {
    const SuspendAsked asked{body.units, body.from, body.to, body.reason, body.approver};
    return act_on_suspension(campaign, {SuspendUnits{campaign, asked}, body.by});
}

Act end_suspension_of(const std::string& campaign, const BodyAsked& body) {
    return act_on_suspension(campaign, {EndSuspension{campaign, body.units, body.reason}, body.by});
}

Act change_sending(bool pause, const BodyAsked& body) {
    const Shown shown = [](const Sight& sight) -> Result<json::object> {
        auto state = sight.reader.daemon_state();
        if (!state) return state.error();
        json::object view{{"paused", state->paused}, {"by", nullptr}, {"reason", nullptr}};
        if (state->paused) view["by"] = state->paused_by;
        if (state->paused) view["reason"] = state->pause_reason;
        return view;
    };
    Command command{ResumeSending{body.reason}, body.by};
    if (pause) command.what = PauseSending{body.reason};
    return {command, shown, "sending", [](const Sight&) { return problem(404, "no such thing"); }};
}

Act act_on_silence(Command command) {
    return {std::move(command), silences_view, "silences",
            [](const Sight&) { return problem(404, "no campaign is configured"); }};
}

Act set_silence_of(const Request&, const BodyAsked& body) {
    const SilenceAsked asked{{body.campaign, body.duty, body.units}, body.until, body.reason};
    return act_on_silence({SetSilence{asked}, body.by});
}

Act end_silence_of(const Request& request, const BodyAsked& body) {
    const int number = static_cast<int>(message_number(request.path_value("number")).value_or(0));
    return act_on_silence({EndSilence{number, body.reason}, body.by});
}

// The part of the status that the act is about, as it stands then.
Act change_standing(Command command, json::value (*view)(const Sight&, const DaemonStanding&),
                    const char* name) {
    const Shown shown = [view, name](const Sight& sight) -> Result<json::object> {
        const auto standing = daemon_standing(sight);
        if (!standing) return standing.error();
        return json::object{{name, view(sight, *standing)}};
    };
    return {std::move(command), shown, name,
            [](const Sight&) { return problem(404, "no such thing"); }};
}

Act settle_message(bool again, const std::string& written, const BodyAsked& body) {
    const std::int64_t number = message_number(written).value_or(0);
    const Shown shown = [number](const Sight& sight) -> Result<json::object> {
        auto found = sight.reader.message(number);
        if (!found) return found.error();
        if (!*found) return Error{"message " + std::to_string(number) + " is gone"};
        return message_view(sight, **found);
    };
    return {{SettleMessage{number, again, body.reason}, body.by},
            shown,
            "message",
            [written](const Sight& sight) { return no_message(sight, written); }};
}

void add_sending_routes(Router& router, const std::shared_ptr<Vantage>& vantage) {
    router.post("/api/v1/sending/go-ahead",
                acting_route(vantage, {"by", "reason", "discard"},
                             [](const Request&, const BodyAsked& body) {
                                 return change_standing(
                                     {GiveGoAhead{body.reason, body.discard}, body.by},
                                     go_ahead_view, "go_ahead");
                             }));
    router.post("/api/v1/silences",
                acting_route(vantage, {"by", "reason", "campaign", "duty", "units", "until"},
                             set_silence_of));
    router.post("/api/v1/silences/{number}/end",
                acting_route(vantage, {"by", "reason"}, end_silence_of));
    router.post("/api/v1/clock/confirm",
                acting_route(vantage, {"by", "reason"}, [](const Request&, const BodyAsked& body) {
                    return change_standing({ConfirmClock{body.reason}, body.by}, clock_view,
                                           "clock");
                }));
    for (const bool pause : {true, false}) {
        router.post(
            pause ? "/api/v1/sending/pause" : "/api/v1/sending/resume",
            acting_route(vantage, {"by", "reason"}, [pause](const Request&, const BodyAsked& body) {
                return change_sending(pause, body);
            }));
    }
}

}  // namespace

void add_acting_routes(Router& router, const std::shared_ptr<Vantage>& vantage) {
    for (const Verb verb : all_verbs) {
        router.post("/api/v1/obligations/{id}/" + std::string(to_string(verb)),
                    acting_route(vantage, keys_of(verb),
                                 [verb](const Request& request, const BodyAsked& body) {
                                     return decide_obligation(verb, request.path_value("id"), body);
                                 }));
    }
    constexpr std::array phase_verbs{PhaseVerb::open, PhaseVerb::close, PhaseVerb::skip,
                                     PhaseVerb::hold, PhaseVerb::release};
    for (const PhaseVerb verb : phase_verbs) {
        router.post("/api/v1/campaigns/{id}/phases/{phase}/" + std::string(to_string(verb)),
                    acting_route(vantage, {"by", "reason"},
                                 [verb](const Request& request, const BodyAsked& body) {
                                     return decide_phase(verb, request.path_value("id"),
                                                         request.path_value("phase"), body);
                                 }));
    }
    router.post("/api/v1/campaigns/{id}/events/{event}",
                acting_route(vantage, {"by", "reason", "date"},
                             [](const Request& request, const BodyAsked& body) {
                                 return date_event(request.path_value("id"),
                                                   request.path_value("event"), body);
                             }));
    router.post("/api/v1/campaigns/{id}/suspend",
                acting_route(vantage, {"by", "units", "from", "to", "reason", "approver"},
                             [](const Request& request, const BodyAsked& body) {
                                 return suspend_units(request.path_value("id"), body);
                             }));
    router.post("/api/v1/campaigns/{id}/unsuspend",
                acting_route(vantage, {"by", "units", "reason"},
                             [](const Request& request, const BodyAsked& body) {
                                 return end_suspension_of(request.path_value("id"), body);
                             }));
    router.post("/api/v1/obligations/{id}/remind",
                acting_route(vantage, {"by", "reason", "as", "again", "tell"},
                             [](const Request& request, const BodyAsked& body) {
                                 return remind(request.path_value("id"), body);
                             }));
    router.post("/api/v1/obligations/{id}/hand-over",
                acting_route(vantage, {"by", "reason", "to_unit"},
                             [](const Request& request, const BodyAsked& body) {
                                 return hand_over_one(request.path_value("id"), body);
                             }));
    router.post("/api/v1/campaigns/{id}/hand-over",
                acting_route(vantage, {"by", "reason", "unit", "to_unit"},
                             [](const Request& request, const BodyAsked& body) {
                                 return hand_over_all(request.path_value("id"), body);
                             }));
    router.post("/api/v1/units/{id}/confirm-contact",
                acting_route(vantage, {"by"}, [](const Request& request, const BodyAsked& body) {
                    const std::string& unit = request.path_value("id");
                    return act_on_unit({ConfirmContact{unit}, body.by}, unit);
                }));
    router.post(
        "/api/v1/units/{id}/revoke-links",
        acting_route(vantage, {"by", "reason"}, [](const Request& request, const BodyAsked& body) {
            const std::string& unit = request.path_value("id");
            return act_on_unit({RevokeLinks{unit, body.reason}, body.by}, unit);
        }));
    for (const bool again : {true, false}) {
        router.post(again ? "/api/v1/messages/{number}/retry" : "/api/v1/messages/{number}/discard",
                    acting_route(vantage, {"by", "reason"},
                                 [again](const Request& request, const BodyAsked& body) {
                                     return settle_message(again, request.path_value("number"),
                                                           body);
                                 }));
    }
    add_sending_routes(router, vantage);
}

}  // namespace dondoc
