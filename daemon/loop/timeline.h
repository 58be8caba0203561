// What happens, a line an event, for a person who watches: the demo's terminal.
#pragma once

#include <functional>
#include <map>
#include <string>

#include "daemon/loop/definitions.h"
#include "daemon/store/store.h"
#include "workflows/zone.h"

namespace dondoc {

class Timeline {
public:
    Timeline(const Definitions&, const Zone&, Language,
             std::function<void(const std::string&)> line);

    // The lines of a committed step: campaigns put to work, phases, decisions, messages when they
    // have left; not the rungs.
    void tell(const Step&);

private:
    void tell(const Change&, const Event&, Instant at);
    std::string left(const std::string& message);

    const Definitions& definitions_;
    const Zone zone_;
    const Language language_;
    std::function<void(const std::string&)> line_;
    std::map<std::string, std::string> composed_;  // by message key: address and subject
};

// What was sent to whom, what was not and why, in lines; for the end of a demo.
Result<std::string> sending_report(const Reader&, const Organisation&, Language);

}  // namespace dondoc
