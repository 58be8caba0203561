// Reads the document of one campaign.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "config/campaign_file.h"
#include "config/due_reader.h"

namespace dondoc {

class CampaignReader {
public:
    CampaignReader(const Document&, const CampaignSurroundings&, Faults&);

    Campaign read(IdSet& campaigns);

private:
    // The units a list of units and groups comes down to; nothing if an entry means nothing.
    std::optional<std::vector<std::string>> expand(const std::vector<Mention>&) const;
    bool check_unit(const Mention&) const;
    std::string unit(TableReader&, std::string_view key);
    struct Ends {
        std::optional<Date> from;
        std::optional<Date> to;
    };
    // Both empty if they are out of order.
    Ends ends(TableReader&, std::string_view what);
    bool names_participants() const;
    void read_period(TableReader& root);
    void read_event(const Node&);
    std::string event_for(TableReader& phase, std::string_view day);
    void read_phase(const Node&);
    void read_duty(const Node&, const std::string& phase);
    std::string ladder(TableReader&);
    std::vector<std::string> obligors(TableReader& duty);
    std::string receiver(TableReader& duty, std::string_view key);
    void warn_of_recipients();
    void sort_duties();

    Source source_;
    const CampaignSurroundings& surroundings_;
    Campaign campaign_;
    std::string ladder_;                                    // of the campaign
    std::optional<std::vector<std::string>> participants_;  // nothing: faulty
    std::optional<DateSpan> period_;
    KnownEvents events_;
    DueReader due_;
    std::vector<Position> duty_places_;  // of campaign_.duties
    std::vector<Mention> without_recipient_;
    IdSet phases_{"phase", ""};
    IdSet duties_{"duty", ""};
};

}  // namespace dondoc
