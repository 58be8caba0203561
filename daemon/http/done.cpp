#include "daemon/http/done.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "workflows/check.h"
#include "workflows/remind.h"
#include "workflows/wording.h"

namespace dondoc {

namespace {

std::string decided(const Sight& sight, const Decision& decision) {
    const Language language = sight.language;
    const std::string day = decision.due ? day_in_words(*decision.due, language) : "";
    switch (decision.verb) {
        case Verb::submit: return in_words(language, "đã ghi việc nộp", "submission recorded");
        case Verb::accept: return in_words(language, "đã ghi việc chấp nhận", "accepted");
        case Verb::return_for_rework:
            return in_words(language, "đã trả lại để bổ sung, hoàn thiện",
                            "returned for completion");
        case Verb::extend:
            return in_words(language, "đã gia hạn đến hết ngày ", "extended to the end of ") + day;
        case Verb::waive: return in_words(language, "đã ghi việc miễn", "waived");
        case Verb::request:
            return in_words(language, "đã ghi đề nghị gia hạn đến hết ngày ",
                            "request for more time recorded, to the end of ") +
                   day;
        case Verb::decline:
            return in_words(language, "đã ghi việc không đồng ý gia hạn", "request declined");
        case Verb::reopen: return in_words(language, "đã mở lại", "reopened");
        case Verb::acknowledge:
            return in_words(language, "đã ghi việc đơn vị xác nhận đã nhận", "acknowledged");
        case Verb::hold:
            return in_words(language, "đã giữ thư báo quá hạn", "its escalations are held");
        case Verb::release:
            return in_words(language, "đã cho gửi thư báo quá hạn", "its escalations are released");
    }
    CHECK(false);
}

// An extension that answers a request may leave the day to it.
Decision with_its_day(const Sight& sight, const DecideObligation& asked) {
    Decision decision = asked.decision;
    const auto found = sight.reader.obligation(asked.id.text());
    const bool answers = decision.verb == Verb::extend && !decision.due;
    if (answers && found && *found) decision.due = (*found)->granted;
    return decision;
}

struct Words {
    const Sight& sight;
    const Standing& now;

    std::string vi_en(std::string_view vi, std::string_view en) const {
        return in_words(sight.language, vi, en);
    }

    Result<std::string> operator()(const DecideObligation& asked) const {
        return decided(sight, with_its_day(sight, asked)) + "; " + now.words;
    }

    // A phase may be closed while something in it is unsettled: that is chased on.
    Result<std::string> operator()(const DecidePhase&) const {
        if (!now.closed || now.unsettled == 0) return now.words;
        return now.words +
               fmt::format(fmt::runtime(vi_en("; còn {} nghĩa vụ chưa xong, vẫn được đôn đốc",
                                              "; {} unsettled obligations are chased on")),
                           now.unsettled);
    }

    Result<std::string> operator()(const DateEvent& asked) const {
        const auto definition = sight.definition(asked.campaign);
        const auto* event = definition ? definition->campaign.event(asked.event) : nullptr;
        if (!event || !asked.day) return std::string();
        std::int64_t moved = 0;
        for (const Duty& duty : definition->campaign.duties) {
            for (const Occurrence& occurrence : duty.occurrences) {
                const auto& anchor = occurrence.deadline.anchor;
                if (!anchor || anchor->event != asked.event) continue;
                const auto share = sight.reader.share(asked.campaign, duty.id, occurrence.id);
                if (!share) return share.error();
                moved += share->open;
            }
        }
        return fmt::format(
            fmt::runtime(vi_en("{}: ngày {}; {} nghĩa vụ chưa nộp có thời hạn tính theo ngày này",
                               "{}: {}; {} open obligations have their deadlines by this day")),
            event->title, day_in_words(*asked.day, sight.language), moved);
    }

    Result<std::string> operator()(const PauseSending& asked) const {
        return vi_en("đã tạm dừng việc gửi: ", "sending is paused: ") + asked.reason;
    }
    Result<std::string> operator()(const ResumeSending& asked) const {
        return vi_en("việc gửi tiếp tục: ", "sending goes on: ") + asked.reason;
    }

    Result<std::string> operator()(const SetSilence& asked) const {
        const auto& [scope, until, reason] = asked.asked;
        if (!until) return std::string();
        return fmt::format(fmt::runtime(vi_en("giữ thư nhắc đến hết ngày {}: {}",
                                              "silenced to the end of {}: {}")),
                           day_in_words(*until, sight.language),
                           scope_words(scope, sight.language));
    }
    Result<std::string> operator()(const EndSilence&) const {
        return std::string(
            vi_en("đã kết thúc đợt giữ thư; những gì còn đúng được gửi vào giờ gửi "
                  "kế tiếp",
                  "the silence is ended; what still holds leaves at the next "
                  "sending moment"));
    }

