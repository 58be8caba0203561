// The same tests over every store: what they say is promised to the daemon, whatever stands behind
// it.
#pragma once

#include "tests/daemon/store/world.h"

namespace dondoc::store_test {

enum class Kind { file, memory };

class Conformance : public testing::TestWithParam<Kind> {
    Folder folder_;  // outlives the store

protected:
    World world{GetParam() == Kind::file ? must(Store::open(folder_.file()))
                                         : must(Store::in_memory())};
};

inline std::string kind_name(const testing::TestParamInfo<Kind>& one) {
    return one.param == Kind::file ? "InAFile" : "InMemory";
}

}  // namespace dondoc::store_test
