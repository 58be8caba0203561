#include <algorithm>
#include <utility>

#include "daemon/http/prospect.h"
#include "daemon/store/words.h"
#include "daemon/web/parts.h"
#include "daemon/web/rows.h"
#include "daemon/web/texts.h"
#include "notifiers/phrases.h"
#include "workflows/explain.h"

namespace dondoc {

namespace {

struct Moment {
    Instant at;
    Facts facts;
};

Facts happened_facts(const Sight& sight, const Happened& happened) {
    Facts facts;
    facts.say("code", happened.event);
    facts.say("at", moment_text(sight, happened.at));
    facts.say("what", happened.words);
    facts.flag("whom", false);
    facts.flag("words", false);
    facts.flag("subject", false);
    facts.flag("message_href", false);
    facts.say("by", happened.by == "dondoc" ? "" : happened.by);
    return facts;
}

Facts told_facts(const Sight& sight, const NoticeTold& told) {
    const NoticeRecord& notice = told.notice;
    std::string whom = audience_name(notice.audience, sight.language);
    if (!notice.person.empty()) whom += ", " + person_name(sight.organisation(), notice.person);
    Facts facts;
    facts.say("code", std::string(to_word(notice.state)));
    facts.say("at", moment_text(sight, notice.moment));
    const std::string practice =
        notice.rehearsal ? " (" + text("practice", sight.language) + ")" : "";
    facts.say("what", notice_state_name(notice.state, sight.language) + practice + ":");
    facts.say("whom", whom);
    facts.say("words", told.words);
    facts.say("subject", told.subject);
    facts.say("message_href",
              told.message == 0 || !may(sight.caller.role, Right::read_letters)
                  ? ""
                  : page_link(sight, "/messages/" + std::to_string(told.message), {}));
    facts.flag("by", false);
    return facts;
}

// «12/BC-BV, ngày 14/6/2017, người ký: Giám đốc»; "" if there was no letter.
std::string document_words(const Obligation& obligation, Language language) {
    std::string words = obligation.document;
    if (obligation.dated)
        words += ", " + text("dated", language) + " " + date_words(*obligation.dated, language);
    if (!obligation.signer.empty())
        words += ", " + text("signed_by", language) + " " + obligation.signer;
    return words;
}

std::string request_words(const Obligation& obligation, Language language) {
    if (!obligation.request) return {};
    const ExtensionRequest& request = *obligation.request;
    return date_words(request.to, language) + ": " + request.reason +
           (request.document.empty() ? "" : " (" + request.document + ")");
}

}  // namespace

Facts why_facts(const Sight& sight, const Obligation& obligation, const Why& why,
                const std::optional<DayAsked>& asked) {
    std::vector<Moment> moments;
    for (const Happened& happened : why.events)
        moments.push_back({happened.at, happened_facts(sight, happened)});
    for (const NoticeTold& told : why.notices)
        moments.push_back({told.notice.moment, told_facts(sight, told)});
    std::ranges::stable_sort(moments, {}, &Moment::at);
    std::vector<Facts> story;
    for (Moment& moment : moments)
        story.push_back(std::move(moment.facts));

    const auto definition = sight.definition(obligation.id.campaign);
    const Duty* duty = definition ? definition->campaign.duty(obligation.id.duty) : nullptr;
    Facts facts = obligation_facts(sight, obligation);
    facts.say("home", page_link(sight, "/", {}));
    const auto period = period_of(definition.get(), obligation.id);
    facts.say("period", period ? phrase(*period, sight.language) : "");
    facts.say("quote", duty ? duty->quote : "");
    facts.say("document", document_words(obligation, sight.language));
    facts.say("request", request_words(obligation, sight.language));
    facts.say("id", obligation.id.text());
    facts.list("story", std::move(story));
    facts.list("faults", faults_facts(sight, why.faults));
    // A form drops the query of its address: what is not asked there must be said again.
    const bool own = sight.language == sight.configuration().language;
    facts.say("form_lang", own ? "" : sight.language == Language::vi ? "vi" : "en");
    facts.say("on", asked ? iso_date(asked->day) : "");
    facts.say("on_words", asked ? weekday_date_words(asked->day, sight.language) : "");
    facts.list("day", asked ? sentences_facts(asked->answer.sentences) : std::vector<Facts>());
    return facts;
}

}  // namespace dondoc
