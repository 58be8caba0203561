// Whom to ask about a campaign. Part of a letter; see letter.h.
#pragma once

#include <string>

namespace dondoc {

struct Desk {
    std::string name;  // the person
    std::string title;
    std::string unit;  // "Phòng Tổ chức cán bộ"
    std::string phone;
    std::string address;

    friend bool operator==(const Desk&, const Desk&) = default;
};

}  // namespace dondoc
