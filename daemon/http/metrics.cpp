#include "daemon/http/metrics.h"

#include <algorithm>
#include <utility>

#include <prometheus/counter.h>
#include <prometheus/histogram.h>
#include <prometheus/metric_family.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

#include "daemon/http/api_routes.h"
#include "daemon/http/asked.h"

namespace dondoc {

namespace {

using prometheus::MetricFamily;
using prometheus::MetricType;

// From a letter that leaves in the minute its window opens to one that waited for days.
const prometheus::Histogram::BucketBoundaries lag_seconds{0.1, 1,    5,     15,    60,
                                                          300, 1800, 14400, 86400, 432000};

// Few and known: the server's own words would make a series each.
std::string reason_of(const DeliveryFailed& failed) {
    if (failed.unknown) return "reply_lost";
    if (failed.given_up) return "given_up";
    const bool code =
        failed.why.find_first_not_of("abcdefghijklmnopqrstuvwxyz_") == std::string::npos;
    return code && !failed.why.empty() ? failed.why : "refused";
}

std::string reason_of(const DeliveryDelayed& delayed) {
    if (delayed.unknown) return "reply_lost";
    return delayed.why.starts_with("configuration:") ? "configuration" : "not_now";
}

double seconds_of(Instant moment) {
    return std::chrono::duration<double>(moment.time_since_epoch()).count();
}

// Gauges of this moment, one family after another.
class Gauges {
public:
    void say(const std::string& name, const std::string& help, double value) {
        family(name, help);
        add({}, value);
    }
    void family(const std::string& name, const std::string& help) {
        families_.push_back({name, help, MetricType::Gauge, {}});
    }
    // To the family named last.
    void add(std::vector<prometheus::ClientMetric::Label> labels, double value) {
        prometheus::ClientMetric metric;
        metric.label = std::move(labels);
        metric.gauge.value = value;
        families_.back().metric.push_back(std::move(metric));
    }
    std::vector<MetricFamily> take() { return std::move(families_); }

private:
    std::vector<MetricFamily> families_;
};

Done add_obligations(const Sight& sight, Gauges& gauges) {
    const auto counters = sight.reader.counters(sight.today, sight.filter().soon);
    if (!counters) return counters.error();
    const auto number = [](std::int64_t count) { return static_cast<double>(count); };
    gauges.say("dondoc_obligations_overdue", "Obligations past their last permitted day.",
               number(counters->overdue));
    gauges.say("dondoc_obligations_due_soon",
               "Obligations whose last working day is today or within three working days.",
               number(counters->due_soon));
    gauges.say("dondoc_obligations_submitted", "Submitted and waiting for acceptance.",
               number(counters->submitted));
    gauges.say("dondoc_extension_requests", "Requests for an extension without an answer.",
               number(counters->requested));
    gauges.say("dondoc_messages_failed",
               "What a person must look at: messages that failed, notices that found nobody, rows "
               "set aside.",
               number(counters->failed));
    gauges.say("dondoc_messages_retrying", "Messages that failed and are tried again.",
               number(counters->retrying));
    return done;
}

Done add_queue(const Sight& sight, Gauges& gauges) {
    const auto queues = sight.reader.queues(sight.now);
    if (!queues) return queues.error();
    const auto down = sight.reader.channels_down();
    if (!down) return down.error();
    gauges.family("dondoc_queue_messages",
                  "Messages whose moment has come and that have not left.");
    for (const Queue& queue : *queues)
        gauges.add({{"channel", queue.channel}}, static_cast<double>(queue.messages));
    gauges.family("dondoc_queue_oldest_seconds",
                  "For how long the first of them could have left by now.");
    for (const Queue& queue : *queues)
        gauges.add({{"channel", queue.channel}}, seconds_of(sight.now) - seconds_of(queue.oldest));
    gauges.family("dondoc_channel_up", "0 while a channel takes nothing.");
    for (const ChannelSettings& channel : sight.configuration().channels) {
        const bool closed =
            std::ranges::find(*down, channel.id, &DownChannel::channel) != down->end();
        gauges.add({{"channel", channel.id}}, closed ? 0 : 1);
    }
    return done;
}

Done add_daemon(const Sight& sight, Gauges& gauges) {
    const auto state = sight.reader.daemon_state();
    if (!state) return state.error();
    const auto next = sight.reader.next_moment();
    if (!next) return next.error();
    const Vantage::Needs& needs = sight.vantage.needs();
    gauges.family("dondoc_build_info", "Always 1; the version is a label.");
    gauges.add({{"version", DONDOC_VERSION}}, 1);
    gauges.say("dondoc_sending_paused", "1 while a person has paused all sending.", state->paused);
    gauges.say("dondoc_clock_doubted", "1 while the clock is not believed and nothing is sent.",
               state->clock.has_value());
    gauges.say("dondoc_go_ahead_awaited", "1 while what a downtime held back waits for a go-ahead.",
               state->catch_up && state->catch_up->held);
    gauges.say("dondoc_store_standstill", "1 while the disk takes nothing.",
               needs.standstill().has_value());
    gauges.say("dondoc_loop_alive", "1 if the loop comes round in time.", needs.loop_alive());
    gauges.say("dondoc_loop_late_seconds", "How long the next decision has been due by now.",
               *next && **next < sight.now ? seconds_of(sight.now) - seconds_of(**next) : 0);
    int last = 0;
    int last_confirmed = 0;
    for (const CalendarYear& year : sight.calendar().years()) {
        last = std::max(last, year.year);
        if (year.confirmed) last_confirmed = std::max(last_confirmed, year.year);
    }
    gauges.say("dondoc_calendar_last_year", "Last year the calendar of working days knows.", last);
    gauges.say("dondoc_calendar_last_confirmed_year",
               "Last year of it whose days off were announced.", last_confirmed);
    return done;
}

}  // namespace

struct Metrics::Counts {
    prometheus::Registry registry;
    prometheus::Family<prometheus::Histogram>& lag =
        prometheus::BuildHistogram()
            .Name("dondoc_message_lag_seconds")
            .Help("From the planned moment of a message to its acceptance by the channel.")
            .Register(registry);
    prometheus::Family<prometheus::Counter>& failures =
        prometheus::BuildCounter()
            .Name("dondoc_delivery_failures_total")
            .Help(
                "Tries that failed; reason not_now, configuration and reply_lost are tried "
                "again.")
            .Register(registry);

