// A forecast for people to read in a terminal, and for programs as JSON.
#include <utility>

#include <fmt/format.h>
#include <boost/json.hpp>

#include "daemon/cli/forecast_formats.h"
#include "notifiers/phrases.h"

namespace dondoc {

namespace {

namespace json = boost::json;

std::string indented(const std::string& text) {
    std::string out = "    | ";
    for (const char c : text.substr(0, text.find_last_not_of('\n') + 1)) {
        out += c;
        if (c == '\n') out += "    | ";
    }
    return out + "\n";
}

std::string line_of(const Foreseen& notice, const Zone& zone) {
    return fmt::format("{} {}  {:<10}  {:<16}  {:<24}  {}  {}  ({})\n",
                       iso_date(zone.date_of(notice.at)), clock_time(zone.time_of(notice.at)),
                       to_string(notice.kind), notice.rung,
                       notice.unit.empty() ? notice.duty : notice.unit, notice.address,
                       notice.subject, notice.because);
}

class Summary {
public:
    explicit Summary(const Forecast& forecast) : forecast_(forecast) {}

    std::string text() const {
        const Load total = forecast_.total();
        std::string out =
            vi() ? fmt::format("Từ {} đến {}: {} thư, {} lượt nhắc\n", day(forecast_.days.first),
                               day(forecast_.days.last), total.messages, total.notices)
                 : fmt::format("{} to {}: {} messages, {} notices\n", day(forecast_.days.first),
                               day(forecast_.days.last), total.messages, total.notices);
        if (!forecast_.paused.empty()) {
            out += (vi() ? "Đang tạm dừng gửi: " : "sending is paused: ") + forecast_.paused + "\n";
        }
        return out + peaks() + by_day() + by_person() + colliding();
    }

private:
    bool vi() const { return forecast_.language == Language::vi; }
    // The same in the language of the forecast.
    template <class... Values>
    std::string either(fmt::format_string<const Values&...> vi_words,
                       fmt::format_string<const Values&...> en_words,
                       const Values&... values) const {
        return vi() ? fmt::format(vi_words, values...) : fmt::format(en_words, values...);
    }
    std::string day(Date date) const { return vi() ? official_date(date) : iso_date(date); }

    std::string peaks() const {
        const auto peak = peak_day(forecast_);
        const auto busiest = busiest_person(forecast_);
        if (!peak || !busiest) return {};
        return vi() ? fmt::format(
                          "Ngày nhiều thư nhất: {}, {} thư cho {} người\n"
                          "Người nhận nhiều nhất: {}, {} thư\n",
                          day(peak->day), peak->load.messages, peak->people, busiest->person_name,
                          busiest->load.messages)
                    : fmt::format(
                          "peak day: {}, {} messages to {} people\n"
                          "busiest person: {}, {} messages\n",
                          day(peak->day), peak->load.messages, peak->people, busiest->person_name,
                          busiest->load.messages);
    }

    std::string by_day() const {
        std::string out = vi() ? "\nTheo ngày\n" : "\nby day\n";
        for (const auto& [date, people] : forecast_.loads()) {
            Load load;
            for (const auto& [person, one] : people) {
                load.messages += one.messages;
                load.notices += one.notices;
            }
            out += either("  {}  {} thư, {} lượt nhắc, {} người\n",
                          "  {}  {} messages, {} notices, {} people\n",
                          weekday_date_words(date, forecast_.language), load.messages, load.notices,
                          people.size());
        }
        return forecast_.messages.empty() ? "" : out;
    }

    std::string by_person() const {
        std::map<std::pair<std::string, std::string>, std::map<Date, int>> people;
        for (const ForeseenMessage& message : forecast_.messages)
            ++people[{message.person_name, message.address}][message.day];
        std::string out = vi() ? "\nTheo người\n" : "\nby person\n";
        for (const auto& [who, days] : people) {
            out += fmt::format("  {} <{}>:", who.first, who.second);
            const char* before = " ";
            for (const auto& [date, count] : days) {
                out += std::exchange(before, ", ") + day(date);
                if (count > 1) out += fmt::format(" ({})", count);
            }
            out += "\n";
        }
        return forecast_.messages.empty() ? "" : out;
    }

