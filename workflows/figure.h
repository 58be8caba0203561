// The numbers that units hand in with their submissions: the targets they set themselves, and what
// they reached (chỉ tiêu đăng ký, kết quả). The plan says what a duty takes:
// - a duty in an indicator's `reviewed_in` reports actual values of it;
// - a duty that lists it in `registers`, or that lists nothing and stands in a registration phase,
//   sets targets for it;
// - any other duty takes no number of it.
#pragma once

#include <optional>
#include <string_view>
#include <variant>
#include <vector>

#include "workflows/campaign.h"
#include "workflows/event.h"
#include "workflows/obligation.h"

namespace dondoc {

// A number that stands: its submission was not returned, and its obligation not withdrawn.
struct Reported {
    ObligationId obligation;
    Figure figure;
    Date arrived;               // registered arrival of the submission
    std::optional<Date> due{};  // last permitted day of the obligation; empty: undated
};

std::string_view to_string(FigureRole);

// What a number of the indicator would be in this duty; nothing if it takes none.
std::optional<FigureRole> role_in(const Campaign&, const Duty&, const Indicator&);

// Whether those who owe the duty have a number of the indicator to give. A target of each unit is
// not the issuer's to report. The one number of the department or the province is the issuer's if
// one of its own duties names the indicator in this role; else units report their part of it.
bool gives(const Campaign&, const Duty&, const Indicator&, FigureRole);

// The numbers read, in the order given; or why one of them is not taken.
std::variant<std::vector<Figure>, Refusal> read_figures(const Campaign&, const Duty&,
                                                        const std::vector<GivenFigure>&, Language);

}  // namespace dondoc
