// Every table that is a projection of the journal: what is compared row by row. The tests hold it
// against the schema.
#pragma once

namespace dondoc {

struct ProjectedTable {
    const char* name;
    const char* columns;  // in SQL, what of it is of the journal
    const char* order;    // columns that make its order certain, none of them NULL
    const char* row;      // in SQL, the words a person knows a row by
};

inline constexpr ProjectedTable projected_tables[] = {
    {"campaigns", "*", "id", "id"},
    {"phases", "*", "row", "campaign || '.' || phase"},
    {"obligations", "*", "row", "id"},
    {"duties", "*", "row", "campaign || '.' || duty"},
    {"messages", "*", "number", "key"},
    {"notices", "*", "row", "key"},
    {"agenda", "*", "due, kind, row", "due || '/' || kind || '/' || row"},
    {"set_aside", "*", "kind, id", "kind || ' ' || id"},
    {"event_dates", "*", "campaign, event", "campaign || '.' || event"},
    {"suspensions", "*", "campaign, unit, first_day",
     "campaign || ' ' || unit || ' ' || date(first_day * 86400, 'unixepoch')"},
    {"contacts", "*", "unit", "unit"},
    {"units", "*", "row", "unit"},
    {"digests", "*", "row", "person"},
    {"figures", "*", "obligation, indicator",
     "coalesce((SELECT o.id FROM obligations o WHERE o.row = obligation), obligation) || ' ' || "
     "indicator"},
    {"silences", "*", "number", "number"},
    {"channels_down", "*", "channel", "channel"},
    {"address_faults", "*", "person, address", "person || ' <' || address || '>'"},
    {"tokens", "*", "name", "name"},
    {"unit_links", "*", "unit", "unit"},
    {"daemon",
     "paused, pause_reason, paused_by, clock_from, clock_to, catch_up_since, catch_up_back, "
     "catch_up_held",
     "row", "'dondoc'"},
};

}  // namespace dondoc
