// A letter as a mail: RFC 5322 with MIME, UTF-8 in NFC, plain text and HTML.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "notifiers/letter.h"

namespace dondoc {

struct Mailbox {
    std::string name;     // display name, may be empty
    std::string address;  // local@domain, ASCII
};

struct MailHead {
    Mailbox from;
    Mailbox to;
    std::vector<Mailbox> reply_to;
    std::string message_id;  // without angle brackets
    std::vector<std::string>
        references;            // thread ids of the obligations; at most references_max are written
    std::string date;          // RFC 5322, of the sending moment
    std::string intended_for;  // rehearsal: the true recipient; empty otherwise. Marked in the
                               // subject, the first line of both bodies and a header
};

inline constexpr std::size_t references_max = 20;

// The finished bytes: CRLF line ends, no line over 998 octets, headers folded and encoded (RFC
// 2047), no header from outside begins a line, no address becomes two. Has `Auto-Submitted`;
// In-Reply-To is the first of the references. Deterministic, MIME boundary included.
std::string compose_mail(const MailHead&, const LetterText&);

// The plain text of a mail that compose_mail made, its lines ending in \n; empty for any other
// bytes.
std::string plain_text_of(std::string_view mail);

// What a mail that compose_mail made says, taken apart again; empty texts for what it does not
// have.
struct MailContents {
    Mailbox from;
    Mailbox to;
    std::string reply_to;  // the first address
    std::string date;
    std::string subject;
    std::string plain;  // lines end in \n
    std::string html;
};

// Nothing for bytes that compose_mail did not make.
std::optional<MailContents> contents_of(std::string_view mail);

// An address this channel can write to: one local part, one domain, printable ASCII without spaces
// or angle brackets.
bool valid_address(std::string_view);

}  // namespace dondoc
