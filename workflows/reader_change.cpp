#include "workflows/reader_change.h"

#include "workflows/planner.h"

namespace dondoc {

namespace {

constexpr std::string_view anew = "/anew";

}  // namespace

NoticeFellDue told_anew(const Definition& definition, NoticeFellDue notice, const Addressee& reader,
                        Instant now) {
    notice.key += anew;
    notice.person = reader.person->id;
    notice.channel = definition.channel_of(*reader.person);
    notice.instead_of = reader.instead_of ? reader.instead_of->id : "";
    notice.moment = sending_moment(definition, {}, now).value_or(next_opening(definition, now));
    if (notice.because == "on_time") notice.because = "catch_up";
    return notice;
}

std::string first_key(std::string_view key) {
    while (key.ends_with(anew))
        key.remove_suffix(anew.size());
    return std::string(key);
}

}  // namespace dondoc
