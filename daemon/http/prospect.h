// What an officer wants to know of an obligation at a glance: what happens next, by itself or by
// whom, and whom to call.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "daemon/http/vantage.h"
#include "workflows/campaign.h"
#include "workflows/obligation.h"
#include "workflows/phase.h"

namespace dondoc {

struct Prospect {
    std::string words;  // «nhắc đầu mối đơn vị», «chờ duyệt»; "" if nothing is expected any more
    std::string rung;   // rung id, if it is a rung that comes next
    std::optional<Instant> at;  // when the daemon acts; empty: it waits for a person
};

// `definition` may be nullptr: the campaign is not configured any more. Rungs of days on which the
// unit is suspended tell nobody and are not what comes next.
Prospect prospect(const Definition* definition, const Obligation&, Language,
                  const std::vector<DateSpan>& suspended = {});

// The day on which its plan is issued, if that is known.
std::optional<Date> issued_on(const Definition*);

// The suspensions of an obligation's unit.
struct Suspended {
    std::vector<DateSpan> days;
    std::optional<SuspensionRecord> now;  // the one that today lies in, while something is owed
};
Suspended suspended_now(const Sight&, const Obligation&);

// «quá hạn 03 ngày làm việc»; «tạm dừng đến hết ngày 20/9/2017» while its unit is suspended.
std::string standing_of(const Sight&, const Definition*, const Obligation&, const Suspended&);

// Whether what was handed in, and stands, came late, as the unit's record judges it.
bool came_late(const Sight&, const Obligation&);

// Who answers for the unit today: its contact, else its head, else the unit itself; the first that
// has a telephone. For an upward duty the contact is the coordinator.
struct Callee {
    std::string name;   // with title, or the unit's
    std::string phone;  // "" if nobody has one
};
Callee whom_to_call(const Definition* definition, const Organisation&, const Obligation&,
                    Date today);

// «Bệnh viện Đa khoa huyện Bảo Thắng»; the id if the organisation does not know it.
std::string unit_name(const Sight&, const std::string& unit);
std::string person_name(const Organisation&, const std::string& person);
// «Bản đăng ký thi đua năm 2017»; the duty's id if the definition does not know it.
std::string deliverable_of(const Definition* definition, const Obligation&);
// With the day of its event put in; nothing if the definition does not know it.
std::optional<Deadline> deadline_of(const Sight&, const Definition*, const ObligationId&);
// What this time of a recurring duty is about.
std::optional<Period> period_of(const Definition*, const ObligationId&);

std::string campaign_state_name(CampaignState, Language);

}  // namespace dondoc
