// Lists in the order that is asked for, page after page.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include <boost/json.hpp>

#include "tests/daemon/http/api_world.h"

namespace dondoc {
namespace {

using testing::HasSubstr;

// What identifies each item of a list, by pages of three.
std::vector<std::string> all_of(ApiWorld& world, const std::string& path, const char* key) {
    std::vector<std::string> all;
    std::string cursor;
    do {
        const Reply page = world.get(path + "&limit=3&cursor=" + cursor);
        EXPECT_EQ(page.status, 200) << page.body;
        if (page.status != 200) return all;
        const auto list = page.object();
        for (const auto& item : list.at("items").as_array())
            all.push_back(boost::json::serialize(item.as_object().at(key)));
        cursor = page.next_cursor();
    } while (!cursor.empty());
    return all;
}

TEST(ApiSorting, TurnsAListRound) {
    ApiWorld world;
    world.live_until("2017-02-08 09:00");
    struct List {
        const char *path, *key, *first, *second;
    };
    for (const List& list : {List{"obligations", "id", "due", "-due"},
                             List{"obligations?status=owed", "id", "due", "-due"},
                             List{"obligations?campaign=plan", "id", "due", "-due"},
                             List{"messages", "number", "-number", "number"},
                             List{"messages?state=sent", "number", "-number", "number"},
                             List{"journal", "number", "number", "-number"}}) {
        const std::string path = std::string("/api/v1/") + list.path;
        const std::string asked = path + (path.find('?') == path.npos ? "?" : "&");
        const auto plain = all_of(world, asked + "lang=en", list.key);
        EXPECT_GT(plain.size(), 6U) << path;
        EXPECT_EQ(all_of(world, asked + "sort=" + list.first, list.key), plain);
        auto turned = all_of(world, asked + "sort=" + list.second, list.key);
        EXPECT_NE(turned, plain);
        std::ranges::reverse(turned);
        EXPECT_EQ(turned, plain) << path;
        const Reply wrong = world.get(asked + "sort=name&lang=en");
        EXPECT_EQ(wrong.status, 400);
        EXPECT_THAT(wrong.detail(), HasSubstr(std::string("`sort` cannot be «name»")));
        EXPECT_THAT(wrong.detail(), HasSubstr(list.second));
    }
    EXPECT_EQ(world.get("/api/v1/journal?after=3&sort=-number").status, 400);
}

}  // namespace
}  // namespace dondoc
