#include "workflows/ladder.h"

#include "workflows/check.h"

namespace dondoc {

std::string to_string(Audience audience) {
    switch (audience) {
        case Audience::contact: return "contact";
        case Audience::head: return "head";
        case Audience::coordinator: return "coordinator";
        case Audience::superior: return "superior";
        case Audience::director: return "director";
        case Audience::cluster_lead: return "cluster-lead";
    }
    CHECK(false);
}

std::string rung_id(std::optional<int> offset, Audience audience) {
    const std::string where =
        !offset ? "start" : (*offset > 0 ? "+" : "") + std::to_string(*offset);
    return where + "." + to_string(audience);
}

std::optional<Date> rung_day(const Rung& rung, const Term& term, const WorkCalendar& calendar) {
    if (!rung.offset) {
        const bool ahead = term.opens && *term.opens < term.last_working;
        return ahead ? term.opens : std::nullopt;
    }
    if (rung.after_deadline()) return calendar.shift(term.last_permitted, *rung.offset);
    return calendar.shift(term.last_working, *rung.offset);
}

}  // namespace dondoc
