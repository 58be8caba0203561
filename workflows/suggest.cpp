#include "workflows/suggest.h"

#include <algorithm>
#include <numeric>

namespace dondoc {

std::size_t edit_distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 0; i < a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i + 1;
        for (std::size_t j = 0; j < b.size(); ++j) {
            const std::size_t changed = diagonal + (a[i] == b[j] ? 0 : 1);
            diagonal = row[j + 1];
            row[j + 1] = std::min({changed, row[j] + 1, diagonal + 1});
        }
    }
    return row.back();
}

std::optional<std::string> nearest(std::string_view word, const std::vector<std::string>& names) {
    constexpr std::size_t word_length_max = 200;  // keeps a hostile file from buying much time
    if (word.size() > word_length_max) {
        return std::nullopt;
    }
    std::optional<std::string> best;
    std::size_t limit = word.size() <= 3 ? 1 : 2;
    for (const std::string& name : names) {
        const std::size_t longer = std::max(name.size(), word.size());
        const std::size_t shorter = std::min(name.size(), word.size());
        if (longer - shorter > limit) {
            continue;
        }
        const std::size_t distance = edit_distance(word, name);
        if (distance <= limit) {
            best = name;
            if (distance == 0) {
                break;
            }
            limit = distance - 1;
            if (limit == 0) {
                break;
            }
        }
    }
    return best;
}

}  // namespace dondoc
