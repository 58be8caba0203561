#include "tests/fuzzing/base64.h"

#include "tests/fuzzing/target.h"

namespace dondoc::fuzzing {

std::string from_base64(std::string_view encoded) {
    constexpr std::string_view alphabet =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    demand(encoded.size() % 4 == 0, "base64 comes by fours", encoded);
    std::string bytes;
    for (; !encoded.empty(); encoded.remove_prefix(4)) {
        const bool padded = encoded.size() == 4 && encoded[3] == '=';
        const std::size_t signs = padded ? (encoded[2] == '=' ? 2 : 3) : 4;
        unsigned group = 0;
        for (std::size_t i = 0; i < 4; ++i) {
            const auto digit = alphabet.find(encoded[i]);
            demand(digit != alphabet.npos || i >= signs, "base64 has its own signs", encoded);
            group = group << 6 | (i < signs ? static_cast<unsigned>(digit) : 0);
        }
        for (std::size_t i = 0; i + 1 < signs; ++i)
            bytes += static_cast<char>(group >> (16 - 8 * i) & 0xFF);
    }
    return bytes;
}

}  // namespace dondoc::fuzzing
