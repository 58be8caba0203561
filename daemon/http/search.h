// Finding by words as people type them: «benh vien sa pa» finds «Bệnh viện Đa khoa huyện Sa Pa».
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace dondoc {

// Small letters without marks, đ as d.
std::string plain_letters(std::string_view);

class Search {
public:
    explicit Search(std::string_view asked);
    // Every word that was asked for stands somewhere in one of the texts; nothing asked: always.
    bool finds(const std::vector<std::string>& texts) const;

private:
    std::vector<std::string> words_;
};

}  // namespace dondoc
