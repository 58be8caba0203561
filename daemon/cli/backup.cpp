// `backup`: a copy of the store that can be put back, made beside the running daemon or without
// one.
#include <cstdio>

#include "daemon/cli/ask.h"
#include "daemon/cli/audit_words.h"
#include "daemon/cli/store_place.h"
#include "daemon/store/backup.h"

namespace dondoc {

int run_backup(const CommonOptions& common, const BackupOptions& options) {
    const auto store = store_place(common, options.store);
    if (!store) return print_failure(store.error());
    const auto head = back_up(*store, options.file);
    if (!head) return print_failure(head.error());
    if (common.json) {
        print_json(
            {{"file", options.file.string()}, {"rows", head->number}, {"head", head_line(*head)}});
    } else {
        std::printf("%s\n%s\n", options.file.c_str(), head_line(*head).c_str());
    }
    return 0;
}

}  // namespace dondoc
