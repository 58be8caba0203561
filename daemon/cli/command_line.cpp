#include "daemon/cli/command_line.h"

#include <map>
#include <memory>
#include <optional>
#include <utility>

#include "daemon/cli/given_days.h"
#include "daemon/cli/words.h"

namespace dondoc {

namespace {

constexpr double pace_default = 60;  // seconds

// All commands there are; each callback says which one was asked for.
class CommandLine {
public:
    CommandLine()
        : words_(
              "Đôn đốc: runs campaigns, reminds before deadlines, escalates after them.\n"
              "Days are written 30/01/2017 or 2017-01-30.",
              "dondoc") {
        words_.app.require_subcommand(1);
        words_.app.set_version_flag("--version", "dondoc " DONDOC_VERSION);
        add_serve();
        add_check();
        add_rehearsals();
        add_questions();
        add_acts(words_);
        add_access(words_);
        add_apply();
        add_audit();
        add_backup();
        add_workday();
    }

    std::variant<Asked, int> parse(int argc, const char* const* argv) {
        try {
            words_.app.parse(argc, argv);
        } catch (const CLI::ParseError& error) {
            return words_.app.exit(error) == 0 ? 0 : 2;
        }
        if (auto* serving = std::get_if<ServeOptions>(&words_.asked.what)) {
            if (!add_year(*serving)) return 2;
            serving->config = words_.asked.common.config;
            serving->state_directory = words_.asked.common.state_directory;
        }
        return std::move(words_.asked);
    }

private:
    void add_serve() {
        CLI::App* sub = words_.command("serve", "run the daemon");
        auto options = words_.choose<ServeOptions>(sub);
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
        CLI::App* sub = words_.command("check", "read the configuration and report every fault");
        auto options = words_.choose<CheckOptions>(sub);
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
            words_.command("simulate", "a stretch of time on a virtual clock, from nothing");
        add_rehearsal(simulate, words_.choose<RehearseOptions>(simulate));
        CLI::App* forecast = words_.command("forecast", "what will be sent, from today's state");
        auto options = words_.choose<RehearseOptions>(forecast);
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
        CLI::App* status = words_.command("status", "how things stand, and whom to ring");
        auto standing = words_.choose<StatusOptions>(status);
        status->add_flag("--overdue", standing->overdue,
                         "all that is overdue, each with whom to ring");
        status->add_flag("--failed", standing->failed, "the letters that failed, likewise")
            ->excludes("--overdue");
        add_language(status, standing->language);
        CLI::App* why = words_.command("why", "why an obligation or a message is as it is");
        auto options = words_.choose<WhyOptions>(why);
        why->add_option("what", options->what,
                        "campaign.duty.occurrence.unit, or a message: its number or its key")
            ->required();
        why->add_option("--on", options->on,
                        "why anybody, or nobody, was told of the obligation on this day");
        add_language(why, options->language);
        CLI::App* silences = words_.command("silences", "those that run, and what each holds");
        auto listing = words_.choose<AccountOptions>(silences);
        listing->what = "silences";
        add_language(silences, listing->language);
        add_account("indicators", "how far a plan's targets are reached", "campaign");
        add_account("eligibility", "which units may be put up for what, and why not", "campaign");
        add_account("record", "how a unit has kept its deadlines", "unit");
    }

    void add_account(const std::string& what, const std::string& does, const std::string& about) {
        CLI::App* sub = words_.command(what, does);
        auto options = words_.choose<AccountOptions>(sub);
        options->what = what;
        sub->add_option(about, options->id, "its id")->required();
        add_language(sub, options->language);
    }

    void add_apply() {
        CLI::App* sub = words_.command("apply",
                                       "have the daemon read its configuration again, after "
                                       "showing what that changes");
        auto options = words_.choose<ApplyOptions>(sub);
        sub->add_flag("--yes", options->yes, "apply it without asking");
        sub->add_option("--by", options->by, "who applies it; default: your login name");
    }

    void add_backup() {
        CLI::App* sub = words_.command(
            "backup",
            "copy the store, beside the running daemon or without one, and prove the copy whole; "
            "also puts such a copy back (daemon/store/README.md)");
        auto options = words_.choose<BackupOptions>(sub);
        sub->add_option("file", options->file, "the copy; nothing is ever overwritten")->required();
        sub->add_option("--store", options->store,
                        "what to copy; default: the state directory's store");
    }

    void add_audit() {
        using What = AuditOptions::What;
        CLI::App* audit = words_.app.add_subcommand(
            "audit", "prove what the journal holds; reads the store's file, no daemon need run");
        audit->require_subcommand(1);
        CLI::App* verify = words_.command(
            *audit, "verify", "that no row was changed, lost or added; names the first that was");
        verify->add_option("--head", add_auditing(verify, What::verify, "both")->heads,
                           "a line that `audit head` printed earlier, or its HASH:ROW: also that "
                           "nothing up to it was cut off; may be repeated");
        CLI::App* head =
            words_.command(*audit, "head",
                           "the journal's last row and its hash in one line, to be kept elsewhere");
        add_auditing(head, What::head, {});
        CLI::App* proof =
            words_.command(*audit, "proof", "everything the journal holds about one obligation");
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
        auto options = words_.choose<AuditOptions>(sub);
        options->what = what;
        sub->add_option("--store", options->store,
                        "a copy of a store (daemon/store/README.md says how to make one); default: "
                        "the state directory's");
        if (!language.empty())
            sub->add_option("--lang", options->language, "vi or en; default: " + language)
                ->check(CLI::IsMember({"vi", "en"}));
        return options;
    }

    void add_workday() {
        CLI::App* sub =
            words_.command("workday", "is a day a working day, and which is the Nth from it");
        auto options = std::make_shared<WorkdayOptions>();
        sub->add_option("date", options->date, "30/01/2017 or 2017-01-30")->required();
        CLI::Option* count =
            sub->add_option("count", options->count, "N working days after it, −N before");
        count->check(CLI::Range(-5000, 5000));
        sub->callback([this, options, count] {
            options->counted = count->count() > 0;
            words_.asked.what = *options;
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

    Words words_;
    std::string year_from_, year_to_;
    std::optional<double> pace_seconds_;
};

}  // namespace

std::variant<Asked, int> parse_command_line(int argc, const char* const* argv) {
    return CommandLine().parse(argc, argv);
}

}  // namespace dondoc
