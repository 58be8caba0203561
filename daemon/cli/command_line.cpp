#include "daemon/cli/command_line.h"

#include <map>
#include <memory>
#include <optional>
#include <utility>

#include <CLI/CLI.hpp>

#include "daemon/cli/given_days.h"

namespace dondoc {

namespace {

constexpr double pace_default = 60;  // seconds

// The words of all commands; each callback says which one was asked for.
class Words {
public:
    Words()
        : app_(
              "Đôn đốc: runs campaigns, reminds before deadlines, escalates after them.\n"
              "Days are written 30/01/2017 or 2017-01-30.",
              "dondoc") {
        app_.require_subcommand(1);
        app_.set_version_flag("--version", "dondoc " DONDOC_VERSION);
        add_serve();
        add_check();
        add_rehearsals();
        add_questions();
        add_acts();
        add_apply();
        add_audit();
        add_workday();
    }

    std::variant<Asked, int> parse(int argc, const char* const* argv) {
        try {
            app_.parse(argc, argv);
        } catch (const CLI::ParseError& error) {
            return app_.exit(error) == 0 ? 0 : 2;
        }
        if (auto* serving = std::get_if<ServeOptions>(&asked_.what)) {
            if (!add_year(*serving)) return 2;
            serving->config = asked_.common.config;
            serving->state_directory = asked_.common.state_directory;
        }
        return std::move(asked_);
    }

private:
    CLI::App* command(const std::string& name, const std::string& description) {
        return command(app_, name, description);
    }
    CLI::App* command(CLI::App& parent, const std::string& name, const std::string& description) {
        CLI::App* sub = parent.add_subcommand(name, description);
        sub->add_option("--config", asked_.common.config, "main configuration file")
            ->capture_default_str();
        sub->add_option("--state-directory", asked_.common.state_directory,
                        "in place of the configuration's");
        if (name != "serve") {
            sub->add_flag("--json", asked_.common.json, "one JSON object a line");
        }
        return sub;
    }

    template <class Options>
    std::shared_ptr<Options> choose(CLI::App* sub) {
        auto options = std::make_shared<Options>();
        sub->callback([this, options] { asked_.what = *options; });
        return options;
    }

    void add_serve() {
        CLI::App* sub = command("serve", "run the daemon");
        auto options = choose<ServeOptions>(sub);
        sub->add_option("--virtual-from", year_from_, "virtual clock: first day");
        sub->add_option("--virtual-to", year_to_,
                        "virtual clock: the day it ends on, not included");
        sub->add_option("--pace", pace_seconds_,
                        "virtual clock: real seconds from first day to last (60); between two "
                        "moments it stands still, and what is done then is of the first")
            ->check(CLI::Range(0.0, 86400.0));
        sub->add_option("--events", options->events, "virtual clock: event script, JSON lines");
        sub->add_flag("--exit", options->exit_at_end, "virtual clock: stop when it ends");
    }

    void add_check() {
        CLI::App* sub = command("check", "read the configuration and report every fault");
        auto options = choose<CheckOptions>(sub);
        sub->add_flag("--strict", options->strict, "warnings count as faults");
        CLI::Option* ready = sub->add_option("--ready", options->ready,
                                             "what a campaign still lacks before its launch");
        sub->add_option("--max-per-day", options->max_per_day,
                        "more messages to one person on one day are too many (5)")
            ->needs(ready)
            ->check(CLI::Range(1, 1000));
    }

    void add_rehearsals() {
        CLI::App* simulate =
            command("simulate", "a stretch of time on a virtual clock, from nothing");
        add_rehearsal(simulate, choose<RehearseOptions>(simulate));
        CLI::App* forecast = command("forecast", "what will be sent, from today's state");
        auto options = choose<RehearseOptions>(forecast);
        options->from_store = true;
        add_rehearsal(forecast, options);
    }

