#include "config/written_dates.h"

#include <gtest/gtest.h>

namespace dondoc {
namespace {

Deadline by(std::string_view iso) {
    Deadline deadline;
    deadline.op = DueOperator::by;
    deadline.span = {*parse_iso_date(iso), *parse_iso_date(iso)};
    return deadline;
}

TEST(WrittenDates, AreHeldAgainstTheDeadline) {
    EXPECT_EQ(day_otherwise("chậm nhất là ngày 15/12/2026", by("2026-12-15")), "");
    EXPECT_EQ(day_otherwise("chậm nhất là ngày 16/12/2026", by("2026-12-14")), "16/12/2026");
    EXPECT_EQ(day_otherwise("ngày 2/9", by("2026-12-14")), "2/9");
}

TEST(WrittenDates, AreNoLongNumbers) {
    EXPECT_EQ(day_otherwise("ngày 27001702112110072/12/2026", by("2026-12-14")), "");
    EXPECT_EQ(day_otherwise("ngày 15/12/27001702112110072", by("2026-12-10")), "15/12");
}

}  // namespace
}  // namespace dondoc
