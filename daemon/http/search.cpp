#include "daemon/http/search.h"

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <sstream>

#include <utf8proc.h>

#include "notifiers/text.h"

namespace dondoc {

std::string plain_letters(std::string_view text) {
    const std::string whole = nfc(text);
    utf8proc_uint8_t* mapped = nullptr;
    const auto size =
        utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(whole.data()),
                     static_cast<utf8proc_ssize_t>(whole.size()), &mapped,
                     static_cast<utf8proc_option_t>(UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT |
                                                    UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK));
    const std::unique_ptr<utf8proc_uint8_t, decltype(&std::free)> owned(mapped, &std::free);
    if (size < 0) return whole;
    std::string plain(reinterpret_cast<const char*>(mapped), static_cast<std::size_t>(size));
    // Its stroke is no mark that could be stripped.
    constexpr std::string_view d_with_stroke = "đ";
    for (auto at = plain.find(d_with_stroke); at != plain.npos; at = plain.find(d_with_stroke, at))
        plain.replace(at, d_with_stroke.size(), "d");
    return plain;
}

Search::Search(std::string_view asked) {
    std::istringstream words(plain_letters(asked));
    for (std::string word; words >> word;)
        words_.push_back(word);
}

bool Search::finds(const std::vector<std::string>& texts) const {
    std::string all;
    for (const std::string& text : texts)
        all += plain_letters(text) + '\n';
    return std::ranges::all_of(words_,
                               [&](const std::string& word) { return all.find(word) != all.npos; });
}

}  // namespace dondoc
