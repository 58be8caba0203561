// What a digest to the head of units says, gathered from definitions and store as they stand when
// it leaves. Part of Letters; see letters.h.
#pragma once

#include <optional>

#include "daemon/loop/definitions.h"
#include "daemon/store/reader.h"
#include "notifiers/letter.h"

namespace dondoc {

// Nothing: nothing is overdue or due soon.
Result<std::optional<LetterItem>> head_digest_item(const Reader&, const Definitions&,
                                                   const NoticeRecord&, Instant now);

}  // namespace dondoc
