// The API: JSON under /api/v1/, and /healthz and /readyz for whoever watches the process. Reading
// is open to this machine and asks for a token from any other; acting asks for it always. Who may
// ask for what stands in rights.h. Every fault is problem details (RFC 9457) whose `detail` says
// what was wrong and what to do.
//
// clang-format off
//   GET  /healthz                     the process answers
//   GET  /readyz                      200 if store, loop, clock and calendar are in order, and the
//                                     store takes what is to be stored; else 503 says what is not
//   GET  /metrics                     for Prometheus, see metrics.h
//   GET  /api/v1/openapi.json         this list for programs: OpenAPI 3.1, the file openapi.json
//   GET  /api/v1/status               now, paused or not, clock, go_ahead, counters, next moment,
//                                     channels_down, address_faults, silences, standstill (the
//                                     disk takes nothing)
//   GET  /api/v1/campaigns            ?limit= &cursor=
//   GET  /api/v1/campaigns/{id}       with phases, duties and how many units owe each
//   GET  /api/v1/campaigns/{id}/indicators   targets, registered and reached, unit by unit
//   GET  /api/v1/campaigns/{id}/eligibility  who passes which gate, with the facts behind it
//   GET  /api/v1/obligations          ?status= &unit= &campaign= &duty= &due_before=
//                                     &sort=due|-due &limit= &cursor=
//   GET  /api/v1/obligations/{id}
//   GET  /api/v1/obligations/{id}/why what happened, who was told, who was not, what comes next;
//                                     ?on=2017-06-09: why anybody, or nobody, was told that day
//   GET  /api/v1/units                ?search= &campaign= &group= &limit= &cursor=
//   GET  /api/v1/units/{id}           with its obligations; ?limit= &cursor=
//   GET  /api/v1/units/{id}/record    how it has kept its deadlines, and how that is counted
//   GET  /api/v1/messages             ?state= &person= &sort=-number|number &limit= &cursor=
//   GET  /api/v1/messages/{number}    with its notices and its full text
//   GET  /api/v1/messages/{number}/why  to whom, why to this person, what was answered, what was
//   GET  /api/v1/messages/why?key=      dropped and why; by its number or its key
//   GET  /api/v1/people               ?search= &unit= &limit= &cursor=
//   GET  /api/v1/decisions            what waits for a person, with the paths that answer it:
//                                     ?kind= &campaign= &unit= &limit= &cursor=
//   GET  /api/v1/forecast             what will be sent if nobody acts, without its text:
//                                     ?from= &to= (not included, 7 days after unless said, 31 at
//                                     the most) &campaign=
//   GET  /api/v1/journal              every event: ?after= &sort=number|-number &limit=
//                                     &cursor=
//   POST /api/v1/obligations/{id}/submit | accept | return | extend | waive
//   POST /api/v1/obligations/{id}/request | decline | reopen | remind | hand-over | hold | release
//   POST /api/v1/obligations/{id}/acknowledge   the unit has taken note of it
//   POST /api/v1/campaigns/{id}/phases/{phase}/open | close | skip | hold | release
//   POST /api/v1/campaigns/{id}/events/{event}   the day on which an event of the plan falls
//   POST /api/v1/campaigns/{id}/suspend | unsuspend | hand-over
//   POST /api/v1/units/{id}/confirm-contact
//   POST /api/v1/units/{id}/revoke-links   every link to its page that was sent so far
//   POST /api/v1/messages/{number}/retry | discard  of one that failed, `retry` of a discarded
//                                     one too; else 409 `not_failed`
//   GET  /api/v1/silences             those that run, each with what it holds
//   POST /api/v1/silences/preview     what one would hold; nothing is changed
//   POST /api/v1/silences             sets one
//   POST /api/v1/silences/{number}/end
//   POST /api/v1/sending/pause | resume
//   POST /api/v1/bounces              what a mail server reports of a letter: `outcome` recorded,
//                                     known, information or unknown; 409 `not_sent_yet`: bring it
//                                     again later
//   POST /api/v1/sending/go-ahead     what a downtime held back leaves, or is dropped
//   POST /api/v1/clock/confirm        the clock jumped, and is right
//   POST /api/v1/configuration/preview  the files read again: what they would change, with a
//                                     `fingerprint`; nothing is changed
//   POST /api/v1/configuration/apply  with that `fingerprint`: 409 if it is not so any more
//   GET  /api/v1/tokens               who may ask for what, until when, and when they last did; all
//                                     of them, also those that are revoked or expired
//   POST /api/v1/tokens               a new one: its `token` is in this answer and nowhere else;
//                                     with a `password`, somebody who logs in to the pages
//   POST /api/v1/tokens/{name}/revoke | password
// clang-format on
//
// A POST may carry an `Idempotency-Key`: sent again with the same key and body within the hour, it
// is answered what it was answered, and happens once (repeats.h). What the loop did not take up in
// time is answered 503 and never carried out; what was begun in time and is not done, 504. No page
// of another site may read what is answered (no CORS).
//
// Every path takes `lang=vi|en` for the words in its answer; without it they are in the language of
// the configuration. What a GET answers has an ETag. Lists answer
// `{"items": [...], "next_cursor": "…"|null}`. Files with faults are answered 422 with `faults`,
// each with file, line, column and text.
//
// Beside it, by a token of the role `feed` in the path: GET /calendars/{token}.ics and
// /badges/{token}.svg, of what the token's scope leaves.
//
// Bodies of POST are JSON objects; a key that a route does not take is refused, and of one that is
// written twice the last counts. All take `by`, all but `confirm-contact`, `bounces`, `tokens`,
// `password` and those about the configuration `reason`, and besides:
//   submit     `document` `dated` `signer` `arrived` `figures`
//   return     `due`
//   extend     `due` `approver`
//   waive      `approver`
//   request    `to` `document`
//   remind     `as` `again` `tell`
//   hand-over  `to_unit`, of a campaign `unit` too
//   events     `date`
//   suspend    `units` `from` `to` `approver`
//   unsuspend  `units`
//   silences   `campaign` `duty` `units` `until`
//   go-ahead   `discard`
//   apply      `fingerprint`
//   tokens     `name` `role` `campaigns` `units` `expires` `password`
//   password   `password`
//   bounces    `message_id` `recipient` `action` `status` `why`; or, as message/rfc822, the report
//              itself (RFC 3464), of which the first 64 KiB are enough: it is read as far as it
//              goes, and what is larger is answered 413. It may be sent again: it takes effect once
#pragma once

#include <memory>

#include "daemon/http/vantage.h"

namespace dondoc {

void add_api(Router&, const std::shared_ptr<Vantage>&);

// How long a POST waits for the loop to take it up; past it 503, and nothing was or will be done.
// What is taken up is waited for as long again; past it 504.
inline constexpr std::chrono::seconds execute_time_max{5};

}  // namespace dondoc
