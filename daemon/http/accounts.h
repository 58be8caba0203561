// The accounts that people ask for when a campaign is weighed: how far its targets are reached, who
// may be put up for what, and how a unit has kept its deadlines. Gathered here from the store, for
// the API and the pages alike; the arithmetic is that of workflows/.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "daemon/http/vantage.h"
#include "workflows/eligibility.h"
#include "workflows/progress.h"
#include "workflows/record.h"

namespace dondoc {

// These two speak of the definition's own indicators and gates, and live as long as it does.
Result<std::vector<IndicatorProgress>> progress_of(const Sight&, const Definition&);
Result<std::vector<JudgedUnit>> eligibility_of(const Sight&, const Definition&);

// How many working days late what was handed in, and stands, came; nothing: it is on time, by the
// same judgement as the record's.
Result<std::optional<int>> late_by(const Sight&, const Obligation&);

// Of all obligations the unit ever had, in all campaigns that whoever asks may see, by last
// permitted day.
Result<std::vector<RecordLine>> record_of(const Sight&, const std::string& unit);
// What came to the unit from others, in the same order: their record of it, not the unit's.
Result<std::vector<TakenOver>> taken_over_by(const Sight&, const std::string& unit);

// ---- words that the API and the pages share

// «> 80%», «từ 1-1,5 trở lên», «18.8»: comparator, number as the plan writes it, unit.
std::string target_words(const Indicator&, Language);
// «85,5%»: a number of the indicator.
std::string value_words(const Indicator&, const Decimal&, Language);
std::string indicator_level_name(IndicatorLevel, Language);
std::string verdict_name(Verdict, Language);
// «đơn vị: 02 đạt, 01 chưa đạt, 03 chưa rõ», «cộng các đơn vị 21: chưa đạt»
std::string progress_words(const IndicatorProgress&, Language);
// What a gate stands before: «danh hiệu thi đua», «khen thưởng cấp tỉnh», «giai đoạn “Khen
// thưởng”».
std::string blocked_words(const Campaign&, const Gate&, Language);
}  // namespace dondoc
