// The pieces of a letter that follow a rule rather than a taste: counts, moments, lists of days,
// the deadline. Templates put them into sentences. The Vietnamese follows decree 30/2020/NĐ-CP.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "notifiers/letter.h"
#include "workflows/civil.h"
#include "workflows/deadline.h"
#include "workflows/obligation.h"

namespace dondoc {

// «05», «18»; "5", "18".
std::string count_words(int count, Language);
// «05 ngày làm việc»; "1 working day".
std::string working_days_words(int count, Language);

// «15/6/2017»; "15 June 2017".
std::string date_words(Date, Language);
// «thứ Năm 15/6/2017»; "Thursday 15 June 2017".
std::string weekday_date_words(Date, Language);
// «07 giờ 30 phút ngày 08/6/2017»; "07:30 on 8 June 2017".
std::string moment_in(Date, TimeOfDay, Language);

// In order, each day once, the year where it changes: «01/6, 08/6, 13/6 và 14/6/2017».
std::string day_list(std::vector<Date>, Language);
// For tables: «01/6, 08/6, 13/6», with the year only if it is not `year`.
std::string short_day_list(std::vector<Date>, int year, Language);

// The deadline as the plan words it, then the weekday, then what one must know to keep it: the last
// permitted day if it is another than the one named, the last working day if that day is not
// worked, the obligation's own day, and that the calendar is not announced yet. A month or a year
// stays a month or a year: no day is made up for it, but where the plan's words stand for every
// year or month, the one that is meant is named: «hàng năm (năm 2018)».
std::string deadline_words(const Deadline&, const std::optional<Term>&,
                           const std::optional<OwnDay>&, Language);
// Nothing if the plan's day holds.
std::optional<OwnDay> own_day_of(const Obligation&);
// For tables: «được gia hạn đến 20/6/2017», «phải gửi lại chậm nhất 22/6/2017».
std::string own_day_words(const OwnDay&, Language);

// The state of the time on the letter's day: «còn 05 ngày làm việc», «hạn cuối là hôm nay», «quá
// hạn 01 ngày làm việc», «chưa định ngày».
std::string time_words(const LetterItem&, Date day, Language);
bool is_late(const LetterItem&, Date day);

// What a deliverable is called on second mention: «báo cáo», «đăng ký», «hồ sơ», «tờ trình», else
// «văn bản».
std::string thing_words(const std::string& deliverable, Language);

// A deliverable with the year it is owed for, «… (của năm 2016)»; unchanged if it names that year
// itself or `cycle` is 0.
std::string with_cycle(const std::string& deliverable, int cycle, Language);

// «Kế hoạch “Công tác thi đua, khen thưởng năm 2017”»; a title that calls itself a plan or an
// official letter stays as it is.
std::string plan_words(const std::string& campaign_title, Language);

// The document a letter rests on, as official letters cite it: «Kế hoạch số 315/KH-SYT ngày
// 20/11/2026 của Sở Y tế A (“Phong trào …”; phần “…”)»; what is not known is left out.
std::string basis_words(const LetterItem&, Language);

// «đồng chí Giám đốc Trần Văn A vắng mặt từ ngày 01/6/2017 đến hết ngày 09/6/2017»; without days if
// they are not known.
std::string absence_words(const std::string& who, const std::optional<DateSpan>& days, Language);

// «Giám đốc Bệnh viện Đa khoa huyện A»; a title that names the unit already stays as it is.
std::string post_words(const std::string& title, const std::string& unit, Language);

}  // namespace dondoc
