// The acting token: whoever holds it may change things. The daemon keeps only its hash; the token
// itself stands in a file of the state directory that its owner alone can read.
#pragma once

#include <array>
#include <string_view>

namespace dondoc {

// SHA-256 of a token. The token has 256 random bits, so a plain hash is as good as a slow one.
class TokenHash {
public:
    static TokenHash of(std::string_view token);

    // In a time that does not depend on where the two differ.
    bool matches(std::string_view token) const;

private:
    std::array<unsigned char, 32> bytes_{};
};

}  // namespace dondoc
