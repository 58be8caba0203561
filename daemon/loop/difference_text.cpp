// A difference in words, with what many units share on one line.
#include <algorithm>
#include <map>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "daemon/loop/difference.h"
#include "workflows/check.h"
#include "workflows/explain.h"

namespace dondoc {

namespace {

constexpr std::size_t units_named_max = 3;

// Lines that differ in their units alone become one, which stands where the first of them stood.
class Lines {
public:
    void add(const std::string& text, const std::string& unit) {
        const auto [known, added] = places_.try_emplace(text, lines_.size());
        if (added) lines_.push_back({text, {}});
        lines_[known->second].units.push_back(unit);
    }

    std::string str(Language language) const {
        std::string text;
        const std::size_t shown = std::min(lines_.size(), text_lines_max);
        for (std::size_t i = 0; i < shown; ++i)
            text += "  " + lines_[i].text + units_of(lines_[i], language) + '\n';
        if (shown < lines_.size()) {
            const std::size_t more = lines_.size() - shown;
            text += language == Language::vi
                        ? fmt::format("  … và {} dòng nữa (--json cho xem hết)\n", more)
                        : fmt::format("  … and {} more lines (--json shows all)\n", more);
        }
        return text;
    }

private:
    struct Line {
        std::string text;
        std::vector<std::string> units;  // "" for what is about no unit
    };

    static std::string units_of(const Line& line, Language language) {
        if (line.units.front().empty()) return {};
        if (line.units.size() > units_named_max) {
            return language == Language::vi ? fmt::format("  ({} đơn vị)", line.units.size())
                                            : fmt::format("  ({} units)", line.units.size());
        }
        return fmt::format("  ({})", fmt::join(line.units, ", "));
    }

    std::vector<Line> lines_;
    std::map<std::string, std::size_t> places_;  // of each text in lines_
};

class Writer {
public:
    Writer(const Difference& told, const Zone& zone, Language language)
        : told_(told), zone_(zone), language_(language) {}

    std::string write(const std::filesystem::path& file) {
        text_ = say("Đọc lại ", "Read again ") + file.string() + ": ";
        if (told_.nothing()) {
            return text_ + say("không có gì thay đổi.\n", "nothing has changed.\n");
        }
        text_ += say("có thay đổi.\n", "something has changed.\n");
        campaigns();
        settings();
        obligations();
        if (told_.until == told_.from) return std::move(text_);  // not looked ahead
        notices();
        if (told_.paused) {
            text_ += say("Việc gửi đang tạm dừng; so sánh như thể được gửi tiếp ngay.\n",
                         "Sending is paused; compared as if it went on at once.\n");
        }
        return std::move(text_);
    }

private:
    std::string say(const char* vi, const char* en) const {
        return language_ == Language::vi ? vi : en;
    }
    std::string day(Date date) const {
        return language_ == Language::vi ? official_date(date) : iso_date(date);
    }
    std::string day(const std::optional<Date>& date) const {
        return date ? day(*date) : say("chưa định ngày", "undated");
    }
    std::string day(Instant at) const { return day(zone_.date_of(at)); }

    std::string word(CampaignChange::Kind kind) const {
        switch (kind) {
            case CampaignChange::Kind::added: return say("mới", "new");
            case CampaignChange::Kind::changed: return say("thay đổi", "changed");
            case CampaignChange::Kind::removed:
                return say("không còn trong cấu hình", "not configured any more");
        }
        CHECK(false);
    }

    void campaigns() {
        for (const CampaignChange& change : told_.campaigns) {
            text_ += say("Phong trào ", "Campaign ") + change.id + ": " + word(change.kind) + '\n';
        }
    }

    void settings() {
        for (const SettingChange& change : told_.settings) {
            text_ +=
                fmt::format("{}: «{}» → «{}»{}\n", change.key, change.before, change.after,
                            change.at_next_start ? say(" (chỉ có hiệu lực khi khởi động lại)",
                                                       " (takes effect at the next start only)")
                                                 : "");
        }
    }

