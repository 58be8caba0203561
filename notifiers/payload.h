// What a program reads of a message: a few words of the mail, in the form that the other side
// wants. Part of the webhook and command channels.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "notifiers/channel.h"
#include "notifiers/compose_template.h"

namespace dondoc {

struct PayloadSettings {
    std::string form = "json";  // one of payload_forms
    // A mustache template of JSON; takes the place of a form. README.md lists its names.
    std::string text;
    // Of the letter's text in it, in UTF-16 units, as chat services count; the rest is cut at the
    // end of a line. Empty: what the service behind the form takes.
    std::optional<int> text_max{};
};

// json: all of it, as an object; mail: the mail itself; the others post to chat services.
inline constexpr std::array<std::string_view, 5> payload_forms = {"json", "mail", "slack", "teams",
                                                                  "telegram"};

// Immutable; any thread. Deterministic: the same parcel gives the same bytes.
class Payload {
public:
    // Fails on an unknown form, and on a text that is no template, asks for a name that there is
    // not, or does not make JSON of whatever a letter may say.
    static Result<Payload> make(const PayloadSettings&);

    std::string_view content_type() const;
    // Fails on bytes that are no letter of ours; never in the form "mail".
    Result<std::string> body(const Parcel&) const;

private:
    std::string form_;
    std::optional<Template> template_;
    std::size_t text_max_ = 0;
};

}  // namespace dondoc
