// The ids of one kind (units, ladders, ...), where each was given first, and the check of mentions.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "config/table_reader.h"

namespace dondoc {

class IdSet {
public:
    // `kind` names them ("unit"); `advice` says where to add one ("add a [[unit]] to
    // organisation.toml").
    IdSet(std::string kind, std::string advice)
        : kind_(std::move(kind)), advice_(std::move(advice)) {}

    // Takes an id in; reports one that is there already and returns false. An empty id stands for
    // one that could not be read: mentions of unknown ids raise no fault from then on, they may
    // mean that one.
    bool add(const Source&, const Mention&);
    void mark_incomplete() { complete_ = false; }

    bool contains(const std::string& id) const { return places_.count(id) > 0; }
    // Reports a mention that means nothing, with the nearest id that exists.
    bool check(const Source&, const Mention&) const;
    // Of an id that is there.
    Position place(const std::string& id) const { return places_.at(id).at; }

private:
    struct Place {
        std::string file;
        Position at;
    };

    std::string kind_;
    std::string advice_;
    std::map<std::string, Place> places_;
    bool complete_ = true;
};

}  // namespace dondoc
