#include <cstdio>

#include <fmt/format.h>

#include "config/configuration.h"
#include "daemon/cli/ask.h"
#include "daemon/cli/given_days.h"
#include "daemon/service/startup.h"
#include "workflows/explain.h"
#include "workflows/wording.h"

namespace dondoc {

namespace {

void print(Date date, const WorkCalendar& calendar, const CommonOptions& common,
           Language language) {
    const Day day = calendar.describe(date);
    if (common.json) {
        print_json({
            {"date", iso_date(date)},
            {"working", day.working},
            {"why", day_words(date, day, language)},
            {"confirmed", day.confirmed},
        });
        return;
    }
    std::puts(fmt::format("{}  {}", day_in_words(date, language), day_words(date, day, language))
                  .c_str());
}

}  // namespace

int run_workday(const CommonOptions& common, const WorkdayOptions& options) {
    const auto date = given_day("date", options.date);
    if (!date) {
        std::fprintf(stderr, "dondoc: %s\n", date.error().text.c_str());
        return 2;
    }
    const auto configuration = load(common.config, common.state_directory);
    if (!configuration) {
        std::fprintf(stderr, "%s\n", configuration.error().text.c_str());
        return 1;
    }
    const WorkCalendar& calendar = *configuration->calendar;
    print(*date, calendar, common, configuration->language);
    if (options.counted) {
        print(calendar.shift(*date, options.count), calendar, common, configuration->language);
    }
    return 0;
}

}  // namespace dondoc
