#include "daemon/http/vantage.h"

#include <algorithm>

#include <string>
#include <utility>

#include "config/fingerprint.h"
#include "workflows/wording.h"

namespace dondoc {

Language language_asked(const Vantage& vantage, const Request& request) {
    const auto asked = request.query_value("lang");
    if (asked == "vi") return Language::vi;
    if (asked == "en") return Language::en;
    return vantage.needs().in_force()->configuration.language;
}

Result<const Reader*> Vantage::reader() {
    {
        const std::lock_guard lock(mutex_);
        const auto found = readers_.find(std::this_thread::get_id());
        if (found != readers_.end()) return found->second.get();
    }
    auto opened = needs_.open_reader();
    if (!opened) return opened.error();
    const std::lock_guard lock(mutex_);
    auto& mine = readers_[std::this_thread::get_id()];
    mine = std::move(*opened);
    return mine.get();
}

void Vantage::forget_reader() {
    const std::lock_guard lock(mutex_);
    readers_.erase(std::this_thread::get_id());
}

void Vantage::note_use(const TokenRecord& token, Instant now) {
    constexpr std::chrono::minutes ask_again{1};
    constexpr std::chrono::milliseconds taken_up_max{1000};
    if (token.used && now - *token.used < use_noted_every) return;
    {
        const std::lock_guard lock(uses_mutex_);
        const auto uptime = needs_.uptime();
        const auto [last, is_new] = uses_.try_emplace(token.name, uptime);
        if (!is_new && uptime - last->second < ask_again) return;
        last->second = uptime;
    }
    (void)needs_.execute({NoteUse{token.name}, token.name}, taken_up_max);
}

const Organisation& Sight::organisation() const {
    static const Organisation none;
    const auto& given = configuration().organisation;
    return given ? *given : none;
}

std::shared_ptr<const Definition> Sight::definition(std::string_view campaign) const {
    return definitions().find(campaign);
}

bool Sight::sees_unit(const std::string& id) const {
    const auto takes_part = [&](const std::string& campaign) {
        const auto plan = definition(campaign);
        return plan && std::ranges::find(plan->campaign.participants, id) !=
                           plan->campaign.participants.end();
    };
    return scope().has_unit(id) &&
           (scope().campaigns.empty() || std::ranges::any_of(scope().campaigns, takes_part));
}

ObligationFilter Sight::filter() const {
    ObligationFilter filter;
    filter.today = today;
    filter.soon = calendar().shift(today, soon_working_days);
    filter.scope = scope();
    return filter;
}

Response with_sight(Vantage& vantage, const Request& request,
                    const std::function<Result<Response>(const Sight&)>& use) {
    const auto failed = [&](const Error& fault) {
        vantage.forget_reader();
        vantage.needs().report("http: " + request.method + " " + path_for_logs(request) + ": " +
                               fault.text);
        return problem(500, in_words(language_asked(vantage, request),
                                     "không đọc được dữ liệu; nhật ký của dondoc ghi rõ vì sao",
                                     "the store could not be read; the daemon's log says why"));
    };
    auto reader = vantage.reader();
    if (!reader) return failed(reader.error());
    const Instant now = vantage.needs().now();
    const auto in_force = vantage.needs().in_force();
    const Sight sight{vantage,
                      **reader,
                      in_force,
                      now,
                      in_force->zone().date_of(now),
                      language_asked(vantage, request),
                      request.caller,
                      request.csrf};
    auto response = use(sight);
    if (!response) return failed(response.error());
    return *std::move(response);
}

Route reading_route(std::shared_ptr<Vantage> vantage, Look look) {
    return [vantage = std::move(vantage), look = std::move(look)](const Request& request) {
        return with_tag(with_sight(*vantage, request,
                                   [&](const Sight& sight) { return look(sight, request); }));
    };
}

Response with_tag(Response response) {
    if (response.status != 200 || !response.header("ETag").empty()) return response;
    response.set("ETag",
                 "\"" + fingerprint({response.content_type, response.body}).substr(0, 32) + "\"");
    response.set("Cache-Control", "private, no-cache");
    return response;
}

}  // namespace dondoc
