// Events of messages; subject: the message's key `person/channel/moment[/copy]`. Part of event.h.
#pragma once

#include <string>

#include "workflows/civil.h"

namespace dondoc {

struct NoticeSuppressed {
    std::string key;
    std::string because;  // "submitted", "accepted", "waived", "withdrawn", "round_over",
                          // "phase_held", "suspended", "silenced", "request_answered",
                          // "gate_passed", "answered", "contact_confirmed", "reader_changed",
                          // "overtaken", "too_old", "no_person", "no_cluster", "leads_itself",
                          // "nothing_to_ask", "address_corrected", "catch_up_discarded",
                          // "catch_up_over", "escalations_held", "nothing_announced",
                          // "person_limit", "nothing_to_tell"
};

struct MessageComposed {
    std::string address;
    std::string sha256;  // hex, of the stored bytes that every try repeats
    std::string subject;
    bool rehearsal = false;  // goes to the rehearsal address: the person is not told
    std::string name{};      // of the person, as it was then; empty in old journals
    std::string id{};        // Message-ID without brackets, Idempotency-Key; likewise
};

struct DeliverySucceeded {
    int attempt = 1;
    std::string reply;
};

// Will be tried again at the message's next moment.
struct DeliveryDelayed {
    int attempt = 1;
    std::string why;
    bool unknown = false;  // the reply was lost after the message was handed over
};

struct DeliveryFailed {
    int attempt = 0;
    std::string why;
    bool unknown = false;   // the reply to the last try was lost after the message was handed over
    bool given_up = false;  // nobody refused it: its time was over
};

// Every notice in it was suppressed.
struct MessageSuppressed {};

// A person has a message tried again that failed; unless it may have arrived, it is composed anew.
struct MessageRetried {
    std::string reason;
};

// A person has settled otherwise what a message that failed was to tell.
struct MessageDiscarded {
    std::string reason;
};

// It was sent, and a report says that it did not reach its recipient after all.
struct MessageBounced {
    std::string address;
    std::string status;  // enhanced code of RFC 3463: "5.1.1"
    std::string why;     // the mail server's own words, on one line; may be empty
};

// It cannot leave by its channel, or a person has it tried again and the channel is another now:
// what it was to tell is told anew, by this channel.
struct MessageRerouted {
    std::string channel;
    std::string reason{};  // the person's; empty: it went by itself, see what failed before
};

}  // namespace dondoc
