#include "daemon/service/ahead.h"

#include <utility>

#include "daemon/http/vantage.h"
#include "daemon/store/store.h"

namespace dondoc {

Result<std::shared_ptr<const Forecast>> Ahead::look() {
    const std::unique_lock work(at_work_, std::try_to_lock);
    if (!work) return std::shared_ptr<const Forecast>();
    const auto reader = Reader::open(needs_.store);
    if (!reader) return reader.error();
    const auto head = (*reader)->head();
    if (!head) return head.error();
    const auto in_force = needs_.in_force();
    const Date today = in_force->zone().date_of(needs_.now());
    const bool same =
        seen_.journal == head->hash && seen_.in_force == in_force && seen_.today == today;
    if (seen_.forecast && same) return seen_.forecast;
    const auto copy = Store::copy_of(needs_.store);
    if (!copy) return copy.error();
    auto forecast = made(**copy, *in_force, today);
    if (!forecast) return forecast.error();
    seen_ = {head->hash, in_force, today, *forecast};
    return forecast;
}

Result<std::shared_ptr<const Forecast>> Ahead::made(Store& store, const InForce& in_force,
                                                    Date today) const {
    const auto composer = Composer::make(in_force.configuration.templates);
    if (!composer) return composer.error();
    ForecastOptions options;
    options.made = needs_.now();
    options.plan.from = in_force.zone().at(today, TimeOfDay{0});
    options.plan.to = in_force.zone().at(today + days_ahead, TimeOfDay{0});
    options.plan.now = options.made;
    options.go_on = needs_.go_on;
    auto seen = forecast(store, in_force.configuration, in_force.definitions, *composer, options);
    if (!seen) return seen.error();
    return std::make_shared<const Forecast>(*std::move(seen));
}

}  // namespace dondoc
