// A fuzzing target: a part of the product that reads what strangers write, and what must hold
// whatever they write. libFuzzer drives it (libfuzzer.cpp), and the ordinary tests feed it the
// inputs that are kept (replay_test.cpp).
#pragma once

#include <iosfwd>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace dondoc::fuzzing {

struct Target {
    std::string_view name;                // also of its folders and files here
    void (*run)(std::string_view input);  // returns if all holds, else ends the process
    std::vector<std::string> (*seeds)();  // to begin with, made of the product's own samples
};

// How a test tells which one it fed.
void PrintTo(const Target&, std::ostream*);

// All there are; a new one is a file beside this one and a line in targets.cpp.
std::span<const Target> targets();
// nullptr if there is none of that name.
const Target* find_target(std::string_view name);

// Ends the process with the sentence, and with what it is about, if it does not hold.
void demand(bool holds, std::string_view sentence, std::string_view shown = {});

// What a person is told: not empty, UTF-8, no control characters; of one line or of many.
bool is_sentence(std::string_view text);
bool are_sentences(std::string_view text);

// An input of several texts: they stand between bytes 0xFF, which is in no UTF-8. As many as
// `count`: the last one has the rest, those that are missing are empty.
std::vector<std::string_view> fields(std::string_view input, std::size_t count);
std::string joined(const std::vector<std::string>& fields);

// The bytes of a file of the project, by its path from the top.
std::string sample(const std::string& path);

// A folder in memory, where there is such, that lasts as long as the process.
const std::string& scratch_folder();

void fuzz_config(std::string_view);
std::vector<std::string> config_seeds();
void fuzz_due(std::string_view);
std::vector<std::string> due_seeds();
void fuzz_words(std::string_view);
std::vector<std::string> words_seeds();
void fuzz_template(std::string_view);
std::vector<std::string> template_seeds();
void fuzz_payload(std::string_view);
std::vector<std::string> payload_seeds();
void fuzz_mail(std::string_view);
std::vector<std::string> mail_seeds();
void fuzz_smtp_reply(std::string_view);
std::vector<std::string> smtp_reply_seeds();
void fuzz_http_reply(std::string_view);
std::vector<std::string> http_reply_seeds();
void fuzz_http_request(std::string_view);
std::vector<std::string> http_request_seeds();
void fuzz_event(std::string_view);
std::vector<std::string> event_seeds();
void fuzz_store(std::string_view);
std::vector<std::string> store_seeds();
void fuzz_script(std::string_view);
std::vector<std::string> script_seeds();

}  // namespace dondoc::fuzzing