    void fail(const std::string& channel, const std::string& reason) {
        failures.Add({{"channel", channel}, {"reason", reason}}).Increment();
    }
};

Metrics::Metrics() : counts_(std::make_unique<Counts>()) {}
Metrics::~Metrics() = default;

void Metrics::observe(const Step& step) {
    for (const Change& change : step.changes) {
        if (change.subject.kind != Subject::Kind::message) continue;
        const auto key = read_message_key(change.subject.id);
        if (!key) continue;
        for (const Event& event : change.events) {
            if (std::holds_alternative<DeliverySucceeded>(event)) {
                const double lag = seconds_of(step.at) - seconds_of(key->moment);
                counts_->lag.Add({{"channel", key->channel}}, lag_seconds).Observe(lag);
            } else if (const auto* failed = std::get_if<DeliveryFailed>(&event)) {
                counts_->fail(key->channel, reason_of(*failed));
            } else if (const auto* delayed = std::get_if<DeliveryDelayed>(&event)) {
                counts_->fail(key->channel, reason_of(*delayed));
            } else if (std::holds_alternative<MessageBounced>(event)) {
                counts_->fail(key->channel, "came_back");
            }
        }
    }
}

Result<std::string> Metrics::text(const Sight& sight) const {
    Gauges gauges;
    for (const auto add : {add_obligations, add_queue, add_daemon})
        if (auto added = add(sight, gauges); !added) return added.error();
    std::vector<MetricFamily> families = counts_->registry.Collect();
    std::ranges::move(gauges.take(), std::back_inserter(families));
    return prometheus::TextSerializer().Serialize(families);
}

void add_metric_route(Router& router, const std::shared_ptr<Vantage>& vantage) {
    const auto look = [](const Sight& sight, const Request& request) -> Result<Response> {
        if (auto known = knows_query(request, {}, sight.language); !known)
            return problem(400, known.error().text);
        auto text = sight.vantage.needs().metrics->text(sight);
        if (!text) return text.error();
        Response response = text_response(*std::move(text));
        response.content_type = "text/plain; version=0.0.4; charset=utf-8";
        return response;
    };
    router.get("/metrics", reading_route(vantage, look));
}

}  // namespace dondoc
