#include "workflows/message_story.h"

#include "workflows/bounce.h"
#include "workflows/check.h"
#include "workflows/explain.h"
#include "workflows/wording.h"

namespace dondoc {

namespace {

class Fact {
public:
    explicit Fact(Language language) : vi_(language == Language::vi), language_(language) {}

    std::string operator()(const MessageComposed& e) const {
        const std::string to = vi_ ? "soạn thư, gửi đến " : "composed, to ";
        const std::string practice = vi_ ? " (địa chỉ diễn tập)" : " (the rehearsal address)";
        return to + e.address + (e.rehearsal ? practice : "");
    }
    std::string operator()(const DeliverySucceeded& e) const {
        return attempt(e.attempt) + (vi_ ? "máy chủ nhận: " : "accepted: ") + e.reply;
    }
    std::string operator()(const DeliveryDelayed& e) const {
        return attempt(e.attempt) +
               (vi_ ? "chưa gửi được, sẽ gửi lại: " : "will be tried again: ") + e.why +
               lost(e.unknown);
    }
    std::string operator()(const DeliveryFailed& e) const {
        const std::string why = explain_code(e.why, language_);
        if (e.attempt == 0) return (vi_ ? "không gửi được: " : "could not be sent: ") + why;
        if (e.unknown) {
            return attempt(e.attempt) + (vi_ ? "không gửi lại nữa: " : "is not tried again: ") +
                   why + lost(true);
        }
        if (e.given_up)
            return attempt(e.attempt) +
                   (vi_ ? "chưa gửi được, hết thời gian gửi lại: " : "given up: ") + why;
        return attempt(e.attempt) + (vi_ ? "bị từ chối hẳn: " : "refused for good: ") + why;
    }
    std::string operator()(const NoticeSuppressed& e) const {
        return (vi_ ? "bỏ khỏi thư " : "dropped from the message: ") + e.key + ": " +
               explain_code(e.because, language_);
    }
    std::string operator()(const MessageSuppressed&) const {
        return vi_ ? "không còn gì để báo nên không gửi" : "nothing was left to say, so not sent";
    }
    std::string operator()(const MessageRetried& e) const {
        return (vi_ ? "cho gửi lại: " : "tried again by hand: ") + e.reason;
    }
    std::string operator()(const MessageDiscarded& e) const {
        return (vi_ ? "không gửi nữa, đã giải quyết cách khác: " : "settled otherwise: ") +
               e.reason;
    }
    std::string operator()(const MessageBounced& e) const {
        return (vi_ ? "thư gửi đến " : "the letter to ") + e.address +
               (vi_ ? " bị trả lại: " : " came back: ") + bounce_words(e.status, e.why, language_);
    }
    std::string operator()(const MessageRerouted& e) const {
        return (vi_ ? "chuyển sang kênh " : "told anew by the channel ") + e.channel +
               (e.reason.empty() ? "" : ": " + e.reason);
    }
    std::string operator()(const Rescheduled& e) const {
        return (vi_ ? "lùi giờ gửi: " : "put off: ") + explain_code(e.because, language_);
    }
    template <class Other>
    std::string operator()(const Other&) const {
        return {};
    }

private:
    std::string lost(bool unknown) const {
        if (!unknown) return {};
        return vi_ ? " (không rõ thư đã được nhận hay chưa)"
                   : " (whether it was accepted is not known)";
    }
    std::string attempt(int number) const {
        return (vi_ ? "lần gửi " : "attempt ") + std::to_string(number) + ": ";
    }

