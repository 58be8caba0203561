// The daily digest to the heads of units (workflows/digest.h), over the store: what there is to
// tell them, and what makes them be looked at again.
#pragma once

#include <string>
#include <vector>

#include "daemon/loop/definitions.h"
#include "daemon/store/store.h"
#include "workflows/digest.h"

namespace dondoc {

// Something that a unit of this head owes, or has handed in and waits for.
struct HeadMatter {
    const Definition* definition = nullptr;
    Obligation obligation;
    DigestTopic topic{};
    bool chased = false;  // may cause a digest: then `topic` is daily_topic()'s
};

// In order of last permitted days, undated last; what is suspended on that day and what is about
// others is left out. Of units whose heads are to have no digest nothing.
Result<std::vector<HeadMatter>> matters_of_head(const Reader&, const Definitions&,
                                                const std::string& person, Date today);

// Likewise what may cause a digest, that day or another.
Result<std::vector<DigestTopic>> head_topics(const Reader&, const Definitions&,
                                             const std::string& person, Date today);

// Is it told of on that day for being overdue or due soon?
bool is_pressing(const HeadMatter&, Date today);

// The campaign of the first that is; without one, the first by which this person may have a digest
// as the head of a unit. nullptr: there is none.
std::shared_ptr<const Definition> first_of_head(const Reader&, const Definitions&,
                                                const std::string& person, Date today);

// The ids of the digests to all of them.
std::vector<std::string> head_digests(const Definitions&);

// Adds to a step that the heads of units which it lets owe something anew, or by another day, are
// looked at when the window opens next: what comes up in the course of a day is told on the next.
// A digest that cannot be read is left to its row of the agenda.
Done wake_heads(const Reader&, const Definitions&, Step&);

}  // namespace dondoc
