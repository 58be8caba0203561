// A folder of message templates that take the place of the built-in ones.
#pragma once

#include "config/table_reader.h"
#include "notifiers/compose.h"

namespace dondoc {

// Reads the files `<name>.<vi|en>.<subject|txt|html>`; others, as a README, are left alone. Faults
// of a file stand under its own name, `shown` being the folder's.
TemplateTexts read_templates(const std::filesystem::path& folder, const std::string& shown,
                             Faults&);

}  // namespace dondoc
