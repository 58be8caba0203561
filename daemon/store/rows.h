// Rows of the tables as the daemon's structs: which columns, in which order, and how they are read.
#pragma once

#include <string>

#include "daemon/store/records.h"
#include "daemon/store/sqlite.h"

namespace dondoc {

// For `SELECT`, in the order in which the function below each reads them.
inline const std::string obligation_columns =
    "campaign, duty, occurrence, unit, phase, state, round, round_why, round_began, "
    "last_permitted, "
    "last_working, opens, confirmed, granted, asking, rungs_done, arrived, document, last_reason, "
    "next_at, dated, signer, request_to, request_reason, request_document, request_told, requests, "
    "in_place_of, held, held_reason, released, acknowledged_at";
Obligation read_obligation(Statement&);

inline const std::string phase_columns =
    "campaign, phase, state, by_hand, begun, withdrawn, obligations, unsettled, next_at";
PhaseRecord read_phase(Statement&);

inline const std::string duty_columns = "campaign, duty, undated, asking, last_month, next_at";
DutyWatch read_duty(Statement&);

inline const std::string message_columns =
    "number, key, person, channel, moment, copy, state, address, subject, attempts, next_at, "
    "settled_at, unknown, last_answer, rehearsal, retried_at, came_back, held";
MessageRecord read_message(Statement&);

// Of `notices n LEFT JOIN messages m ON m.number = n.message`, preceded by what the notice is
// about.
inline const std::string notice_columns =
    "n.key, n.round, n.rung, n.kind, n.audience, n.person, ifnull(m.key, ''), n.planned, "
    "ifnull(m.moment, n.planned), m.settled_at, n.state, n.because, ifnull(m.rehearsal, 0), "
    "n.instead_of";
NoticeRecord read_notice(Statement&, Subject about);

// Rungs of a round as one text, and back: ids separated by spaces.
std::string rungs_text(const std::vector<std::string>&);
std::vector<std::string> rungs_of(const std::string&);

// `campaign.phase` and `campaign.duty` taken apart; empty parts if it is neither.
struct TwoIds {
    std::string campaign;
    std::string own;
};
TwoIds two_ids(const std::string& subject);

}  // namespace dondoc
