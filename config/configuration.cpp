#include "config/configuration.h"

#include <algorithm>
#include <charconv>
#include <system_error>

#include <fnmatch.h>

#include "config/calendar_file.h"
#include "config/campaign_file.h"
#include "config/campaign_tree.h"
#include "config/channel_tables.h"
#include "config/fingerprint.h"
#include "config/settings_tables.h"
#include "config/state_directory.h"
#include "config/templates_folder.h"

namespace dondoc {
namespace fs = std::filesystem;
namespace {

// Everything a definition is made of, in one text; see Definition::fingerprint.
std::string rules_text(const SendingRules& rules) {
    return clock_time(rules.window.from) + " " + clock_time(rules.window.to) + " " +
           std::to_string(rules.catch_up_age_max) + " " + std::to_string(rules.return_grace) + " " +
           rules.channel + (rules.confirm_contacts ? " confirm_contacts" : "") +
           (rules.weekly_digest ? " weekly_digest" : "") +
           (rules.head_digest ? " head_digest" : "") +
           (rules.announce_escalations ? " announce_escalations" : "");
}

class MainReader {
public:
    MainReader(const fs::path& file, const fs::path& state_directory, Faults& faults)
        : faults_(faults), folder_(fs::absolute(file).parent_path()) {
        configuration_.file = fs::absolute(file);
        configuration_.state_directory = state_directory;
    }

    // With faults the configuration is incomplete.
    Configuration read();

private:
    void read_place(TableReader& main);
    void read_channel_tables(TableReader& main);
    void read_files(TableReader& main);
    void read_campaigns(TableReader& main);
    void read_template_folder(TableReader& main);
    void fault_of_template(const std::string& file, const std::string& part, std::string text);
    std::optional<Document> named_document(TableReader& main, std::string_view key);
    std::optional<Document> load(const std::string& name, const Source& source, Position at);
    std::vector<std::string> matching(const Source& source, const Mention& pattern);
    void define(const Document& document, Campaign campaign);
    // Counts a text in for Configuration::fingerprint.
    void count_in(std::string_view name, std::string_view text) {
        configuration_.fingerprint = fingerprint({configuration_.fingerprint, name, text});
    }

