#include "tests/simulation/mail_server.h"

namespace dondoc::simulation {

Outcome MailServer::send(const Parcel& parcel) {
    using namespace std::chrono_literals;
    took_ = 0ms;
    took_it_ = false;
    if (kind) {
        take(parcel, false);
        return Sent{"250 ok"};
    }
    if (chance_.one_in(3)) took_ = std::chrono::milliseconds(chance_.between(1, 90'000));
    if (chance_.one_in(25)) took_ = std::chrono::minutes(chance_.between(1, 600));
    if (away) return later_for_all("421 sau");
    if (chance_.one_in(10)) return RetryLater{"451 sau"};
    if (chance_.one_in(40)) return RetryLater{"450 sau", std::chrono::minutes(40)};
    if (chance_.one_in(12)) return Rejected{"550 không có"};
    if (chance_.one_in(30)) return Unknown{"mất kết nối"};
    const bool reply_lost = chance_.one_in(15);
    take(parcel, reply_lost);
    if (reply_lost) return Unknown{"mất kết nối"};
    return Sent{"250 ok"};
}

void MailServer::take(const Parcel& parcel, bool reply_lost) {
    took_it_ = true;
    const Arrived fresh{parcel.bytes, process_, reply_lost};
    const auto [known, first] = inbox_.emplace(parcel.id, fresh);
    if (first) {
        ++figures_.arrived;
        return;
    }
    const Arrived& before = known->second;
    ++(before.bytes == parcel.bytes ? figures_.repeated : figures_.different);
    figures_.needless += before.sender == process_ && !before.reply_lost;
    known->second = fresh;
}

}  // namespace dondoc::simulation
