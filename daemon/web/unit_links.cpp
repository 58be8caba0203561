#include "daemon/web/unit_links.h"

#include <algorithm>
#include <array>

#include "daemon/http/api.h"
#include "daemon/http/asked.h"
#include "daemon/http/client.h"
#include "daemon/http/form.h"
#include "daemon/web/assets.h"
#include "daemon/web/rows.h"
#include "daemon/web/unit_link_page.h"
#include "daemon/words/catalogue.h"
#include "notifiers/text.h"
#include "workflows/check.h"
#include "workflows/wording.h"

namespace dondoc {

namespace {

constexpr std::size_t field_bytes_max = 2000;
constexpr std::size_t mebibyte = 1024 * 1024;
constexpr std::array verbs{Verb::acknowledge, Verb::submit, Verb::request};

// ---- who comes by which link

// The link, or the page that says why it opens nothing.
Result<std::variant<Opened, Response>> opened_by(const Sight& sight, const Request& request,
                                                 const Template& page) {
    using Outcome = std::variant<Opened, Response>;
    const std::string& token = request.path_value("token");
    const auto closed = [&](int status, const std::string& unit, std::string words) {
        const Said said{{}, std::move(words), status};
        return Outcome{closed_link_page(sight, unit, page, said)};
    };
    const auto link = sight.vantage.needs().links.read(token);
    if (!link) return closed(404, "", text("link_unknown", sight.language));
    if (link->last_day < sight.today) {
        return closed(410, link->unit,
                      text("link_expired", sight.language,
                           {{"day", day_in_words(link->last_day, sight.language)}}));
    }
    const auto generation = sight.reader.link_generation(link->unit);
    if (!generation) return generation.error();
    if (link->generation != *generation)
        return closed(410, link->unit, text("link_revoked", sight.language));
    return Outcome{Opened{*link, token}};
}

std::string done_words(const Request& request, Language language) {
    const auto done = request.query_value("done");
    if (done == "acknowledge") return text("link_done_acknowledge", language);
    if (done == "submit") return text("link_done_submit", language);
    if (done == "request") return text("link_done_request", language);
    return {};
}

// ---- what a form asks for

struct Form {
    Pairs fields;
    std::optional<Request::Part> file;
};

std::optional<Form> form_of(const Request& request) {
    Form form;
    for (const Request::Part& part : request.parts) {
        if (part.name == "file") {
            if (!part.file.empty() || !part.content.empty()) form.file = part;
        } else if (part.content.size() <= field_bytes_max) {
            form.fields.emplace_back(part.name, part.content);
        }
    }
    if (!request.parts.empty()) return form;
    auto read = read_form(request.body);
    if (!read) return {};
    form.fields = *std::move(read);
    return form;
}

std::string field(const Form& form, std::string_view name) {
    const auto found = std::ranges::find(form.fields, name, &Pairs::value_type::first);
    return found == form.fields.end() ? std::string() : one_line(found->second);
}

// «20/06/2017» or «2017-06-20».
std::optional<Date> day_in(const std::string& written) {
    const auto first = written.find('/');
    const auto second = written.find('/', first + 1);
    if (first == written.npos || second == written.npos) return parse_iso_date(written);
    const auto padded = [](std::string number) {
        return number.size() == 1 ? "0" + number : number;
    };
    return parse_iso_date(written.substr(second + 1) + '-' +
                          padded(written.substr(first + 1, second - first - 1)) + '-' +
                          padded(written.substr(0, first)));
}

// A refusal names the words of the command line, which units do not have: « (--document)»,
// « (submit)».
std::string for_people(std::string words) {
    for (auto at = words.find(" ("); at != words.npos; at = words.find(" (", at + 1)) {
        const auto end = words.find(')', at);
        if (end == words.npos) break;
        const std::string inside = words.substr(at + 2, end - at - 2);
        const bool command =
            std::ranges::all_of(inside, [](char c) { return (c >= 'a' && c <= 'z') || c == '-'; });
        if (command) words.erase(at, end + 1 - at);
    }
    return words;
}

// Whoever knows the link knows the code of its forms; a page of another site knows neither.
bool from_the_page(const Vantage& vantage, const Request& request, const Form& form) {
    const std::string site = request.header("Sec-Fetch-Site");
    if (!site.empty() && site != "same-origin" && site != "none") return false;
    const std::string code = vantage.needs().links.form_code(request.path_value("token"));
    return TokenHash::of(code).matches(field(form, "csrf"));
}

// As the unit calls it, without its folders.
std::string name_of_file(const std::string& given) {
    constexpr std::size_t bytes_max = 200;
    std::string name = one_line(given.substr(given.find_last_of("/\\") + 1));
    while (name.size() > bytes_max || (!name.empty() && !valid_utf8(name)))
        name.pop_back();
    return name;
}

// A form read, or what is wrong with it.
using Wanted = std::variant<DecideObligation, Said>;

Wanted decision_in(const Sight& sight, const Opened& opened, Verb verb, const Form& form) {
    const auto id = ObligationId::parse(field(form, "obligation"));
    if (!id || id->unit != opened.link.unit)
        return Said{{}, text("link_not_owed", sight.language), 404};
    DecideObligation asked;
    asked.id = *id;
    asked.decision.verb = verb;
    asked.decision.reason = field(form, "reason");
    asked.decision.document = field(form, "document");
    asked.decision.signer = field(form, "signer");
    const std::pair<const char*, std::optional<Date>*> days[] = {{"dated", &asked.decision.dated},
                                                                 {"to", &asked.decision.due}};
    for (const auto& [name, day] : days) {
        const std::string written = field(form, name);
        if (written.empty()) continue;
        *day = day_in(written);
        if (!*day) return Said{{}, text("link_day_wrong", sight.language, {{"day", written}}), 400};
    }
    if (!form.file || verb != Verb::submit) return asked;
    const int limit = sight.configuration().links.file_mb_max;
    if (limit == 0) return Said{{}, text("link_no_files", sight.language), 413};
    if (form.file->content.size() > static_cast<std::size_t>(limit) * mebibyte) {
        return Said{{},
                    text("link_file_too_large", sight.language, {{"size", file_max_words(sight)}}),
                    413};
    }
    return asked;
}

// What the loop will say, as far as it can be told beforehand: nothing is kept of a file whose
// submission is refused anyway.
Result<std::optional<Said>> refused_before(const Sight& sight, const DecideObligation& asked) {
    using Outcome = std::optional<Said>;
    const auto definition = sight.definition(asked.id.campaign);
    const auto found = sight.reader.obligation(asked.id.text());
    if (!found) return found.error();
    if (!definition || !*found)
        return Outcome(Said{{}, text("link_not_owed", sight.language), 404});
    const auto decided = decide(*definition, **found, asked.decision, sight.now, sight.language);
    const auto* refusal = std::get_if<Refusal>(&decided);
    if (!refusal) return Outcome();
    return Outcome(Said{{}, for_people(refusal->text), 409});
}

// ---- acting

Result<std::optional<Said>> keep_file(const Sight& sight, const Form& form,
                                      DecideObligation& asked) {
    using Outcome = std::optional<Said>;
    if (!form.file || asked.decision.verb != Verb::submit) return Outcome();
    auto refused = refused_before(sight, asked);
    if (!refused || *refused) return refused;
    const auto kept = sight.vantage.needs().files.keep(form.file->content);
    if (!kept) {
        sight.vantage.needs().report("http: " + kept.error().text);
        return Outcome(Said{{}, text("link_not_kept", sight.language), 503});
    }
    asked.decision.file = FileHandedIn{*kept, name_of_file(form.file->file),
                                       static_cast<int>(form.file->content.size())};
    return Outcome();
}

Said told(const Sight& sight, const Heard& heard) {
    const Language language = sight.language;
    if (std::holds_alternative<NotTakenUp>(heard)) return {{}, text("link_busy", language), 503};
    if (std::holds_alternative<NotYetDone>(heard)) return {{}, text("not_yet_done", language), 504};
    const Answer& answer = std::get<Answer>(heard);
    if (std::holds_alternative<Carried>(answer)) return {"done", {}, 303};
    if (const auto* refusal = std::get_if<Refusal>(&answer))
        return {{}, for_people(refusal->text), 409};
    if (std::holds_alternative<NotFound>(answer)) return {{}, text("link_not_owed", language), 404};
    sight.vantage.needs().report("http: command not carried out: " + std::get<Error>(answer).text);
    return {{}, text("link_fault", language), 500};
}

Result<Said> act(const Sight& sight, const Request& request, const Opened& opened, Verb verb) {
    const auto form = form_of(request);
    if (!form) return Said{{}, text("link_unreadable", sight.language), 400};
    if (!from_the_page(sight.vantage, request, *form))
        return Said{{}, text("link_foreign", sight.language), 403};
    Wanted wanted = decision_in(sight, opened, verb, *form);
    if (auto* wrong = std::get_if<Said>(&wanted)) return std::move(*wrong);
    auto& asked = std::get<DecideObligation>(wanted);
    auto refused = keep_file(sight, *form, asked);
    if (!refused) return refused.error();
    if (*refused) return **std::move(refused);
    const std::string by = "link:" + opened.link.unit;
    return told(sight, sight.vantage.needs().execute({std::move(asked), by, sight.language},
                                                     execute_time_max));
}

Response gone_back(const Sight& sight, const Opened& opened, Verb verb) {
    Response response;
    response.status = 303;
    response.set("Location", page_link(sight, std::string(unit_link_path) + opened.token,
                                       {{"done", std::string(to_string(verb))}}));
    response.set("Referrer-Policy", "no-referrer");
    return response;
}

Result<Response> answer_form(const Sight& sight, const Request& request, const Template& page,
                             Verb verb) {
    auto opening = opened_by(sight, request, page);
    if (!opening) return opening.error();
    if (auto* closed = std::get_if<Response>(&*opening)) return std::move(*closed);
    const Opened& opened = std::get<Opened>(*opening);
    auto said = act(sight, request, opened, verb);
    if (!said) return said.error();
    if (said->status == 303) return gone_back(sight, opened, verb);
    said->fault = text("link_unchanged", sight.language) + ": " + said->fault;
    return link_page(sight, opened, page, *said);
}

Result<Response> show_page(const Sight& sight, const Request& request, const Template& page) {
    auto opening = opened_by(sight, request, page);
    if (!opening) return opening.error();
    if (auto* closed = std::get_if<Response>(&*opening)) return std::move(*closed);
    return link_page(sight, std::get<Opened>(*opening), page,
                     {done_words(request, sight.language)});
}

// ---- for the office

Result<Response> handed_in(const Sight& sight, const Request& request) {
    if (auto known = knows_query(request, {}, sight.language); !known)
        return problem(400, known.error().text);
    const std::string& hash = request.path_value("sha256");
    const auto history = sight.reader.history(request.path_value("id"));
    if (!history) return history.error();
    const FileHandedIn* file = nullptr;
    for (const JournalEntry& entry : *history) {
        const auto* one = std::get_if<FileHandedIn>(&entry.event);
        if (one && one->sha256 == hash) file = one;
    }
    auto bytes = file ? sight.vantage.needs().files.read(hash)
                      : Result<std::optional<std::string>>(std::optional<std::string>());
    if (!bytes) return bytes.error();
    if (!*bytes) {
        return problem(404, in_words(sight.language, "không có tệp này kèm theo nghĩa vụ",
                                     "no such file came with the obligation"));
    }
    Response response;
    response.content_type = "application/octet-stream";
    response.set("Content-Disposition",
                 "attachment; filename*=UTF-8''" + percent_encoded(file->name));
    response.body = **std::move(bytes);
    return response;
}

}  // namespace

std::size_t upload_max(const LinkSettings& links) {
    constexpr std::size_t fields = 64 * 1024;
    return static_cast<std::size_t>(links.file_mb_max) * mebibyte + fields;
}

void add_unit_links(Router& router, const std::shared_ptr<Vantage>& vantage) {
    auto parsed = Template::parse(asset("link.html"), Escape::html);
    CHECK(parsed);
    const auto page = std::make_shared<const Template>(*std::move(parsed));
    router.get("/u/{token}", [vantage, page](const Request& request) {
        return with_sight(*vantage, request,
                          [&](const Sight& sight) { return show_page(sight, request, *page); });
    });
    for (const Verb verb : verbs) {
        router.post("/u/{token}/" + std::string(to_string(verb)),
                    [vantage, page, verb](const Request& request) {
                        return with_sight(*vantage, request, [&](const Sight& sight) {
                            return answer_form(sight, request, *page, verb);
                        });
                    });
    }
    router.get("/obligations/{id}/files/{sha256}", reading_route(vantage, handed_in));
    router.get("/unit.css", [](const Request&) {
        Response sheet;
        sheet.content_type = "text/css; charset=utf-8";
        sheet.body = std::string(asset("unit.css"));
        return with_tag(std::move(sheet));
    });
}

}  // namespace dondoc
