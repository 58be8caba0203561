// A forecast as a page to read and to print.
#include <array>

#include <fmt/format.h>

#include "daemon/cli/forecast_formats.h"
#include "daemon/web/assets.h"
#include "notifiers/compose_template.h"
#include "notifiers/phrases.h"

namespace dondoc {

namespace {

struct Sentence {
    const char* name;
    const char* vi;
    const char* en;
};

constexpr std::array sentences{
    Sentence{"t_paused", "Đang tạm dừng gửi", "Sending is paused"},
    Sentence{"t_collisions", "Vướng ngày nghỉ", "Days off in the way"},
    Sentence{"t_units", "đơn vị", "units"},
    Sentence{"t_dues", "Thời hạn trong những ngày này", "Due in these days"},
    Sentence{"t_last", "Ngày cuối", "Last day"},
    Sentence{"t_working", "ngày làm việc cuối", "last working day"},
    Sentence{"t_duty", "Phải nộp", "Owed"},
    Sentence{"t_unit", "Đơn vị", "Units"},
    Sentence{"t_loads", "Số thư theo ngày và người", "Messages by day and person"},
    Sentence{"t_day", "Ngày", "Day"},
    Sentence{"t_count", "Số thư", "Messages"},
    Sentence{"t_people", "Người nhận", "Recipients"},
    Sentence{"t_messages", "Các thư", "Messages"},
    Sentence{"t_moment", "Giờ gửi", "Sent at"},
    Sentence{"t_recipient", "Người nhận", "Recipient"},
    Sentence{"t_subject", "Nội dung", "What it says"},
    Sentence{"t_copy", "để biết", "for information"},
};

class ForecastPage {
public:
    explicit ForecastPage(const Forecast& forecast) : forecast_(forecast) {}

    Facts facts() const {
        Facts page;
        page.say("lang", vi() ? "vi" : "en");
        page.say("title", either("Dự báo thư đôn đốc từ {} đến {}", "Messages foreseen, {} to {}",
                                 day(forecast_.days.first), day(forecast_.days.last)));
        const Load total = forecast_.total();
        page.say("total", either("{} thư, {} lượt nhắc", "{} messages, {} notices", total.messages,
                                 total.notices));
        add_peaks(page);
        page.say("paused", forecast_.paused);
        add(page, "collisions", collisions_listed());
        add(page, "dues", dues());
        add(page, "loads", loads());
        add(page, "messages", messages());
        return page;
    }

    Facts words() const {
        Facts facts;
        for (const Sentence& one : sentences)
            facts.say(one.name, vi() ? one.vi : one.en);
        return facts;
    }

private:
    bool vi() const { return forecast_.language == Language::vi; }
    // The same in the language of the page.
    template <class... Values>
    std::string either(fmt::format_string<const Values&...> vi_words,
                       fmt::format_string<const Values&...> en_words,
                       const Values&... values) const {
        return vi() ? fmt::format(vi_words, values...) : fmt::format(en_words, values...);
    }
    std::string day(Date date) const { return date_words(date, forecast_.language); }

    static void add(Facts& page, const std::string& name, std::vector<Facts> rows) {
        page.flag("has_" + name, !rows.empty());
        page.list(name, std::move(rows));
    }

    void add_peaks(Facts& page) const {
        const auto peak = peak_day(forecast_);
        const auto busiest = busiest_person(forecast_);
        page.say("peak", peak ? either("Ngày nhiều thư nhất: {}, {} thư cho {} người",
                                       "Peak day: {}, {} messages to {} people", day(peak->day),
                                       peak->load.messages, peak->people)
                              : "");
        page.say("busiest", busiest ? either("Người nhận nhiều nhất: {}, {} thư",
                                             "Busiest person: {}, {} messages",
                                             busiest->person_name, busiest->load.messages)
                                    : "");
    }

    std::vector<Facts> collisions_listed() const {
        std::vector<Facts> rows;
        for (const CollisionAhead& one : forecast_.collisions) {
            Facts row;
            row.say("duty", one.deliverable);
            row.say("units", std::to_string(one.units));
            row.say("words", dondoc::words(one.collision, one.term, forecast_.language));
            rows.push_back(std::move(row));
        }
        return rows;
    }

    // Units that owe the same by the same day stand in one row.
    std::vector<Facts> dues() const {
        std::vector<Facts> rows;
        const auto& all = forecast_.dues;
        for (std::size_t i = 0; i < all.size();) {
            Facts row;
            const DueAhead& first = all[i];
            row.say("day", day(first.term.last_permitted));
            const bool off = first.term.last_working != first.term.last_permitted;
            row.say("working", off ? day(first.term.last_working) : "");
            row.say("duty", first.deliverable);
            std::string units = first.unit_name;
            while (++i < all.size() && all[i].term == first.term &&
                   all[i].id.campaign == first.id.campaign && all[i].id.duty == first.id.duty)
                units += "; " + all[i].unit_name;
            row.say("units", units);
            rows.push_back(std::move(row));
        }
        return rows;
    }

    std::vector<Facts> loads() const {
        std::map<std::string, std::string> names;
        for (const ForeseenMessage& message : forecast_.messages)
            names[message.person] = message.person_name;
        std::vector<Facts> rows;
        for (const auto& [date, people] : forecast_.loads()) {
            std::string list;
            int count = 0;
            for (const auto& [person, load] : people) {
                list += (list.empty() ? "" : "; ") + names[person];
                if (load.messages > 1) list += fmt::format(" ({})", load.messages);
                count += load.messages;
            }
            Facts row;
            row.say("day", weekday_date_words(date, forecast_.language));
            row.say("count", std::to_string(count));
            row.say("people", list);
            rows.push_back(std::move(row));
        }
        return rows;
    }

    std::vector<Facts> messages() const {
        std::vector<Facts> rows;
        for (const ForeseenMessage& message : forecast_.messages) {
            std::vector<Facts> notices;
            for (const Foreseen& notice : message.notices) {
                Facts one;
                one.say("what", notice.what());
                one.say("because", notice.because);
                notices.push_back(std::move(one));
            }
            Facts row;
            row.say("moment",
                    clock_time(forecast_.zone.time_of(message.at)) + " · " + day(message.day));
            row.say("person", message.person_name);
            row.flag("copy", message.copy);
            row.say("address", message.address);
            row.say("subject", message.subject);
            row.list("notices", std::move(notices));
            row.say("body", message.body);
            rows.push_back(std::move(row));
        }
        return rows;
    }

    const Forecast& forecast_;
};

}  // namespace

Result<std::string> forecast_html(const Forecast& forecast) {
    const auto page = Template::parse(asset("forecast.html"), Escape::html);
    if (!page) return page.error().within("forecast.html");
    const ForecastPage rows(forecast);
    return page->render(rows.facts(), rows.words());
}

}  // namespace dondoc
