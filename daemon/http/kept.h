// Escalations that do not leave because a person holds them, or because a person must release them
// first.
#pragma once

#include <string>
#include <vector>

#include "daemon/http/vantage.h"
#include "workflows/obligation.h"

namespace dondoc {

struct KeptEscalation {
    Obligation obligation;
    std::string words;  // «giữ thư báo quá hạn: …», «chờ đồng ý gửi lãnh đạo phụ trách (bậc +3)»
};

// By last permitted day: what is held, and what would have left by now. Of a deadline further ahead
// than this nothing waits yet.
Result<std::vector<KeptEscalation>> kept_escalations(const Sight&);
inline constexpr std::chrono::days release_seen_ahead{30};

// Held, or with a rung ahead that needs a release.
bool can_be_released(const Sight&, const Obligation&);

}  // namespace dondoc
