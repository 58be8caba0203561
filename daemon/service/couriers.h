// The couriers: a few threads for each channel, as many as it has connections, so that none waits
// for another. They take consignments by post, bring each to its channel and post the outcomes
// back. They decide nothing.
#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include <boost/asio/io_context.hpp>

#include "daemon/loop/courier.h"

namespace dondoc {

class Couriers {
public:
    // `arrived` is called from `loop`'s io_context, once for each consignment that was tried. A
    // connection that carried nothing for the time given is closed (Channel::rest).
    Couriers(Channels, boost::asio::io_context& loop, std::function<void(Delivery)> arrived,
             std::chrono::milliseconds idle_time_max = std::chrono::seconds{30});
    ~Couriers();  // stop()

    // Any thread may call these.
    void send(Consignment);
    // What was sent before still goes by the channels before.
    void use(Channels);
    // No further consignment is begun; those left stay in the outbox for the next start.
    void stop();
    void wait();  // until those that are being delivered have their outcomes

private:
    class Lane;
    void arrive(Delivery);
    std::map<std::string, std::unique_ptr<Lane>> lanes_for(Channels);

    boost::asio::io_context& loop_;
    const std::function<void(Delivery)> arrived_;
    const std::chrono::milliseconds idle_time_max_;
    std::mutex mutex_;  // of all that follows
    std::map<std::string, std::unique_ptr<Lane>> lanes_;
    std::vector<std::unique_ptr<Lane>> former_;  // have something left to deliver
    bool stopped_ = false;
};

}  // namespace dondoc
