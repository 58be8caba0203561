// Tokens: whoever holds one may do what it was given for. The daemon keeps only hashes. The local
// administrator's stands in a file of the state directory that its owner alone can read; all others
// are shown once, when they are made.
#pragma once

#include <array>
#include <string>
#include <string_view>

namespace dondoc {

// SHA-256 of a token. The token has 256 random bits, so a plain hash is as good as a slow one.
class TokenHash {
public:
    static TokenHash of(std::string_view token);

    // In a time that does not depend on where the two differ.
    bool matches(std::string_view token) const;

    std::string hex() const;

private:
    std::array<unsigned char, 32> bytes_{};
};

// 256 random bits as text for headers and URLs: letters, digits, `-` and `_`.
std::string new_token();

// Argon2id with a salt of its own, as libsodium writes it. Takes a tenth of a second and 64 MiB.
std::string password_hash(std::string_view password);
bool password_matches(const std::string& hash, std::string_view password);

}  // namespace dondoc
