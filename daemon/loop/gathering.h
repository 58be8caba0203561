// What a message says now: of each of its notices whether it still holds, and the item of the
// letter that it becomes. Part of Letters.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "daemon/loop/letters.h"

namespace dondoc {

struct Gathering {
    const Reader& reader;
    const Definitions& definitions;
    const MessageRecord& message;
    const Instant now;
    const Language language;
    std::vector<NoticeSuppressed> suppressed{};
    std::vector<Draft::Anew> anew{};
    std::vector<Draft::Anew> held{};  // put off: told anew if the rest leaves without them
    std::vector<LetterItem> items{};
    std::string unit{};  // of the first item, for the address line
    std::string role{};  // id of the unit whose role the first item speaks to

    void suppress(const NoticeRecord& notice, std::string_view because) {
        suppressed.push_back({notice.key, std::string(because)});
    }

    Draft::Anew anew_for(const Definition&, const NoticeRecord&, const Addressee&,
                         std::optional<Instant> next) const;
    bool goes_elsewhere(const Definition&, const NoticeRecord&, const Addressee&,
                        std::optional<Instant> next);
    Done add(const Definition& definition, const NoticeRecord& notice);
    Done add_obligation(const Definition& definition, const Duty& duty, const NoticeRecord& notice,
                        const Obligation& obligation);
    // What a question asks; else why there is nothing to ask any more.
    Result<std::string_view> add_asked(LetterItem&, const Definition&, const NoticeRecord&,
                                       const Obligation&) const;
    Done add_nudge(const Definition& definition, const Duty& duty, const NoticeRecord& notice);
    Done add_contact(const Definition& definition, const NoticeRecord& notice);
    Done add_address(const Definition& definition, const NoticeRecord& notice);
    Done add_go_ahead(const Definition& definition, const NoticeRecord& notice);
    Done add_digest(const Definition& definition, const NoticeRecord& notice);
};

}  // namespace dondoc
