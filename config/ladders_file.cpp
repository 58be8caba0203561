#include "config/ladders_file.h"

#include "workflows/suggest.h"

namespace dondoc {
namespace {

// Half a year of working days: what lies beyond is a typing error.
constexpr int offset_max = 130;

const std::vector<std::string>& audience_names() {
    static const std::vector<std::string> names = {"contact",  "head",     "coordinator",
                                                   "superior", "director", "cluster-lead"};
    return names;
}

std::optional<Audience> audience_of(const Source& source, const Mention& mention) {
    constexpr Audience audiences[] = {Audience::contact,     Audience::head,
                                      Audience::coordinator, Audience::superior,
                                      Audience::director,    Audience::cluster_lead};
    const auto& names = audience_names();
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (names[i] == mention.id) {
            return audiences[i];
        }
    }
    const auto near = nearest(mention.id, names);
    source.error(mention.at,
                 "unknown audience " + in_quotes(mention.id) + "; " +
                     (near ? "did you mean " + in_quotes(*near) + "?" : "write " + or_list(names)));
    return std::nullopt;
}

class LadderReader {
public:
    LadderReader(const Source& source, Ladder& ladder) : source_(source), ladder_(ladder) {}

    void read(const Node& node);

private:
    struct Offset {
        std::optional<int> days;  // empty: "start"
        Position at;
    };

    std::optional<Offset> offset(TableReader& table);
    void check_order(const Offset&);
    void add(TableReader& table, std::string_view key, const Offset&, Release release);

    const Source& source_;
    Ladder& ladder_;
    std::optional<Offset> last_;
};

std::string written(std::optional<int> days) {
    return days ? std::to_string(*days) : "\"start\"";
}

std::optional<LadderReader::Offset> LadderReader::offset(TableReader& table) {
    const Node* node = table.require("at", "at = -5 (working days, negative before the deadline)");
    if (node == nullptr) {
        return std::nullopt;
    }
    if (const auto* word = std::get_if<std::string>(&node->value)) {
        if (*word == "start") {
            return Offset{std::nullopt, node->at};
        }
        table.error("at", "'at' is " + in_quotes(*word) +
                              "; write a number of working days without quotes, or \"start\"");
        return std::nullopt;
    }
    const auto days = table.whole("at", -offset_max, offset_max);
    return days ? std::optional<Offset>({days, node->at}) : std::nullopt;
}

void LadderReader::check_order(const Offset& offset) {
    if (last_) {
        const bool descends = !offset.days ? last_->days.has_value()
                                           : last_->days.has_value() && *offset.days < *last_->days;
        if (descends) {
            source_.error(offset.at,
                          "the rung at " + written(offset.days) + " stands after the one at " +
                              written(last_->days) +
                              "; write rungs in the order they fall due, \"start\" first");
            return;  // the next rung is held against the one before this, so that one slip is one
                     // fault
        }
    }
    last_ = offset;
}

void LadderReader::add(TableReader& table, std::string_view key, const Offset& offset,
                       Release release) {
    const auto mentions = table.mentions(key);
    if (!mentions) {
        return;
    }
    if (mentions->empty()) {
        table.error(key, in_quotes(key) + " is an empty list; name an audience or leave it out");
    }
    for (const Mention& mention : *mentions) {
        const auto audience = audience_of(source_, mention);
        if (!audience) {
            continue;
        }
        Rung rung{offset.days, *audience, key == "copy", release, rung_id(offset.days, *audience)};
        for (const Rung& earlier : ladder_.rungs) {
            if (earlier.id == rung.id) {
                source_.error(mention.at, "the rung at " + written(offset.days) + " tells " +
                                              in_quotes(mention.id) + " twice; remove it here");
                return;
            }
        }
        ladder_.rungs.push_back(std::move(rung));
    }
}

void LadderReader::read(const Node& node) {
    TableReader table(source_, node, "a rung");
    const auto where = offset(table);
    const auto release = table.choice<Release>(
        "release", {{"none", Release::none}, {"required", Release::required}});
    const Node* to = table.require("to", "to = \"contact\" or another audience");
    if (where) {
        check_order(*where);
        if (to != nullptr) {
            add(table, "to", *where, release.value_or(Release::none));
        }
        add(table, "copy", *where, release.value_or(Release::none));
    } else {
        table.find("copy");
    }
    table.finish();
}

}  // namespace

LaddersFile read_ladders(const Document& document, Faults& faults) {
    const Source source(document, faults);
    LaddersFile file;
    const std::size_t errors = faults.errors();
    TableReader root(source, document.root, "the file");
    const auto ladders = root.tables("ladder");
    if (faults.errors() != errors) {
        file.ids.mark_incomplete();
    }
    for (const Node* node : ladders) {
        TableReader table(source, *node, "[[ladder]]");
        const Mention id = table.id();
        Ladder ladder{id.id, {}};
        table.require("rungs", "rungs = [{ at = -5, to = \"contact\" }]");
        const auto rungs = table.tables("rungs");
        LadderReader reader(source, ladder);
        for (const Node* rung : rungs) {
            reader.read(*rung);
        }
        const Node* list = table.find("rungs");
        if (list != nullptr && list->list() != nullptr && list->list()->empty()) {
            table.error("rungs", "ladder " + in_quotes(id.id) + " has no rungs; add at least one");
        }
        table.finish();
        if (file.ids.add(source, id)) {
            file.ladders.emplace(id.id, std::move(ladder));
        }
    }
    if (root.has_unknown()) {  // a misspelt [[ladder]] hides ladders
        file.ids.mark_incomplete();
    }
    root.finish();
    return file;
}

}  // namespace dondoc
