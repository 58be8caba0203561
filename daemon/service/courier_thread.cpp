#include "daemon/service/courier_thread.h"

#include <utility>

#include <pthread.h>
#include <boost/asio/post.hpp>

namespace dondoc {

CourierThread::CourierThread(Courier courier, boost::asio::io_context& loop,
                             std::function<void(Delivery)> arrived)
    : courier_(std::move(courier)),
      loop_(loop),
      arrived_(std::move(arrived)),
      work_(context_.get_executor()),
      thread_([this] {
          pthread_setname_np(pthread_self(), "courier");
          context_.run();
      }) {}

CourierThread::~CourierThread() {
    stop();
    wait();
}

void CourierThread::send(Consignment consignment) {
    boost::asio::post(context_, [this, consignment = std::move(consignment)]() mutable {
        deliver(std::move(consignment));
    });
}

// In a shared_ptr because what is posted must be copyable.
void CourierThread::use(Channels channels) {
    const auto held = std::make_shared<Channels>(std::move(channels));
    boost::asio::post(context_, [this, held] { courier_.use(std::move(*held)); });
}

void CourierThread::deliver(Consignment&& consignment) {
    if (stopping_) return;
    Delivery delivery = courier_.deliver(consignment);
    boost::asio::post(
        loop_, [this, delivery = std::move(delivery)]() mutable { arrived_(std::move(delivery)); });
}

void CourierThread::stop() {
    stopping_ = true;
    context_.stop();
}

void CourierThread::wait() {
    if (thread_.joinable()) thread_.join();
}

}  // namespace dondoc
