#include "tests/daemon/store/world.h"

#include <cstdlib>
#include <utility>

#include "daemon/store/encoding.h"
#include "workflows/zone.h"

namespace dondoc::store_test {

Instant at(const std::string& time) {
    const std::string whole = time.size() == 5 ? "2017-01-11 " + time : time;
    auto instant = parse_rfc3339(whole.substr(0, 10) + "T" + whole.substr(11) + ":00+07:00");
    EXPECT_TRUE(instant) << time;
    return *instant;
}

Date day(const std::string& iso) {
    auto date = parse_iso_date(iso);
    EXPECT_TRUE(date) << iso;
    return *date;
}

Term term(const std::string& permitted, const std::string& working) {
    return {day(permitted), day(working.empty() ? permitted : working), std::nullopt, true};
}

Subject campaign(std::string id) {
    return {Subject::Kind::campaign, std::move(id)};
}
Subject phase(std::string id) {
    return {Subject::Kind::phase, std::move(id)};
}
Subject duty(std::string id) {
    return {Subject::Kind::duty, std::move(id)};
}
Subject owed(const std::string& unit, const std::string& duty_id) {
    return {Subject::Kind::obligation, "plan." + duty_id + ".1." + unit};
}
Subject message(const MessageRecord& record) {
    return {Subject::Kind::message, record.key};
}
Subject daemon() {
    return {Subject::Kind::daemon, "dondoc"};
}

NoticeFellDue notice(const std::string& key, const std::string& person, const std::string& moment) {
    NoticeFellDue e;
    e.key = key;
    e.rung = "-5.contact";
    e.person = person;
    e.channel = "mail";
    e.moment = at(moment);
    e.planned = at(moment);
    e.because = "on_time";
    return e;
}

RungPassedOver passed(const std::string& key, const std::string& because) {
    return {key, "-10.contact", 1, Audience::contact, at("2017-01-04 07:30"), because};
}

NoticeFellDue nudge(const std::string& month, const std::string& moment) {
    NoticeFellDue e = notice("plan/form/nudge/" + month, "binh", moment);
    e.rung = "nudge";
    e.round = 0;
    e.kind = NoticeKind::nudge;
    e.audience = Audience::coordinator;
    return e;
}

MessageComposed composed(const std::string& text) {
    return {"an@benhvien.example", sha256_hex(text), "Nhắc nộp bản đăng ký"};
}

Folder::Folder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "dondoc-store-XXXXXX").string();
    EXPECT_NE(::mkdtemp(pattern.data()), nullptr);
    path = pattern;
}

Folder::~Folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path, ignored);
}

std::string error_of(const Done& result) {
    return result ? "" : result.error().text;
}

Done World::try_it(const Subject& subject, std::vector<Event> events, std::optional<Instant> next,
                   const std::string& text) {
    Step step;
    step.at = now;
    step.changes.push_back({subject, std::move(events), next, "tester", text});
    return store->commit(step);
}

void World::happens(const Subject& subject, std::vector<Event> events, std::optional<Instant> next,
                    const std::string& text) {
    auto result = try_it(subject, std::move(events), next, text);
    ASSERT_TRUE(result) << result.error().text;
}

void World::happens(std::vector<Change> changes) {
    Step step;
    step.at = now;
    step.changes = std::move(changes);
    auto result = store->commit(step);
    ASSERT_TRUE(result) << result.error().text;
}

void World::is_born(const Subject& subject, const ObligationBorn& event,
                    std::optional<Instant> next) {
    happens(subject, {event}, next);
}

void World::compose(const std::string& key, const std::string& text) {
    happens({Subject::Kind::message, key}, {composed(text)}, {}, text);
}

Obligation World::obligation(const std::string& unit) const {
    auto found = must(read().obligation(owed(unit).id));
    EXPECT_TRUE(found) << unit;
    return found.value_or(Obligation{});
}

PhaseRecord World::phase(const std::string& id) const {
    auto found = must(read().phase("plan", id));
    EXPECT_TRUE(found) << id;
    return found.value_or(PhaseRecord{});
}

DutyWatch World::duty(const std::string& id) const {
    auto found = must(read().duty_watch("plan", id));
    EXPECT_TRUE(found) << id;
    return found.value_or(DutyWatch{});
}

MessageRecord World::message(const std::string& key) const {
    auto found = must(read().message(key));
    EXPECT_TRUE(found) << key;
    return found.value_or(MessageRecord{});
}

std::vector<std::string> World::claimable(const std::vector<std::string>& in_flight) const {
    std::vector<std::string> keys;
    for (const auto& channel : must(read().outbox_channels()))
        for (const auto& one : must(read().claimable(channel, now, 100, in_flight)))
            keys.push_back(one.key);
    return keys;
}

std::vector<std::string> World::due(std::size_t limit) const {
    std::vector<std::string> ids;
    for (const auto& one : must(read().due(now, limit)))
        ids.push_back(one.id);
    return ids;
}

std::string World::dump() const {
    return must(dump_projections(*store));
}

}  // namespace dondoc::store_test