    void add_rehearsal(CLI::App* sub, const std::shared_ptr<RehearseOptions>& options) {
        sub->add_option("--from", options->from, "first day")->required();
        sub->add_option("--to", options->to, "the day it ends on, not included")->required();
        sub->add_option("--events", options->events,
                        "event script, JSON lines; one that is refused is told, and simulate "
                        "then ends with 1");
        sub->add_option("--campaign", options->campaign, "tell of this campaign only");
        CLI::Option* format =
            sub->add_option("--format", options->format, "text, json, csv, ics or html");
        format->type_name("FORMAT")->transform(CLI::Validator(known_format, "", "format"));
        format->excludes("--json");
        sub->add_flag("--bodies", options->bodies, "with the text of each message");
        sub->add_flag("--summary", options->summary, "text and json: the counts alone");
    }

    void add_questions() {
        CLI::App* status = command("status", "how things stand, and whom to ring");
        auto standing = choose<StatusOptions>(status);
        status->add_flag("--overdue", standing->overdue,
                         "all that is overdue, each with whom to ring");
        status->add_flag("--failed", standing->failed, "the letters that failed, likewise")
            ->excludes("--overdue");
        add_language(status, standing->language);
        CLI::App* why = command("why", "why an obligation, a message or a silence is as it is");
        auto options = choose<WhyOptions>(why);
        why->add_option("what", options->what,
                        "campaign.duty.occurrence.unit, or a message: its number or its key")
            ->required();
        why->add_option("--on", options->on,
                        "why anybody, or nobody, was told of the obligation on this day");
        add_language(why, options->language);
        add_account("indicators", "how far a plan's targets are reached", "campaign");
        add_account("eligibility", "which units may be put up for what, and why not", "campaign");
        add_account("record", "how a unit has kept its deadlines", "unit");
    }

    static void add_language(CLI::App* sub, std::string& language) {
        sub->add_option("--lang", language, "vi or en; default: the daemon's")
            ->check(CLI::IsMember({"vi", "en"}));
    }

    void add_account(const std::string& what, const std::string& does, const std::string& about) {
        CLI::App* sub = command(what, does);
        auto options = choose<AccountOptions>(sub);
        options->what = what;
        sub->add_option(about, options->id, "its id")->required();
        add_language(sub, options->language);
    }

    std::shared_ptr<ActOptions> act(CLI::App* sub, const std::string& verb,
                                    const std::string& target) {
        auto options = choose<ActOptions>(sub);
        options->verb = verb;
        if (!target.empty()) {
            sub->add_option(target, options->target,
                            target == "phase"      ? "campaign.phase"
                            : target == "campaign" ? "its id"
                            : target == "message"  ? "its number: `status --failed` lists them"
                                                   : "campaign.duty.occurrence.unit")
                ->required();
        }
        sub->add_option("--by", options->by, "who decides; default: your login name");
        sub->add_option("--reason", options->reason,
                        verb == "accept"   ? "why; optional"
                        : verb == "submit" ? "without a letter: how it was received"
                                           : "why; required, and kept in the journal");
        return options;
    }

    void add_acts() {
        const std::string id = "obligation";
        CLI::App* submit = command("submit", "record a submission");
        auto submission = act(submit, "submit", id);
        submit->add_option("--document", submission->document,
                           "number and symbol of the unit's letter; with --dated and --signer");
        submit->add_option("--dated", submission->dated, "the date the letter bears");
        submit->add_option("--signer", submission->signer, "who signed the letter");
        submit->add_option("--arrived", submission->arrived, "registered arrival; default: today");
        submit->add_option("--figure", submission->figures,
                           "INDICATOR=NUMBER, a target or an actual value; may be repeated");
        act(command("accept", "accept a submission"), "accept", id);
        CLI::App* give_back = command("return", "return a submission for rework");
        give_back->add_option("--due", act(give_back, "return", id)->due, "new last day");
        add_extensions();
        CLI::App* waive = command("waive", "free a unit of an obligation");
        add_approver(waive, act(waive, "waive", id));
        act(command(
                "reopen",
                "take back the last step: an acceptance, waiver or submission recorded by mistake"),
            "reopen", id);
        add_event();
        add_suspensions();
        add_organisation_acts();
        act(command("retry", "have a message tried again that failed"), "retry", "message");
        act(command("discard", "say that what a failed message was to tell is settled otherwise"),
            "discard", "message");
        act(command("pause", "stop all sending"), "pause", "");
        act(command("resume", "go on sending"), "resume", "");
        CLI::App* phase =
            app_.add_subcommand("phase", "open, close, skip, hold or release a phase by hand");
        phase->require_subcommand(1);
        const std::pair<const char*, const char*> verbs[] = {
            {"open", "open it before its date, or again"},
            {"close", "close it though something is unsettled"},
            {"skip", "withdraw its obligations"},
            {"hold", "tell nobody about its obligations until it is released"},
            {"release", "go on telling"},
        };
        for (const auto& [verb, does] : verbs) {
            act(command(*phase, verb, does), std::string("phase ") + verb, "phase");
        }
    }

