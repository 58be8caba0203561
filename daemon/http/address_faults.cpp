#include "daemon/http/address_faults.h"

#include <utility>

#include "daemon/http/channels.h"
#include "daemon/http/views.h"
#include "workflows/bounce.h"
#include "workflows/wording.h"

namespace dondoc {

Result<std::vector<FaultyAddress>> faulty_addresses(const Sight& sight) {
    auto faults = sight.reader.address_faults();
    if (!faults) return faults.error();
    std::vector<FaultyAddress> all;
    for (AddressFault& fault : *faults) {
        const Person* person = sight.organisation().person(fault.person);
        if (person && person->address == fault.address) all.push_back({std::move(fault), person});
    }
    return all;
}

Result<std::vector<FaultyAddress>> faulty_addresses(const Sight& sight, const std::string& unit) {
    auto all = faulty_addresses(sight);
    if (!all) return all;
    const Unit* its = sight.organisation().unit(unit);
    std::erase_if(*all, [&](const FaultyAddress& one) {
        return !its || (one.person->id != its->contact && one.person->id != its->head);
    });
    return all;
}

std::string fault_words(const Sight& sight, const FaultyAddress& one) {
    const Language language = sight.language;
    std::string words = one.person->name + " <" + one.fault.address + ">: " +
                        in_words(language, "thư bị trả lại từ ", "letters have come back since ") +
                        moment_in(sight, one.fault.since) + ": " +
                        bounce_words(one.fault.status, one.fault.why, language);
    if (!one.person->phone.empty())
        words += in_words(language, "; gọi ", "; ring ") + one.person->phone;
    return words;
}

boost::json::array faults_view(const Sight& sight, const std::vector<FaultyAddress>& faults) {
    boost::json::array all;
    for (const FaultyAddress& one : faults) {
        all.push_back({{"person", one.fault.person},
                       {"person_name", one.person->name},
                       {"phone", text_or_null(one.person->phone)},
                       {"address", one.fault.address},
                       {"since", moment_view(sight, one.fault.since)},
                       {"status", one.fault.status},
                       {"why", text_or_null(one.fault.why)},
                       {"message", one.fault.message},
                       {"words", fault_words(sight, one)}});
    }
    return all;
}

}  // namespace dondoc
