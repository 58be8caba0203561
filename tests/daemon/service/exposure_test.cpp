#include "daemon/service/exposure.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/daemon/store/world.h"

namespace dondoc {
namespace {

using store_test::at;
using store_test::day;
using store_test::must;
using testing::HasSubstr;

struct Place {
    Configuration configuration;
    store_test::World world{must(Store::in_memory())};

    Place(const std::string& address, std::vector<std::string> proxies) {
        configuration.zone = *Zone::find("Asia/Ho_Chi_Minh");
        configuration.http.address = address;
        configuration.http.trusted_proxies = std::move(proxies);
    }
    Done asked() { return may_listen(configuration, world.read(), at("2017-01-09 08:00")); }
};

TEST(Exposure, OfALoopbackAddressNeedsNothing) {
    EXPECT_TRUE(Place("127.0.0.1", {}).asked());
    EXPECT_TRUE(Place("::1", {}).asked());
}

TEST(Exposure, ToOthersNeedsAProxyAndSomebodyWithAToken) {
    Place bare("0.0.0.0", {});
    EXPECT_THAT(bare.asked().error().text,
                HasSubstr("http.listen is 0.0.0.0, which other machines can reach; nothing is "
                          "served there without TLS: put a proxy"));
    Place place("10.0.0.5", {"10.0.0.1"});
    EXPECT_THAT(place.asked().error().text,
                HasSubstr("while nobody has a token or a password: listen on 127.0.0.1 first, make "
                          "one with `dondoc token create`"));
    place.world.happens(daemon_subject(),
                        {TokenCreated{"cu", Role::viewer, "", "", "a", "", day("2017-01-08")}});
    EXPECT_FALSE(place.asked()) << "one that has expired is none";
    place.world.happens(daemon_subject(),
                        {TokenCreated{"moi", Role::viewer, "", "", "b", "", day("2017-01-09")}});
    EXPECT_TRUE(place.asked());
    place.world.happens(daemon_subject(), {TokenRevoked{"moi", "nghỉ việc"}});
    EXPECT_FALSE(place.asked());
}

}  // namespace
}  // namespace dondoc
