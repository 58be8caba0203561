#include "daemon/cli/proof_words.h"

#include <utility>

#include "daemon/http/fact_words.h"
#include "workflows/check.h"
#include "workflows/explain.h"
#include "workflows/message_story.h"
#include "workflows/silence.h"
#include "workflows/wording.h"
#include "workflows/zone.h"

namespace dondoc {

namespace {

// Of facts that are neither the obligation's own nor a message's.
class OtherFact {
public:
    OtherFact(Language language, const Subject& subject, const ProofWords& words)
        : language_(language), subject_(subject), words_(words) {}

    std::string operator()(const CampaignApplied& e) const {
        const std::string version = std::to_string(e.version);
        if (e.fingerprint.empty()) {
            return pick("kế hoạch không còn trong cấu hình, phiên bản ",
                        "the plan is configured no more, version ") +
                   version;
        }
        return pick("áp dụng kế hoạch, phiên bản ", "the plan is applied, version ") + version +
               pick(", mã kiểm tra ", ", fingerprint ") + e.fingerprint +
               (e.calendar.empty()
                    ? ""
                    : pick(", lịch làm việc có SHA-256 ", ", calendar of SHA-256 ") + e.calendar);
    }
    std::string operator()(const EventDated& e) const {
        return pick("sự kiện «", "the event «") + e.event + pick("» diễn ra ngày ", "» is on ") +
               day(e.day) + because(e.reason);
    }
    std::string operator()(const PhaseBorn& e) const {
        return phase() + phase_state_name(e.state, language_);
    }
    std::string operator()(const PhaseMoved& e) const {
        return phase() + phase_state_name(e.to, language_) + " (" + explain_code(e.why, language_) +
               ")" + because(e.reason);
    }
    std::string operator()(const PhaseWithdrawn& e) const {
        return phase() + pick("không còn trong kế hoạch", "is not in the plan any more") +
               because(explain_code(e.why, language_));
    }
    std::string operator()(const UnitSuspended& e) const {
        return pick("tạm dừng nhắc đơn vị từ ngày ", "the unit is suspended from ") + day(e.from) +
               pick(" đến hết ngày ", " to the end of ") + day(e.to) + by_campaign() +
               pick(", người cho phép: ", ", granted by ") + e.approver + because(e.reason);
    }
    std::string operator()(const SuspensionEnded& e) const {
        return pick("kết thúc sớm việc tạm dừng từ ngày ", "the suspension that began on ") +
               day(e.from) + pick(", ngày cuối là ", " is ended early, its last day is ") +
               day(e.to) + by_campaign() + because(e.reason);
    }
    std::string operator()(const SendingPaused& e) const {
        return pick("tạm dừng gửi mọi thư", "all sending is paused") + because(e.reason);
    }
    std::string operator()(const SendingResumed& e) const {
        return pick("gửi thư trở lại", "sending goes on") + because(e.reason);
    }
    std::string operator()(const ClockJumped& e) const {
        return pick("đồng hồ chỉ ", "the clock says ") + words_.moment(e.to) +
               pick(", lẽ ra ", " instead of ") + words_.moment(e.from) +
               pick("; không lập lượt nhắc, không gửi thư", "; nothing is planned or sent");
    }
    std::string operator()(const ClockReturned&) const {
        return pick("đồng hồ trở lại đúng; gửi thư trở lại",
                    "the clock came back by itself; sending goes on");
    }
    std::string operator()(const ClockConfirmed& e) const {
        return pick("xác nhận đồng hồ đúng", "the clock is confirmed") + because(e.reason);
    }
    std::string operator()(const Silenced& e) const {
        return pick("giữ thư nhắc (số ", "a silence (number ") + std::to_string(e.number) +
               "): " + scope_words(scope_of(e), language_) +
               pick(", đến hết ngày ", ", to the end of ") +
               (e.until ? day(*e.until) : std::string("?")) + because(e.reason);
    }
    std::string operator()(const SilenceEnded& e) const {
        return pick("kết thúc sớm đợt giữ thư số ", "ended early: the silence number ") +
               std::to_string(e.number) + because(e.reason);
    }
    std::string operator()(const CatchUpBegun& e) const {
        return pick("hệ thống hoạt động trở lại, đã ngừng từ ",
                    "the system is back after a downtime from ") +
               words_.moment(e.since);
    }
    std::string operator()(const CatchUpWeighed& e) const {
        return std::to_string(e.messages) +
               (e.held ? pick(" thư đến giờ trong lúc ngừng chờ cho phép gửi",
                              " messages that the downtime held back wait for a go-ahead")
                       : pick(" thư đến giờ trong lúc ngừng, gửi bù ngay",
                              " messages that the downtime held back leave at once"));
    }
    std::string operator()(const CatchUpReleased& e) const {
        return (e.discarded ? pick("bỏ các thư chờ cho phép gửi", "what waited is dropped")
                            : pick("cho gửi các thư chờ", "what waited leaves")) +
               because(e.reason);
    }
    std::string operator()(const ChannelDown& e) const {
        return pick("không gửi được thư nào qua kênh «", "nothing can be sent by channel «") +
               e.channel +
               pick("», số lần gửi hỏng liên tiếp: ", "», tries that failed in a row: ") +
               std::to_string(e.tries) +
               pick("; không gửi gì trước ", "; nothing is tried before ") +
               words_.moment(e.until) + because(e.why);
    }
    std::string operator()(const ChannelUp& e) const {
        return pick("lại gửi được thư qua kênh «", "messages leave again by channel «") +
               e.channel + "»";
    }
    std::string operator()(const SetAside& e) const {
        return pick("không đọc hoặc ghi được, để riêng: ",
                    "could not be read or recorded, is set aside: ") +
               e.kind + " " + e.id + because(e.why);
    }
    std::string operator()(const ContactConfirmed& e) const {
        return pick("xác nhận đầu mối của đơn vị ", "the contact of unit ") + e.unit +
               pick(" vẫn là ", " is confirmed to be ") + e.person;
    }
    std::string operator()(const LinksRevoked& e) const {
        return pick("thu hồi các liên kết đã gửi cho đơn vị ", "the links sent to unit ") + e.unit +
               pick("", " so far are revoked") + because(e.reason);
    }
    std::string operator()(const ConfigurationApplied& e) const {
        return pick("áp dụng cấu hình có mã kiểm tra ", "the configuration of fingerprint ") +
               e.after + pick("", " is applied") + because(e.changed);
    }
    template <class Other>
    std::string operator()(const Other&) const {
        return {};
    }

private:
    std::string pick(const char* vi, const char* en) const { return in_words(language_, vi, en); }
    std::string day(Date date) const { return day_in_words(date, language_); }
    std::string phase() const {
        return pick("giai đoạn ", "phase ") + subject_.id.substr(subject_.id.find('.') + 1) + ": ";
    }
    std::string by_campaign() const {
        return pick(", theo kế hoạch ", ", by the campaign ") + subject_.id;
    }
    static std::string because(const std::string& reason) {
        return reason.empty() ? "" : ": " + reason;
    }