    static void add_approver(CLI::App* sub, const std::shared_ptr<ActOptions>& options) {
        sub->add_option("--approver", options->approver, "who granted it; required");
    }

    void add_extensions() {
        const std::string id = "obligation";
        CLI::App* extend = command("extend", "grant a later day");
        auto granted = act(extend, "extend", id);
        extend->add_option("--due", granted->due,
                           "new last day; default: the one the unit asks for");
        add_approver(extend, granted);
        CLI::App* request = command("request", "record that the unit asks for a later day");
        auto asked = act(request, "request", id);
        request->add_option("--to", asked->to, "the last day it asks for")->required();
        request->add_option("--document", asked->document,
                            "number and symbol of the unit's letter");
        act(command("decline", "decline what the unit asks for"), "decline", id);
    }

    void add_suspensions() {
        CLI::App* suspend =
            command("suspend", "force majeure: tell nothing about some units for some days");
        auto asked = act(suspend, "suspend", "campaign");
        add_units(suspend, asked);
        suspend->add_option("--from", asked->from, "first day")->required();
        suspend->add_option("--to", asked->to, "last day")->required();
        add_approver(suspend, asked);
        CLI::App* unsuspend = command("unsuspend", "end a suspension early");
        add_units(unsuspend, act(unsuspend, "unsuspend", "campaign"));
    }

    static void add_units(CLI::App* sub, const std::shared_ptr<ActOptions>& options) {
        sub->add_option("--units", options->units, "ids of the units, with commas between")
            ->delimiter(',')
            ->required();
    }

    void add_event() {
        CLI::App* event = command("event", "say on which day an event of a plan takes place");
        auto dated = act(event, "event", "campaign");
        event->add_option("event", dated->event, "its id in the campaign")->required();
        event->add_option("--date", dated->date, "the day")->required();
    }

    void add_apply() {
        CLI::App* sub = command("apply",
                                "have the daemon read its configuration again, after "
                                "showing what that changes");
        auto options = choose<ApplyOptions>(sub);
        sub->add_flag("--yes", options->yes, "apply it without asking");
        sub->add_option("--by", options->by, "who applies it; default: your login name");
    }

    void add_audit() {
        using What = AuditOptions::What;
        CLI::App* audit = app_.add_subcommand(
            "audit", "prove what the journal holds; reads the store's file, no daemon need run");
        audit->require_subcommand(1);
        CLI::App* verify = command(
            *audit, "verify", "that no row was changed, lost or added; names the first that was");
        verify->add_option("--head", add_auditing(verify, What::verify, "both")->heads,
                           "a line that `audit head` printed earlier, or its HASH:ROW: also that "
                           "nothing up to it was cut off; may be repeated");
        CLI::App* head =
            command(*audit, "head",
                    "the journal's last row and its hash in one line, to be kept elsewhere");
        add_auditing(head, What::head, {});
        CLI::App* proof =
            command(*audit, "proof", "everything the journal holds about one obligation");
        auto proven = add_auditing(proof, What::proof, "the configuration's");
        proof->add_option("obligation", proven->obligation, "campaign.duty.occurrence.unit")
            ->required();
        proof->add_flag("--texts", proven->texts, "with the text of each message");
        proof->add_option("--format", proven->format, "text or json; default: text")
            ->check(CLI::IsMember({"text", "json"}))
            ->excludes("--json");
    }

