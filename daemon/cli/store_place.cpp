#include "daemon/cli/store_place.h"

#include "config/state_directory.h"
#include "daemon/service/state_directory.h"

namespace dondoc {

Result<std::filesystem::path> store_place(const CommonOptions& common,
                                          const std::filesystem::path& given) {
    if (!given.empty()) return given;
    if (!common.state_directory.empty()) return StateDirectory::store_of(common.state_directory);
    const auto directory = state_directory_of(common.config);
    if (!directory)
        return directory.error().within("give --store, or a configuration that can be read");
    return StateDirectory::store_of(*directory);
}

}  // namespace dondoc