    std::string colliding() const {
        std::string out = vi() ? "\nVướng ngày nghỉ\n" : "\ndays off\n";
        for (const CollisionAhead& one : forecast_.collisions) {
            out += either("  {}.{} ({}; {} đơn vị): {}\n", "  {}.{} ({}; {} units): {}\n",
                          one.campaign, one.duty, one.deliverable, one.units,
                          words(one.collision, one.term, forecast_.language));
        }
        return forecast_.collisions.empty() ? "" : out;
    }

    const Forecast& forecast_;
};

json::value load_view(const std::optional<Peak>& peak, bool of_person) {
    if (!peak) return nullptr;
    json::object view{{"messages", peak->load.messages}, {"notices", peak->load.notices}};
    if (of_person) {
        view["name"] = peak->person_name;
    } else {
        view["day"] = iso_date(peak->day);
        view["people"] = peak->people;
    }
    return view;
}

json::object collision_view(const CollisionAhead& one, Language language) {
    json::array rungs;
    for (const Date rung : one.collision.rungs)
        rungs.push_back(json::string(iso_date(rung)));
    return {{"campaign", one.campaign},
            {"duty", one.duty},
            {"occurrence", one.occurrence},
            {"units", one.units},
            {"kind", to_string(one.collision.kind)},
            {"last_permitted", iso_date(one.term.last_permitted)},
            {"last_working", iso_date(one.term.last_working)},
            {"off_from", iso_date(one.collision.off.days.first)},
            {"off_to", iso_date(one.collision.off.days.last)},
            {"name", one.collision.off.name},
            {"confirmed", one.collision.off.confirmed},
            {"rungs", std::move(rungs)},
            {"words", words(one.collision, one.term, language)}};
}

}  // namespace

std::string forecast_text(const Forecast& forecast) {
    std::string out;
    for (const ForeseenMessage& message : forecast.messages) {
        for (const Foreseen& notice : message.notices)
            out += line_of(notice, forecast.zone);
        if (!message.body.empty()) out += indented(message.body);
    }
    return out;
}

std::string summary_text(const Forecast& forecast) {
    return Summary(forecast).text();
}

std::string forecast_json(const Forecast& forecast) {
    std::string out;
    for (const ForeseenMessage& message : forecast.messages) {
        for (const Foreseen& notice : message.notices) {
            json::object line{
                {"at", forecast.zone.rfc3339(notice.at)},
                {"campaign", notice.campaign},
                {"duty", notice.duty},
                {"occurrence", notice.occurrence},
                {"unit", notice.unit},
                {"rung", notice.rung},
                {"kind", to_string(notice.kind)},
                {"audience", to_string(notice.audience)},
                {"copy", notice.copy},
                {"person", notice.person},
                {"address", notice.address},
                {"channel", notice.channel},
                {"key", notice.key},
                {"message", notice.message},
                {"subject", notice.subject},
                {"because", notice.because},
            };
            if (!message.body.empty()) line["body"] = message.body;
            out += json::serialize(line) + "\n";
        }
    }
    return out;
}

std::string summary_json(const Forecast& forecast) {
    const Load total = forecast.total();
    json::array days;
    for (const auto& [date, people] : forecast.loads()) {
        for (const auto& [person, load] : people)
            days.push_back(json::object{{"day", iso_date(date)},
                                        {"person", person},
                                        {"messages", load.messages},
                                        {"notices", load.notices}});
    }
    json::array colliding;
    for (const CollisionAhead& one : forecast.collisions)
        colliding.push_back(collision_view(one, forecast.language));
    const json::object view{
        {"from", iso_date(forecast.days.first)},
        {"to", iso_date(forecast.days.last)},
        {"messages", total.messages},
        {"notices", total.notices},
        {"deadlines", forecast.dues.size()},
        {"paused", forecast.paused.empty() ? json::value(nullptr) : json::value(forecast.paused)},
        {"peak_day", load_view(peak_day(forecast), false)},
        {"busiest_person", load_view(busiest_person(forecast), true)},
        {"loads", std::move(days)},
        {"collisions", std::move(colliding)}};
    return json::serialize(view) + "\n";
}

}  // namespace dondoc
