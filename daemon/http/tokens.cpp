#include "daemon/http/tokens.h"

#include <new>

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

std::string TokenHash::hex() const {
    std::array<char, 2 * sizeof bytes_ + 1> text{};
    sodium_bin2hex(text.data(), text.size(), bytes_.data(), bytes_.size());
    return text.data();
}

std::string new_token() {
    ready_sodium();
    std::array<unsigned char, 32> bytes{};
    randombytes_buf(bytes.data(), bytes.size());
    constexpr int form = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
    std::array<char, sodium_base64_ENCODED_LEN(32, form)> text{};
    sodium_bin2base64(text.data(), text.size(), bytes.data(), bytes.size(), form);
    return text.data();
}

std::string password_hash(std::string_view password) {
    ready_sodium();
    std::array<char, crypto_pwhash_STRBYTES> text{};
    const bool hashed = crypto_pwhash_str_alg(text.data(), password.data(), password.size(),
                                              crypto_pwhash_OPSLIMIT_INTERACTIVE,
                                              crypto_pwhash_MEMLIMIT_INTERACTIVE,
                                              crypto_pwhash_ALG_ARGON2ID13) == 0;
    if (!hashed) throw std::bad_alloc();
    return text.data();
}

bool password_matches(const std::string& hash, std::string_view password) {
    ready_sodium();
    if (hash.size() >= crypto_pwhash_STRBYTES) return false;
    return crypto_pwhash_str_verify(hash.c_str(), password.data(), password.size()) == 0;
}

}  // namespace dondoc