    bool vi_;
    Language language_;
};

// «thủ trưởng đơn vị của Bệnh viện A, đơn vị phải nộp», by the names of the day.
std::string role_words(const Definition& definition, const Duty& duty, std::string_view unit,
                       Audience audience, Date day, bool vi) {
    const Organisation& organisation = *definition.organisation;
    const auto acting_name = [&](const std::string& id) {
        return organisation.acting(definition.unit(id), day).name_on(day);
    };
    const std::string issuer = acting_name(definition.campaign.issuer);
    const std::string office = acting_name(definition.campaign.coordinator);
    const Unit* owes = organisation.unit(unit);
    const std::string owner = owes ? owes->name_on(day) : std::string(unit);
    const std::string of = vi ? " của " : " of ";
    switch (audience) {
        case Audience::contact:
            if (duty.upward) {
                return vi ? "đầu mối" + of + office + ", nơi theo dõi việc của chính " + issuer
                          : "the contact" + of + office + ", which follows what " + issuer +
                                " itself owes";
            }
            return vi ? "đầu mối" + of + owner + ", đơn vị phải nộp"
                      : "the contact" + of + owner + ", which owes it";
        case Audience::head:
            if (duty.upward) {
                return vi ? "thủ trưởng" + of + issuer + ", cơ quan phải nộp lên cấp trên"
                          : "the head" + of + issuer + ", which owes it upward";
            }
            return vi ? "thủ trưởng" + of + owner + ", đơn vị phải nộp"
                      : "the head" + of + owner + ", which owes it";
        case Audience::coordinator:
            return vi ? "chuyên viên" + of + office + ", nơi điều phối kế hoạch"
                      : "the contact" + of + office + ", which coordinates the plan";
        case Audience::superior:
            return vi ? "lãnh đạo phụ trách" + of + issuer + ", cơ quan ban hành kế hoạch"
                      : "the superior" + of + issuer + ", which issued the plan";
        case Audience::director:
            return vi ? "thủ trưởng" + of + issuer + ", cơ quan ban hành kế hoạch"
                      : "the head" + of + issuer + ", which issued the plan";
        case Audience::cluster_lead:
            return (vi ? "đầu mối của đơn vị trưởng cụm"
                       : "the contact of the unit that leads the cluster") +
                   of + owner;
    }
    CHECK(false);
}

// «07:30 ngày 08/6/2017»
std::string time_in(const DayTime& moment, bool vi) {
    return clock_time(moment.time) + (vi ? " ngày " : " on ") +
           (vi ? official_date(moment.day) : iso_date(moment.day));
}

std::string standing_of(const MessageFacts& facts, bool vi, Language language) {
    const std::string answer = explain_code(facts.answer, language);
    const std::string said = answer.empty() ? "" : ": " + answer;
    const std::string when =
        facts.settled ? (vi ? " lúc " : " at ") + time_in(*facts.settled, vi) : "";
    switch (facts.fate) {
        case NoticeFate::queued:
            if (!facts.paused.empty()) {
                return (vi ? "chưa gửi: mọi thư đang tạm dừng ("
                           : "not sent: sending is paused (") +
                       facts.paused + ")";
            }
            if (!facts.kept_back.empty()) {
                return (vi ? "chưa gửi: " : "not sent yet: ") + facts.kept_back;
            }
            if (facts.due) {
                return vi ? "chưa gửi: đã đến giờ, chờ đến lượt"
                          : "not sent yet: its time has come, its turn has not";
            }
            return vi ? "chưa gửi: chờ đến giờ" : "not sent yet: its time has not come";
        case NoticeFate::retrying:
            return (vi ? "chưa gửi được" : "not delivered yet") + said +
                   (facts.next
                        ? (vi ? "; gửi lại lúc " : "; tried again at ") + time_in(*facts.next, vi)
                        : "");
        case NoticeFate::sent: return (vi ? "đã gửi" : "sent") + when + said;
        case NoticeFate::failed:
            if (has_come_back(facts.answer)) {
                return (vi ? "đã gửi nhưng bị trả lại" : "sent, but it came back") + when + ": " +
                       came_back_words(facts.answer, language);
            }
            return (vi ? "không gửi được, không gửi lại nữa" : "failed, not tried again") + when +
                   said;
        case NoticeFate::suppressed:
            return (vi ? "không gửi, vì không còn lượt nhắc nào đúng"
                       : "not sent, because none of "
                         "its notices held any "
                         "more") +
                   when;
        case NoticeFate::passed_over: break;
    }
    CHECK(false);
}

}  // namespace

std::string why_this_person(const Definition& definition, const Duty& duty, std::string_view unit,
                            Audience audience, std::string_view person, Date day,
                            Language language) {
    const bool vi = language == Language::vi;
    const Person* named = definition.organisation->person(person);
    const std::string name = named ? named->name : std::string(person);
    const auto [now, away, nobody] = resolve(definition, duty, unit, audience, day);
    const std::string role = role_words(definition, duty, unit, audience, day, vi);
    if (now && now->id == person && away) {
        return name + (vi ? " nhận thay " : " stands in for ") + away->name + ", " + role;
    }
    if (now && now->id == person) return name + (vi ? " là " : " is ") + role;
    const std::string since = now ? (vi ? "; nay là " : "; now it is ") + now->name
                                  : std::string(vi ? "; nay chưa có ai" : "; nobody is now");
    return name + (vi ? " khi đó là " : " was then ") + role + since;
}

std::vector<std::string> message_sentences(const MessageFacts& facts, Language language) {
    const bool vi = language == Language::vi;
    std::string what = (vi ? "thư số " : "message ") + std::to_string(facts.number) +
                       (vi ? " gửi " : " to ") + facts.person_name;
    if (!facts.address.empty()) what += " <" + facts.address + ">";
    what += (vi ? ", kênh " : ", channel ") + facts.channel + (vi ? ", giờ gửi " : ", due at ") +
            time_in(facts.moment, vi);
    std::vector<std::string> sentences{what};
    if (facts.copy) {
        sentences.emplace_back(vi ? "bản để biết: người nhận không phải làm gì"
                                  : "a copy for information: nothing is asked of the recipient");
    }
    if (facts.rehearsal) {
        sentences.emplace_back(vi ? "đang diễn tập: thư đến địa chỉ diễn tập, người nhận không biết"
                                  : "a rehearsal: it went to the rehearsal address, the recipient "
                                    "was not told");
    }
    sentences.push_back(standing_of(facts, vi, language));
    if (facts.unknown) {
        sentences.emplace_back(vi ? "có lần gửi mất hồi âm nên có thể đến hai lần, cùng một mã thư"
                                  : "the reply to one attempt was lost, so it may arrive twice, "
                                    "under the same id");
    }
    if (facts.dropped > 0) {
        const std::string of =
            official_count(facts.dropped, language) + "/" + official_count(facts.notices, language);
        sentences.push_back(of + (vi ? " lượt nhắc không còn đúng khi thư đi nên bị bỏ"
                                     : " notices did not hold any more when it left, and were "
                                       "dropped"));
    }
    return sentences;
}

std::string message_fact(const Event& event, Language language) {
    return std::visit(Fact(language), event);
}

}  // namespace dondoc
