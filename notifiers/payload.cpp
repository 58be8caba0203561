#include "notifiers/payload.h"

#include <algorithm>
#include <boost/json.hpp>
#include <limits>
#include <vector>

#include "notifiers/facts.h"
#include "notifiers/mail.h"
#include "notifiers/text.h"

namespace dondoc {
namespace {

namespace json = boost::json;

// A form that posts to a chat service: its template, and what the service takes of a text.
struct ChatForm {
    std::string_view name;
    std::size_t text_max;
    std::string_view text;
};

constexpr ChatForm chat_forms[] = {
    // Incoming webhooks of Slack, Mattermost and Rocket.Chat: `text` in Slack's marks, in which
    // `&`, `<` and `>` are written as in HTML, so that no letter can call a whole channel.
    {"slack", 12'000, R"({"text": "*{{marked_subject}}*\n{{marked_text}}"})"},
    // A workflow of Teams "when a webhook request is received": an adaptive card. A line ends where
    // an empty line follows.
    {"teams", 7'000, R"({"type": "message", "attachments": [{
    "contentType": "application/vnd.microsoft.card.adaptive",
    "content": {"type": "AdaptiveCard", "version": "1.4",
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "body": [
            {"type": "TextBlock", "text": "{{subject}}", "weight": "bolder", "wrap": true},
            {"type": "TextBlock", "text": "{{spaced_text}}", "wrap": true}]}}]})"},
    // sendMessage of Telegram's bots, whose texts end at 4,096; without parse_mode nothing in it is
    // a
    // mark.
    {"telegram", 3'500,
     R"({"chat_id": "{{recipient}}", "text": "{{subject}}\n\n{{text}}",
    "disable_web_page_preview": true})"},
};

const ChatForm* chat_form(std::string_view name) {
    const auto found = std::ranges::find(chat_forms, name, &ChatForm::name);
    return found == std::end(chat_forms) ? nullptr : found;
}

// In UTF-16 units: what lies beyond the first plane takes two.
std::size_t units_of(char first_byte) {
    const auto byte = static_cast<unsigned char>(first_byte);
    if ((byte & 0xC0) == 0x80) return 0;  // inside a character
    return byte >= 0xF0 ? 2 : 1;
}

std::string shortened(const std::string& text, std::size_t units_max) {
    std::size_t units = 0;
    std::size_t end = 0;
    while (end < text.size() && units + units_of(text[end]) <= units_max)
        units += units_of(text[end++]);
    if (end == text.size()) return text;
    const auto line_end = text.rfind('\n', end);
    if (line_end != text.npos && line_end > 0) end = line_end;
    return text.substr(0, end) + "\n[…]\n";
}

std::string replaced(const std::string& text, std::string_view signs,
                     const std::vector<std::string_view>& words) {
    std::string out;
    for (const char c : text) {
        const auto at = signs.find(c);
        if (at == signs.npos)
            out += c;
        else
            out += words[at];
    }
    return out;
}

std::string marked(const std::string& text) {
    return replaced(text, "&<>", {"&amp;", "&lt;", "&gt;"});
}

std::string without_end(std::string text) {
    while (text.ends_with('\n'))
        text.pop_back();
    return text;
}

Facts facts_of(const std::string& id, const std::string& recipient, const MailContents& letter,
               std::size_t text_max) {
    const std::string text = without_end(shortened(letter.plain, text_max));
    Facts facts;
    facts.say("id", id);
    facts.say("recipient", recipient);
    facts.say("to_name", letter.to.name);
    facts.say("to_address", letter.to.address);
    facts.say("from_name", letter.from.name);
    facts.say("from_address", letter.from.address);
    facts.say("reply_to", letter.reply_to);
    facts.say("date", letter.date);
    facts.say("subject", letter.subject);
    facts.say("marked_subject", marked(letter.subject));
    facts.say("text", text);
    facts.say("marked_text", marked(text));
    facts.say("spaced_text", replaced(text, "\n", {"\n\n"}));
    facts.say("html", letter.html);
    return facts;
}

std::string object_of(const Parcel& parcel, const MailContents& letter, std::size_t text_max) {
    const auto person = [](const Mailbox& mailbox) {
        return json::object{{"name", mailbox.name}, {"address", mailbox.address}};
    };
    return json::serialize(json::object{{"id", parcel.id},
                                        {"recipient", parcel.address},
                                        {"to", person(letter.to)},
                                        {"from", person(letter.from)},
                                        {"reply_to", letter.reply_to},
                                        {"date", letter.date},
                                        {"subject", letter.subject},
                                        {"text", shortened(letter.plain, text_max)}});
}

Done check_names(const Template& parsed, const Facts& facts) {
    std::vector<std::string> names;
    for (const auto& [name, value] : facts.values)
        names.push_back(name);
    for (const Template::Use& use : parsed.uses()) {
        if (facts.values.contains(use.name)) continue;
        const std::string near = nearest_name(use.name, names);
        return Error{"line " + std::to_string(use.line) + ": a letter has no name «" +
                     one_line(use.name) + "»" +
                     (near.empty() ? "" : "; did you mean «" + near + "»?")};
    }
    return done;
}

// A letter that says all that can go wrong in JSON, and one that says nothing.
Done check_json(const Template& parsed) {
    const std::string odd = "\"quoted\" \\ «Đôn đốc»\n\t{\"a\": [1,2]} & <b> ,\n";
    const MailContents full{{odd, odd}, {odd, odd}, odd, odd, odd, odd, odd};
    for (const MailContents& letter : {full, MailContents{}}) {
        const std::string word = letter.subject.empty() ? "x" : odd;
        const auto body =
            parsed.render(facts_of(word, word, letter, std::numeric_limits<int>::max()), {});
        if (!body) return body.error();
        json::error_code fault;
        json::parse(*body, fault);
        if (fault)
            return Error{"does not make JSON of every letter: " + fault.message() +
                         "; put each {{name}} between \"quotes\", with two braces, not three"};
    }
    return done;
}

}  // namespace

Result<Payload> Payload::make(const PayloadSettings& settings) {
    Payload payload;
    payload.form_ = settings.form;
    payload.text_max_ = std::numeric_limits<int>::max();
    const ChatForm* chat = chat_form(settings.form);
    if (!chat && settings.form != "json" && settings.form != "mail")
        return Error{"there is no payload «" + settings.form + "»"};
    std::string text = settings.text;
    if (text.empty() && chat) {
        text = chat->text;
        payload.text_max_ = chat->text_max;
    }
    if (settings.text_max) payload.text_max_ = static_cast<std::size_t>(*settings.text_max);
    if (text.empty()) return payload;

    auto parsed = Template::parse(text, Escape::json);
    if (!parsed) return parsed.error();
    if (auto known = check_names(*parsed, facts_of("x", "x", {}, 0)); !known) return known.error();
    if (auto sound = check_json(*parsed); !sound) return sound.error();
    payload.template_ = *std::move(parsed);
    return payload;
}

std::string_view Payload::content_type() const {
    return form_ == "mail" && !template_ ? "message/rfc822" : "application/json; charset=utf-8";
}

Result<std::string> Payload::body(const Parcel& parcel) const {
    if (form_ == "mail" && !template_) return parcel.bytes;
    const auto letter = contents_of(parcel.bytes);
    if (!letter) return Error{"the message is no letter that could be read"};
    if (!template_) return object_of(parcel, *letter, text_max_);
    return template_->render(facts_of(parcel.id, parcel.address, *letter, text_max_), {});
}

}  // namespace dondoc