    // `language` is what it speaks unless told otherwise; empty: it says nothing in words.
    std::shared_ptr<AuditOptions> add_auditing(CLI::App* sub, AuditOptions::What what,
                                               const std::string& language) {
        auto options = choose<AuditOptions>(sub);
        options->what = what;
        sub->add_option("--store", options->store,
                        "a copy of a store (daemon/store/README.md says how to make one); default: "
                        "the state directory's");
        if (!language.empty())
            sub->add_option("--lang", options->language, "vi or en; default: " + language)
                ->check(CLI::IsMember({"vi", "en"}));
        return options;
    }

    void add_organisation_acts() {
        CLI::App* remind = command("remind", "remind the contact of a unit at once");
        auto reminding = act(remind, "remind", "obligation");
        remind
            ->add_option("--as", reminding->as,
                         "on behalf of which unit: the coordinator, or the lead of the cluster")
            ->required();
        remind->add_flag("--again", reminding->again,
                         "though a reminder was asked for today already");
        CLI::App* give = command("hand-over", "have another unit owe what one unit still owes");
        auto given = act(give, "hand-over", "obligation");
        give->get_option("obligation")->description("the obligation, or with --unit the campaign");
        give->add_option("--unit", given->unit, "all that this unit still owes in the campaign");
        give->add_option("--to", given->to_unit, "id of the unit that takes it over")->required();
        CLI::App* confirm =
            command("confirm-contact", "say that a unit's contact is still the right one");
        auto options = choose<ActOptions>(confirm);
        options->verb = "confirm-contact";
        confirm->add_option("unit", options->target, "its id in the organisation")->required();
        confirm->add_option("--by", options->by, "who confirms; default: your login name");
    }

    void add_workday() {
        CLI::App* sub = command("workday", "is a day a working day, and which is the Nth from it");
        auto options = std::make_shared<WorkdayOptions>();
        sub->add_option("date", options->date, "30/01/2017 or 2017-01-30")->required();
        CLI::Option* count =
            sub->add_option("count", options->count, "N working days after it, −N before");
        count->check(CLI::Range(-5000, 5000));
        sub->callback([this, options, count] {
            options->counted = count->count() > 0;
            asked_.what = *options;
        });
    }

    // The three words of a virtual clock make one value.
    bool add_year(ServeOptions& options) {
        if (year_from_.empty() && year_to_.empty()) {
            if (options.events.empty() && !options.exit_at_end && !pace_seconds_) return true;
            return usage(
                "--pace, --events and --exit go with a virtual clock; add --virtual-from and "
                "--virtual-to");
        }
        const auto days = given_days("--virtual-from", year_from_, "--virtual-to", year_to_);
        if (!days) return usage(days.error().text.c_str());
        const std::chrono::duration<double> pace(pace_seconds_.value_or(pace_default));
        options.year = {days->first, days->last,
                        std::chrono::duration_cast<std::chrono::milliseconds>(pace)};
        return true;
    }

    // Makes of the word the number that the option is read from; what is wrong, or "".
    static std::string known_format(std::string& word) {
        using enum ForecastFormat;
        const std::map<std::string, ForecastFormat> formats{
            {"text", text}, {"json", json}, {"csv", csv}, {"ics", ics}, {"html", html}};
        const auto found = formats.find(CLI::detail::to_lower(word));
        if (found == formats.end())
            return "«" + word + "» is none; write text, json, csv, ics or html";
        word = std::to_string(static_cast<int>(found->second));
        return {};
    }

    static bool usage(const char* text) {
        std::fprintf(stderr, "dondoc: %s\n", text);
        return false;
    }

    CLI::App app_;
    Asked asked_{{}, StatusOptions{}};
    std::string year_from_, year_to_;
    std::optional<double> pace_seconds_;
};

}  // namespace

std::variant<Asked, int> parse_command_line(int argc, const char* const* argv) {
    return Words().parse(argc, argv);
}

}  // namespace dondoc
