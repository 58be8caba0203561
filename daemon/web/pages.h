// The pages for people: how we stand, why one obligation stands as it does, what was sent, what
// will be, what waits for a decision, how campaigns and units stand, the days, the daemon itself.
// They are rendered on the server, work without script, and follow the same rule of who may read as
// the API.
//
//   GET /                    ?status= &unit= &campaign= &duty= &due_before= &cursor=
//   GET /obligations/{id}    why; ?on= asks about one day; forms to act (acts.h)
//   GET /upcoming            what will be sent in the next seven days; what is held, and why
//   GET /messages            ?state= &person= &cursor=
//   GET /messages.csv        ?state= &person=; the newest first, all of them up to csv_rows_max
//   GET /messages/untold     ?cursor=; whom nobody told, and why
//   GET /decisions           extensions asked for, overdue at birth, what is held
//   GET /silences            what is silenced, until when and why
//   GET /calendar            of this year
//   GET /calendar/{year}     working days, holidays, make-up days
//   GET /system              how the daemon stands
//   GET /campaigns
//   GET /campaigns/{id}      phases, deadlines on a line of time, who has what in, targets, gates
//   GET /campaigns/{id}/report  for paper: by duty, what is late, by unit
//   GET /units
//   GET /units/{id}          people, stand-ins, record
//   GET /chase               for paper: whom to ring about what is late
//   GET /messages/{number}   why it went to whom it went, and its text
//   GET /style.css
//
// Each takes `lang=vi|en`.
#pragma once

#include <memory>

#include "daemon/http/vantage.h"

namespace dondoc {

void add_pages(Router&, const std::shared_ptr<Vantage>&);

// Rows on one page.
inline constexpr std::size_t page_rows = 200;
inline constexpr std::size_t csv_rows_max = 50'000;

}  // namespace dondoc
