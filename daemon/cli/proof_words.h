// The rows of a proof in sentences.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "daemon/store/proof.h"
#include "workflows/campaign.h"
#include "workflows/obligation.h"

namespace dondoc {

// Asked for each line in the order of the proof: a notice is told by the days of its own round.
class ProofWords {
public:
    // Without a definition people and units go by their ids, and times are those of Hanoi.
    ProofWords(const ObligationId&, Language, const Definition*);

    std::string operator()(const ProofLine&);

    std::string moment(Instant) const;  // «07:30 ngày 11/01/2017», "2017-01-11 07:30"
    std::string person(const std::string& id) const;
    const Zone& zone() const { return zone_; }

private:
    std::string of_others(const ProofLine&) const;
    std::string told(const NoticeFellDue&, const std::string& message) const;

    const ObligationId id_;
    const Language language_;
    std::shared_ptr<const Organisation> organisation_;
    Zone zone_;
    std::optional<Obligation> then_;
};

}  // namespace dondoc
