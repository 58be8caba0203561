#include "daemon/service/serve.h"

#include <algorithm>
#include <atomic>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <thread>
#include <utility>

#include <fmt/format.h>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>

#include "config/configuration.h"
#include "daemon/http/api.h"
#include "daemon/http/front.h"
#include "daemon/http/metrics.h"
#include "daemon/loop/configuration_record.h"
#include "daemon/loop/timeline.h"
#include "daemon/service/ahead.h"
#include "daemon/service/clock.h"
#include "daemon/service/couriers.h"
#include "daemon/service/exposure.h"
#include "daemon/service/inbox.h"
#include "daemon/service/log.h"
#include "daemon/service/opening.h"
#include "daemon/service/pacemaker.h"
#include "daemon/service/reload.h"
#include "daemon/service/report_folder.h"
#include "daemon/service/service_manager.h"
#include "daemon/service/standing_log.h"
#include "daemon/service/startup.h"
#include "daemon/web/pages.h"
#include "daemon/web/unit_links.h"

namespace dondoc {

namespace {

namespace asio = boost::asio;
using namespace std::chrono_literals;

constexpr auto stop_time_max = 4s;   // for the door and a delivery that is still on its way
constexpr auto liveness_limit = 2s;  // the loop comes round within this

// Everything one running daemon is made of, in the order the parts depend on each other.
class Service {
public:
    Service(const ServeOptions& options, Ground ground)
        : options_(options),
          ground_(std::move(ground)),
          in_force_(std::make_shared<const InForce>(ground_.configuration)),
          definitions_(ground_.configuration.campaigns),
          letters_(ground_.configuration, definitions_, ground_.composer, ground_.links),
          year_(options.year
                    ? std::make_unique<VirtualClock>(loop_context_, span_of(ground_, *options.year))
                    : nullptr),
          real_(loop_context_, ground_.clock),
          clock_(year_ ? static_cast<Clock&>(*year_) : real_),
          timeline_(definitions_, *ground_.configuration.zone, ground_.configuration.language,
                    [](const std::string& line) { std::puts(line.c_str()); }),
          couriers_(std::move(ground_.channels), loop_context_,
                    [this](Delivery delivery) { arrived(std::move(delivery)); }),
          loop_(
              *ground_.store, definitions_, letters_, loop_settings(ground_, year_ != nullptr),
              [this](Consignment consignment) { couriers_.send(std::move(consignment)); },
              [this](const Step& step) { watch(step); }),
          pacemaker_(loop_context_, loop_, clock_, year_.get(), [this] { year_is_over(); }),
          inbox_(loop_context_, [this](const Command& command) { return execute(command); }),
          reports_(
              loop_context_, [this] { return maildir_of(ground_.configuration, year_ != nullptr); },
              [this](const Command& command) { return execute(command); }),
          reload_(reload_needs()),
          ahead_({ground_.state.store(), [this] { return in_force_.get(); },
                  [this] { return clock_.now(); }, [this] { return !stopping_.load(); }}),
          signals_(loop_context_, SIGTERM, SIGINT, SIGHUP),
          watchdog_(loop_context_),
          last_call_(loop_context_) {}

    ~Service() {
        if (stopper_.joinable()) stopper_.join();
        if (reloader_.joinable()) reloader_.join();
    }

    Result<int> run();

private:
    Reload::Needs reload_needs();
    Done open_door();
    void listen_to_signals();
    void feed_watchdog();

    Answer execute(const Command&);
    void arrived(Delivery);
    void watch(const Step&);
    ApplyAnswer replace(Replacement);
    void hang_up();
    void reloaded(bool in_force);
    void year_is_over();

    void stop();
    void leave();
    void record_outcomes();
    std::optional<Standstill> standstill();

