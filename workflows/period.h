// Stretches of the calendar that plans speak of: a week, a month, a quarter, half a year, a year;
// and the reporting periods that recurring duties are about (decree 09/2019/NĐ-CP).
#pragma once

#include <optional>
#include <string>

#include "workflows/civil.h"

namespace dondoc {

enum class Language { vi, en };

enum class Grain { day, week, month, quarter, half_year, year };

// The whole span of that grain in which a day lies; a week is an ISO week, Monday to Sunday.
DateSpan span_around(Date, Grain);

// «ngày 15/6/2017», «tuần từ ngày 06/02 đến ngày 12/02/2017», «tháng 02/2017», «quý I/2017», «6
// tháng đầu năm 2017», «năm 2017»; "15 June 2017", "the week of 6 February 2017", "February 2017",
// "the first quarter of 2017". Only its first day is looked at.
std::string span_name(Date first, Grain, Language);
// "2017-06-15", "2017-w06" (the year is that of the ISO week), "2017-02", "2017-q1", "2017-h1",
// "2017".
std::string span_id(Date first, Grain);

// What one occurrence of a recurring duty is about.
struct Period {
    DateSpan span{};
    Grain grain = Grain::month;
    // The figures that are reported (chốt số liệu): from the day after the period before was closed
    // to the day this one is closed, inclusive. Empty: the duty has no cut-off.
    std::optional<DateSpan> figures{};

    friend bool operator==(const Period&, const Period&) = default;
};

// «kỳ tháng 02/2017», of a week «tuần từ ngày …»; with a cut-off: «kỳ tháng 02/2017, số liệu từ
// ngày 15/01/2017, chốt hết ngày 14/02/2017».
std::string phrase(const Period&, Language);

}  // namespace dondoc
