// What Prometheus is told, in its text format 0.0.4:
//
//   GET /metrics    by whoever may read the API
//
// Gauges are read from the store when asked for, so they are true after any restart. What happened
// to deliveries is counted from the steps that were committed, and begins at zero with the process.
#pragma once

#include <memory>

#include "daemon/http/vantage.h"
#include "daemon/store/store.h"

namespace dondoc {

class Metrics {
public:
    Metrics();
    ~Metrics();

    // Counts what this committed step says of deliveries. The loop's thread.
    void observe(const Step&);

    // All of it, as of the sight's moment. Any thread.
    Result<std::string> text(const Sight&) const;

private:
    struct Counts;
    std::unique_ptr<Counts> counts_;
};

}  // namespace dondoc