    const Language language_;
    const Subject& subject_;
    const ProofWords& words_;
};

}  // namespace

ProofWords::ProofWords(const ObligationId& id, Language language, const Definition* definition)
    : id_(id),
      language_(language),
      organisation_(definition ? definition->organisation : std::make_shared<const Organisation>()),
      zone_(definition ? definition->zone : *Zone::find("Asia/Ho_Chi_Minh")) {}

std::string ProofWords::moment(Instant at) const {
    const std::string time = clock_time(zone_.time_of(at));
    const std::string day = day_in_words(zone_.date_of(at), language_);
    return language_ == Language::vi ? time + " ngày " + day : day + " " + time;
}

std::string ProofWords::person(const std::string& id) const {
    const Person* known = organisation_->person(id);
    return known ? known->name + " (" + id + ")" : id;
}

std::string ProofWords::operator()(const ProofLine& line) {
    const JournalEntry& entry = line.entry;
    if (entry.subject.kind == Subject::Kind::obligation) {
        if (const auto* birth = std::get_if<ObligationBorn>(&entry.event)) {
            then_ = born(id_, *birth, entry.at);
        } else if (then_) {
            apply(*then_, entry.event, entry.at);
        }
    }
    std::string words = of_others(line);
    return words.empty() ? std::string(name_of(entry.event)) : words;
}

std::string ProofWords::of_others(const ProofLine& line) const {
    const JournalEntry& entry = line.entry;
    if (const auto* notice = std::get_if<NoticeFellDue>(&entry.event))
        return told(*notice, line.message);
    if (const auto* passed = std::get_if<RungPassedOver>(&entry.event)) {
        return in_words(language_, "bỏ qua lượt nhắc ", "passed over: ") + passed->key + ", " +
               audience_name(passed->audience, language_) +
               in_words(language_, ", lẽ ra lúc ", ", due at ") + moment(passed->planned) + ": " +
               explain_code(passed->because, language_);
    }
    switch (entry.subject.kind) {
        case Subject::Kind::obligation:
            return fact_words(entry.event, language_, *organisation_, zone_.date_of(entry.at));
        case Subject::Kind::message: {
            std::string words = message_fact(entry.event, language_);
            if (const auto* e = std::get_if<MessageComposed>(&entry.event)) {
                words += (e->name.empty() ? "" : " (" + e->name + ")") +
                         in_words(language_, "; tiêu đề «", "; subject «") + e->subject +
                         in_words(language_, "»; mã thư ", "»; Message-ID ") + e->id +
                         "; SHA-256 " + e->sha256;
            }
            return words + in_words(language_, "; thư ", "; message ") + entry.subject.id;
        }
        case Subject::Kind::daemon:
        case Subject::Kind::campaign:
        case Subject::Kind::phase:
        case Subject::Kind::duty:
        case Subject::Kind::unit:
        case Subject::Kind::digest:
            return std::visit(OtherFact(language_, entry.subject, *this), entry.event);
    }
    CHECK(false);
}

std::string ProofWords::told(const NoticeFellDue& notice, const std::string& message) const {
    const bool of_the_duty = notice.kind == NoticeKind::nudge || !then_;
    const std::string why =
        of_the_duty ? explain_code(notice.because, language_) : explain(*then_, notice, language_);
    return in_words(language_, "lượt nhắc ", "notice ") + notice.key + ": " + why +
           in_words(language_, "; gửi ", "; to ") + audience_name(notice.audience, language_) +
           " " + person(notice.person) +
           (notice.instead_of.empty() ? ""
                                      : in_words(language_, ", nhận thay ", ", in place of ") +
                                            person(notice.instead_of)) +
           (notice.copy ? in_words(language_, ", để biết", ", for information") : "") +
           in_words(language_, "; giờ gửi ", "; sending moment ") + moment(notice.moment) +
           in_words(language_, "; thư ", "; message ") + message;
}

}  // namespace dondoc
