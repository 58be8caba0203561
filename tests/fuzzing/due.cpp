// The `due` of a duty: fixed days, spans, terms, events and recurrences.
#include "config/due_reader.h"

#include <set>

#include "config/calendar_file.h"
#include "tests/fuzzing/target.h"
#include "workflows/deadline.h"

namespace dondoc::fuzzing {
namespace {

const WorkCalendar& calendar() {
    static const auto read = [] {
        Faults faults;
        const std::string name = "config/samples/calendars/vietnam.toml";
        return read_calendar(*parse_document(name, sample(name), faults), faults);
    }();
    return *read;
}

void judge(const Deadline& deadline) {
    for (const Language language : {Language::vi, Language::en})
        demand(is_sentence(phrase(deadline, language)), "a deadline has words",
               phrase(deadline, language));
    const EventDates days{{"be-mac", *parse_iso_date("2017-05-31")}};
    const auto term = term_of(dated(deadline, days), calendar());
    demand(term.has_value() || deadline.op == DueOperator::none, "a dated deadline has a term");
    if (!term) return;
    const std::string shown = days_of(deadline) + ": " + iso_date(term->last_working) + ", " +
                              iso_date(term->last_permitted);
    demand(term->last_working <= term->last_permitted,
           "the last working day is on or before the last permitted one", shown);
    demand(calendar().working(term->last_working), "the last working day is worked", shown);
}

void judge(const std::vector<Occurrence>& occurrences) {
    std::set<std::string> ids;
    for (const Occurrence& one : occurrences) {
        demand(valid_id(one.id), "an occurrence has an id", one.id);
        demand(ids.insert(one.id).second, "no occurrence comes twice", one.id);
        judge(one.deadline);
        if (one.period)
            demand(one.period->span.first <= one.period->span.last, "a period does not end first");
    }
}

}  // namespace

// The input is the table of a duty, in TOML.
void fuzz_due(std::string_view input) {
    Faults faults;
    const auto document = parse_document("due.toml", std::string(input), faults);
    if (document) {
        KnownEvents events;
        const Source source(*document, faults);
        events.ids.add(source, {"be-mac", {1, 1}});
        events.events = {{"be-mac", "Bế mạc Đại hội", "đến khi bế mạc"}};
        const std::optional<DateSpan> period = year_span(2017);
        TableReader duty(source, document->root, "a duty");
        for (const bool upward : {false, true}) {
            const auto errors = faults.errors();
            DueReader reader(source, &calendar(), period, events);
            const auto occurrences = reader.read(duty, upward);
            demand(!occurrences.empty() || faults.errors() > errors,
                   "a due that comes to nothing is a fault", input);
            if (faults.errors() == errors) judge(occurrences);
        }
        duty.finish();
    }
    for (const Diagnostic& one : faults.sorted())
        demand(is_sentence(one.text) && one.text.find("; ") != one.text.npos &&
                   (one.line > 0 || !document),
               "a fault has a place and says what to do", one.str());
}

std::vector<std::string> due_seeds() {
    return {
        "due = { before = 2017-01-30 }",
        "due = { by = 2017-06-15, written = \"chậm nhất là ngày 15/6/2017\" }",
        "due = { within = \"2017-09\" }",
        "due = { within = \"2017-Q2\", roll = \"forward\" }",
        "due = { on = 2017-11-20 }",
        "due = { within_days = 10, after = 2017-05-01 }",
        "due = { within_working_days = 10, after_event = \"be-mac\" }",
        "due = { every = \"month\", by = \"15\", except = [\"2017-01\", \"q3\"] }",
        "due = { every = \"quarter\", decree = true }",
        "due = { every = \"week\", by = \"friday\", to = 2017-01-14 }",
        "due = { every = \"half-year\", before = \"07-10\" }",
        "due = { every = \"FREQ=MONTHLY;BYDAY=-1FR\" }",
        "due = { every = \"unspecified\" }",
        "due = [{ occurrence = \"2017-02\", by = 2017-02-17 }, { by = 2017-06-17 }]",
        "due = { working_days_before = 10, of = \"tong-ket\" }",
    };
}

}  // namespace dondoc::fuzzing
