// What a command speaks of and is not there, in words: one answer for every verb.
#pragma once

#include <string>

#include "daemon/loop/command.h"
#include "workflows/wording.h"

namespace dondoc {

inline NotFound no_obligation(const std::string& id, Language language) {
    return {in_words(language, "Không có nghĩa vụ «", "There is no obligation «") + id + "»"};
}
inline NotFound no_campaign(const std::string& id, Language language) {
    return {in_words(language, "Không có kế hoạch «", "There is no campaign «") + id + "»"};
}

}  // namespace dondoc
