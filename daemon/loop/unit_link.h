// The links by which units come to their own pages. A link says of itself which unit it is for,
// until when, and which generation of the unit's links it belongs to, sealed with a key that the
// daemon alone has: nothing is stored of it. A unit's links are revoked all at once, by a new
// generation.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "workflows/civil.h"
#include "workflows/result.h"

namespace dondoc {

// In the address of a link, before its token.
inline constexpr std::string_view unit_link_path = "/u/";

struct UnitLink {
    std::string unit;
    Date last_day{};  // on which it opens the page
    int generation = 0;

    friend bool operator==(const UnitLink&, const UnitLink&) = default;
};

class LinkKey {
public:
    // One that everybody knows, for letters that are only foreseen: no daemon that keeps a key of
    // its own takes what it seals, and two runs write the same bytes.
    LinkKey() = default;
    static LinkKey random();
    // As text() writes it.
    static Result<LinkKey> from(std::string_view text);
    std::string text() const;

    // Letters, digits, `-` and `_`.
    std::string token(const UnitLink&) const;
    // Nothing for what this key did not seal.
    std::optional<UnitLink> read(std::string_view token) const;
    // What a form on the page of that link carries, and no other page knows.
    std::string form_code(std::string_view token) const;

private:
    std::array<unsigned char, 32> bytes_{};
};

}  // namespace dondoc
