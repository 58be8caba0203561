#include <utility>

#include "daemon/cli/words.h"

namespace dondoc {

namespace {

std::shared_ptr<ActOptions> act(Words& words, CLI::App* sub, const std::string& verb,
                                const std::string& target) {
    auto options = words.choose<ActOptions>(sub);
    options->verb = verb;
    if (!target.empty()) {
        sub->add_option(target, options->target,
                        target == "phase"      ? "campaign.phase"
                        : target == "campaign" ? "its id"
                        : target == "unit"     ? "its id in the organisation"
                        : target == "number"   ? "its number: `silences` lists them"
                        : target == "message"  ? "its number: `status --failed` lists them"
                                               : "campaign.duty.occurrence.unit")
            ->required();
    }
    sub->add_option("--by", options->by, "who decides; default: your login name");
    sub->add_option("--reason", options->reason,
                    verb == "accept" || verb == "acknowledge" ? "why; optional"
                    : verb == "submit" ? "without a letter: how it was received"
                                       : "why; required, and kept in the journal");
    return options;
}

void add_approver(CLI::App* sub, const std::shared_ptr<ActOptions>& options) {
    sub->add_option("--approver", options->approver, "who granted it; required");
}

void add_extensions(Words& words) {
    const std::string id = "obligation";
    CLI::App* extend = words.command("extend", "grant a later day");
    auto granted = act(words, extend, "extend", id);
    extend->add_option("--due", granted->due, "new last day; default: the one the unit asks for");
    add_approver(extend, granted);
    CLI::App* request = words.command("request", "record that the unit asks for a later day");
    auto asked = act(words, request, "request", id);
    request->add_option("--to", asked->to, "the last day it asks for")->required();
    request->add_option("--document", asked->document, "number and symbol of the unit's letter");
    act(words, words.command("decline", "decline what the unit asks for"), "decline", id);
}

void add_units(CLI::App* sub, const std::shared_ptr<ActOptions>& options) {
    sub->add_option("--units", options->units, "ids of the units, with commas between")
        ->delimiter(',')
        ->required();
}

void add_suspensions(Words& words) {
    CLI::App* suspend =
        words.command("suspend", "force majeure: tell nothing about some units for some days");
    auto asked = act(words, suspend, "suspend", "campaign");
    add_units(suspend, asked);
    suspend->add_option("--from", asked->from, "first day")->required();
    suspend->add_option("--to", asked->to, "last day")->required();
    add_approver(suspend, asked);
    CLI::App* unsuspend = words.command("unsuspend", "end a suspension early");
    add_units(unsuspend, act(words, unsuspend, "unsuspend", "campaign"));
}

void add_silences(Words& words) {
    CLI::App* silence = words.command(
        "silence", "hold what some ladders tell until a day is over, after showing what that is");
    auto asked = act(words, silence, "silence", "");
    silence->add_option("--campaign", asked->campaign, "of this campaign and its parts");
    silence->add_option("--duty", asked->duty, "of this duty of the campaign");
    silence->add_option("--units", asked->units, "of what these units owe, with commas between")
        ->delimiter(',');
    silence->add_option("--until", asked->until, "its last day")->required();
    silence->add_flag("--yes", asked->yes, "set it without asking");
    act(words, words.command("unsilence", "end a silence early"), "unsilence", "number");
}

void add_event(Words& words) {
    CLI::App* event = words.command("event", "say on which day an event of a plan takes place");
    auto dated = act(words, event, "event", "campaign");
    event->add_option("event", dated->event, "its id in the campaign")->required();
    event->add_option("--date", dated->date, "the day")->required();
}

void add_organisation_acts(Words& words) {
    CLI::App* remind = words.command("remind", "remind the contact of a unit at once");
    auto reminding = act(words, remind, "remind", "obligation");
    remind
        ->add_option("--as", reminding->as,
                     "on behalf of which unit: the coordinator, or the lead of the cluster")
        ->required();
    remind->add_option("--tell", reminding->tell,
                       "head, superior or director: told at once that it is overdue");
    remind->add_flag("--again", reminding->again, "though a reminder was asked for today already");
    CLI::App* give = words.command("hand-over", "have another unit owe what one unit still owes");
    auto given = act(words, give, "hand-over", "obligation");
    give->get_option("obligation")->description("the obligation, or with --unit the campaign");
    give->add_option("--unit", given->unit, "all that this unit still owes in the campaign");
    give->add_option("--to", given->to_unit, "id of the unit that takes it over")->required();
    CLI::App* confirm =
        words.command("confirm-contact", "say that a unit's contact is still the right one");
    auto options = words.choose<ActOptions>(confirm);
    options->verb = "confirm-contact";
    confirm->add_option("unit", options->target, "its id in the organisation")->required();
    confirm->add_option("--by", options->by, "who confirms; default: your login name");
    CLI::App* revoke = words.command(
        "revoke-links", "end every link to a unit's page that was sent in letters so far");
    act(words, revoke, "revoke-links", "unit");
}

}  // namespace

void add_acts(Words& words) {
    const std::string id = "obligation";
    CLI::App* submit = words.command("submit", "record a submission");
    auto submission = act(words, submit, "submit", id);
    submit->add_option("--document", submission->document,
                       "number and symbol of the unit's letter; with --dated and --signer");
    submit->add_option("--dated", submission->dated, "the date the letter bears");
    submit->add_option("--signer", submission->signer, "who signed the letter");
    submit->add_option("--arrived", submission->arrived, "registered arrival; default: today");
    submit->add_option("--figure", submission->figures,
                       "INDICATOR=NUMBER, a target or an actual value; may be repeated");
    act(words, words.command("accept", "accept a submission"), "accept", id);
    CLI::App* give_back = words.command("return", "return a submission for rework");
    give_back->add_option("--due", act(words, give_back, "return", id)->due, "new last day");
    add_extensions(words);
    CLI::App* waive = words.command("waive", "free a unit of an obligation");
    add_approver(waive, act(words, waive, "waive", id));
    act(words,
        words.command(
            "reopen",
            "take back the last step: an acceptance, waiver or submission recorded by mistake"),
        "reopen", id);
    act(words,
        words.command("hold", "keep the escalations of an obligation from leaving, in this round"),
        "hold", id);
    act(words,
        words.command("release",
                      "let its escalations go on, and consent to one that needs a release"),
        "release", id);
    add_event(words);
    add_suspensions(words);
    add_silences(words);
    add_organisation_acts(words);
    act(words, words.command("retry", "have a message tried again that failed"), "retry",
        "message");
    act(words,
        words.command("discard", "say that what a failed message was to tell is settled otherwise"),
        "discard", "message");
    act(words, words.command("pause", "stop all sending"), "pause", "");
    act(words, words.command("resume", "go on sending"), "resume", "");
    CLI::App* go_ahead =
        words.command("go-ahead", "let leave what a downtime held back, once it is looked through");
    go_ahead->add_flag("--discard", act(words, go_ahead, "go-ahead", "")->discard,
                       "drop it instead");
    CLI::App* clock = words.app.add_subcommand("clock", "the clock that the daemon goes by");
    clock->require_subcommand(1);
    act(words, words.command(*clock, "confirm", "the clock jumped, and is right now"),
        "clock confirm", "");
    CLI::App* phase =
        words.app.add_subcommand("phase", "open, close, skip, hold or release a phase by hand");
    phase->require_subcommand(1);
    const std::pair<const char*, const char*> verbs[] = {
        {"open", "open it before its date, or again"},
        {"close", "close it though something is unsettled"},
        {"skip", "withdraw its obligations"},
        {"hold", "tell nobody about its obligations until it is released"},
        {"release", "go on telling"},
    };
    for (const auto& [verb, does] : verbs) {
        act(words, words.command(*phase, verb, does), std::string("phase ") + verb, "phase");
    }
}

}  // namespace dondoc
