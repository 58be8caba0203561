#include "daemon/loop/unit_link.h"

#include <charconv>

#include <sodium.h>

#include "workflows/check.h"

namespace dondoc {

namespace {

constexpr int form = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
constexpr std::size_t token_max = 1024;
// So that what is sealed for one purpose is of no use for the other.
constexpr std::string_view of_link = "link ";
constexpr std::string_view of_form = "form ";

std::string encoded(std::string_view bytes) {
    std::string text(sodium_base64_encoded_len(bytes.size(), form), '\0');
    sodium_bin2base64(text.data(), text.size(),
                      reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), form);
    text.pop_back();  // the NUL
    return text;
}

std::optional<std::string> decoded(std::string_view text) {
    std::string bytes(text.size(), '\0');
    std::size_t size = 0;
    const char* end = nullptr;
    const int failed =
        sodium_base642bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(), text.data(),
                          text.size(), nullptr, &size, &end, form);
    if (failed != 0 || end != text.data() + text.size()) return {};
    bytes.resize(size);
    return bytes;
}

using Key = std::array<unsigned char, 32>;

std::string seal_of(const Key& key, std::string_view purpose, std::string_view text) {
    static_assert(std::tuple_size_v<Key> == crypto_auth_KEYBYTES);
    CHECK(sodium_init() >= 0);
    const std::string sealed = std::string(purpose) + std::string(text);
    std::string seal(crypto_auth_BYTES, '\0');
    crypto_auth(reinterpret_cast<unsigned char*>(seal.data()),
                reinterpret_cast<const unsigned char*>(sealed.data()), sealed.size(), key.data());
    return seal;
}

std::optional<int> number_in(std::string_view text) {
    int number = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool read = fault == std::errc() && end == text.data() + text.size() && number >= 0;
    return read ? std::optional(number) : std::nullopt;
}

}  // namespace

LinkKey LinkKey::random() {
    CHECK(sodium_init() >= 0);
    LinkKey key;
    randombytes_buf(key.bytes_.data(), key.bytes_.size());
    return key;
}

Result<LinkKey> LinkKey::from(std::string_view text) {
    const auto bytes = decoded(text);
    LinkKey key;
    if (!bytes || bytes->size() != key.bytes_.size())
        return Error{
            "is not a key of 256 bits; put the file back from a backup, or remove it: a "
            "new one is made, and no link in letters so far works any more"};
    std::copy(bytes->begin(), bytes->end(), key.bytes_.begin());
    return key;
}

std::string LinkKey::text() const {
    return encoded({reinterpret_cast<const char*>(bytes_.data()), bytes_.size()});
}

// Unit, last day and generation in words, then the seal. Ids hold no blanks.
std::string LinkKey::token(const UnitLink& link) const {
    const std::string words =
        link.unit + ' ' + iso_date(link.last_day) + ' ' + std::to_string(link.generation);
    return encoded(words + seal_of(bytes_, of_link, words));
}

std::optional<UnitLink> LinkKey::read(std::string_view token) const {
    if (token.size() > token_max) return {};
    const auto whole = decoded(token);
    if (!whole || whole->size() <= crypto_auth_BYTES) return {};
    const std::string_view words(whole->data(), whole->size() - crypto_auth_BYTES);
    const std::string seal = seal_of(bytes_, of_link, words);
    if (sodium_memcmp(seal.data(), whole->data() + words.size(), seal.size()) != 0) return {};
    const auto first = words.find(' ');
    const auto second = words.find(' ', first + 1);
    if (first == words.npos || second == words.npos) return {};
    const auto day = parse_iso_date(words.substr(first + 1, second - first - 1));
    const auto generation = number_in(words.substr(second + 1));
    if (!day || !generation) return {};
    return UnitLink{std::string(words.substr(0, first)), *day, *generation};
}

std::string LinkKey::form_code(std::string_view token) const {
    return encoded(seal_of(bytes_, of_form, token));
}

}  // namespace dondoc
