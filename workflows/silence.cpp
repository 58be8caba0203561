#include "workflows/silence.h"

#include <algorithm>

#include "workflows/suspension.h"
#include "workflows/wording.h"

namespace dondoc {

namespace {

std::string listed(const std::vector<std::string>& ids, std::string_view between) {
    std::string text;
    for (const std::string& id : ids)
        text += (text.empty() ? "" : std::string(between)) + id;
    return text;
}

bool runs_on(const Silence& one, Date day) {
    return one.days.contains(day);
}

Refusal refuse(std::string code, Language language, const std::string& vi, const std::string& en) {
    return {std::move(code), in_words(language, vi, en)};
}

std::optional<Refusal> refuse_scope(const SilenceScope& scope, Language language) {
    if (scope == SilenceScope{}) {
        return refuse("scope_missing", language,
                      "Chưa nêu giữ thư về việc gì; cần nêu phong trào (--campaign), nghĩa vụ "
                      "(--duty) hoặc đơn vị (--units); muốn dừng mọi thư thì tạm dừng gửi (pause)",
                      "What is silenced is missing; name a campaign (--campaign), a duty (--duty) "
                      "or units (--units); to stop everything, pause");
    }
    if (scope.duty.empty() || !scope.campaign.empty()) return {};
    return refuse("campaign_missing", language,
                  "Thiếu phong trào của nghĩa vụ «" + scope.duty + "»; cần nêu --campaign",
                  "The campaign of the duty «" + scope.duty + "» is missing; give --campaign");
}

std::optional<Refusal> refuse_end(const std::optional<Date>& until, Date today, Language language) {
    if (!until) {
        return refuse("date_missing", language,
                      "Thiếu ngày cuối; cần nêu giữ thư đến hết ngày nào (--until)",
                      "Its last day is missing; give one (--until)");
    }
    const Date latest = today + silence_max;
    if (today <= *until && *until <= latest) return {};
    return refuse("date_out_of_range", language,
                  "Ngày cuối " + official_date(*until) + " không nhận được; chỉ nhận từ " +
                      official_date(today) + " đến " + official_date(latest),
                  "The last day " + iso_date(*until) + " cannot be taken; accepted are " +
                      iso_date(today) + " to " + iso_date(latest));
}

std::optional<Refusal> refuse_again(const std::vector<Silence>& known, const SilenceScope& scope,
                                    Date today, Language language) {
    const auto same = [&](const Silence& one) { return one.scope == scope && runs_on(one, today); };
    const auto found = std::ranges::find_if(known, same);
    if (found == known.end()) return {};
    const std::string number = std::to_string(found->number);
    return refuse(
        "already_silenced", language,
        "Thư về việc này đang được giữ đến hết ngày " + official_date(found->days.last) + " (số " +
            number + "); kết thúc trước (unsilence " + number + ") nếu cần ngày khác",
        "It is silenced already, to the end of " + iso_date(found->days.last) + " (number " +
            number + "); end that first (unsilence " + number + ") for another day");
}

}  // namespace

SilenceScope scope_of(const Silenced& event) {
    return {event.campaign, event.duty, ids_in(event.units)};
}

bool covers(const SilenceScope& scope, const ObligationId& id,
            const std::vector<std::string>& within) {
    const bool own = scope.campaign.empty() || scope.campaign == id.campaign;
    if (!own && std::ranges::find(within, scope.campaign) == within.end()) return false;
    if (!scope.duty.empty() && (scope.campaign != id.campaign || scope.duty != id.duty))
        return false;
    return scope.units.empty() || std::ranges::find(scope.units, id.unit) != scope.units.end();
}

std::vector<DateSpan> silent_days(const std::vector<Silence>& all, const ObligationId& id,
                                  const std::vector<std::string>& within) {
    std::vector<DateSpan> days;
    for (const Silence& one : all)
        if (covers(one.scope, id, within)) days.push_back(one.days);
    return merged(std::move(days));
}

std::variant<Silenced, Refusal> silence(const std::vector<Silence>& known,
                                        const SilenceAsked& asked, Date today, Language language) {
    const SilenceScope& scope = asked.scope;
    if (auto refusal = refuse_scope(scope, language)) return *std::move(refusal);
    if (auto refusal = refuse_end(asked.until, today, language)) return *std::move(refusal);
    if (auto refusal = refuse_again(known, scope, today, language)) return *std::move(refusal);
    if (auto refusal = without_reason(asked.reason, language)) return *std::move(refusal);
    const int number = known.empty() ? 1 : known.back().number + 1;
    return Silenced{number, scope.campaign, scope.duty,  listed(scope.units, " "),
                    today,  asked.until,    asked.reason};
}

std::variant<SilenceEnded, Refusal> end_silence(const std::vector<Silence>& known, int number,
                                                const std::string& reason, Date today,
                                                Language language) {
    const auto found = std::ranges::find(known, number, &Silence::number);
    if (found == known.end() || !runs_on(*found, today)) {
        std::vector<std::string> running;
        for (const Silence& one : known)
            if (runs_on(one, today)) running.push_back(std::to_string(one.number));
        const std::string none = in_words(language, "không có", "none");
        const std::string those = running.empty() ? none : listed(running, ", ");
        return refuse("not_silenced", language,
                      "Không có đợt giữ thư số " + std::to_string(number) +
                          " nào đang có hiệu lực; đang có: " + those,
                      "No silence number " + std::to_string(number) +
                          " is running; those that are: " + those);
    }
    if (auto refusal = without_reason(reason, language)) return *std::move(refusal);
    return SilenceEnded{number, today - std::chrono::days(1), reason};
}

std::string scope_words(const SilenceScope& scope, Language language) {
    std::string words;
    const auto add = [&](const char* vi, const char* en, const std::string& what) {
        if (what.empty()) return;
        words += (words.empty() ? "" : ", ") + std::string(in_words(language, vi, en)) + what;
    };
    add("phong trào ", "campaign ", scope.campaign);
    add("nghĩa vụ ", "duty ", scope.duty);
    add("đơn vị ", "units ", listed(scope.units, ", "));
    return words;
}

}  // namespace dondoc
