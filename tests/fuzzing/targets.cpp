#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "notifiers/text.h"
#include "tests/fuzzing/target.h"

namespace dondoc::fuzzing {

std::span<const Target> targets() {
    static constexpr std::array all{
        Target{"config", fuzz_config, config_seeds},
        Target{"due", fuzz_due, due_seeds},
        Target{"words", fuzz_words, words_seeds},
        Target{"template", fuzz_template, template_seeds},
        Target{"payload", fuzz_payload, payload_seeds},
        Target{"mail", fuzz_mail, mail_seeds},
        Target{"smtp_reply", fuzz_smtp_reply, smtp_reply_seeds},
        Target{"http_reply", fuzz_http_reply, http_reply_seeds},
        Target{"http_request", fuzz_http_request, http_request_seeds},
        Target{"event", fuzz_event, event_seeds},
        Target{"store", fuzz_store, store_seeds},
        Target{"script", fuzz_script, script_seeds},
    };
    return all;
}

const Target* find_target(std::string_view name) {
    const auto found = std::ranges::find(targets(), name, &Target::name);
    return found == targets().end() ? nullptr : &*found;
}

void demand(bool holds, std::string_view sentence, std::string_view shown) {
    if (holds) return;
    std::fprintf(stderr, "does not hold: %.*s\n%.*s\n", static_cast<int>(sentence.size()),
                 sentence.data(), static_cast<int>(shown.size()), shown.data());
    std::abort();
}

bool are_sentences(std::string_view text) {
    const auto control = [](char c) {
        return (static_cast<unsigned char>(c) < 0x20 && c != '\n') || c == 0x7F;
    };
    return !text.empty() && valid_utf8(text) && std::ranges::none_of(text, control);
}

bool is_sentence(std::string_view text) {
    return are_sentences(text) && text.find('\n') == text.npos;
}

std::vector<std::string_view> fields(std::string_view input, std::size_t count) {
    std::vector<std::string_view> parts;
    while (parts.size() + 1 < count) {
        const auto end = std::min(input.find('\xFF'), input.size());
        parts.push_back(input.substr(0, end));
        input.remove_prefix(std::min(end + 1, input.size()));
    }
    parts.push_back(input);
    return parts;
}

std::string joined(const std::vector<std::string>& fields) {
    std::string text;
    for (const std::string& field : fields)
        text += (&field == &fields.front() ? "" : "\xFF") + field;
    return text;
}

std::string sample(const std::string& path) {
    std::ifstream stream(std::string(DONDOC_SOURCE_DIR) + "/" + path, std::ios::binary);
    std::string text{std::istreambuf_iterator<char>(stream), {}};
    demand(static_cast<bool>(stream), "a sample can be read", path);
    return text;
}

const std::string& scratch_folder() {
    struct Folder {
        Folder() {
            const bool memory = std::filesystem::is_directory("/dev/shm");
            path = (memory ? "/dev/shm" : std::filesystem::temp_directory_path().string()) +
                   "/dondoc-fuzz-XXXXXX";
            demand(mkdtemp(path.data()) != nullptr, "a scratch folder can be made", path);
        }
        ~Folder() {
            std::error_code ignored;
            std::filesystem::remove_all(path, ignored);
        }
        std::string path;
    };
    static const Folder folder;
    return folder.path;
}

}  // namespace dondoc::fuzzing
