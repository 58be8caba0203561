#include "config/campaign_tree.h"

#include <algorithm>
#include <set>

namespace dondoc {
namespace {

// The text of a key, if it is one; "" else. Faults are reported when the campaign is read.
std::string text_of(const Document& document, std::string_view key) {
    const Entry* entry = document.root.table()->find(key);
    const auto* text = entry != nullptr ? std::get_if<std::string>(&entry->node.value) : nullptr;
    return text != nullptr ? *text : "";
}

using Parents = std::map<std::string, std::string>;  // of a campaign, its parent

// Whether the way up from `id` comes back to it.
bool in_ring(const Parents& parents, const std::string& id) {
    std::set<std::string> seen;
    for (auto at = parents.find(id); at != parents.end(); at = parents.find(at->second)) {
        if (at->second == id) {
            return true;
        }
        if (!seen.insert(at->second).second) {
            return false;  // a ring further up
        }
    }
    return false;
}

void report_rings(const std::vector<Document>& documents, const Parents& parents, Faults& faults) {
    for (const Document& document : documents) {
        const std::string id = text_of(document, "id");
        // Another file with the same id, which is a fault of its own, may name no parent.
        const Entry* parent = document.root.table()->find("parent");
        if (parent != nullptr && in_ring(parents, id)) {
            faults.error(document.name, parent->node.at,
                         "campaign " + in_quotes(id) + " is a part of itself through " +
                             in_quotes(parents.at(id)) + "; correct one of the parents");
        }
    }
}

int depth_of(const Parents& parents, const std::string& id) {
    int depth = 0;
    std::set<std::string> seen;
    for (auto at = parents.find(id); at != parents.end() && seen.insert(at->first).second;
         at = parents.find(at->second)) {
        ++depth;
    }
    return depth;
}

}  // namespace

std::vector<std::string> campaign_ids(const std::vector<Document>& documents) {
    std::vector<std::string> ids;
    for (const Document& document : documents) {
        ids.push_back(text_of(document, "id"));
    }
    return ids;
}

std::vector<Document> parents_first(std::vector<Document> documents, Faults& faults) {
    Parents parents;
    for (const Document& document : documents) {
        const std::string parent = text_of(document, "parent");
        if (!parent.empty()) {
            parents.emplace(text_of(document, "id"), parent);
        }
    }
    report_rings(documents, parents, faults);
    std::stable_sort(documents.begin(), documents.end(), [&](const auto& a, const auto& b) {
        return depth_of(parents, text_of(a, "id")) < depth_of(parents, text_of(b, "id"));
    });
    return documents;
}

void inherit(const TableReader& root, const Campaign& parent, Campaign& part) {
    if (!root.has("issuer")) part.issuer = parent.issuer;
    if (!root.has("coordinator")) part.coordinator = parent.coordinator;
    if (!root.has("participants")) part.participants = parent.participants;
    if (!root.has("ladder")) part.ladder = parent.ladder;
    if (!root.has("period")) {
        part.period = parent.period;
        part.working_days = parent.working_days;
        part.period_quote = parent.period_quote;
    }
    // A part with a number or a date of its own stands in a document of its own.
    if (!root.has("number") && !root.has("issued")) {
        part.number = parent.number;
        part.issued = parent.issued;
        part.plan = parent.plan_title();
    }
}

std::string inherited_text(const Campaign& part) {
    if (part.parent.empty()) {
        return "";
    }
    std::string text =
        part.issuer + "\n" + part.coordinator + "\n" + part.ladder + "\n" + part.plan + "\n" +
        part.number + "\n" + iso_date(part.period.first) + " " + iso_date(part.period.last) + "\n" +
        (part.issued ? iso_date(*part.issued) : "") + "\n" +
        (part.working_days ? std::to_string(*part.working_days) : "") + "\n" + part.period_quote;
    for (const std::string& above : part.within) {
        text += "\n^" + above;
    }
    for (const std::string& unit : part.participants) {
        text += "\n" + unit;
    }
    return text;
}

}  // namespace dondoc
