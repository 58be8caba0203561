#include "notifiers/text.h"

#include <utf8proc.h>

#include <cstdlib>
#include <memory>

namespace dondoc {
namespace {

struct Free {
    void operator()(utf8proc_uint8_t* bytes) const { std::free(bytes); }
};

const utf8proc_uint8_t* bytes_of(std::string_view text) {
    return reinterpret_cast<const utf8proc_uint8_t*>(text.data());
}

// How many bytes the character at the front has; 0 if there is none that is valid.
std::size_t character_size(std::string_view text) {
    if (static_cast<unsigned char>(text[0]) < 0x80) return 1;
    utf8proc_int32_t code = 0;
    const auto size =
        utf8proc_iterate(bytes_of(text), static_cast<utf8proc_ssize_t>(text.size()), &code);
    return size > 0 ? static_cast<std::size_t>(size) : 0;
}

// Is it NFC by the look of it? So is text of characters that NFC leaves alone wherever they stand
// (UAX #15, quick check): up to U+02FF, Latin Extended Additional, which has all that Vietnamese
// adds to them, and the punctuation from U+2010 to U+2027. Letters hold hardly anything else.
bool plainly_nfc(std::string_view text) {
    const auto byte = [&](std::size_t at) {
        return at < text.size() ? static_cast<unsigned char>(text[at]) : 0u;
    };
    const auto within = [&](std::size_t at, unsigned first, unsigned last) {
        return first <= byte(at) && byte(at) <= last;
    };
    for (std::size_t at = 0; at < text.size();) {
        if (byte(at) < 0x80) {
            at += 1;
        } else if (within(at, 0xC2, 0xCB) && within(at + 1, 0x80, 0xBF)) {
            at += 2;
        } else if ((byte(at) == 0xE1 && within(at + 1, 0xB8, 0xBB) && within(at + 2, 0x80, 0xBF)) ||
                   (byte(at) == 0xE2 && byte(at + 1) == 0x80 && within(at + 2, 0x90, 0xA7))) {
            at += 3;
        } else {
            return false;
        }
    }
    return true;
}

std::string repaired(std::string_view text) {
    std::string out;
    while (!text.empty()) {
        const std::size_t size = character_size(text);
        out += size ? text.substr(0, size) : std::string_view("\xEF\xBF\xBD");
        text.remove_prefix(size ? size : 1);
    }
    return out;
}

// C0, DEL, C1 and the two Unicode line separators.
bool control(std::string_view character) {
    const auto first = static_cast<unsigned char>(character[0]);
    if (character.size() == 1) return first < 0x20 || first == 0x7F;
    if (character.size() == 2 && first == 0xC2)
        return static_cast<unsigned char>(character[1]) < 0xA0;
    return character == "\xE2\x80\xA8" || character == "\xE2\x80\xA9";
}

void trim_end(std::string& line) {
    while (!line.empty() && (line.back() == ' ' || line.back() == '\t'))
        line.pop_back();
}

}  // namespace

bool valid_utf8(std::string_view text) {
    while (!text.empty()) {
        const std::size_t size = character_size(text);
        if (size == 0) return false;
        text.remove_prefix(size);
    }
    return true;
}

std::string nfc(std::string_view text) {
    if (plainly_nfc(text)) return std::string(text);
    const std::string valid = repaired(text);
    utf8proc_uint8_t* composed = nullptr;
    const auto size =
        utf8proc_map(bytes_of(valid), static_cast<utf8proc_ssize_t>(valid.size()), &composed,
                     static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE));
    const std::unique_ptr<utf8proc_uint8_t, Free> owner(composed);
    if (size < 0) return valid;  // only for want of memory
    return {reinterpret_cast<const char*>(composed), static_cast<std::size_t>(size)};
}

std::string one_line(std::string_view text) {
    const std::string composed = nfc(text);
    std::string out;
    for (std::string_view rest = composed; !rest.empty();) {
        const std::string_view character = rest.substr(0, character_size(rest));
        rest.remove_prefix(character.size());
        if (control(character) || character == " ") {
            if (!out.empty() && out.back() != ' ') out += ' ';
        } else {
            out += character;
        }
    }
    trim_end(out);
    return out;
}

std::string tidy_lines(std::string_view text) {
    const std::string composed = nfc(text);
    std::string out;
    std::string line;
    const auto end_line = [&] {
        trim_end(line);
        const bool blank_again = line.empty() && (out.empty() || out.ends_with("\n\n"));
        if (!blank_again) out += line + '\n';
        line.clear();
    };
    for (std::string_view rest = composed; !rest.empty();) {
        const std::string_view character = rest.substr(0, character_size(rest));
        rest.remove_prefix(character.size());
        if (character == "\n" || (character == "\r" && !rest.starts_with('\n')))
            end_line();
        else if (character == "\t" || !control(character))
            line += character;
    }
    end_line();
    while (out.ends_with("\n\n"))
        out.pop_back();
    return nfc(out);  // what a control character kept apart may have come together
}

}  // namespace dondoc
