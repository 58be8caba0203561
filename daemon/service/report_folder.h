// The mailbox folder in which mail servers report of letters that came back: a Maildir (new, cur,
// tmp) that somebody else delivers to. What was understood is moved from new/ to cur/ as read; what
// was not, or speaks of nothing that we sent, to the mailbox .aside within it, for a person to look
// at. A report that cannot be taken yet stays in new/. Nothing is deleted, and a crash between
// taking a report and moving it takes it twice, which is once.
#pragma once

#include <chrono>
#include <filesystem>
#include <functional>

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

#include "daemon/loop/command.h"

namespace dondoc {

// How many of its files one look moves at the most.
inline constexpr std::size_t reports_a_look = 50;

struct LookedAt {
    std::size_t taken = 0;
    std::size_t aside = 0;
    std::size_t left = 0;  // for the next time
};

// One look, oldest name first. The folders are made if absent. Ends at the first answer that is an
// Error: the store takes nothing for now. `tell` gets a line for whatever was set aside.
Result<LookedAt> look_for_reports(const std::filesystem::path& maildir,
                                  const std::function<Answer(const Command&)>& execute,
                                  const std::function<void(const std::string&)>& tell);

// Looks again and again, on the loop's thread.
class ReportWatch {
public:
    // `where` is asked at each look; empty: there is no such folder.
    ReportWatch(boost::asio::io_context&, std::function<std::filesystem::path()> where,
                std::function<Answer(const Command&)> execute);

    void look();  // now, and from now on
    void stop() { timer_.cancel(); }

    static constexpr std::chrono::seconds interval{10};

private:
    boost::asio::steady_timer timer_;
    const std::function<std::filesystem::path()> where_;
    const std::function<Answer(const Command&)> execute_;
};

}  // namespace dondoc
