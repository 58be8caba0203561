#include <utility>

#include "daemon/store/words.h"
#include "daemon/web/parts.h"
#include "daemon/web/rows.h"
#include "daemon/web/texts.h"

namespace dondoc {

namespace {

Facts sentence_facts(const std::string& sentence) {
    Facts facts;
    facts.say("text", sentence);
    return facts;
}

Facts notice_facts(const Sight& sight, const NoticeInMessage& one) {
    const auto id = ObligationId::parse(one.notice.about.id);
    Facts facts;
    facts.say("code", std::string(to_word(one.notice.state)));
    facts.say("href", id ? why_link(sight, *id) : "");
    facts.say("unit", one.unit_name);
    facts.say("duty", one.deliverable.empty() ? one.notice.about.id : one.deliverable);
    facts.say("words", one.words);
    facts.say("person", one.person);
    facts.say("quote", one.quote);
    facts.say("dropped", one.dropped);
    return facts;
}

}  // namespace

std::vector<Facts> sentences_facts(const std::vector<std::string>& sentences) {
    std::vector<Facts> list;
    for (const std::string& sentence : sentences)
        list.push_back(sentence_facts(sentence));
    return list;
}

Facts message_facts(const Sight& sight, const MessageRecord& message, const WhyMessage& why,
                    std::string body) {
    std::vector<Facts> notices;
    for (const NoticeInMessage& one : why.notices)
        notices.push_back(notice_facts(sight, one));
    std::vector<Facts> story;
    for (const Happened& happened : why.events) {
        Facts facts;
        facts.say("code", happened.event);
        facts.say("at", moment_text(sight, happened.at));
        facts.say("what", happened.words);
        story.push_back(std::move(facts));
    }
    Facts facts;
    facts.say("messages", page_link(sight, "/messages", {}));
    facts.say("subject", message.subject.empty() ? text("message", sight.language) + " " +
                                                       std::to_string(message.number)
                                                 : message.subject);
    facts.list("sentences", sentences_facts(why.sentences));
    facts.list("notices", std::move(notices));
    facts.list("story", std::move(story));
    facts.say("body", std::move(body));
    return facts;
}

}  // namespace dondoc