    Faults& faults_;
    fs::path folder_;
    Configuration configuration_;
    IdSet channel_ids_{"channel", "add a table [channel.ID] to the main file"};
    SendingRules sending_;
    std::optional<Zone> zone_;
    std::optional<Document> organisation_document_, ladders_document_, calendar_document_;
    std::optional<OrganisationFile> organisation_;
    std::optional<LaddersFile> ladders_;
    std::shared_ptr<const WorkCalendar> calendar_;
};

// A file that another one names. If it is not there, that is said where it is named.
std::optional<Document> MainReader::load(const std::string& name, const Source& source,
                                         Position at) {
    auto text = read_file(folder_ / name, file_size_max);
    if (!text) {
        source.error(at, "cannot read " + in_quotes(name) + ": " + text.error().text);
        return std::nullopt;
    }
    count_in(name, *text);
    return parse_document(name, std::move(*text), faults_);
}

std::optional<Document> MainReader::named_document(TableReader& main, std::string_view key) {
    const std::string name = main.required_text(key, std::string(key) + " = the name of its file");
    return name.empty() ? std::nullopt : load(name, main.source(), main.at(key));
}

void MainReader::read_place(TableReader& main) {
    const fs::path state = read_state_directory(main, folder_);
    if (configuration_.state_directory.empty()) {
        configuration_.state_directory = state;
    }
    configuration_.language =
        main.choice<Language>("language", {{"vi", Language::vi}, {"en", Language::en}})
            .value_or(Language::vi);
    const std::string zone = main.text_or("zone", "Asia/Ho_Chi_Minh");
    configuration_.zone = zone_ = Zone::find(zone);
    if (!zone_) {
        main.error("zone", "unknown zone " + in_quotes(zone) +
                               "; write an IANA name, as \"Asia/Ho_Chi_Minh\"");
    }
    configuration_.rehearsal = main.address("rehearsal");
    if (const auto url = main.text("base_url")) {
        configuration_.base_url = *url;
        if (!url->starts_with("https://") && !url->starts_with("http://")) {
            main.error("base_url",
                       in_quotes(*url) + " is not a web address; begin it with https://");
        }
    }
}

void MainReader::read_files(TableReader& main) {
    organisation_document_ = named_document(main, "organisation");
    if (organisation_document_) {
        organisation_ = read_organisation(*organisation_document_, channel_ids_, faults_);
        configuration_.organisation = organisation_->organisation;
    }
    ladders_document_ = named_document(main, "ladders");
    if (ladders_document_) {
        ladders_ = read_ladders(*ladders_document_, faults_);
    }
    calendar_document_ = named_document(main, "calendar");
    if (calendar_document_) {
        calendar_ = read_calendar(*calendar_document_, faults_);
        configuration_.calendar = calendar_;
    }
}

// The files a pattern stands for, by name. `*` and `?` stand for part of a file's name, not of a
// folder's.
std::vector<std::string> MainReader::matching(const Source& source, const Mention& pattern) {
    if (pattern.id.find_first_of("*?[") == std::string::npos) {
        return {pattern.id};
    }
    const fs::path below = fs::path(pattern.id).parent_path();
    const std::string names = fs::path(pattern.id).filename().string();
    std::vector<std::string> found;
    std::error_code failure;
    for (fs::directory_iterator entry(folder_ / below, failure), end; !failure && entry != end;
         entry.increment(failure)) {
        const std::string name = entry->path().filename().string();
        if (fnmatch(names.c_str(), name.c_str(), FNM_PERIOD) == 0) {
            found.push_back((below / name).string());
        }
    }
    if (found.empty()) {
        source.error(pattern.at, "no file matches " + in_quotes(pattern.id) +
                                     "; correct the pattern or put a campaign there");
    }
    std::sort(found.begin(), found.end());
    return found;
}

void MainReader::define(const Document& document, Campaign campaign) {
    if (!organisation_ || !ladders_ || !calendar_ || !zone_ || faults_.errors() > 0) {
        return;
    }
    configuration_.campaign_files.emplace(campaign.id, document.name);
    const std::string print = fingerprint(
        {document.text, organisation_document_->text, ladders_document_->text,
         calendar_document_->text, rules_text(sending_), zone_->name(), inherited_text(campaign)});
    configuration_.campaigns.push_back(std::make_shared<const Definition>(
        Definition{std::move(campaign), organisation_->organisation, calendar_, ladders_->ladders,
                   sending_, *zone_, print, sha256_of_file(calendar_document_->text)}));
}

void MainReader::read_campaigns(TableReader& main) {
    main.require("campaigns", "campaigns = [\"campaigns/*.toml\"]");
    const Source& source = main.source();
    std::vector<std::string> read;
    std::vector<Document> documents;
    bool complete = true;
    for (const Mention& pattern : main.mentions("campaigns").value_or(std::vector<Mention>{})) {
        for (const std::string& name : matching(source, pattern)) {
            if (std::find(read.begin(), read.end(), name) != read.end()) {
                continue;  // two patterns may overlap
            }
            read.push_back(name);
            if (auto document = load(name, source, pattern.at)) {
                documents.push_back(*std::move(document));
            } else {
                complete = false;
            }
        }
    }
    documents = parents_first(std::move(documents), faults_);
    CampaignFiles files({organisation_ ? &*organisation_ : nullptr,
                         organisation_document_ ? &*organisation_document_ : nullptr,
                         ladders_ ? &*ladders_ : nullptr, calendar_.get(), read_check_rules(main)},
                        {campaign_ids(documents), complete}, faults_);
    for (const Document& document : documents) {
        define(document, files.read(document));
    }
    std::sort(configuration_.campaigns.begin(), configuration_.campaigns.end(),
              [](const auto& a, const auto& b) { return a->campaign.id < b->campaign.id; });
}

void MainReader::read_template_folder(TableReader& main) {
    const auto name = main.text("templates");
    if (!name) {
        return;
    }
    std::error_code failure;
    if (!fs::is_directory(folder_ / *name, failure)) {
        main.error("templates",
                   "there is no folder " + in_quotes(*name) + "; correct the name or create it");
        return;
    }
    const std::size_t errors = faults_.errors();
    configuration_.templates = read_templates(folder_ / *name, *name, faults_);
    for (const auto& [part, words] : configuration_.templates)
        count_in(part, words);
    if (faults_.errors() != errors) {
        return;
    }
    const auto composer = Composer::make(configuration_.templates);
    if (composer) return;
    for (const auto& [part, words] : configuration_.templates) {
        const auto alone = Composer::make({{part, words}});
        if (!alone) fault_of_template(*name + "/" + part, part, alone.error().text);
    }
    if (faults_.errors() == errors) main.error("templates", composer.error().text);
}

// "template reminder.vi.txt: line 4: what is wrong", told where it is.
void MainReader::fault_of_template(const std::string& file, const std::string& part,
                                   std::string text) {
    const std::string of_part = "template " + part + ": ";
    if (text.starts_with(of_part)) text.erase(0, of_part.size());
    Position at;
    constexpr std::string_view of_line = "line ";
    if (const auto colon = text.find(": "); text.starts_with(of_line) && colon != text.npos) {
        const char* end = text.data() + colon;
        const auto read = std::from_chars(text.data() + of_line.size(), end, at.line);
        if (read.ec == std::errc() && read.ptr == end) {
            at.column = 1;
            text.erase(0, colon + 2);
        }
    }
    faults_.error(file, at, std::move(text));
}

void MainReader::read_channel_tables(TableReader& main) {
    const std::size_t errors = faults_.errors();
    configuration_.channels =
        read_channels(main, {folder_, configuration_.state_directory}, channel_ids_);
    for (const ChannelSettings& channel : configuration_.channels) {
        const auto* webhook = std::get_if<WebhookSettings>(&channel.transport);
        if (webhook) count_in("payload of " + channel.id, webhook->payload.text);
    }
    const bool mail =
        std::ranges::any_of(configuration_.channels, carries_mail, &ChannelSettings::transport);
    if (!configuration_.rehearsal.empty() && !mail && faults_.errors() == errors) {
        main.error("rehearsal",
                   "a rehearsal goes to a mail address, and no channel carries mail; add a "
                   "[channel.ID] of type \"smtp\" or \"spool\"");
    }
}

Configuration MainReader::read() {
    const std::string name = configuration_.file.filename().string();
    auto text = read_file(configuration_.file, file_size_max);
    if (!text) {
        // The whole path: which folder was meant is what has to be found out.
        faults_.error(configuration_.file.string(), {}, "cannot be read: " + text.error().text);
        return {};
    }
    count_in(name, *text);
    const auto document = parse_document(name, std::move(*text), faults_);
    if (!document) {
        return {};
    }
    TableReader main(Source(*document, faults_), document->root, "the main file");
    read_place(main);
    configuration_.http = read_http(main);
    configuration_.links = read_links(main);
    configuration_.bounces = read_bounces(main, configuration_.state_directory);
    read_channel_tables(main);
    const SendingTable sending = read_sending(main, channel_ids_);
    sending_ = sending.rules;
    configuration_.go_ahead_above = sending.go_ahead_above;
    configuration_.delivery = sending.delivery;
    read_files(main);
    read_campaigns(main);
    read_template_folder(main);
    main.finish();
    return std::move(configuration_);
}

}  // namespace

Reading read_configuration(const fs::path& main_file, const fs::path& state_directory) {
    Faults faults;
    Reading reading;
    Configuration configuration = MainReader(main_file, state_directory, faults).read();
    if (faults.errors() == 0) {
        reading.configuration = std::move(configuration);
    }
    reading.diagnostics = faults.sorted();
    return reading;
}

}  // namespace dondoc
