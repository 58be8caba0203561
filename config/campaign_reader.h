// Reads the document of one campaign.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "config/buffers.h"
#include "config/campaign_file.h"
#include "config/due_reader.h"
#include "config/plan_parts.h"

namespace dondoc {

class CampaignReader {
public:
    CampaignReader(const Document&, const CampaignSurroundings&, Faults&);

    // `family` holds the campaigns read before; a part takes over from one of them.
    Campaign read(IdSet& campaigns, const Family& family);

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
    // The number of working days that goes with a span; checked against it.
    std::optional<int> day_count(TableReader&, const Ends&);
    bool names_participants() const;
    void read_head(TableReader& root, IdSet& campaigns);
    void read_parent(TableReader& root, const Family&);
    void read_people(TableReader& root);
    void read_period(TableReader& root);
    void read_event(const Node&);
    std::string event_for(TableReader& phase, std::string_view day);
    void read_phase(const Node&);
    void read_duty(const Node&, const std::string& phase);
    void warn_of_quoted_day(const TableReader&, const Duty&);
    std::string ladder(TableReader&);
    std::vector<std::string> obligors(TableReader& duty);
    std::string receiver(TableReader& duty, std::string_view key);
    void settle_buffered_duties();
    void warn_of_recipients();
    void sort_duties();

    Source source_;
    const CampaignSurroundings& surroundings_;
    Campaign campaign_;
    const Campaign* parent_ = nullptr;  // nullptr: none, or one that is not known
    bool is_part_ = false;              // has a parent, known or not
    std::optional<std::vector<std::string>> participants_;  // nothing: faulty
    std::optional<DateSpan> period_;
    KnownEvents events_;
    DueReader due_;
    std::vector<Position> duty_places_;  // of campaign_.duties
    std::vector<Mention> without_recipient_;
    std::vector<WrittenBuffer> buffers_;
    PlanPlaces places_;
    IdSet phases_{"phase", "name a phase of this campaign"};
    IdSet duties_{"duty", "name a duty of this campaign"};
};

}  // namespace dondoc
