#include "notifiers/post_words.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "notifiers/phrases.h"

namespace dondoc {
namespace {

// The cluster whose lead is spoken to; empty if the letter speaks of anything else.
std::string led_cluster(const Letter& letter) {
    const std::string& leads = letter.items.front().leads;
    const bool same = std::all_of(letter.items.begin(), letter.items.end(),
                                  [&](const LetterItem& item) { return item.leads == leads; });
    return same ? leads : std::string();
}

// «trưởng cụm thi đua số 1»; "lead of Cụm thi đua số 1".
std::string lead_words(const std::string& cluster, Language language) {
    if (language != Language::vi) return "lead of " + cluster;
    for (const auto& [name, inside] : {std::pair("Cụm ", "cụm "), std::pair("Khối ", "khối ")}) {
        if (cluster.starts_with(name))
            return "trưởng " + (inside + cluster.substr(std::string_view(name).size()));
    }
    return "trưởng cụm " + cluster;
}

}  // namespace

std::string reader_post(const Letter& letter) {
    const std::string post = post_words(letter.person_title, letter.post_unit, letter.language);
    const std::string led = led_cluster(letter);
    if (led.empty()) return post;
    return post + (post.empty() ? "" : ", ") + lead_words(led, letter.language);
}

std::string reported_words(const std::vector<LetterItem::Reported>& reported, Language language) {
    const bool vi = language == Language::vi;
    std::vector<std::pair<std::string, std::vector<Date>>> told;  // each person once
    for (const LetterItem::Reported& one : reported) {
        std::string who = vi ? "đồng chí " : "";
        who += one.title.empty() ? one.name : post_words(one.title, one.unit, language);
        const auto known =
            std::ranges::find(told, who, &std::pair<std::string, std::vector<Date>>::first);
        if (known == told.end()) {
            told.push_back({who, {one.day}});
        } else {
            known->second.push_back(one.day);
        }
    }
    std::string words;
    for (std::size_t i = 0; i < told.size(); ++i) {
        if (i > 0) words += i + 1 < told.size() ? ", " : vi ? " và " : " and ";
        words += told[i].first + (vi ? " ngày " : " on ") + day_list(told[i].second, language);
    }
    return words;
}

std::string absent_words(const Letter& letter) {
    std::vector<std::string> all;
    for (const LetterItem& item : letter.items) {
        if (item.instead_of.empty()) continue;
        std::string words = absence_words(item.instead_of, item.away, letter.language);
        if (std::find(all.begin(), all.end(), words) == all.end()) all.push_back(std::move(words));
    }
    std::string text;
    for (const std::string& words : all)
        text += (text.empty() ? "" : "; ") + words;
    return text;
}

}  // namespace dondoc
