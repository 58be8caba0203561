// Reading the store. One Reader belongs to one thread and has a connection of its own, which sees
// only what was committed. Every read can fail as the disk can; the text says what was read and
// why not.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/store/records.h"
#include "workflows/contacts.h"
#include "workflows/digest.h"
#include "workflows/result.h"

namespace dondoc {

class Database;

class Reader {
public:
    // A read-only connection to an existing store of this binary's schema.
    static Result<std::unique_ptr<Reader>> open(const std::filesystem::path& file);
    // Over a connection that somebody else owns: the Store's own, so that it sees what it wrote.
    explicit Reader(Database&);
    ~Reader();

    // ---- single rows; nothing if there is none
    Result<std::optional<Obligation>> obligation(std::string_view id) const;
    Result<std::optional<PhaseRecord>> phase(std::string_view campaign,
                                             std::string_view phase) const;
    Result<std::optional<DutyWatch>> duty_watch(std::string_view campaign,
                                                std::string_view duty) const;
    Result<std::optional<MessageRecord>> message(std::string_view key) const;
    Result<std::optional<MessageRecord>> message(std::int64_t number) const;
    Result<std::optional<std::string>> message_text(std::string_view key) const;
    // By the Message-ID of its present text, without brackets.
    Result<std::optional<MessageRecord>> message_of_id(std::string_view id) const;
    Result<std::optional<AddressFault>> address_fault(std::string_view person,
                                                      std::string_view address) const;
    // By name; by the hash of the token, in hex.
    Result<std::optional<TokenRecord>> token(std::string_view name) const;
    Result<std::optional<TokenRecord>> token_of_hash(std::string_view sha256) const;
    // How often the links of a unit were revoked: which of them still open its page.
    Result<int> link_generation(std::string_view unit) const;
    // Whether all that the message tells of lies in the scope; false if there is no such message.
    Result<bool> message_within(const Scope&, std::int64_t number) const;
    Result<DaemonState> daemon_state() const;
    // When the last row of the journal was recorded; empty: there is none.
    Result<std::optional<Instant>> last_recorded() const;

    // ---- small lists, in order
    Result<std::vector<CampaignRecord>> campaigns() const;
    Result<std::vector<PhaseRecord>> phases(std::string_view campaign) const;
    // By event; also of events that the campaign does not have any more.
    Result<std::vector<EventDate>> events_dated(std::string_view campaign) const;
    // The same for a planner: the days alone.
    Result<EventDates> event_dates(std::string_view campaign) const;
    // Of every unit, or of one; by unit and first day; also those that are over.
    Result<std::vector<SuspensionRecord>> suspensions(std::string_view campaign) const;
    Result<std::vector<SuspensionRecord>> suspensions(std::string_view campaign,
                                                      std::string_view unit) const;
    // Those that last to `since` or longer; by number. Without it all that ever were.
    Result<std::vector<SilenceRecord>> silences(std::optional<Date> since = {}) const;
    // The watch with what is hidden on that day because its units are suspended by its campaign or
    // one of those that it stands `within`.
    Result<DutyWatch> without_suspended(DutyWatch, const std::vector<std::string>& within,
                                        Date today) const;
    // By name; also those that are revoked or expired.
    Result<std::vector<TokenRecord>> tokens() const;
    // Which contacts were confirmed, by unit.
    Result<std::vector<ContactRecord>> contacts() const;
    // The quarterly question to one unit, and the units there is one for.
    Result<std::optional<ContactWatch>> contact_watch(std::string_view unit) const;
    Result<std::vector<std::string>> contacts_watched() const;
    // By person and address.
    Result<std::vector<AddressFault>> address_faults() const;
    // A digest by its id (workflows/digest.h), and the ids of all there are.
    Result<std::optional<DigestWatch>> digest_watch(std::string_view id) const;
    Result<std::vector<std::string>> digests_watched() const;
    // How a campaign stands; overdue and due soon as the lists of obligations have them.
    Result<CampaignCounts> campaign_counts(std::string_view campaign, Date today, Date soon) const;
    // The same of all that lies in a scope.
    Result<CampaignCounts> counts(const Scope&, Date today, Date soon) const;
    // How often the days of its deadline were set anew since it was born; never falls.
    Result<int> deadline_changes(std::string_view obligation) const;
    // Of a campaign, what superior, director and lead of the cluster were told since then, in
    // letters that have left.
    Result<std::vector<NoticeRecord>> told_above(std::string_view campaign, Instant since) const;
    // Of a campaign, what the coordinator was asked in the present round of something that is
    // still owed: whether a unit is to be put up that a gate keeps out.
    Result<std::vector<NoticeRecord>> gates_asked(std::string_view campaign) const;
    // The numbers that stand: of submissions that were not returned. In the order of arrival.
    Result<std::vector<Reported>> figures(std::string_view campaign) const;
    // Oldest first, passed over included.
    Result<std::vector<NoticeRecord>> notices_about(const Subject&) const;
    Result<std::vector<NoticeRecord>> notices_in(std::string_view message) const;
    // Is a rung of this round queued or being retried?
    Result<bool> notice_on_its_way(std::string_view obligation, int round) const;
    struct Share {
        std::int64_t open = 0;  // owed
        std::int64_t all = 0;   // withdrawn left out
    };
    Result<Share> share(std::string_view campaign, std::string_view duty,
                        std::string_view occurrence) const;

