// The fingerprint of a definition: equal if and only if the texts it was read from are.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

namespace dondoc {

// SHA-256 in lower-case hex over the parts, each led by its length, so that no text can pass from
// one part to the next unseen.
std::string fingerprint(std::initializer_list<std::string_view> parts);

// Of the whole text of one file, as `sha256sum` prints it.
std::string sha256_of_file(std::string_view text);

}  // namespace dondoc
