// What programs read of a letter: the forms, and templates of JSON as people write them.
#include "notifiers/payload.h"

#include <algorithm>

#include <boost/json.hpp>

#include "notifiers/mail.h"
#include "notifiers/text.h"
#include "tests/fuzzing/target.h"

namespace dondoc::fuzzing {
namespace {

Parcel letter(std::string_view name, std::string_view subject, std::string_view plain) {
    const LetterText text{std::string(subject), std::string(plain), "<p>" + std::string(plain)};
    MailHead head;
    head.from = {"Sở Y tế", "dondoc@soyte.example"};
    head.to = {std::string(name), "gd@bv.example"};
    head.message_id = "m1@soyte.example";
    head.date = "Tue, 24 Jan 2017 07:30:00 +0700";
    return {.id = head.message_id, .address = "98\"7", .bytes = compose_mail(head, text)};
}

void judge(const Payload& payload, const Parcel& parcel) {
    const auto body = payload.body(parcel);
    demand(static_cast<bool>(body), "a letter of ours has a payload");
    demand(valid_utf8(*body), "a payload is UTF-8", *body);
    boost::system::error_code fault;
    const auto json = boost::json::parse(*body, fault);
    demand(!fault, "a payload is JSON whatever the letter says", *body);
    demand(*payload.body(parcel) == *body, "the same parcel gives the same bytes");
}

}  // namespace

// The template, what the letter says (name, subject, text), and how much of it is taken.
void fuzz_payload(std::string_view input) {
    const auto parts = fields(input, 5);
    const std::vector parcels{letter(parts[1], parts[2], parts[3]), letter("", parts[2], ""),
                              letter(parts[1], "", parts[3]), letter("", "", "")};
    PayloadSettings settings;
    settings.text_max = static_cast<int>(parts[4].size());
    for (const std::string_view form : payload_forms) {
        settings.form = form;
        const auto payload = Payload::make(settings);
        demand(static_cast<bool>(payload), "a form is sound", form);
        if (form != "mail") judge(*payload, parcels.front());
    }
    settings = {.form = "json", .text = std::string(parts[0])};
    const auto payload = Payload::make(settings);
    if (!payload)
        demand(is_sentence(payload.error().text), "a template's fault is a sentence",
               payload.error().text);
    else
        for (const Parcel& parcel : parcels)
            judge(*payload, parcel);
}

std::vector<std::string> payload_seeds() {
    const std::string subject = "[Sở Y tế] \"Báo cáo\" <!channel> & \\ 😀";
    std::vector<std::string> seeds;
    for (const std::string text :
         {R"({"text": "{{subject}}\n{{text}}"})", R"({"chat_id": "{{recipient}}"})",
          R"({"to": [{{#to_name}}"{{to_name}}"{{/to_name}}]})",
          R"({"a": "{{marked_text}}", "b": "{{^subject}}none{{/subject}}"})", "{{{text}}}", "{}"})
        seeds.push_back(joined({text, "Trần \"Văn\" Một", subject, "Một\n\tHai <b>\n", "12"}));
    return seeds;
}

}  // namespace dondoc::fuzzing
