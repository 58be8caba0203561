// The courier on a thread of its own: takes consignments by post and posts the outcomes back.
#pragma once

#include <atomic>
#include <functional>
#include <thread>

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>

#include "daemon/loop/courier.h"

namespace dondoc {

class CourierThread {
public:
    // `arrived` is called from `loop`'s io_context, once for each consignment that was tried.
    CourierThread(Courier, boost::asio::io_context& loop, std::function<void(Delivery)> arrived);
    ~CourierThread();  // stop()

    void send(Consignment);  // any thread
    // Any thread. What was sent before still goes by the channels before.
    void use(Channels);
    // No further consignment is begun; those left stay in the outbox for the next start.
    void stop();
    void wait();  // until the one that is being delivered has its outcome

private:
    void deliver(Consignment&&);

    Courier courier_;
    boost::asio::io_context& loop_;
    std::function<void(Delivery)> arrived_;
    boost::asio::io_context context_{1};
    boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work_;
    std::atomic<bool> stopping_ = false;
    std::thread thread_;
};

}  // namespace dondoc