    std::string words(const ObligationChange& change) const {
        const std::string then = day(change.then), now = day(change.now);
        const std::string why =
            change.why.empty() ? "" : ": " + explain_code(change.why, language_);
        switch (change.kind) {
            case ObligationChange::Kind::added: return say("thêm, hạn ", "new, due ") + now + why;
            case ObligationChange::Kind::withdrawn: return say("rút", "withdrawn") + why;
            case ObligationChange::Kind::restored:
                return say("theo dõi lại, hạn ", "followed again, due ") + now + why;
            case ObligationChange::Kind::moved:
                return say("dời hạn ", "due day moved ") + then + " → " + now + why;
            case ObligationChange::Kind::recounted:
                return say("ngày làm việc cuối ", "last working day ") + then + " → " + now;
        }
        CHECK(false);
    }

    void obligations() {
        Lines lines;
        for (const ObligationChange& change : told_.obligations) {
            const ObligationId& id = change.id;
            lines.add(
                fmt::format("{}.{}.{}  {}", id.campaign, id.duty, id.occurrence, words(change)),
                id.unit);
        }
        if (told_.obligations.empty()) return;
        text_ += say("Nghĩa vụ:\n", "Obligations:\n") + lines.str(language_);
    }

    // Days; within one day, the times too.
    std::string from_to(Instant then, Instant now) const {
        if (day(then) != day(now)) return day(then) + " → " + day(now);
        return fmt::format("{} {} → {}", day(now), clock_time(zone_.time_of(then)),
                           clock_time(zone_.time_of(now)));
    }

    std::string words(const NoticeChange& change) const {
        switch (change.kind) {
            case NoticeChange::Kind::gained: return "+ " + day(change.notice.at);
            case NoticeChange::Kind::lost: return "− " + day(change.notice.at);
            case NoticeChange::Kind::moved:
                return "~ " + from_to(change.then->at, change.notice.at);
            case NoticeChange::Kind::redirected:
                return fmt::format("@ {} {} → {}", day(change.notice.at), change.then->address,
                                   change.notice.address);
        }
        CHECK(false);
    }

    void notices() {
        const auto count = [&](NoticeChange::Kind kind) { return told_.count(kind); };
        const auto gained = std::ranges::count(told_.messages, true, &MessageChange::gained);
        const auto lost = std::ssize(told_.messages) - gained;
        const std::string vi =
            "Lượt nhắc từ {} đến hết {}: thêm {}, bớt {}, dời ngày {}, đổi người nhận {}\n"
            "Thư: thêm {}, bớt {}, đổi nội dung {}\n";
        const std::string en =
            "Notices from {} through {}: {} gained, {} lost, {} moved, {} to somebody else\n"
            "Messages: {} gained, {} lost, {} with other contents\n";
        text_ += fmt::format(fmt::runtime(language_ == Language::vi ? vi : en), day(told_.from),
                             day(zone_.date_of(told_.until) - std::chrono::days(1)),
                             count(NoticeChange::Kind::gained), count(NoticeChange::Kind::lost),
                             count(NoticeChange::Kind::moved),
                             count(NoticeChange::Kind::redirected), gained, lost, told_.altered);
        Lines lines;
        for (const NoticeChange& change : told_.notices) {
            const Foreseen& notice = change.notice;
            lines.add(fmt::format("{}  {}  {}{}", words(change), notice.rung, notice.campaign,
                                  notice.duty.empty() ? "" : '.' + notice.duty),
                      notice.unit);
        }
        text_ += lines.str(language_);
    }

    const Difference& told_;
    const Zone& zone_;
    const Language language_;
    std::string text_;
};

}  // namespace

std::string difference_text(const Difference& told, const std::filesystem::path& file,
                            const Zone& zone, Language language) {
    return Writer(told, zone, language).write(file);
}

}  // namespace dondoc
