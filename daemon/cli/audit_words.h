// What an audit found, in sentences.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "daemon/store/audit.h"
#include "workflows/period.h"

namespace dondoc {

// «dòng 4: đã bị sửa, …»
std::string fault_words(const JournalFault&, Language);
// «bảng obligations, hàng plan.form.1.u2: …»
std::string fault_words(const ProjectionFault&, Language);

std::string_view code_of(JournalFault::What);     // "text_missing"
std::string_view code_of(ProjectionFault::What);  // "added"

// The line that is kept elsewhere: `<64 hex digits>:<row> <when, UTC>`. Without a row the number is
// 0.
std::string head_line(const JournalHead&);
// Reads HASH:ROW wherever it stands in the text, as in a mail that quotes it. The time is not read:
// the hash covers it.
std::optional<JournalHead> parse_head(std::string_view);

}  // namespace dondoc
