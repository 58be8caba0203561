#include "daemon/store/encoding.h"

#include <sodium.h>

#include <array>
#include <cstdio>

namespace dondoc {

namespace {

// How many bytes the character at the start of `text` takes; 0 if there is none. Refuses what RFC
// 3629 refuses: overlong forms, surrogates, and what lies beyond U+10FFFF.
std::size_t character_length(std::string_view text) {
    const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(text[at]); };
    const unsigned char first = byte(0);
    if (first < 0x80) return 1;
    const std::size_t length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
    if (first < 0xc2 || first > 0xf4 || text.size() < length) return 0;
    for (std::size_t i = 1; i < length; ++i)
        if ((byte(i) & 0xc0) != 0x80) return 0;
    const unsigned char second = byte(1);
    if (first == 0xe0 && second < 0xa0) return 0;
    if (first == 0xed && second > 0x9f) return 0;
    if (first == 0xf0 && second < 0x90) return 0;
    if (first == 0xf4 && second > 0x8f) return 0;
    return length;
}

std::size_t valid_length(std::string_view text) {
    std::size_t at = 0;
    while (at < text.size()) {
        const std::size_t length = character_length(text.substr(at));
        if (length == 0) break;
        at += length;
    }
    return at;
}

}  // namespace

std::string utc_text(Instant instant) {
    const auto day = std::chrono::floor<std::chrono::days>(instant);
    const auto rest = (instant - day).count();
    char time[32];
    std::snprintf(time, sizeof time, "T%02d:%02d:%02d", static_cast<int>(rest / 3'600'000),
                  static_cast<int>(rest / 60'000 % 60), static_cast<int>(rest / 1000 % 60));
    char fraction[16] = "";
    if (rest % 1000 != 0)
        std::snprintf(fraction, sizeof fraction, ".%03d", static_cast<int>(rest % 1000));
    return iso_date(Date{day.time_since_epoch()}) + time + fraction + "Z";
}

std::string valid_utf8(std::string text) {
    std::size_t good = valid_length(text);
    if (good == text.size()) return text;
    std::string repaired;
    std::string_view rest = text;
    while (true) {
        repaired += rest.substr(0, good);
        rest.remove_prefix(good);
        if (rest.empty()) return repaired;
        repaired += "\xef\xbf\xbd";
        rest.remove_prefix(1);
        good = valid_length(rest);
    }
}

std::string sha256(std::string_view bytes) {
    std::array<unsigned char, crypto_hash_sha256_BYTES> hash;
    crypto_hash_sha256(hash.data(), reinterpret_cast<const unsigned char*>(bytes.data()),
                       bytes.size());
    return {reinterpret_cast<const char*>(hash.data()), hash.size()};
}

std::string sha256_hex(std::string_view bytes) {
    return hex_of(sha256(bytes));
}

std::string hex_of(std::string_view bytes) {
    std::string hex(2 * bytes.size() + 1, '\0');
    sodium_bin2hex(hex.data(), hex.size(), reinterpret_cast<const unsigned char*>(bytes.data()),
                   bytes.size());
    hex.pop_back();
    return hex;
}

}  // namespace dondoc
