// A store to lay hands on whose journal has nine rows: seven births, a notice (8), its text (9).
#pragma once

#include <gtest/gtest.h>

#include <string>

#include "tests/daemon/store/raw.h"
#include "tests/daemon/store/world.h"

namespace dondoc::store_test {

class NineRows : public testing::Test {
protected:
    NineRows() {
        World world(must(Store::open(folder.file())));
        for (int i = 1; i <= 7; ++i)
            world.is_born(owed("u" + std::to_string(i)));
        world.happens(owed("u1"), {notice("k1")}, at("2017-01-18 07:30"));
        world.compose(an_at_0730);
    }
    void tamper(const std::string& sql) { Raw(folder.file()).run(sql); }

    Folder folder;
};

}  // namespace dondoc::store_test
