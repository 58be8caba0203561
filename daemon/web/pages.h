// The pages for people: how we stand, why one obligation stands as it does, what was sent, what
// became of a plan's targets and gates, and how a unit has kept its deadlines. They are rendered on
// the server, work without script, and follow the same rule of who may read as the API.
//
//   GET /                    ?status= &unit= &campaign= &duty= &due_before= &cursor=
//   GET /obligations/{id}    why; ?on= asks about one day
//   GET /messages            ?state= &person= &cursor=
//   GET /campaigns/{id}      targets; who may be put up for what
//   GET /units/{id}          record
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

}  // namespace dondoc
