// The page of a unit, opened by the link in its reminders, for people without a name or a password:
// what the unit owes, and how it answers. Whoever has the link can do that for the unit, and
// nothing else. Looking changes nothing, so a mail scanner that follows the link does no harm; only
// a form of the page acts.
//
//   GET  /u/{token}              ?done= says what was done last
//   POST /u/{token}/acknowledge  `obligation`
//   POST /u/{token}/submit       `obligation` `document` `dated` `signer` `reason` and a `file`, as
//                                multipart/form-data or without a file as any form
//   POST /u/{token}/request      `obligation` `to` `reason` `document`
//   GET  /obligations/{id}/files/{sha256}  for the office: a file that was handed in
//   GET  /unit.css
//
// What was done is answered 303 to the page; a refusal is the page with the reason, 409. A link
// that is expired or revoked is answered 410 and says whom to call, one that is none of ours 404.
// The journal says it was done by `link:UNIT`.
#pragma once

#include <cstddef>
#include <memory>

#include "daemon/http/vantage.h"

namespace dondoc {

void add_unit_links(Router&, const std::shared_ptr<Vantage>&);

// Of a form that hands in a file.
std::size_t upload_max(const LinkSettings&);

}  // namespace dondoc
