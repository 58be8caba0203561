// The command line: what the words ask for, as values. Parsing alone; the commands are in their own
// files.
#pragma once

#include <filesystem>
#include <string>
#include <variant>
#include <vector>

#include "config/configuration.h"
#include "daemon/cli/forecast_formats.h"
#include "daemon/service/serve.h"

namespace dondoc {

struct CommonOptions {
    std::filesystem::path config = "/etc/dondoc/dondoc.toml";
    std::filesystem::path state_directory;  // empty: the configuration's
    bool json = false;                      // one object a line
};

struct CheckOptions {
    bool strict = false;  // warnings count as faults
    std::string ready;    // a campaign whose readiness is asked for; empty: the files alone
    int max_per_day = 5;  // with `ready`: more messages to one person on one day are too many
};

struct RehearseOptions {
    bool from_store = false;  // forecast; else simulate, which starts empty
    std::string from;         // days; `to` is not included
    std::string to;
    std::string events;
    std::string campaign;
    ForecastFormat format = ForecastFormat::text;
    bool bodies = false;   // the text of each message
    bool summary = false;  // text and json: the counts alone
};

struct StatusOptions {
    bool overdue = false;  // list all that is overdue, and nothing else
    bool failed = false;   // likewise the letters that failed
    std::string language;  // "vi", "en"; empty: the daemon's
};

struct WhyOptions {
    std::string what;      // an obligation; or a message, by its number or its key
    std::string on;        // of an obligation: a day
    std::string language;  // "vi", "en"; empty: the daemon's
};

// A change asked of the running daemon.
struct ActOptions {
    std::string verb;    // "submit", "phase hold", "event", "suspend", "remind", "pause"
    std::string target;  // obligation id, `campaign.phase`, a campaign, or empty
    std::string event;   // of the campaign
    std::string by;      // empty: the user's login name
    std::string reason;
    std::string document;
    std::string as;        // remind: on behalf of which unit
    std::string tell;      // remind: whom above the contact
    bool again = false;    // remind: though it was done today already
    bool discard = false;  // go-ahead: drop it instead
    std::string unit;      // hand-over: whose open obligations; empty: the target is one obligation
    std::string to_unit;   // hand-over
    std::string arrived;
    std::string due;
    std::string date;
    std::string dated;
    std::string signer;
    std::string approver;
    std::string from;
    std::string to;
    std::string campaign;  // silence, and the next three
    std::string duty;
    std::string until;
    bool yes = false;  // without asking
    std::vector<std::string> units;
    std::vector<std::string> figures;  // "indicator=1,2"
};

// A question about a campaign or a unit that is answered with an account.
struct AccountOptions {
    std::string what;      // "indicators", "eligibility", "record"; "silences" of nothing
    std::string id;        // of the campaign, or the unit
    std::string language;  // "vi", "en"; empty: the daemon's
};

// The running daemon reads its configuration again.
struct ApplyOptions {
    bool yes = false;  // apply without asking
    std::string by;    // empty: the user's login name
};

// Who may ask the daemon for what.
struct AccessOptions {
    enum class Verb { create, list, revoke, password };
    Verb verb = Verb::list;
    bool user = false;  // somebody who logs in, not a token
    std::string name;
    std::string role;
    std::vector<std::string> campaigns;
    std::vector<std::string> units;
    std::string expires;
    std::string reason;
    std::string by;        // empty: the user's login name
    std::string language;  // "vi", "en"; empty: the daemon's
};

// What an auditor asks of the store's file; no daemon need run.
struct AuditOptions {
    enum class What { verify, head, proof };
    What what = What::verify;
    std::filesystem::path store;     // empty: that of the state directory
    std::vector<std::string> heads;  // verify: lines that `audit head` printed
    std::string obligation;          // proof
    bool texts = false;              // proof: with the text of each message
    std::string format = "text";     // proof: "text" or "json"
    std::string language;  // "vi", "en"; empty: both for verify, the configuration's for proof
};

// A copy of the store; no daemon need run.
struct BackupOptions {
    std::filesystem::path store;  // empty: that of the state directory
    std::filesystem::path file;   // the copy; must not be there yet
};

struct WorkdayOptions {
    std::string date;
    int count = 0;
    bool counted = false;  // a count was given
};

struct Asked {
    CommonOptions common;
    std::variant<ServeOptions, CheckOptions, RehearseOptions, StatusOptions, WhyOptions, ActOptions,
                 AccountOptions, WorkdayOptions, ApplyOptions, AuditOptions, BackupOptions,
                 AccessOptions>
        what;
};

// What was asked; or, with its text already printed, the exit status: 0 after --help and --version,
// 2 when the words are wrong.
std::variant<Asked, int> parse_command_line(int argc, const char* const* argv);

// That there is no such campaign, with the nearest one or those there are.
Error unknown_campaign(const std::string& id, const Configuration&,
                       const std::filesystem::path& file);

// ---- the commands; each returns the exit status: 0 done, 1 refused or found faults, 2 usage

int run_check(const CommonOptions&, const CheckOptions&);
// Of a configuration without errors: 0 if the campaign is ready.
int run_ready(const CommonOptions&, const CheckOptions&, const Reading&);
int run_rehearse(const CommonOptions&, const RehearseOptions&);
int run_status(const CommonOptions&, const StatusOptions&);
int run_why(const CommonOptions&, const WhyOptions&);
int run_act(const CommonOptions&, const ActOptions&);
int run_apply(const CommonOptions&, const ApplyOptions&);
int run_access(const CommonOptions&, const AccessOptions&);
int run_account(const CommonOptions&, const AccountOptions&);
int run_audit(const CommonOptions&, const AuditOptions&);
int run_backup(const CommonOptions&, const BackupOptions&);
int run_workday(const CommonOptions&, const WorkdayOptions&);

// The program: parses, runs, and returns the exit status.
int run(int argc, const char* const* argv);

}  // namespace dondoc
