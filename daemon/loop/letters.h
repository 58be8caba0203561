// From a message of the outbox to the bytes that go out: drops what no longer holds, resolves the
// address, gathers the facts as they are when it leaves, composes.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "config/configuration.h"
#include "daemon/loop/definitions.h"
#include "daemon/loop/unit_link.h"
#include "daemon/store/reader.h"
#include "notifiers/compose.h"

namespace dondoc {

// What a message became at its first claim.
struct Draft {
    std::vector<NoticeSuppressed> suppressed;  // notices that no longer hold
    // Of these, those that somebody else reads today (reader_change.h).
    struct Anew {
        Subject about;
        NoticeFellDue notice;
        std::optional<Instant> next;  // of the subject, as it was
    };
    std::vector<Anew> anew;
    struct Composed {
        std::string address;
        std::string subject;
        std::string bytes;
        std::string sha256;  // of the bytes, hex
        bool rehearsal = false;
        std::string name;  // of the person
        std::string id;    // message_id()
    };
    struct NobodyLeft {};  // every notice was suppressed
    struct Undeliverable {
        std::string why;  // "no_address", "no_channel", or why the text could not be composed
    };
    std::variant<NobodyLeft, Composed, Undeliverable> result;
};

// Loop's thread. Everything it is given must outlive it.
class Letters {
public:
    // Without a key the links that it puts into letters open nothing: what is only foreseen.
    Letters(const Configuration&, const Definitions&, const Composer&, LinkKey key = {});

    // The letter is dated `now`: days left and late, and what was told before, are those of the
    // moment it leaves, which a pause or a downtime can put days after the message's own.
    Result<Draft> draft(const Reader&, const MessageRecord&, Instant now) const;

    // Stable for the life of the message: a hash of its key in the sender's domain. Of one that was
    // sent and came back it is another, since what is sent then is another text.
    std::string message_id(const MessageRecord&) const;

    // Whose window and calendar a message leaves by: of the first campaign it speaks of that is
    // configured, else of any. Empty only if no campaign is configured at all.
    std::shared_ptr<const Definition> definition_of(const Reader&, const MessageRecord&) const;

    // The channel that carries it: its own, but in a rehearsal one that carries mail, since the
    // address of a rehearsal is a mail address.
    std::string carrier_of(const std::string& channel, bool rehearsal) const;

    // That by which what is not written yet would leave now.
    std::string carrier_of(const std::string& channel) const;

    bool knows_channel(const std::string&) const;

    // How many messages leave after a downtime unasked; 0: any number.
    int go_ahead_above() const { return configuration_.go_ahead_above; }

    // How many messages may leave by it in a minute; 0: as fast as it goes.
    int per_minute(const std::string& channel) const;
    const DeliveryRules& delivery() const { return configuration_.delivery; }

    // By which the message's person is written to, the first one first. Nobody is in a rehearsal.
    std::vector<std::string> channels_of(const Reader&, const MessageRecord&) const;

private:
    const ChannelSettings* channel(const std::string& id) const;
    MailHead head_of(const ChannelSettings&, const Person&, const Letter&,
                     const MessageRecord&) const;
    Done add_pages(Letter&, const Reader&) const;

    const Configuration& configuration_;
    const Definitions& definitions_;
    const Composer& composer_;
    const LinkKey key_;
};

}  // namespace dondoc
