#include "notifiers/post_words.h"

#include <algorithm>
#include <string_view>
#include <utility>

namespace dondoc {
namespace {

// «Trưởng phòng Tổ chức cán bộ» names «Phòng Tổ chức cán bộ».
bool names(const std::string& title, std::string unit) {
    if (title.find(unit) != std::string::npos) return true;
    if (unit[0] >= 'A' && unit[0] <= 'Z') unit[0] = static_cast<char>(unit[0] - 'A' + 'a');
    return title.find(unit) != std::string::npos;
}

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

std::string post_words(const std::string& title, const std::string& unit, Language language) {
    if (title.empty()) return unit;
    if (unit.empty() || names(title, unit)) return title;
    return title + (language == Language::vi ? " " : ", ") + unit;
}

std::string reader_post(const Letter& letter) {
    const std::string post = post_words(letter.person_title, letter.post_unit, letter.language);
    const std::string led = led_cluster(letter);
    if (led.empty()) return post;
    return post + (post.empty() ? "" : ", ") + lead_words(led, letter.language);
}

}  // namespace dondoc
