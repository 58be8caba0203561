#include "daemon/service/couriers.h"

#include <condition_variable>
#include <deque>
#include <thread>
#include <utility>

#include <pthread.h>
#include <boost/asio/post.hpp>

namespace dondoc {

// One channel: what waits for it, and a thread for each of its connections.
class Couriers::Lane {
public:
    Lane(std::vector<std::unique_ptr<Channel>> connections, std::chrono::milliseconds idle_time_max,
         std::function<void(Delivery)> arrive)
        : connections_(std::move(connections)),
          idle_time_max_(idle_time_max),
          arrive_(std::move(arrive)),
          threads_left_(connections_.size()) {
        for (const auto& connection : connections_)
            threads_.emplace_back([this, &connection] { carry_by(*connection); });
    }
    ~Lane() {
        stop();
        wait();
    }

    void send(Consignment consignment) {
        const std::lock_guard lock(mutex_);
        waiting_.push_back(std::move(consignment));
        news_.notify_all();
    }
    // Nothing more will be sent: its threads end with what waits.
    void close() {
        const std::lock_guard lock(mutex_);
        closed_ = true;
        news_.notify_all();
    }
    void stop() {
        const std::lock_guard lock(mutex_);
        stopped_ = true;
        news_.notify_all();
    }
    bool over() {
        const std::lock_guard lock(mutex_);
        return threads_left_ == 0;
    }
    void wait() {
        for (std::thread& thread : threads_)
            if (thread.joinable()) thread.join();
    }

private:
    void carry_by(Channel& channel);
    bool carried_by_others(const Outcome&, std::size_t got_through_before) const;

    const std::vector<std::unique_ptr<Channel>> connections_;
    const std::chrono::milliseconds idle_time_max_;
    const std::function<void(Delivery)> arrive_;
    std::mutex mutex_;  // of all that follows
    std::condition_variable news_;
    std::deque<Consignment> waiting_;
    std::size_t busy_ = 0;           // connections that carry something
    std::size_t standing_back_ = 0;  // connections that leave this burst to others
    std::size_t burst_ = 1;          // counts how often all was delivered
    std::size_t got_through_ = 0;    // outcomes that say the other side takes something
    bool closed_ = false, stopped_ = false;
    std::size_t threads_left_;
    std::vector<std::thread> threads_;
};

// The other side may take fewer connections than there are: what this one could not bring it while
// others get through is theirs to bring, and says nothing about the channel. One is always left, so
// a channel that takes nothing at all is known by its outcome.
bool Couriers::Lane::carried_by_others(const Outcome& outcome,
                                       std::size_t got_through_before) const {
    const auto* later = std::get_if<RetryLater>(&outcome);
    return later && later->for_all && standing_back_ + 1 < threads_left_ &&
           (busy_ > 0 || got_through_ != got_through_before);
}

void Couriers::Lane::carry_by(Channel& channel) {
    pthread_setname_np(pthread_self(), "courier");
    std::size_t left_to_others = 0;  // the burst
    bool rested = true;
    std::unique_lock lock(mutex_);
    const auto called = [&] {
        return stopped_ || (waiting_.empty() ? closed_ : left_to_others != burst_);
    };
    while (true) {
        if (rested) {
            news_.wait(lock, called);
        } else if (!news_.wait_for(lock, idle_time_max_, called)) {
            lock.unlock();
            channel.rest();
            rested = true;
            lock.lock();
            continue;
        }
        if (stopped_ || waiting_.empty()) break;
        Consignment consignment = std::move(waiting_.front());
        waiting_.pop_front();
        ++busy_;
        const std::size_t got_through_before = got_through_;
        lock.unlock();
        Outcome outcome = channel.send(consignment.parcel);
        rested = false;
        lock.lock();
        --busy_;
        if (carried_by_others(outcome, got_through_before)) {
            left_to_others = burst_;
            ++standing_back_;
            waiting_.push_front(std::move(consignment));
            news_.notify_all();
            continue;
        }
        const auto* later = std::get_if<RetryLater>(&outcome);
        if (!later || !later->for_all) ++got_through_;
        arrive_({std::move(consignment.message), std::move(outcome)});
        if (busy_ == 0 && waiting_.empty()) {
            ++burst_;
            standing_back_ = 0;
            if (closed_) news_.notify_all();  // who stood back may end
        }
    }
    --threads_left_;
}

Couriers::Couriers(Channels channels, boost::asio::io_context& loop,
                   std::function<void(Delivery)> arrived, std::chrono::milliseconds idle_time_max)
    : loop_(loop),
      arrived_(std::move(arrived)),
      idle_time_max_(idle_time_max),
      lanes_(lanes_for(std::move(channels))) {}

Couriers::~Couriers() {
    stop();
    wait();
}

std::map<std::string, std::unique_ptr<Couriers::Lane>> Couriers::lanes_for(Channels channels) {
    std::map<std::string, std::unique_ptr<Lane>> lanes;
    for (auto& [id, connections] : channels)
        lanes[id] =
            std::make_unique<Lane>(std::move(connections), idle_time_max_,
                                   [this](Delivery delivery) { arrive(std::move(delivery)); });
    return lanes;
}

void Couriers::arrive(Delivery delivery) {
    boost::asio::post(
        loop_, [this, delivery = std::move(delivery)]() mutable { arrived_(std::move(delivery)); });
}

void Couriers::send(Consignment consignment) {
    const std::lock_guard lock(mutex_);
    if (stopped_) return;
    const auto lane = lanes_.find(consignment.channel);
    if (lane != lanes_.end()) return lane->second->send(std::move(consignment));
    // The configuration may have dropped a channel that an older message was made for.
    arrive({std::move(consignment.message), Rejected{"no_channel"}});
}

void Couriers::use(Channels channels) {
    auto lanes = lanes_for(std::move(channels));
    const std::lock_guard lock(mutex_);
    if (stopped_) return;
    std::erase_if(former_, [](const auto& lane) { return lane->over(); });
    for (auto& [id, lane] : std::exchange(lanes_, std::move(lanes))) {
        lane->close();
        former_.push_back(std::move(lane));
    }
}

void Couriers::stop() {
    const std::lock_guard lock(mutex_);
    stopped_ = true;
    for (const auto& [id, lane] : lanes_)
        lane->stop();
    for (const auto& lane : former_)
        lane->stop();
}

// Once stopped, no lane comes or goes.
void Couriers::wait() {
    for (const auto& [id, lane] : lanes_)
        lane->wait();
    for (const auto& lane : former_)
        lane->wait();
}

}  // namespace dondoc
