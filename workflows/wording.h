// The small pieces that sentences in two languages are made of.
#pragma once

#include <string>
#include <string_view>

#include "workflows/civil.h"

namespace dondoc {

inline std::string in_words(Language language, std::string_view vi, std::string_view en) {
    return std::string(language == Language::vi ? vi : en);
}

// «05», «18»; "5", "18": official Vietnamese writing has a zero before counts below ten.
inline std::string official_count(int count, Language language) {
    const bool zero = language == Language::vi && count >= 0 && count < 10;
    return (zero ? "0" : "") + std::to_string(count);
}

// «05 ngày làm việc», "1 working day".
inline std::string working_days_in_words(int count, Language language) {
    const std::string number = official_count(count, language);
    if (language == Language::vi) return number + " ngày làm việc";
    return number + (count == 1 ? " working day" : " working days");
}

// «28/01/2017», "2017-01-28".
inline std::string day_in_words(Date day, Language language) {
    return language == Language::vi ? official_date(day) : iso_date(day);
}

}  // namespace dondoc
