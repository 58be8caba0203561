#include "tests/daemon/loop/office.h"

#include <algorithm>
#include <cstdlib>
#include <set>
#include <utility>

#include <sodium.h>

#include "daemon/store/words.h"
#include "workflows/check.h"

namespace dondoc::loop_test {

namespace {

constexpr int turns_max = 100000;  // a loop that never comes to rest is a failure, not a hang
constexpr auto down_for = std::chrono::seconds(10);      // until somebody starts what has died
constexpr int tries_with_faults = 3;                     // then somebody sees to the disk
constexpr auto retries_after = std::chrono::seconds(5);  // as the service does

// `dang-ky.bv-da-khoa` of an obligation, `dang-ky` of a duty; other campaigns by their full names.
std::string short_name(const Subject& about) {
    const std::string& id = about.id;
    if (!id.starts_with(campaign_id + '.')) return id;
    const auto parsed = ObligationId::parse(id);
    return parsed ? parsed->duty + '.' + parsed->unit : id.substr(campaign_id.size() + 1);
}

std::string_view state_name(NoticeState state) {
    switch (state) {
        case NoticeState::queued: return "queued";
        case NoticeState::retrying: return "retrying";
        case NoticeState::sent: return "sent";
        case NoticeState::failed: return "failed";
        case NoticeState::suppressed: return "suppressed";
        case NoticeState::passed_over: return "passed over";
    }
    CHECK(false);
}

}  // namespace

Folder::Folder() {
    std::string name = (std::filesystem::temp_directory_path() / "dondoc-loop-XXXXXX").string();
    CHECK(mkdtemp(name.data()) != nullptr);
    path_ = name;
}

Folder::~Folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

std::string said(const Answer& answer) {
    if (std::holds_alternative<Carried>(answer)) return "carried";
    if (const auto* refusal = std::get_if<Refusal>(&answer)) return "refused " + refusal->code;
    if (std::holds_alternative<NotFound>(answer)) return "not found";
    return std::get<Error>(answer).text;
}

Office::Office(const World& world) : Office(world, must(Store::in_memory())) {}
Office::Office(const World& world, const std::filesystem::path& file)
    : Office(world, must(Store::open(file))) {}

Office::Office(const World& world, std::unique_ptr<Store> made) : store(std::move(made)) {
    configuration.language = Language::en;
    configuration.zone = world.definition().zone;
    configuration.channels.push_back(
        {"mail", SpoolSettings{}, {"Sở Y tế", "dondoc@so-y-te.example"}, {}});
    static const auto built_in = std::make_shared<const Composer>(must(Composer::make({})));
    composer = built_in;
    changes(world);
}

Office::Office(const Office& other, std::unique_ptr<Store> copy)
    : configuration(other.configuration),
      store(std::move(copy)),
      composer(other.composer),
      plans_(other.plans_),
      versions_(other.versions_) {}

std::unique_ptr<Office> Office::twin() const {
    std::unique_ptr<Office> made(new Office(*this, must(store->copy())));
    made->start(now);
    return made;
}

void Office::templates(const TemplateTexts& texts) {
    composer = std::make_shared<const Composer>(must(Composer::make(texts)));
}

void Office::changes(const World& world) {
    Definition definition = world.definition();
    definition.fingerprint = "v" + std::to_string(++versions_);
    const std::string id = definition.campaign.id;
    configuration.organisation = definition.organisation;
    plans_[id] = std::make_shared<const Definition>(std::move(definition));
}

void Office::drops(const std::string& campaign) {
    plans_.erase(campaign);
}

std::shared_ptr<const InForce> Office::set_up() const {
    Configuration read = configuration;
    read.campaigns.clear();
    for (const auto& [id, definition] : plans_)
        read.campaigns.push_back(definition);
    return std::make_shared<const InForce>(std::move(read));
}

Difference Office::preview() const {
    const auto next = set_up();
    return must(difference_between(*store, {*in_force_, *composer}, {*next, *composer}, now,
                                   [] { return true; }));
}

Difference Office::apply() {
    Difference told = preview();
    adopt();
    return told;
}

void Office::adopt() {
    const auto next = set_up();
    // Somebody asks again until it is done.
    for (int tries = 1; in_force_ != next; ++tries) {
        if (tries > tries_with_faults && disk_) disk_->mend();
        bool stands = false;
        const auto adopt = [&] {
            stands = true;
            configuration = next->configuration;
            *definitions = next->definitions;
        };
        (void)daemon_does<std::monostate>(
            [&] { return loop->change_definitions(next->definitions, "cli:giang", now, adopt); });
        if (stands) in_force_ = next;
        if (died()) return start(now + down_for);  // reads the files itself
        if (testing::Test::HasFailure()) return;
    }
}

void Office::start(Instant time) {
    now = time;
    for (int tries = 1; !begin() && !testing::Test::HasFailure(); ++tries) {
        if (tries > tries_with_faults) disk_->mend();
        now += down_for;
    }
}

bool Office::begin() {
    ++starts;
    loop.reset();
    to_carry_.clear();
    outcomes_.clear();
    late_.clear();
    steps.clear();
    if (disk_ && !open_store()) return false;
    in_force_ = set_up();
    configuration = in_force_->configuration;
    definitions.emplace(configuration.campaigns);
    letters_.emplace(configuration, *definitions, *composer);
    LoopSettings settings;
    settings.keep_position = true;
    settings.language = Language::en;
    settings.script = script;
    settings.on_refused = [this](const ScriptLine&, const Answer& answer) {
        refused.push_back(said(answer));
    };
    settings.on_set_aside = [this](const SetAside& event) { aside.push_back(event); };
    loop.emplace(
        *store, *definitions, *letters_, std::move(settings),
        [this](Consignment consignment) { to_carry_.push_back(std::move(consignment)); },
        [this](const Step& step) { acknowledge(step); });
    return daemon_does<std::monostate>([&] { return loop->apply_definitions(now); }).has_value();
}

bool Office::turn(Instant end) {
    if (bring_outcomes()) return true;
    if (!to_carry_.empty()) {
        const Consignment consignment = std::move(to_carry_.front());
        to_carry_.pop_front();
        deliver(consignment);
        return true;
    }
    const auto progress = daemon_does<Progress>([&] { return loop->run_once(now); });
    if (!progress) {
        died() ? start(now + down_for) : wait_until(now + retries_after);
        return !testing::Test::HasFailure();
    }
    if (progress->more) return true;
    std::optional<Instant> next = progress->next;
    if (!late_.empty()) next = std::min(next.value_or(Instant::max()), late_.begin()->first);
    if (!next || *next > end) return false;
    wait_until(*next);
    return true;
}

void Office::wait_until(Instant moment) {
    now = std::max(now, moment);
}

bool Office::bring_outcomes() {
    while (!late_.empty() && late_.begin()->first <= now) {
        outcomes_.push_back(std::move(late_.begin()->second));
        late_.erase(late_.begin());
    }
    if (outcomes_.empty()) return false;
    loop->record(std::move(outcomes_.front()));
    outcomes_.pop_front();
    return true;
}

void Office::hears(Delivery delivery) {
    outcomes_.push_back(std::move(delivery));
}

void Office::run_to(Instant end) {
    for (int turns = 0; turn(end); ++turns)
        if (turns > turns_max) {
            ADD_FAILURE() << "the loop does not come to rest at " << clock(now);
            std::abort();
        }
    now = std::max(now, end);
}

void Office::deliver(const Consignment& consignment) {
    sent_ += line_of(consignment);
    const auto message = must(store->read().message(consignment.message));
    carried.push_back({now, consignment, message->person});
    Delivery delivery{consignment.message,
                      channel ? channel(consignment) : Outcome(Sent{"250 ok"})};
    late_.emplace(now + (takes ? takes(consignment) : std::chrono::milliseconds(0)),
                  std::move(delivery));
}

std::string Office::line_of(const Consignment& consignment) const {
    const auto message = must(store->read().message(consignment.message));
    std::string line = clock(now) + "  " + message->person + (message->copy ? " (copy)" : "");
    std::string separator = "  ";
    for (const NoticeRecord& notice : must(store->read().notices_in(consignment.message))) {
        if (notice.state == NoticeState::suppressed) continue;
        line += separator + notice.rung + ' ' + short_name(notice.about);
        separator = ", ";
    }
    return line + '\n';
}

Answer Office::execute(const decltype(Command::what)& what) {
    if (!disk_) return loop->execute({what, "cli:giang"}, now);
    Answer answer = Error{"it is dead"};
    const auto done_so = daemon_does<std::monostate>([&]() -> Done {
        answer = loop->execute({what, "cli:giang"}, now);
        const auto* error = std::get_if<Error>(&answer);
        return error ? Done(*error) : Done(done);
    });
    if (!done_so && died()) start(now + down_for);
    return answer;
}

bool Office::clock_departs(const std::optional<ClockJump>& jump) {
    const auto minded = daemon_does<std::monostate>([&] { return loop->mind_clock(jump, now); });
    if (!minded && died()) start(now + down_for);
    return minded.has_value();
}

std::string Office::decide(const Decision& decision, std::string_view duty, std::string_view unit) {
    return said(execute(DecideObligation{owed_by(duty, unit), decision}));
}

std::string Office::phase(std::string_view phase, PhaseVerb verb, const std::string& reason) {
    return said(execute(DecidePhase{campaign_id, std::string(phase), verb, reason}));
}

std::string Office::event(const std::string& event, std::string_view iso,
                          const std::string& reason) {
    return said(execute(DateEvent{campaign_id, event, day(iso), reason}));
}

std::string Office::suspend(const std::vector<std::string>& units, std::string_view from,
                            std::string_view to) {
    return said(
        execute(SuspendUnits{campaign_id, {units, day(from), day(to), "lũ", "Giám đốc Sở"}}));
}

std::string Office::end_suspension(const std::vector<std::string>& units) {
    return said(execute(EndSuspension{campaign_id, units, "hết lũ"}));
}

std::string Office::pause(const std::string& reason) {
    return said(execute(PauseSending{reason}));
}

std::string Office::resume(const std::string& reason) {
    return said(execute(ResumeSending{reason}));
}

std::string Office::sent() {
    return std::exchange(sent_, "\n");
}

std::string Office::notices() const {
    std::set<std::string> lines;
    const auto add = [&](const Subject& about) {
        for (const NoticeRecord& notice : must(store->read().notices_about(about))) {
            const std::string key = notice.key.starts_with(campaign_id + '/')
                                        ? notice.key.substr(campaign_id.size() + 1)
                                        : notice.key;
            lines.insert(key + "  " + std::string(state_name(notice.state)) + "  " +
                         notice.because);
        }
    };
    for (const Obligation& obligation : must(store->read().obligations({}, page_size_max, "")).rows)
        add({Subject::Kind::obligation, obligation.id.text()});
    for (const auto& [id, definition] : plans_)
        for (const Duty& duty : definition->campaign.duties)
            add({Subject::Kind::duty, id + '.' + duty.id});
    std::string text = "\n";
    for (const std::string& line : lines)
        text += line + '\n';
    return text;
}

std::string Office::letter_to(std::string_view person) const {
    const auto last = std::find_if(carried.rbegin(), carried.rend(),
                                   [&](const Carried& each) { return each.person == person; });
    if (last == carried.rend()) return "no letter";
    return plain_text(last->consignment.parcel.bytes);
}

MessageRecord Office::message_to(std::string_view person) const {
    MessageFilter filter;
    filter.person = person;
    const auto page = must(store->read().messages(filter, 1, ""));
    CHECK(!page.rows.empty());
    return page.rows.front();
}

Obligation Office::obligation(std::string_view duty, std::string_view unit) const {
    const auto found = must(store->read().obligation(owed_by(duty, unit).text()));
    CHECK(found.has_value());
    return *found;
}

std::string fates(const Office& office, const Subject& about) {
    std::string text = "\n";
    for (const NoticeRecord& notice : must(office.store->read().notices_about(about)))
        text +=
            notice.key + "  " + std::string(to_word(notice.state)) + "  " + notice.because + '\n';
    return text;
}

void rebuilds_to_itself(const Office& office) {
    const std::string before = office.dump();
    must(office.store->rebuild());
    EXPECT_EQ(office.dump(), before);
}

std::string plain_text(const std::string& mail) {
    const std::string begin_words = "Content-Transfer-Encoding: base64\r\n\r\n";
    const auto begin = mail.find(begin_words) + begin_words.size();
    const std::string encoded = mail.substr(begin, mail.find("\r\n--", begin) - begin);
    std::string text(encoded.size(), '\0');
    std::size_t size = 0;
    CHECK(sodium_base642bin(reinterpret_cast<unsigned char*>(text.data()), text.size(),
                            encoded.data(), encoded.size(), "\r\n", &size, nullptr,
                            sodium_base64_VARIANT_ORIGINAL) == 0);
    text.resize(size);
    std::erase(text, '\r');
    return text;
}

}  // namespace dondoc::loop_test
