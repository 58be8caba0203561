// Reasons in sentences, for officers and auditors.
#pragma once

#include <optional>
#include <string>

#include "workflows/campaign.h"
#include "workflows/event.h"
#include "workflows/obligation.h"

namespace dondoc {

// Why this notice was told: «bậc −5: 05 ngày làm việc trước ngày làm việc cuối 25/01/2017».
std::string explain(const Obligation&, const NoticeFellDue&, Language);
// A reason code of an event ("overtaken") in words.
std::string explain_code(std::string_view code, Language);
// How the deadline of an obligation that is asked about came to have passed: «quá hạn khi nhập»,
// «thời hạn dời về ngày đã qua». Of one that is not asked about: empty. `issued` is the day on
// which the plan is, if it says so.
std::string asking_words(const Obligation&, std::optional<Date> issued, Language);
// How an obligation stands on a day: «quá hạn 03 ngày làm việc», «còn 05 ngày làm việc».
std::string standing(const Definition&, const Obligation&, Date today, Language);
// What a day is: «thứ Hai, ngày làm việc», «thứ Sáu, nghỉ bù: Giỗ Tổ Hùng Vương (lịch chưa công
// bố)».
std::string day_words(Date, const Day&, Language);
// «tạm dừng đến hết ngày 20/9/2017», of a day that the suspension covers.
std::string suspended_words(const DateSpan&, Language);
// The names on a day of units whose ids are separated by spaces, separated by commas.
std::string unit_names(const Organisation&, std::string_view ids, Date);
std::string state_name(ObligationState, Language);
std::string phase_state_name(PhaseState, Language);
std::string audience_name(Audience, Language);

}  // namespace dondoc
