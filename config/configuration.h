// The whole configuration, read and checked. Reading never stops at the first fault: all of them
// are reported together, each with file, line, column and what to do.
#pragma once

#include <chrono>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "notifiers/channels.h"
#include "notifiers/compose.h"
#include "notifiers/mail.h"
#include "workflows/campaign.h"

namespace dondoc {

enum class Severity {
    warning,  // doubtful; never stops a start
    error,    // cannot be understood
};

// What a warning is about, so that it can be put before whoever settles it.
enum class Topic {
    other,        // of the files themselves, or of the plan's period
    people,       // a role that nobody holds, a person who cannot be written to
    conflict,     // the plan does not agree with itself
    target,       // that nobody can reach
    collating,    // too little time between the units' deadline and the upward one
    day_off,      // a deadline on a day that is not worked
    calendar,     // a year that is not confirmed
    undated,      // a duty, or how often it is owed
    recipients,   // duties that name none
    legal_basis,  // ends inside the period
    quote,        // of the plan is missing
};
// "conflict", "day_off"
std::string_view to_string(Topic);

struct Diagnostic {
    Severity severity;
    std::string file;   // as the user would name it: relative to the main file's folder
    unsigned line = 0;  // 1-based; 0: the file as a whole
    unsigned column = 0;
    std::string text;  // "what is wrong; what to do"
    Topic topic = Topic::other;

    // `file:line:column: error: text`
    std::string str() const;
};

struct ChannelSettings {
    std::string id;  // "mail"
    Transport transport;
    Mailbox from;  // what the recipient sees
    // Files of secrets, by key ("password_file"); read at start. A relative name means the systemd
    // credentials folder if there is one, else the main file's folder.
    std::map<std::string, std::string> secret_files;
    int per_minute = 0;   // messages; 0: as fast as it goes
    int connections = 1;  // how many messages are brought at once
};

// How messages leave, whatever they say; no plan depends on it.
struct DeliveryRules {
    std::chrono::hours fallback_after{2};  // a channel takes nothing so long: by the next one
    int per_minute = 0;          // messages by all channels together; 0: as fast as it goes
    int per_person_per_day = 0;  // messages; 0: any number
};

struct HttpSettings {
    std::string address = "127.0.0.1";
    int port = 8480;                             // 0: any free one
    bool open_reading = true;                    // on the daemon's own machine, without a token
    std::vector<std::string> trusted_proxies{};  // IP addresses that say for whom they ask
};

// The pages that units come to by a link in their letters.
struct LinkSettings {
    std::string public_url{};  // where units reach the daemon, without a slash at its end; empty:
                               // letters bring no links
    int valid_days = 90;       // from the letter's day on
    int file_mb_max = 5;       // of a file that is handed in; 0: none is taken
};

struct Configuration {
    std::filesystem::path file;  // the main file
    std::filesystem::path state_directory;
    HttpSettings http;
    LinkSettings links;
    Language language = Language::vi;
    std::filesystem::path bounces;  // a Maildir of reports of letters that came back; may be empty
    std::string rehearsal;          // every message goes to this address; empty: off
    std::string base_url;           // its host may be asked for by name; may be empty
    int go_ahead_above = 50;  // so many messages leave after a downtime unasked; 0: any number
    std::shared_ptr<const Organisation> organisation;
    std::shared_ptr<const WorkCalendar> calendar;
    std::optional<Zone> zone;               // always there once read
    std::vector<ChannelSettings> channels;  // in the order of the file
    DeliveryRules delivery;
    TemplateTexts templates;
    std::vector<std::shared_ptr<const Definition>> campaigns;  // by id
    std::string fingerprint;  // SHA-256 in hex of all the texts it was read from
    std::map<std::string, std::string> campaign_files;  // by id, as diagnostics name them
};

struct Reading {
    std::optional<Configuration> configuration;  // empty if any diagnostic is an error
    std::vector<Diagnostic> diagnostics;         // by file, line, column
};

// Reads the main file and all it names. Touches nothing but files; knows no clock. A state
// directory given here takes the place of the file's; the spool's relative directory lies in it.
Reading read_configuration(const std::filesystem::path& main_file,
                           const std::filesystem::path& state_directory = {});

}  // namespace dondoc