    // ---- the agenda
    Result<std::optional<Instant>> next_moment() const;  // of the agenda alone
    Result<std::vector<Subject>> due(Instant now, std::size_t limit) const;
    // Campaigns, phases, obligations, duties and units that wait for nothing because they could not
    // be read.
    Result<std::vector<Subject>> set_aside() const;

    // ---- the outbox; messages in `in_flight`, and those that wait for a go-ahead, are left out
    // The channels that a message waits for, by name.
    Result<std::vector<std::string>> outbox_channels() const;
    // Those that take nothing for now, by name.
    Result<std::vector<DownChannel>> channels_down() const;
    // Messages of one channel whose time has come, the one that has waited longest first. One that
    // is not composed waits until no agenda row due at or before its moment is left, since such a
    // row may still add to it; one that is composed (a retry) cannot grow and waits for its own
    // time alone.
    Result<std::vector<MessageRecord>> claimable(std::string_view channel, Instant now,
                                                 std::size_t limit,
                                                 const std::vector<std::string>& in_flight) const;
    // Keys of the messages whose time has come and whose rows are damaged: one of them is enough
    // for claimable() to fail.
    Result<std::vector<std::string>> unreadable(Instant now) const;
    // Of the channels for which anything waits.
    Result<std::vector<Queue>> queues(Instant now) const;
    // Messages of one channel that wait, whose moment is not after this one, after that number; in
    // the order they were made.
    Result<std::vector<MessageRecord>> waiting(std::string_view channel, Instant moment_max,
                                               std::int64_t after, std::size_t limit) const;
    // How many messages were sent to a person since, or are on their way with their text written.
    Result<std::int64_t> letters_since(std::string_view person, Instant) const;
    Result<std::optional<Instant>> next_message_moment(
        std::string_view channel, const std::vector<std::string>& in_flight) const;
    // Messages that are not settled and speak of what fell due before; those that wait for a
    // go-ahead. Both in the order they were made.
    Result<std::vector<MessageRecord>> messages_of_missed(Instant before) const;
    Result<std::vector<MessageRecord>> held_messages() const;

    // ---- pages; `limit` is cut to 1 .. page_size_max; a cursor that is not ours is an error
    // By last permitted day, then id; undated last. `latest_first`: the other way round.
    Result<Page<Obligation>> obligations(const ObligationFilter&, std::size_t limit,
                                         const std::string& cursor) const;
    // Newest first, unless `oldest_first`.
    Result<Page<MessageRecord>> messages(const MessageFilter&, std::size_t limit,
                                         const std::string& cursor) const;
    // Notices that told nobody: passed over, suppressed or failed. Newest first.
    Result<Page<NoticeRecord>> untold(std::size_t limit, const std::string& cursor) const;
    // Oldest first; the cursor is the number to go on after.
    Result<Page<JournalEntry>> journal(std::int64_t after, std::size_t limit) const;
    // Newest first; 0: from the newest on.
    Result<Page<JournalEntry>> journal_back(std::int64_t before, std::size_t limit) const;
    // Everything that happened to one obligation, oldest first.
    Result<std::vector<JournalEntry>> history(std::string_view obligation) const;
    // What was decided and planned for the obligations of one unit: all but what people were told.
    // Obligation by obligation, by last permitted day and id; of each the oldest first.
    Result<std::vector<JournalEntry>> deeds(std::string_view unit) const;
    // The same of a message, a phase or the daemon itself; of other kinds it reads the whole
    // journal.
    Result<std::vector<JournalEntry>> history(const Subject&) const;
    // Of what lies in the scope; of a limited one, without what was set aside.
    Result<Counters> counters(Date today, Date soon, const Scope& = {}) const;
    Result<OutboxCounts> outbox_counts() const;

    // The end of the journal; number 0 if it is empty.
    Result<JournalHead> head() const;

    // Walks the hash chain, the texts of messages included; nothing if it holds and has in it every
    // head that was kept of it, else the first row that breaks it, and how.
    Result<std::optional<JournalFault>> verify_journal(
        const std::vector<JournalHead>& kept = {}) const;

private:
    explicit Reader(std::unique_ptr<Database>);
    std::unique_ptr<Database> owned_;
    Database* database_;
};

}  // namespace dondoc
