#include "daemon/http/tokens.h"

#include <sodium.h>

#include "workflows/check.h"

namespace dondoc {

namespace {

// Cheap after the first time, and safe from any thread.
void ready_sodium() {
    const bool ready = sodium_init() >= 0;
    CHECK(ready);
}

}  // namespace

TokenHash TokenHash::of(std::string_view token) {
    ready_sodium();
    TokenHash hash;
    static_assert(sizeof hash.bytes_ == crypto_hash_sha256_BYTES);
    crypto_hash_sha256(hash.bytes_.data(), reinterpret_cast<const unsigned char*>(token.data()),
                       token.size());
    return hash;
}

bool TokenHash::matches(std::string_view token) const {
    const TokenHash other = of(token);
    return sodium_memcmp(bytes_.data(), other.bytes_.data(), bytes_.size()) == 0;
}

}  // namespace dondoc
