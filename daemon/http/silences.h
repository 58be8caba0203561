// Silences as the API and the pages show them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "daemon/http/vantage.h"

namespace dondoc {

// «đến hết ngày 14/6/2017, người đặt tccb: lãnh đạo đi công tác (đợt giữ thư số 2, đơn vị …)»
std::string silence_words(const SilenceRecord&, Language);

// Those that run today.
Result<std::vector<SilenceRecord>> running_silences(const Sight&);
// One of them each: «Giữ thư nhắc đến hết ngày …».
Result<std::vector<std::string>> silences_in_words(const Sight&);

// Those that cover an obligation and last to `since` or longer; without it whenever they ran.
Result<std::vector<SilenceRecord>> silences_of(const Sight&, const ObligationId&,
                                               std::optional<Date> since = {});
// Those that run today, in words; "" if none does.
std::string silenced_now(const Sight&, const Obligation&);

// «giữ thư nhắc đến hết ngày …», as it was first said; and its early end.
std::string silenced_fact(const SilenceRecord&, Language);
std::string silence_ended_fact(const SilenceRecord&, Language);

}  // namespace dondoc
