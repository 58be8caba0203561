// The officer's pages beside the table: what will be sent, what was not, what waits for a decision,
// the campaigns and units there are, the days, the daemon itself, and sheets for paper. Each is a
// route.
#pragma once

#include "daemon/web/frame.h"

namespace dondoc {

Result<Response> upcoming_page(const Sight&, const Request&, const Templates&);
// Every message that /messages lists, as a table for spreadsheets.
Result<Response> messages_csv(const Sight&, const Request&, const Templates&);
Result<Response> untold_page(const Sight&, const Request&, const Templates&);
Result<Response> decisions_page(const Sight&, const Request&, const Templates&);
Result<Response> calendar_page(const Sight&, const Request&, const Templates&);
Result<Response> campaigns_page(const Sight&, const Request&, const Templates&);
Result<Response> units_page(const Sight&, const Request&, const Templates&);
// For paper: whom to ring about what is late; how a campaign stands.
Result<Response> chase_page(const Sight&, const Request&, const Templates&);
Result<Response> report_page(const Sight&, const Request&, const Templates&);
Result<Response> system_page(const Sight&, const Request&, const Templates&);

}  // namespace dondoc
