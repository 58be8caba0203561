#include "notifiers/base64.h"

#include <sodium.h>

namespace dondoc {

namespace {

constexpr int variant = sodium_base64_VARIANT_ORIGINAL;

}  // namespace

std::string to_base64(std::string_view bytes) {
    std::string out(sodium_base64_encoded_len(bytes.size(), variant), '\0');
    sodium_bin2base64(out.data(), out.size(), reinterpret_cast<const unsigned char*>(bytes.data()),
                      bytes.size(), variant);
    out.pop_back();  // the final NUL
    return out;
}

std::optional<std::string> from_base64(std::string_view encoded) {
    std::string bytes(encoded.size(), '\0');
    std::size_t size = 0;
    const char* rest = nullptr;
    if (sodium_base642bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(),
                          encoded.data(), encoded.size(), "\r\n", &size, &rest, variant) != 0) {
        return {};
    }
    bytes.resize(size);
    return bytes;
}

}  // namespace dondoc
