#include <cstdio>

#include <fmt/format.h>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include "config/configuration.h"
#include "daemon/cli/command_line.h"
#include "daemon/service/startup.h"
#include "workflows/explain.h"

namespace dondoc {

namespace {

void print(Date date, const WorkCalendar& calendar, const CommonOptions& common,
           Language language) {
    const Day day = calendar.describe(date);
    if (common.json) {
        const boost::json::object line{
            {"date", iso_date(date)},
            {"working", day.working},
            {"why", day_words(date, day, language)},
            {"confirmed", day.confirmed},
        };
        std::puts(boost::json::serialize(line).c_str());
        return;
    }
    std::puts(fmt::format("{}  {}", iso_date(date), day_words(date, day, language)).c_str());
}

}  // namespace

int run_workday(const CommonOptions& common, const WorkdayOptions& options) {
    const auto date = parse_iso_date(options.date);
    if (!date) {
        std::fprintf(stderr, "dondoc: «%s» is not a day; write it like 2017-01-30\n",
                     options.date.c_str());
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
