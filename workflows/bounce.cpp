#include "workflows/bounce.h"

#include <algorithm>
#include <array>
#include <utility>

#include "workflows/planner.h"
#include "workflows/wording.h"

namespace dondoc {

namespace {

constexpr std::string_view before_code = "came_back: ";

struct Meaning {
    std::string_view subject_and_detail;  // of the code, behind its class; "1." is any detail
    std::string_view vi;
    std::string_view en;
};

// RFC 3463 §3, with what mail servers use beside it. The first that fits.
constexpr std::array meanings{
    Meaning{"1.2", "không có máy chủ thư của địa chỉ này", "the address has no mail server"},
    Meaning{"1.7", "địa chỉ người gửi bị từ chối", "the sender's address was refused"},
    Meaning{"1.8", "địa chỉ người gửi bị từ chối", "the sender's address was refused"},
    Meaning{"1.", "không có địa chỉ này", "there is no such address"},
    Meaning{"2.1", "hộp thư đã khóa hoặc ngừng dùng", "the mailbox is closed or not used"},
    Meaning{"2.2", "hộp thư đầy", "the mailbox is full"},
    Meaning{"2.3", "thư quá lớn", "the letter is too large"},
    Meaning{"3.4", "thư quá lớn", "the letter is too large"},
    Meaning{"4.7", "không chuyển được trong thời hạn của máy chủ thư",
            "it could not be delivered in time"},
    Meaning{"4.", "không kết nối được máy chủ thư của người nhận",
            "the recipient's mail server could not be reached"},
    Meaning{"7.", "máy chủ thư của người nhận từ chối theo quy định riêng",
            "the recipient's mail server refuses it by its rules"},
};

std::string_view meaning_of(std::string_view status, Language language) {
    const std::string_view rest = status.substr(std::min(status.find('.'), status.size() - 1) + 1);
    for (const Meaning& one : meanings) {
        const bool any_detail = one.subject_and_detail.ends_with('.');
        if (any_detail ? rest.starts_with(one.subject_and_detail) : rest == one.subject_and_detail)
            return language == Language::vi ? one.vi : one.en;
    }
    return {};
}

bool holds_a_role(const Unit& unit, const std::string& person) {
    return unit.contact == person || unit.head == person || unit.superior == person;
}

}  // namespace

std::string came_back_code(const MessageBounced& event) {
    return std::string(before_code) + event.status + (event.why.empty() ? "" : " " + event.why);
}

bool has_come_back(std::string_view code) {
    return code.starts_with(before_code);
}

std::string bounce_words(std::string_view status, std::string_view why, Language language) {
    std::string words(status);
    if (const auto meaning = status.empty() ? "" : meaning_of(status, language); !meaning.empty())
        words += ", " + std::string(meaning);
    if (!why.empty()) words += " (" + std::string(why) + ")";
    return words;
}

std::string came_back_words(std::string_view code, Language language) {
    code.remove_prefix(std::min(before_code.size(), code.size()));
    const auto end = std::min(code.find(' '), code.size());
    return bounce_words(code.substr(0, end), code.substr(std::min(end + 1, code.size())), language);
}

std::string address_key(const std::string& campaign, const std::string& unit,
                        const std::string& person, const std::string& mark) {
    return campaign + '/' + std::string(address_rung) + '/' + unit + '/' + person + '/' + mark;
}

std::string person_of_address_key(std::string_view key) {
    for (int part = 0; part < 3; ++part)
        key.remove_prefix(std::min(key.find('/'), key.size() - 1) + 1);
    return std::string(key.substr(0, key.find('/')));
}

std::string unit_of_address(const Definition& definition, const std::string& person,
                            const std::string& about) {
    const Organisation& organisation = *definition.organisation;
    const Unit* unit = organisation.unit(about);
    if (unit && holds_a_role(*unit, person)) return about;
    constexpr std::array roles{&Unit::contact, &Unit::head, &Unit::superior};
    for (const auto role : roles) {
        for (const auto& [id, one] : organisation.units)
            if (one.*role == person) return id;
    }
    return definition.campaign.coordinator;
}

std::optional<NoticeFellDue> tell_of_address(const Definition& definition,
                                             const std::string& person, std::string key,
                                             Instant now) {
    const Organisation& organisation = *definition.organisation;
    const Instant moment =
        sending_moment(definition, {}, now).value_or(next_opening(definition, now));
    const Date day = definition.zone.date_of(moment);
    const Person* holder = definition.officer_on(day);
    if (!holder) return {};
    const Person& reader = *organisation.reader_for(*holder, day);
    if (reader.id == person) return {};
    return NoticeFellDue{std::move(key),
                         std::string(address_rung),
                         0,
                         NoticeKind::nudge,
                         Audience::coordinator,
                         reader.id,
                         definition.channel_of(reader),
                         false,
                         moment,
                         now,
                         "address_fault",
                         &reader == holder ? "" : holder->id};
}

}  // namespace dondoc
