// What the store's tests are told in: short ways to say subjects, events and steps, and stores to
// say them to. Times are those of Hanoi.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "daemon/store/store.h"

namespace dondoc::store_test {

// `07:30` on that day in Hanoi, 2017-01-11 if none is given: "2017-02-02 07:30", "07:30".
Instant at(const std::string& time);
Date day(const std::string& iso);
// A term that ends on that day, its last working day being `working`, or the same day.
Term term(const std::string& permitted, const std::string& working = {});

Subject campaign(std::string id = "plan");
Subject phase(std::string id = "plan.register");
Subject duty(std::string id = "plan.form");
Subject owed(const std::string& unit, const std::string& duty_id = "form");  // plan.form.1.<unit>
Subject message(const MessageRecord&);
Subject daemon();

// A reminder to a contact at 07:30, on time.
NoticeFellDue notice(const std::string& key, const std::string& person = "an",
                     const std::string& moment = "07:30");
RungPassedOver passed(const std::string& key, const std::string& because = "before_first_seen");
NoticeFellDue nudge(const std::string& month, const std::string& moment = "07:30");
// With its text: `{ composed("..."), "..." }`.
MessageComposed composed(const std::string& text);

// A folder that goes with the test.
class Folder {
public:
    Folder();
    ~Folder();
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    std::filesystem::path file(const std::string& name = "dondoc.db") const { return path / name; }
    std::filesystem::path path;
};

// The value, or a failed test that shows the error.
template <class T>
T must(Result<T> result) {
    if (!result) {
        ADD_FAILURE() << result.error().text;
        std::abort();
    }
    return *std::move(result);
}

std::string error_of(const Done&);

// A store under test, and the shortest way to commit to it. The clock stands until it is set.
class World {
public:
    explicit World(std::unique_ptr<Store> made) : store(std::move(made)) {}

    // One change in a step of its own; `next` is the subject's next moment.
    Done try_it(const Subject&, std::vector<Event>, std::optional<Instant> next = {},
                const std::string& text = {});
    void happens(const Subject&, std::vector<Event>, std::optional<Instant> next = {},
                 const std::string& text = {});
    void happens(std::vector<Change> changes);
    // Born with a term that ends on 2017-01-29, in plan.register unless told otherwise.
    void is_born(const Subject&, const ObligationBorn& = {"register", term("2017-01-29"), false},
                 std::optional<Instant> next = {});
    // The first message is composed.
    void compose(const std::string& key, const std::string& text = "Kính gửi đồng chí An");

    const Reader& read() const { return store->read(); }
    Obligation obligation(const std::string& unit) const;
    PhaseRecord phase(const std::string& id = "register") const;
    DutyWatch duty(const std::string& id = "form") const;
    MessageRecord message(const std::string& key) const;
    std::vector<std::string> claimable(const std::vector<std::string>& in_flight = {}) const;
    std::vector<std::string> due(std::size_t limit = 100) const;
    std::string dump() const;

    std::unique_ptr<Store> store;
    Instant now = at("07:30");
};

// The message of (an, mail, 07:30).
inline const std::string an_at_0730 = "an/mail/2017-01-11T00:30:00Z";

}  // namespace dondoc::store_test
