// The parts of the API; see api.h.
#pragma once

#include <memory>
#include <string>

#include "daemon/http/vantage.h"

namespace dondoc {

void add_reading_routes(Router&, const std::shared_ptr<Vantage>&);
void add_account_routes(Router&, const std::shared_ptr<Vantage>&);
void add_acting_routes(Router&, const std::shared_ptr<Vantage>&);
void add_silence_routes(Router&, const std::shared_ptr<Vantage>&);
void add_report_routes(Router&, const std::shared_ptr<Vantage>&);
void add_configuration_routes(Router&, const std::shared_ptr<Vantage>&);
void add_metric_route(Router&, const std::shared_ptr<Vantage>&);
void add_feed_routes(Router&, const std::shared_ptr<Vantage>&);
void add_token_routes(Router&, const std::shared_ptr<Vantage>&);
void add_directory_routes(Router&, const std::shared_ptr<Vantage>&);
void add_question_routes(Router&, const std::shared_ptr<Vantage>&);
void add_journal_route(Router&, const std::shared_ptr<Vantage>&);
void add_forecast_route(Router&, const std::shared_ptr<Vantage>&);
void add_document_route(Router&, const std::shared_ptr<Vantage>&);

// A route that acts, so that an `Idempotency-Key` has it act once (repeats.h).
Route repeatable(std::shared_ptr<Vantage>, Route);
// 503 of what was not taken up, 504 of what is not done yet; not for answers.
Response unanswered(const Heard&, Language);

// A body of another type would be read as something it was not meant as.
std::optional<Response> refuse_media_type(const Request&);

// 404, with the nearest thing that exists.
Response no_campaign(const Sight&, const std::string& id);
Response no_phase(const Sight&, const std::string& campaign, const std::string& phase);
Response no_event(const Sight&, const std::string& campaign, const std::string& event);
Response no_obligation(const Sight&, const std::string& id);
Response no_unit(const Sight&, const std::string& id);
Response no_message(const Sight&, const std::string& number);

// 400: the cursor is not one of the list's.
Response bad_cursor(const Sight&);

// 400 that names the nearest of the people.
Response no_person(const Sight&, const std::string& id, const std::vector<std::string>& people);
// The same of the groups of units.
Response no_group(const Sight&, const std::string& id);
// 400 that names the nearest campaign, duty or unit, if a filter asks for one that is not
// configured.
std::optional<Response> unknown_in(const Sight&, const ObligationFilter&);

}  // namespace dondoc