    const ServeOptions& options_;
    Ground ground_;
    // What the loop's thread goes by are ground_ and definitions_; all others read in_force_.
    NowInForce in_force_;
    Definitions definitions_;
    const Letters letters_;
    asio::io_context loop_context_{1};  // of the main thread
    const std::unique_ptr<VirtualClock> year_;
    RealClock real_;
    Clock& clock_;
    Timeline timeline_;
    const std::shared_ptr<Metrics> metrics_ = std::make_shared<Metrics>();
    Couriers couriers_;
    Loop loop_;
    Pacemaker pacemaker_;
    Inbox inbox_;
    ReportWatch reports_;
    Reload reload_;
    Ahead ahead_;
    std::unique_ptr<Front> front_;
    asio::signal_set signals_;
    asio::steady_timer watchdog_;
    asio::steady_timer last_call_;
    std::thread stopper_;
    std::thread reloader_;  // while a SIGHUP is carried out
    bool reloading_ = false;
    bool reload_again_ = false;  // another SIGHUP came meanwhile
    std::atomic<bool> stopping_ = false;
};

Reload::Needs Service::reload_needs() {
    return {options_.config,
            options_.state_directory,
            ground_.state.store(),
            [this] { return in_force_.get(); },
            [this] { return clock_.now(); },
            [this](Replacement next) {
                ApplyAnswer answer = Busy{Busy::With::loop};
                inbox_.run([&] { answer = replace(std::move(next)); }, execute_time_max);
                return answer;
            },
            [this] { return !stopping_.load(); }};
}

Done Service::open_door() {
    if (auto may = may_listen(ground_.configuration, ground_.store->read(), clock_.now()); !may)
        return may;
    auto token = ground_.state.write_token();
    if (!token) return token.error();
    Vantage::Needs needs{
        [this] { return clock_.now(); },
        [file = ground_.state.store()] { return Reader::open(file); },
        [this](Command command, std::chrono::milliseconds limit) {
            return inbox_.ask(std::move(command), limit);
        },
        [this] { return inbox_.responds(liveness_limit); },
        [this] { return standstill(); },
        [](std::string_view line) { log(LogLevel::error, line); },
        [this] { return in_force_.get(); },
        [this] { return reload_.preview(); },
        [this](const std::string& fingerprint, const std::string& by) {
            auto answer = reload_.apply(fingerprint, by);
            log_answer(answer, by);
            return answer;
        },
        [file = ground_.state.store()] { return Store::copy_of(file); },
        TokenHash::of(*token),
        monotonic_time,
        year_ != nullptr,
        metrics_,
        [this] { return year_ && !year_->at_end(); },
        [this] { return ahead_.look(); },
        ground_.links,
        KeptFiles(ground_.state.files()),
    };
    Router router([](std::string_view line) { log(LogLevel::error, line); });
    const auto vantage = std::make_shared<Vantage>(std::move(needs));
    add_api(router, vantage);
    add_pages(router, vantage);
    const auto& its = ground_.configuration;
    auto front = Front::start({.address = its.http.address,
                               .port = its.http.port,
                               .at_once = {"/healthz"},
                               .upload_max = upload_max(its.links)},
                              std::move(router));
    if (!front) return front.error();
    front_ = *std::move(front);
    return ground_.state.write_address(front_->url());
}

Result<int> Service::run() {
    listen_to_signals();
    if (auto minded = loop_.mind_clock(clock_.jump(), clock_.now()); !minded) return minded.error();
    if (auto paused =
            pause_if_put_back(*ground_.store, ground_.configuration.language, clock_.now());
        !paused)
        return paused.error();
    if (auto applied = loop_.apply_definitions(clock_.now()); !applied) return applied.error();
    if (auto recorded = record_configuration(*ground_.store, nullptr, ground_.configuration,
                                             "dondoc", clock_.now());
        !recorded)
        return recorded.error();
    if (auto opened = open_door(); !opened) return opened.error();
    log(LogLevel::info, fmt::format("dondoc {} serves {} campaigns at {}", DONDOC_VERSION,
                                    definitions_.all().size(), front_->url()));
    if (year_) std::printf("%s\n", front_->url().c_str());
    notify_ready("serving at " + front_->url());
    feed_watchdog();
    pacemaker_.turn_soon();
    reports_.look();
    loop_context_.run();
    return 0;
}

void Service::listen_to_signals() {
    signals_.async_wait([this](const boost::system::error_code& failed, int signal) {
        if (failed) return;
        if (signal != SIGHUP) return stop();
        hang_up();
        listen_to_signals();
    });
}

// Reading and looking ahead take their time, so SIGHUP has a thread of its own meanwhile.
void Service::hang_up() {
    if (stopping_) return;
    if (reloading_) {
        reload_again_ = true;
        return;
    }
    reloading_ = true;
    log(LogLevel::info, "SIGHUP: reading the configuration again");
    notify_reloading(monotonic_time());
    if (reloader_.joinable()) reloader_.join();
    reloader_ = std::thread([this] {
        const std::string by = "SIGHUP";
        const auto tell = [now = in_force_.get()](const Preview& preview) {
            log(LogLevel::info, difference_text(preview.difference, preview.file, now->zone(),
                                                now->configuration.language));
        };
        const auto answer = reload_.reload(by, tell);
        log_answer(answer, by);
        const bool in_force = std::holds_alternative<Reconfigured>(answer);
        asio::post(loop_context_, [this, in_force] { reloaded(in_force); });
    });
}

void Service::reloaded(bool in_force) {
    reloading_ = false;
    notify_ready("serving at " + front_->url() +
                 (in_force ? "" : "; a changed configuration was refused, see the log"));
    if (std::exchange(reload_again_, false)) hang_up();
}

// On the loop's thread, between two of its turns.
ApplyAnswer Service::replace(Replacement next) {
    if (in_force_.get()->configuration.fingerprint != next.supersedes) return FilesChanged{};
    bool stands = false;
    Done recorded = done;
    const auto adopt = [&] {
        stands = true;
        recorded = record_configuration(*ground_.store, &ground_.configuration,
                                        next.in_force->configuration, next.by, clock_.now());
        ground_.configuration = next.in_force->configuration;
        definitions_ = next.in_force->definitions;
        ground_.composer = std::move(next.composer);
        couriers_.use(std::move(next.channels));
        loop_.speak(ground_.configuration.language);
        in_force_.set(next.in_force);
    };
    const auto changed =
        loop_.change_definitions(next.in_force->definitions, next.by, clock_.now(), adopt);
    pacemaker_.turn_soon();
    // What is in force is in force; the next start writes down what is missing here.
    if (!recorded) log(LogLevel::error, recorded.error().text);
    if (changed) return Reconfigured{};
    if (!stands) return changed.error();
    log(LogLevel::error, changed.error().text);
    return Reconfigured{};
}

// Fed while the loop comes round and its store answers.
void Service::feed_watchdog() {
    const auto interval = watchdog_interval();
    if (!interval) return;
    const auto answers = ground_.store->read().daemon_state();
    if (answers) {
        notify_watchdog();
    } else {
        log(LogLevel::error, answers.error().text);
    }
    watchdog_.expires_after(*interval);
    watchdog_.async_wait([this](const boost::system::error_code& failed) {
        if (!failed) feed_watchdog();
    });
}

Answer Service::execute(const Command& command) {
    // What confirms the clock is recorded at the time that it confirms.
    const bool confirms = !year_ && std::holds_alternative<ConfirmClock>(command.what);
    if (confirms) (void)loop_.mind_clock(clock_.jump(), clock_.now());
    Answer answer = loop_.execute(command, confirms ? RealClock::wall() : clock_.now());
    if (confirms && std::holds_alternative<Carried>(answer)) real_.confirm();
    pacemaker_.turn_soon();
    return answer;
}

// From any thread of the front.
std::optional<Standstill> Service::standstill() {
    std::optional<Standstill> now;
    inbox_.run([&] { now = loop_.standstill(); }, liveness_limit);
    return now;
}

void Service::arrived(Delivery delivery) {
    loop_.record(std::move(delivery));
    pacemaker_.turn_soon();
}

void Service::watch(const Step& step) {
    metrics_->observe(step);
    if (year_) timeline_.tell(step);
    log_standing(step);
}

void Service::year_is_over() {
    const auto report = sending_report(ground_.store->read(), *ground_.configuration.organisation,
                                       ground_.configuration.language);
    std::printf("\n%s", report ? report->c_str() : report.error().text.c_str());
    std::puts(files_of(ground_).c_str());
    std::fflush(stdout);
    if (options_.exit_at_end) stop();
}

// The door closes first, on a thread of its own: routes that wait for the loop are still answered.
void Service::stop() {
    if (stopping_.exchange(true)) return;
    log(LogLevel::info, "stopping");
    notify_stopping();
    pacemaker_.stop();
    reports_.stop();
    couriers_.stop();
    stopper_ = std::thread([this] {
        front_->stop();
        couriers_.wait();
        if (reloader_.joinable()) reloader_.join();
        asio::post(loop_context_, [this] { leave(); });
    });
    last_call_.expires_after(stop_time_max);
    last_call_.async_wait([this](const boost::system::error_code& failed) {
        if (failed) return;
        log(LogLevel::warning,
            "not everything ended in time: a delivery on its way is repeated with the same id at "
            "the next start; a configuration that was being read is not in force");
        record_outcomes();
        std::_Exit(0);
    });
}

// Outcomes were posted before this, so all of them are here; what was not tried stays in the
// outbox.
void Service::leave() {
    record_outcomes();
    loop_context_.stop();
}

void Service::record_outcomes() {
    if (auto recorded = loop_.commit_deliveries(clock_.now()); !recorded) {
        log(LogLevel::error, recorded.error().text);
    }
}

}  // namespace

int serve(const ServeOptions& options) {
    auto ground = prepare(options);
    if (!ground) {
        log(LogLevel::error, "dondoc cannot start:\n" + ground.error().text);
        return 1;
    }
    // Whoever reads the timeline through a pipe sees it as it happens.
    if (options.year) std::setvbuf(stdout, nullptr, _IOLBF, 0);
    Service service(options, *std::move(ground));
    const auto ended = service.run();
    if (!ended) log(LogLevel::error, ended.error().text);
    return ended ? *ended : 1;
}

}  // namespace dondoc