    Result<std::string> operator()(const GiveGoAhead& asked) const {
        return std::string(asked.discard
                               ? vi_en("đã bỏ các thư chờ cho phép gửi; thư đã gửi dở vẫn gửi tiếp",
                                       "what waited for a go-ahead is dropped; what had been tried "
                                       "before is tried on")
                               : vi_en("các thư chờ được gửi đi", "what waited leaves"));
    }
    Result<std::string> operator()(const ConfirmClock&) const {
        return std::string(vi_en("đã xác nhận đồng hồ: việc lập lượt nhắc và gửi thư tiếp tục",
                                 "the clock is confirmed: planning and sending go on"));
    }

    Result<std::string> operator()(const SettleMessage& asked) const {
        if (!asked.again)
            return vi_en("không gửi nữa, đã giải quyết cách khác",
                         "is not tried again: settled otherwise");
        const auto message = sight.reader.message(asked.number);
        if (!message) return message.error();
        if (*message && (*message)->state == MessageState::rerouted)
            return vi_en("đã cho gửi lại, bằng thư mới qua kênh hiện nay của người nhận",
                         "is told again in a new message, by the channel that its reader has now");
        if (*message && (*message)->unknown)
            return vi_en("đã cho gửi lại nguyên văn, vì thư có thể đã đến",
                         "is repeated as it was, since it may have arrived");
        return vi_en("đã cho gửi lại", "is tried again");
    }

    Result<std::string> operator()(const CreateToken& asked) const {
        if (asked.asked.logs_in())
            return vi_en("đã tạo người dùng ", "user created: ") + asked.asked.name;
        return std::string(vi_en("đã cấp mã truy cập; mã chỉ hiện một lần này, hãy giữ kín",
                                 "token created; it is shown this once, keep it secret"));
    }
    Result<std::string> operator()(const SetPassword& asked) const {
        return vi_en("đã đổi mật khẩu của ", "password set: ") + asked.name;
    }
    Result<std::string> operator()(const RevokeToken& asked) const {
        return vi_en("đã thu hồi ", "revoked: ") + asked.name;
    }
    Result<std::string> operator()(const RevokeLinks& asked) const {
        return vi_en(
                   "các liên kết đã gửi cho đơn vị không còn dùng được; thư sau có liên kết mới: ",
                   "the links sent to the unit so far are revoked; later letters bring new "
                   "ones: ") +
               asked.unit;
    }
    // Nobody asks for it.
    Result<std::string> operator()(const NoteUse&) const { return std::string(); }

    // Its own route answers it.
    Result<std::string> operator()(const TakeReport&) const { return std::string(); }

    Result<std::string> operator()(const SuspendUnits& asked) const {
        if (!asked.asked.from || !asked.asked.to) return std::string();
        return fmt::format(
            fmt::runtime(vi_en("{} tạm dừng từ ngày {} đến hết ngày {}; thời hạn không đổi",
                               "{} suspended from {} to {}; their deadlines stay")),
            fmt::join(asked.asked.units, ", "), day_in_words(*asked.asked.from, sight.language),
            day_in_words(*asked.asked.to, sight.language));
    }
    Result<std::string> operator()(const EndSuspension& asked) const {
        return fmt::format(fmt::runtime(vi_en("{} không còn tạm dừng", "{} suspended no more")),
                           fmt::join(asked.units, ", "));
    }

    // The newest by hand: who gets it, and when it leaves.
    Result<std::string> operator()(const RemindNow& asked) const {
        const auto notices =
            sight.reader.notices_about({Subject::Kind::obligation, asked.id.text()});
        if (!notices) return notices.error();
        const NoticeRecord* newest = nullptr;
        for (const NoticeRecord& notice : *notices) {
            if (notice.rung.starts_with(rung_by_hand)) newest = &notice;
        }
        const Person* person = newest ? sight.organisation().person(newest->person) : nullptr;
        if (!person) return std::string();
        return fmt::format(fmt::runtime(vi_en("thư nhắc đến {}, gửi lúc {} ngày {}; {}",
                                              "a reminder to {} leaves at {} on {}; {}")),
                           person->name, clock_time(sight.zone().time_of(newest->moment)),
                           day_in_words(sight.zone().date_of(newest->moment), sight.language),
                           now.words);
    }

    Result<std::string> operator()(const ConfirmContact& asked) const {
        const Unit* unit = sight.organisation().unit(asked.unit);
        const Person* person = unit ? sight.organisation().person(unit->contact) : nullptr;
        return vi_en("đã xác nhận đầu mối", "contact confirmed") +
               (person ? ": " + person->name : "");
    }

    Result<std::string> operator()(const HandOverShares& asked) const {
        const auto name = [&](const std::string& id) {
            const Unit* unit = sight.organisation().unit(id);
            return unit ? unit->name_on(sight.today) : id;
        };
        return fmt::format(
            fmt::runtime(vi_en("đã bàn giao từ {} sang {}", "handed over from {} to {}")),
            name(asked.unit), name(asked.asked.to));
    }
};

}  // namespace

Result<std::string> done_words(const Sight& sight, const Command& command, const Standing& now) {
    return std::visit(Words{sight, now}, command.what);
}

}  // namespace dondoc
