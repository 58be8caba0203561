// A whole daemon but for its threads and its mail: a real store in a folder of its own, the real
// loop on a clock the test moves, a real front on a loopback port with the API and the pages. The
// plan is small: six units owe a registration before 30/01/2017 and a report by 15/6/2017; a third
// duty has no date.
#pragma once

#include <gtest/gtest.h>

#include <atomic>
#include <boost/json.hpp>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/http/front.h"
#include "daemon/http/metrics.h"
#include "daemon/http/vantage.h"
#include "daemon/loop/loop.h"
#include "daemon/service/ahead.h"

namespace dondoc {

struct ApiWorldOptions {
    int more_units = 0;                     // beyond the six, without people
    std::string rehearsal{};                // as in the configuration
    std::string base_url{};                 // likewise
    LinkSettings links{};                   // likewise; what is handed in lies in `files`
    std::function<void(Campaign&)> edit{};  // what the plan says beyond that
    std::string part{};                     // id of a campaign without duties that is a part of it
    // A shipped campaign, with the shipped organisation and calendar, in place of the small plan.
    std::string shipped{};
    std::string from = "2017-01-09 08:00";  // where the clock stands first
    bool virtual_clock = true;
    bool answers = true;  // false: the loop takes nothing up
    int late = 0;         // so many answers come too late, of what was carried out
    bool alive = true;    // its heartbeat
    std::optional<Standstill> standstill{};
    bool readable = true;            // false: the disk gives nothing
    PreviewAnswer preview = Busy{};  // what the daemon says when it is asked
    ApplyAnswer applied = Busy{};
    bool open_reading = true;
    std::vector<std::string> trusted_proxies{};
    bool congress = false;  // one more duty, ten working days after an event «be-mac»
};

struct Reply {
    int status = 0;
    std::string head;
    std::string body;

    boost::json::object object() const;    // of the body; a failed test if it is none
    std::string detail() const;            // of problem details
    std::vector<std::string> ids() const;  // of its items
    std::string next_cursor() const;       // "" for null
    std::string header(std::string_view name) const;
};

class ApiWorld {
public:
    static constexpr std::string_view token = "the-acting-token-of-this-test";

    // Stands at `from` in Hanoi, the campaign just applied.
    explicit ApiWorld(ApiWorldOptions = {});
    ~ApiWorld();
    ApiWorld(const ApiWorld&) = delete;
    ApiWorld& operator=(const ApiWorld&) = delete;

    // Everything that happens until then, "2017-02-06 09:00"; what is sent arrives at once.
    void live_until(const std::string& time);

    Reply get(std::string_view target, std::string_view headers = "");
    // The same as if it came from another machine.
    Reply get_from(const std::string& peer, std::string_view target, std::string_view headers = "");
    // With the token, as JSON.
    Reply post(std::string_view target, std::string_view body = "{}");
    Reply send(std::string_view method, std::string_view target, std::string_view headers,
               std::string_view body);

    // The bytes that answer a whole request, without a socket.
    std::string answer(const std::string& raw, const std::string& peer = "127.0.0.1") {
        if (!router_) router_.emplace(router());
        return router_->answer(raw, peer, true);
    }

    const Store& store() const { return *store_; }
    Metrics& metrics() { return *metrics_; }
    // What the daemon is asked to do, at this moment.
    Answer act(const Command& command) { return std::get<Answer>(execute(command)); }
    Done rebuild() { return store_->rebuild(); }
    void time_goes_on(std::chrono::seconds by) { uptime_ = uptime_.load() + by; }
    std::vector<std::pair<std::string, std::string>> routes() { return router().routes(); }
    std::vector<std::string> reported();
    // What was asked to be applied, a line each: "<fingerprint> by <whom>".
    const std::string& applied() const { return applied_; }
    static std::string authorization();
    std::filesystem::path files() const { return folder_ / "files"; }

private:
    void make_plan();
    void take_shipped();
    const std::shared_ptr<Vantage>& vantage();
    Router router();
    void report(std::string_view line);
    Heard execute(const Command&);
    Instant now();

    ApiWorldOptions options_;
    std::filesystem::path folder_;
    std::atomic<std::chrono::microseconds> uptime_{};
    std::recursive_mutex mutex_;  // the loop's thread is whoever holds it
    Instant now_{};
    Configuration configuration_;
    std::unique_ptr<Definitions> definitions_;
    std::unique_ptr<Composer> composer_;
    std::unique_ptr<Letters> letters_;
    std::unique_ptr<Store> store_;
    std::vector<Consignment> handed_over_;
    const std::shared_ptr<Metrics> metrics_ = std::make_shared<Metrics>();
    std::unique_ptr<Loop> loop_;
    std::shared_ptr<Ahead> ahead_;
    std::vector<std::string> reported_;
    std::string applied_;
    std::unique_ptr<Front> front_;
    std::shared_ptr<Vantage> vantage_;  // one, so that a session is known however one asks
    std::optional<Router> router_;      // of what asks without a socket
};

// "plan.dang-ky.1.bv-bao-thang"
std::string registration(const std::string& unit);

}  // namespace dondoc
