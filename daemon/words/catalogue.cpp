#include "daemon/words/catalogue.h"

#include <boost/locale/gnu_gettext.hpp>
#include <boost/locale/message.hpp>
#include <locale>
#include <vector>

#include "workflows/check.h"

// Defined in catalogues.S: what msgfmt made of vi.po and en.po.
extern "C" {
extern const char dondoc_vi_mo[];
extern const char dondoc_vi_mo_end[];
extern const char dondoc_en_mo[];
extern const char dondoc_en_mo_end[];
}

namespace dondoc {

namespace {

using Messages = boost::locale::message_format<char>;

std::locale catalogue(const char* language, std::vector<char> compiled) {
    boost::locale::gnu_gettext::messages_info info;
    info.language = language;
    info.encoding = "UTF-8";
    info.domains.emplace_back("dondoc");
    info.paths = {"embedded"};  // named nowhere but here: the callback has what is asked for
    info.callback = [&](const std::string&, const std::string&) { return compiled; };
    return {std::locale::classic(), boost::locale::gnu_gettext::create_messages_facet<char>(info)};
}

const Messages& messages(Language language) {
    static const std::locale vi = catalogue("vi", {dondoc_vi_mo, dondoc_vi_mo_end});
    static const std::locale en = catalogue("en", {dondoc_en_mo, dondoc_en_mo_end});
    return std::use_facet<Messages>(language == Language::vi ? vi : en);
}

}  // namespace

std::string text(std::string_view name, Language language) {
    const char* found = messages(language).get(0, nullptr, std::string(name).c_str());
    CHECK(found);
    return found;
}

std::string text(std::string_view name, Language language, const Places& places) {
    std::string words = text(name, language);
    for (const auto& [place, value] : places) {
        const std::string braced = "{" + std::string(place) + "}";
        auto at = words.find(braced);
        CHECK(at != std::string::npos);
        for (; at != std::string::npos; at = words.find(braced, at + value.size()))
            words.replace(at, braced.size(), value);
    }
    return words;
}

}  // namespace dondoc
