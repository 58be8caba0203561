// Logging in and out.
#include <algorithm>

#include "daemon/http/form.h"
#include "daemon/http/login.h"
#include "daemon/web/assets.h"
#include "daemon/web/parts.h"
#include "daemon/web/texts.h"
#include "notifiers/compose_template.h"
#include "notifiers/text.h"
#include "workflows/check.h"
#include "workflows/wording.h"

namespace dondoc {

namespace {

// A place of this site to go on to, never another site.
std::string local_place(const std::string& asked) {
    const bool local = asked.starts_with('/') && !asked.starts_with("//") &&
                       asked.find('\\') == asked.npos && !has_control_character(asked);
    return local ? asked : "/";
}

struct Shown {
    std::string next = "/";
    std::string user{};
    std::string fault{};
    int status = 200;
};

Response login_page(const Template& page, Language language, const Shown& shown) {
    const bool vi = language == Language::vi;
    Facts facts;
    facts.say("lang", vi ? "vi" : "en");
    facts.say("other_lang", vi ? "en" : "vi");
    facts.say("other_language", vi ? "/login?lang=en" : "/login?lang=vi");
    facts.say("next", shown.next);
    facts.say("user", shown.user);
    facts.say("fault", shown.fault);
    auto whole = page.render(facts, texts(language));
    CHECK(whole);
    return html_response(*std::move(whole), shown.status);
}

Response gone_on(const std::string& place, const std::string& cookie) {
    Response response;
    response.status = 303;
    response.set("Location", place);
    if (!cookie.empty()) response.set("Set-Cookie", cookie);
    return response;
}

std::string field_of(const Pairs& form, std::string_view name) {
    const auto found = std::ranges::find(form, name, &Pairs::value_type::first);
    return found == form.end() ? std::string() : found->second;
}

Response take_login(Vantage& vantage, const Request& request, const Template& page) {
    const Language language = language_asked(vantage, request);
    const auto form = read_form(request.body);
    if (!form || !from_our_pages(request))
        return login_page(page, language,
                          {.fault = text("login_foreign", language), .status = 400});
    Shown shown{local_place(field_of(*form, "next")), one_line(field_of(*form, "name"))};
    const auto login = log_in(vantage, request, shown.user, one_line(field_of(*form, "password")));
    if (!login) {
        vantage.forget_reader();
        vantage.needs().report("http: login: " + login.error().text);
        shown.fault = text("login_unread", language);
        shown.status = 500;
        return login_page(page, language, shown);
    }
    if (const auto* in = std::get_if<LoggedIn>(&*login)) return gone_on(shown.next, in->cookie);
    if (const auto* often = std::get_if<LoginTooOften>(&*login)) {
        shown.fault = text("login_too_often", language) + " " +
                      std::to_string(often->wait.count()) + " " + text("seconds", language);
        shown.status = 429;
        Response response = login_page(page, language, shown);
        return response.set("Retry-After", std::to_string(often->wait.count()));
    }
    shown.fault = text("login_wrong", language);
    shown.status = 403;
    return login_page(page, language, shown);
}

}  // namespace

void add_login(Router& router, const std::shared_ptr<Vantage>& vantage) {
    auto parsed = Template::parse(asset("login.html"), Escape::html);
    CHECK(parsed);
    const auto page = std::make_shared<const Template>(*std::move(parsed));
    router.get("/login", [vantage, page](const Request& request) {
        const std::string next = request.query_value("next").value_or("/");
        return login_page(*page, language_asked(*vantage, request), {local_place(next)});
    });
    router.post("/login", [vantage, page](const Request& request) {
        return take_login(*vantage, request, *page);
    });
    router.post("/logout", [vantage](const Request& request) {
        return gone_on("/login", log_out(*vantage, request));
    });
}

}  // namespace dondoc
