#include "daemon/loop/barred_units.h"

#include <algorithm>

#include "daemon/loop/migration.h"
#include "workflows/eligibility.h"

namespace dondoc {

Result<std::vector<std::string>> barred_units(const Reader& reader, const Definition& definition,
                                              const std::string& phase, Instant now,
                                              Language language) {
    std::vector<std::string> warnings;
    const auto gates = gates_before(definition.campaign, phase);
    if (gates.empty()) return warnings;
    const auto obligations = obligations_of(reader, definition.campaign.id);
    if (!obligations) return obligations.error();
    const auto phases = reader.phases(definition.campaign.id);
    if (!phases) return phases.error();
    const Date today = definition.zone.date_of(now);
    for (const JudgedUnit& unit :
         eligibility(definition, {*obligations, *phases}, today, language)) {
        std::string why;
        for (const JudgedGate& gate : unit.gates) {
            if (std::ranges::find(gates, gate.gate) == gates.end()) continue;
            for (const std::string& one : obstacles(gate))
                why += (why.empty() ? "" : "; ") + one;
        }
        if (why.empty()) continue;
        const std::string& name = definition.unit(unit.unit).name_on(today);
        warnings.push_back(
            name + (language == Language::vi ? " chưa đủ điều kiện: " : " is not eligible: ") +
            why);
    }
    return warnings;
}

}  // namespace dondoc
