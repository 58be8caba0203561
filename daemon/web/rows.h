// Obligations and moments as the facts that templates show; shared by the pages.
#pragma once

#include <string>
#include <vector>

#include "daemon/http/address_faults.h"
#include "daemon/http/vantage.h"
#include "notifiers/facts.h"

namespace dondoc {

// A path with its query; `lang` is added if the page is not in the daemon's own language.
std::string page_link(const Sight&, std::string path, Pairs query);
// «07:30 · 08/02/2017»; "" for none
std::string moment_text(const Sight&, const std::optional<Instant>&);
// Only what a telephone can dial.
std::string dialled(std::string_view phone);

std::string why_link(const Sight&, const ObligationId&);
// Where a form about it is sent.
std::string act_link(const Sight&, const ObligationId&, std::string_view act);
std::string campaign_link(const Sight&, const std::string& campaign);
std::string record_link(const Sight&, const std::string& unit);

// Each with its `words`.
std::vector<Facts> faults_facts(const Sight&, const std::vector<FaultyAddress>&);

// State, unit, whom to call, deliverable and next step: what a row of the table and the head of the
// why page have in common.
Facts obligation_facts(const Sight&, const Obligation&);

}  // namespace dondoc
