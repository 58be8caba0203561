#include "daemon/cli/audit_words.h"

#include <charconv>

#include "daemon/store/encoding.h"
#include "workflows/check.h"
#include "workflows/wording.h"

namespace dondoc {

namespace {

constexpr std::size_t hash_digits = 64;

std::string fault_of_row(const JournalFault& fault, Language language) {
    const auto pick = [language](const char* vi, const char* en) {
        return in_words(language, vi, en);
    };
    using What = JournalFault::What;
    switch (fault.what) {
        case What::missing: return pick("bị mất", "is missing");
        case What::changed:
            return pick("đã bị sửa, hoặc không nối tiếp dòng trước: mã băm không khớp; nay ghi là ",
                        "was changed, or does not follow the row before it: its hash does not fit; "
                        "it now is about ") +
                   fault.detail;
        case What::behind_the_end:
            return pick("được thêm vào sau dòng cuối cùng của nhật ký",
                        "was added behind the end of the journal");
        case What::not_the_last:
            return pick("không phải là dòng được ghi sau cùng",
                        "is not the one that was written last");
        case What::unreadable: return pick("không đọc được: ", "cannot be read: ") + fault.detail;
        case What::text_missing:
            return pick("mất nội dung của thư ", "the text of message ") + fault.detail +
                   pick("", " is missing");
        case What::text_changed:
            return pick("nội dung đã bị sửa của thư ", "the text of message ") + fault.detail +
                   pick("", " was changed");
        case What::cut_off:
            return pick("bị cắt mất: đầu chuỗi đã lưu nơi khác có dòng này mà nhật ký không có",
                        "was cut off: a head that was kept elsewhere has it, the journal has not");
        case What::not_of_the_head:
            return pick("không phải là dòng của đầu chuỗi đã lưu nơi khác: nhật ký đã bị làm lại",
                        "is not the row of a head that was kept elsewhere: the journal was made "
                        "anew");
    }
    CHECK(false);
}

}  // namespace

std::string fault_words(const JournalFault& fault, Language language) {
    return in_words(language, "dòng ", "row ") + std::to_string(fault.row) + ": " +
           fault_of_row(fault, language);
}

std::string fault_words(const ProjectionFault& fault, Language language) {
    const auto pick = [language](const char* vi, const char* en) {
        return in_words(language, vi, en);
    };
    std::string words =
        pick("bảng ", "table ") + fault.table + pick(", hàng ", ", row ") + fault.row + ": ";
    switch (fault.what) {
        case ProjectionFault::What::missing:
            return words + pick("bị mất, nhật ký có", "is missing, the journal has it");
        case ProjectionFault::What::added:
            return words + pick("được thêm vào, nhật ký không có",
                                "was added, the journal does not have it");
        case ProjectionFault::What::changed: break;
    }
    std::string between;
    for (const auto& column : fault.columns) {
        words += between + column.name + pick(" ghi ", " is ") + column.stands +
                 pick(", theo nhật ký là ", ", by the journal ") + column.by_right;
        between = "; ";
    }
    return words;
}

std::string_view code_of(JournalFault::What what) {
    switch (what) {
        case JournalFault::What::missing: return "missing";
        case JournalFault::What::changed: return "changed";
        case JournalFault::What::behind_the_end: return "behind_the_end";
        case JournalFault::What::not_the_last: return "not_the_last";
        case JournalFault::What::unreadable: return "unreadable";
        case JournalFault::What::text_missing: return "text_missing";
        case JournalFault::What::text_changed: return "text_changed";
        case JournalFault::What::cut_off: return "cut_off";
        case JournalFault::What::not_of_the_head: return "not_of_the_head";
    }
    CHECK(false);
}

std::string_view code_of(ProjectionFault::What what) {
    switch (what) {
        case ProjectionFault::What::missing: return "missing";
        case ProjectionFault::What::added: return "added";
        case ProjectionFault::What::changed: return "changed";
    }
    CHECK(false);
}

std::string head_line(const JournalHead& head) {
    return head.hash + ":" + std::to_string(head.number) +
           (head.at ? " " + utc_text(*head.at) : "");
}

std::optional<JournalHead> parse_head(std::string_view text) {
    constexpr std::string_view hex = "0123456789abcdef";
    std::string lower(text);
    for (char& c : lower)
        if (c >= 'A' && c <= 'F') c = static_cast<char>(c - 'A' + 'a');
    for (auto colon = lower.find(':'); colon != std::string::npos;
         colon = lower.find(':', colon + 1)) {
        if (colon < hash_digits) continue;
        const std::string hash = lower.substr(colon - hash_digits, hash_digits);
        const bool longer =
            colon > hash_digits && hex.find(lower[colon - hash_digits - 1]) != hex.npos;
        if (longer || hash.find_first_not_of(hex) != std::string::npos) continue;
        JournalHead head{0, hash};
        const char* end = lower.data() + lower.size();
        const auto [rest, failed] = std::from_chars(lower.data() + colon + 1, end, head.number);
        if (failed == std::errc() && head.number >= 0) return head;
    }
    return std::nullopt;
}

}  // namespace dondoc
