// The daemon's rows as JSON objects. Days are `2017-01-30`, instants RFC 3339 with the offset of
// the daemon's zone, enumerations words; what is empty is null, so that every object has all its
// keys.
#pragma once

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "daemon/http/vantage.h"
#include "daemon/http/why.h"
#include "daemon/http/why_message.h"
#include "workflows/day_answer.h"

namespace dondoc {

boost::json::object obligation_view(const Sight&, const Obligation&);
boost::json::object why_view(const Sight&, const Obligation&, const Why&);
// Every suspension of a campaign, those that are over included.
Result<boost::json::array> suspensions_view(const Sight&, const std::string& campaign);
boost::json::object day_answer_view(Date day, const DayAnswer&);
boost::json::object why_message_view(const Sight&, const MessageRecord&, const WhyMessage&);
boost::json::object phase_view(const Sight&, const PhaseRecord&);
// An event of a campaign with the day that was set for it, if one was.
boost::json::object event_view(const Sight&, const std::string& campaign, const CampaignEvent&,
                               const std::vector<EventDate>&);
// Without phases and duties, for lists; `phases` decide its state.
boost::json::object campaign_view(const Sight&, const Definition&, const std::vector<PhaseRecord>&);
// With both, the events, and the shares of each duty.
Result<boost::json::object> campaign_detail_view(const Sight&, const Definition&,
                                                 const std::vector<PhaseRecord>&);
// As it stands today, with when its contact was confirmed and who leads its cluster.
// The silences that run, under `items`, each with what it holds now (silences.cpp).
Result<boost::json::object> silences_view(const Sight&);
Result<boost::json::object> unit_view(const Sight&, const Unit&);
boost::json::object message_view(const Sight&, const MessageRecord&);
boost::json::object notice_view(const Sight&, const NoticeRecord&);
boost::json::object counters_view(const Counters&);

// "vi" or "en": what the words of an answer are in.
std::string_view language_word(const Sight&);
// Null if there is none.
boost::json::value text_or_null(std::string_view);
boost::json::value day_view(const std::optional<Date>&);
boost::json::value moment_view(const Sight&, const std::optional<Instant>&);

// `{"items": [...], "next_cursor": "…"|null}`
template <class Row, class View>
boost::json::object page_view(const Page<Row>& page, View view) {
    boost::json::array items;
    for (const Row& row : page.rows)
        items.push_back(view(row));
    boost::json::object object{{"items", std::move(items)}, {"next_cursor", nullptr}};
    if (!page.cursor.empty()) object["next_cursor"] = page.cursor;
    return object;
}

}  // namespace dondoc
