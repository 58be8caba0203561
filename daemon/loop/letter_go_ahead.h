// The item of a letter that asks for the go-ahead after a downtime (catch_up.h).
#pragma once

#include <optional>

#include "daemon/store/reader.h"
#include "notifiers/letter.h"
#include "workflows/campaign.h"

namespace dondoc {

// What waits for a go-ahead in the campaign; empty if nothing does any more.
Result<std::optional<LetterItem>> go_ahead_item(const Reader&, const Definition&,
                                                const NoticeRecord&, Date today);

}  // namespace dondoc
