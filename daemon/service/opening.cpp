#include "daemon/service/opening.h"

#include <fmt/format.h>

#include "daemon/service/log.h"
#include "daemon/store/examination.h"
#include "workflows/wording.h"

namespace dondoc {

namespace {

namespace fs = std::filesystem;
using Found = Examination::Found;

std::string how_to_put_back(const fs::path& store, Language language) {
    const std::string file = store.string();
    return fmt::format(
        fmt::runtime(in_words(
            language,
            "Để không gửi sai, dondoc không chạy. Cách phục hồi từ bản sao:\n"
            "  1. chuyển {0} và các tệp {0}-wal, {0}-shm (nếu có) sang nơi khác, không xóa;\n"
            "  2. dondoc backup --store BẢN-SAO {0}\n"
            "  3. cho chạy lại; việc gửi tạm dừng cho đến `dondoc resume`.\n"
            "Xem thêm daemon/store/README.md, mục Backup and restore.",
            "dondoc does not run, so as not to send what is wrong. To put a copy back:\n"
            "  1. move {0}, and {0}-wal and {0}-shm if they are there, elsewhere; delete nothing;\n"
            "  2. dondoc backup --store COPY {0}\n"
            "  3. start it again; the sending is paused until `dondoc resume`.\n"
            "See Backup and restore in daemon/store/README.md.")),
        file);
}

Error refusal(const fs::path& store, const std::string& what, Language language) {
    return Error{"store " + store.string() + ": " + what + "\n" + how_to_put_back(store, language)};
}

std::string lost_words(Language language) {
    return in_words(language,
                    "không có dữ liệu, dù dondoc đã từng chạy ở đây: tệp đã mất hoặc bị cắt còn 0 "
                    "byte. (Nếu cố ý bắt đầu lại từ đầu: xóa tệp `token` cạnh nó.)",
                    "holds nothing, though a daemon has run here: the file was lost, or cut to 0 "
                    "bytes. (To begin from nothing on purpose, delete the file `token` beside "
                    "it.)");
}

std::string damaged_words(const std::string& why, Language language) {
    return in_words(language, "tệp dữ liệu bị hỏng: ", "the file is damaged: ") + why;
}

std::string broken_words(const JournalFault& fault, Language language) {
    return fmt::format(
        fmt::runtime(in_words(language,
                              "nhật ký bị hỏng: dòng {} không còn như khi được ghi; `dondoc audit "
                              "verify` nói rõ hơn",
                              "the journal is damaged: row {} is not as it was written; `dondoc "
                              "audit verify` says more")),
        fault.row);
}

std::string astray_words(const ProjectionFault& fault, Language language) {
    return fmt::format(
        fmt::runtime(in_words(language,
                              "bảng {}, hàng {}, khác nhật ký; nhật ký nguyên vẹn, các bảng được "
                              "dựng lại từ nhật ký",
                              "table {}, row {}, says something else than the journal; the journal "
                              "is whole, and the tables are made anew from it")),
        fault.table, fault.row);
}

std::string unread_words(const std::string& why, Language language) {
    return in_words(language,
                    "kho dữ liệu chưa được kiểm tra hết khi khởi động; hãy chạy `dondoc audit "
                    "verify`",
                    "not all of the store was looked over at this start; run `dondoc audit "
                    "verify`") +
           (why.empty() ? "" : ": " + why);
}

}  // namespace

Result<std::unique_ptr<Store>> open_store(const StateDirectory& state, Language language) {
    const fs::path file = state.store();
    const auto said = examine(file);
    if (!said) return said.error();
    switch (said->found) {
        case Found::nothing:
            if (state.has_token()) return refusal(file, lost_words(language), language);
            break;
        case Found::damaged: return refusal(file, damaged_words(said->why, language), language);
        case Found::broken: return refusal(file, broken_words(*said->journal, language), language);
        case Found::unread: log(LogLevel::warning, unread_words(said->why, language)); break;
        case Found::astray: log(LogLevel::error, astray_words(*said->table, language)); break;
        case Found::sound: break;
    }
    auto store = Store::open(file);
    if (!store) return store;
    if (said->found == Found::astray) {
        if (auto rebuilt = (*store)->rebuild(); !rebuilt) return rebuilt.error();
    }
    return store;
}

Done pause_if_put_back(Store& store, Language language, Instant now) {
    const auto state = store.read().daemon_state();
    if (!state) return state.error();
    if (!state->copied) return done;
    std::string reason = in_words(
        language,
        "dữ liệu được phục hồi từ bản sao; những gì đã ghi nhận và đã gửi sau bản sao không còn ở "
        "đây. Nhập lại rồi cho gửi tiếp",
        "the store was put back from a copy; what was recorded and sent since is not in it. Enter "
        "it again, then resume");
    if (state->paused) reason += " (" + state->pause_reason + ")";
    log(LogLevel::warning, reason);
    Step step{now, {{daemon_subject(), {SendingPaused{reason}}, {}}}};
    step.put_back = true;
    return store.commit(step);
}

}  // namespace dondoc
