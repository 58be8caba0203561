// Silences, as they were set and ended.
#include "daemon/store/reader.h"
#include "daemon/store/sqlite.h"

namespace dondoc {

namespace {

SilenceRecord read_silence(Statement& row) {
    SilenceRecord s;
    s.silence.number = row.number();
    s.silence.scope.campaign = row.text();
    s.silence.scope.duty = row.text();
    s.silence.scope.units = ids_in(row.text());
    s.silence.days.first = row.date();
    s.silence.days.last = row.date();
    s.silence.reason = row.text();
    s.given_to = row.date();
    s.by = row.text();
    s.at = row.instant();
    s.ended = row.maybe_instant();
    s.ended_by = row.text();
    s.ended_reason = row.text();
    return s;
}

}  // namespace

Result<std::vector<SilenceRecord>> Reader::silences(std::optional<Date> since) const {
    auto statement = database_->prepare(
        "SELECT number, campaign, duty, units, first_day, last_day, reason, given_to, set_by, "
        "set_at, ended_at, ended_by, ended_reason FROM silences WHERE last_day >= $1 "
        "ORDER BY number");
    auto rows = all_rows(statement.bind(since.value_or(Date::min())), read_silence);
    if (!rows) return rows.error().within("read silences");
    return rows;
}

}  // namespace dondoc
