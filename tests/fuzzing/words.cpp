// The small readers: days, instants, numbers, ids, and the days that a plan's own words name.
#include "config/deadline_entry.h"
#include "config/written_dates.h"
#include "daemon/cli/given_days.h"
#include "daemon/store/encoding.h"
#include "notifiers/text.h"
#include "tests/fuzzing/target.h"
#include "workflows/indicator.h"
#include "workflows/obligation.h"
#include "workflows/zone.h"

namespace dondoc::fuzzing {
namespace {

void read_days(std::string_view text) {
    if (const auto date = parse_iso_date(text))
        demand(iso_date(*date) == text, "a day is written as it was read", text);
    if (const auto date = given_day(text)) {
        demand(given_day(iso_date(*date)) == *date, "a day that was given is read again", text);
        if (year_of(*date) >= 1000)  // letters write no zeros before a year
            demand(given_day(official_date(*date)) == *date, "likewise as letters write it", text);
    }
    if (const auto span = parse_span(text))
        demand(span->first.first <= span->first.last, "a span does not end first", text);
}

void read_instant(std::string_view text) {
    static const Zone hanoi = *Zone::find("Asia/Ho_Chi_Minh");
    const auto instant = parse_rfc3339(text);
    if (!instant) return;
    demand(parse_rfc3339(utc_text(*instant)) == *instant, "an instant is read again", text);
    demand(parse_rfc3339(hanoi.rfc3339(*instant)) == *instant, "likewise in its zone", text);
}

void read_number(std::string_view text) {
    const auto number = parse_decimal(text);
    if (!number) return;
    const std::string written = to_text(*number, DecimalMark::comma);
    demand(parse_decimal(written) == *number, "a number is read again", text);
    demand(to_text(*parse_decimal(written), DecimalMark::point) ==
               to_text(*number, DecimalMark::point),
           "with all its decimals", text);
}

// Days that stand in words are quoted as they stand there.
void read_words(std::string_view text) {
    const Date day = *parse_iso_date("2026-12-15");
    for (const DueOperator op : {DueOperator::by, DueOperator::before, DueOperator::within}) {
        Deadline deadline;
        deadline.op = op;
        deadline.span = {day, day};
        for (const auto& other :
             {day_otherwise(text, deadline), day_otherwise_in_quote(text, {deadline})})
            demand(text.find(other) != text.npos, "what is quoted stands there", other);
    }
}

// Cleaning twice is cleaning once, and what is clean is UTF-8 in NFC.
void clean(std::string_view text) {
    const std::string line = one_line(text);
    demand(line.empty() || is_sentence(line), "one line has no control characters", line);
    demand(one_line(line) == line, "one line stays one line", line);
    const std::string lines = tidy_lines(text);
    demand(tidy_lines(lines) == lines, "tidy lines stay tidy", lines);
    for (const std::string& clean : {nfc(text), line, lines})
        demand(nfc(clean) == clean, "clean text is UTF-8 in NFC", clean);
}

}  // namespace

void fuzz_words(std::string_view input) {
    read_days(input);
    read_instant(input);
    read_number(input);
    if (const auto id = ObligationId::parse(input))
        demand(id->text() == input, "an id is written as it was read", input);
    read_words(input);
    clean(input);
}

std::vector<std::string> words_seeds() {
    return {"2017-01-30",
            "30/01/2017",
            "5/6/2017",
            "2017-Q2",
            "2017-09",
            "2017-01-11T07:30:00+07:00",
            "2017-01-11T00:30:00.250Z",
            "-0,5",
            "1.200",
            "123456789,1234",
            "lao-cai-2017.dang-ky-thi-dua.1.bv-sa-pa",
            "chậm nhất là ngày 14 tháng 12 năm 2026, trước 15/12",
            "trước ngày 15.12.2026; hết 20-11-2026",
            "e\xCC\x81 a\xCC\xA3\xCC\x82 \xE2\x80\xA8\xC2\x85 \xE1\x84\x80\xE1\x85\xA1",
            "một\r\n\r\n\r\nhai \t\n\x01 ba\xC2"};
}

}  // namespace dondoc::fuzzing
