#include "config/buffers.h"

#include <algorithm>

#include "workflows/suggest.h"

namespace dondoc {
namespace {

constexpr int buffer_days_max = 250;

// What a buffer counts back from; nullptr if there is no such thing.
const std::vector<Occurrence>* occurrences_of(const Campaign& campaign, const std::string& id,
                                              std::vector<Occurrence>& of_superior) {
    if (const Duty* duty = campaign.duty(id)) {
        return &duty->occurrences;
    }
    const auto superior = std::ranges::find(campaign.implements, id, &Superior::id);
    if (superior == campaign.implements.end()) {
        return nullptr;
    }
    of_superior = {{"1", superior->due}};
    return &of_superior;
}

Deadline counted_back(const WrittenBuffer& buffer, Deadline from) {
    from.written = buffer.written;
    from.working_days_before += buffer.working_days;
    return from;
}

void report_unknown(const Source& source, const Campaign& campaign, const Mention& of) {
    std::vector<std::string> names;
    for (const Duty& duty : campaign.duties) {
        names.push_back(duty.id);
    }
    const auto near = nearest(of.id, names);
    source.error(of.at, "unknown duty " + in_quotes(of.id) + "; " +
                            (near ? "did you mean " + in_quotes(*near) + "?"
                                  : "name a duty of this campaign or an id in 'implements'"));
}

}  // namespace

bool is_buffer(TableReader& duty) {
    const Node* due = duty.find("due");
    const Table* table = due != nullptr ? due->table() : nullptr;
    return table != nullptr &&
           (table->find("working_days_before") != nullptr || table->find("of") != nullptr);
}

std::optional<WrittenBuffer> read_buffer(TableReader& duty) {
    TableReader due(duty.source(), *duty.find("due"), "'due'");
    due.require("working_days_before", "working_days_before = 10");
    due.require("of", "of = the duty to count back from");
    const auto days = due.whole("working_days_before", 1, buffer_days_max);
    const auto of = due.mention("of");
    const std::string written = due.text_or("written", "");
    due.finish();
    if (!days || !of) {
        return std::nullopt;
    }
    return WrittenBuffer{"", *days, *of, written};
}

void settle_buffers(const Source& source, std::vector<WrittenBuffer> open, Campaign& campaign) {
    const auto settle = [&](const WrittenBuffer& buffer) {
        const auto waits_for = [&](const WrittenBuffer& other) {
            return other.duty == buffer.of.id;
        };
        if (std::any_of(open.begin(), open.end(), waits_for)) {
            return false;
        }
        std::vector<Occurrence> of_superior;
        const auto* before = occurrences_of(campaign, buffer.of.id, of_superior);
        if (before == nullptr) {
            report_unknown(source, campaign, buffer.of);
            return true;
        }
        std::vector<Occurrence> occurrences;
        for (const Occurrence& one : *before) {
            occurrences.push_back({one.id, counted_back(buffer, one.deadline), one.period});
        }
        const auto duty = std::ranges::find(campaign.duties, buffer.duty, &Duty::id);
        duty->buffer = Buffer{buffer.working_days, buffer.of.id};
        duty->occurrences = std::move(occurrences);
        return true;
    };
    for (bool moved = true; moved;) {
        const auto settled = std::find_if(open.begin(), open.end(), settle);
        moved = settled != open.end();
        if (moved) {
            open.erase(settled);
        }
    }
    for (const WrittenBuffer& ring : open) {
        source.error(ring.of.at, "duty " + in_quotes(ring.duty) + " counts back from " +
                                     in_quotes(ring.of.id) +
                                     ", which comes back to it; give one of them a date");
    }
}

}  // namespace dondoc
