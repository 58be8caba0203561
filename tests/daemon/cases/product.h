// The whole product from its files to what people see: a configuration is read and checked as
// `dondoc check` does, the real loop runs its campaigns over a real SQLite file on a clock that the
// test moves, messages are handed to a channel that takes all of them, and API and pages are asked
// as a browser asks them. No threads, no sockets, no sleeping.
#pragma once

#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/http/vantage.h"
#include "daemon/loop/loop.h"
#include "tests/daemon/loop/office.h"

namespace dondoc::cases {

// One notice that left in a message.
struct Told {
    std::string at;       // "2017-01-11 07:30"
    std::string rung;     // "-10.contact", "nudge"
    std::string about;    // obligation `campaign.duty.occurrence.unit`, or `campaign.duty`
    std::string person;   // id
    std::string because;  // "on_time", "undated", "overdue_at_birth"
    std::string letter;   // plain text of its message
};

class Product {
public:
    // A configuration that is read from here; its state lies in a folder of the test.
    explicit Product(const std::filesystem::path& main_file);
    // The shipped samples; only this campaign and its parts are put to work.
    static Product sample(const std::string& campaign);
    // A small department with the shipped calendar and ladder, and this one campaign beside what
    // every campaign needs: `head` are lines of its own, `body` its phases and duties.
    static Product small(const std::string& head, const std::string& body);

    // What `dondoc check` prints of this file, a line a fault.
    std::string check(std::string_view file = "") const;

    // From the first sight at `from` through all that happens until `to`.
    Product& live(std::string_view from, std::string_view to);
    Product& live_on(std::string_view to);

    // What left about obligations or duties whose id begins so, in order.
    std::vector<Told> told(std::string_view about) const;
    // The same, a line for each moment and rung, after an empty one:
    //     2017-01-11 07:30  -10.contact  × 18
    std::string times_told(std::string_view about) const;

    boost::json::object api(const std::string& target);
    // Of the campaign's detail: the entry of the list with this id.
    boost::json::object part(const std::string& list, const std::string& id);
    std::string page(const std::string& target);
    // A person acts; the status of the answer.
    int act(const std::string& target, const std::string& body);

    const Campaign& campaign() const { return definition().campaign; }
    const Definition& definition() const;
    const Store& store() const { return *store_; }

private:
    void begin(Instant);
    void run_until(Instant);
    std::string ask(const std::string& head, const std::string& body, int& status);
    Router router();

    std::shared_ptr<loop_test::Folder> folder_;
    std::vector<Diagnostic> diagnostics_;
    std::optional<Configuration> configuration_;
    std::string campaign_;
    Instant now_{};
    std::unique_ptr<Definitions> definitions_;
    std::unique_ptr<Composer> composer_;
    std::unique_ptr<Letters> letters_;
    std::unique_ptr<Store> store_;
    std::vector<Consignment> handed_over_;
    std::vector<Told> told_;
    std::unique_ptr<Loop> loop_;
};

// "a b" of a JSON value: texts without quotes, all else as JSON.
std::string text(const boost::json::value&);

}  // namespace dondoc::cases
