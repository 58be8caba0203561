#include "tests/house/tables.h"

namespace dondoc::house {

const std::map<std::string, std::set<std::string>>& layers() {
    static const std::map<std::string, std::set<std::string>> table = {
        {"workflows", {}},
        {"notifiers", {"workflows"}},
        {"config", {"workflows", "notifiers"}},
        {"daemon", {"workflows", "notifiers", "config"}},
    };
    return table;
}

const std::vector<Library>& libraries() {
    static const std::vector<Library> table = {
        {"SQLite", {"sqlite3.h"}, {"daemon/store/"}, 6},
        {"cpp-httplib", {"httplib.h"}, {"daemon/http/"}, 3},
        {"toml++", {"toml++/"}, {"config/"}, 6},
        {"libcurl", {"curl/"}, {"notifiers/curl_handle.h", "daemon/http/client.cpp"}, 2},
        {"GMime", {"gmime/"}, {"notifiers/delivery_report.cpp"}, 1},
        {"date", {"date/"}, {"workflows/zone.cpp"}, 1},
        {"libical", {"libical/"}, {"workflows/recurrence.cpp", "notifiers/calendar_text.cpp"}, 2},
        {"mustache", {"kainjow/"}, {"notifiers/", "daemon/web/"}, 3},
        {"CLI11", {"CLI/"}, {"daemon/cli/"}, 1},
        {"libsystemd", {"systemd/"}, {"daemon/"}, 1},
        {"libsodium", {"sodium.h"}, {"notifiers/", "config/", "daemon/"}, 8},
        {"utf8proc", {"utf8proc.h"}, {"notifiers/", "config/", "daemon/"}, 4},
        {"Boost.Asio", {"boost/asio"}, {"daemon/"}, 13},
        {"Boost.JSON", {"boost/json"}, {"notifiers/payload.cpp", "daemon/"}, 30},
        {"Boost.Locale", {"boost/locale/"}, {"daemon/words/"}, 1},
        {"Boost.Describe", {"boost/describe", "boost/mp11"}, {"daemon/"}, 3},
        {"Boost.System", {"boost/system/"}, {"daemon/"}, 6},
        {"fmt", {"fmt/"}, {"daemon/"}, 40},
        {"prometheus-cpp", {"prometheus/"}, {"daemon/http/metrics.cpp"}, 1},
        // POSIX: the pure core has no outside.
        {"POSIX",
         {"arpa/", "dirent.h", "fcntl.h", "fnmatch.h", "net/", "netdb.h", "netinet/", "poll.h",
          "pthread.h", "pwd.h", "signal.h", "spawn.h", "sys/", "syslog.h", "termios.h", "unistd.h"},
         {"notifiers/", "config/", "daemon/"},
         20},
    };
    return table;
}

const std::map<std::string, std::set<std::string>>& linked_libraries() {
    static const std::map<std::string, std::set<std::string>> table = {
        {"workflows", {"date::date-tz", "PkgConfig::LIBICAL"}},
        {"notifiers",
         {"Boost::headers", "Boost::json", "CURL::libcurl", "PkgConfig::GMIME",
          "PkgConfig::LIBICAL", "PkgConfig::SODIUM", "PkgConfig::UTF8PROC"}},
        {"config", {"tomlplusplus::tomlplusplus", "PkgConfig::UTF8PROC", "PkgConfig::SODIUM"}},
        {"daemon",
         {"Boost::headers", "Boost::json", "Boost::locale", "SQLite::SQLite3", "CURL::libcurl",
          "fmt::fmt", "CLI11::CLI11", "PkgConfig::HTTPLIB", "PkgConfig::PROMETHEUS",
          "PkgConfig::SODIUM", "PkgConfig::SYSTEMD", "PkgConfig::UTF8PROC", "Threads::Threads"}},
    };
    return table;
}

}  // namespace dondoc::house
