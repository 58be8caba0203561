// What a digest says, gathered from definitions and store as they stand when it leaves. Part of
// Letters; see letters.h.
#pragma once

#include <optional>
#include <string>

#include "daemon/loop/definitions.h"
#include "daemon/store/reader.h"
#include "notifiers/letter.h"

namespace dondoc {

// The item that tells a person of the campaigns that they coordinate today. Nothing: there is none
// to tell of.
Result<std::optional<LetterItem>> digest_item(const Reader&, const Definitions&,
                                              const NoticeRecord&, Instant now, Language);

// One time that a duty is owed, without the units, of an obligation that the definition names.
Bulletin::Due time_owed(const Definition&, const Obligation&, const EventDates&);

}  // namespace dondoc
