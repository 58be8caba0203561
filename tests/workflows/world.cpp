#include "tests/workflows/world.h"

#include <algorithm>
#include <sstream>
#include <utility>

#include "workflows/check.h"

namespace dondoc::test {

namespace {

Zone vietnam() {
    static const auto zone = Zone::find("Asia/Ho_Chi_Minh");
    CHECK(zone.has_value());
    return *zone;
}

CalendarYear year_2017() {
    CalendarYear year{2017, true, "the test", {}};
    const auto add = [&](DayKind kind, const std::string& name, std::string_view days) {
        std::istringstream words{std::string(days)};
        for (std::string word; words >> word;)
            year.days.push_back({day(word), kind, name});
    };
    add(DayKind::holiday, "Tết Dương lịch", "2017-01-01");
    add(DayKind::compensatory, "Tết Dương lịch", "2017-01-02");
    add(DayKind::holiday, "Tết Nguyên đán",
        "2017-01-26 2017-01-27 2017-01-28 2017-01-29 2017-01-30");
    add(DayKind::compensatory, "Tết Nguyên đán", "2017-01-31 2017-02-01");
    add(DayKind::holiday, "Giỗ Tổ Hùng Vương", "2017-04-06");
    add(DayKind::holiday, "Ngày Chiến thắng", "2017-04-30");
    add(DayKind::holiday, "Quốc tế lao động", "2017-05-01");
    add(DayKind::compensatory, "Ngày Chiến thắng", "2017-05-02");
    add(DayKind::holiday, "Quốc khánh", "2017-09-02");
    add(DayKind::compensatory, "Quốc khánh", "2017-09-04");
    return year;
}

Audience audience(std::string_view word) {
    for (const Audience each : {Audience::contact, Audience::head, Audience::coordinator,
                                Audience::superior, Audience::director, Audience::cluster_lead}) {
        if (to_string(each) == word) return each;
    }
    CHECK(false);
}

Rung rung(std::string text) {
    Rung made;
    const auto slash = text.find('/');
    if (slash != text.npos) {
        const std::string extra = text.substr(slash + 1);
        CHECK(extra == "copy" || extra == "release");
        made.copy = extra == "copy";
        made.release = extra == "release" ? Release::required : Release::none;
        text.resize(slash);
    }
    const auto dot = text.find('.');
    CHECK(dot != text.npos);
    if (text.substr(0, dot) != "start") made.offset = std::stoi(text.substr(0, dot));
    made.audience = audience(text.substr(dot + 1));
    made.id = rung_id(made.offset, made.audience);
    return made;
}

Decision decision(Verb verb, std::string reason) {
    Decision made;
    made.verb = verb;
    made.reason = std::move(reason);
    return made;
}

}  // namespace

Date day(std::string_view iso) {
    const auto date = parse_iso_date(iso);
    CHECK(date.has_value());
    return *date;
}

Instant at(std::string_view text) {
    const std::string seconds = text.size() > 16 ? "" : ":00";
    const auto instant = parse_rfc3339(std::string(text.substr(0, 10)) + 'T' +
                                       std::string(text.substr(11)) + seconds + "+07:00");
    CHECK(instant.has_value());
    return *instant;
}

std::string clock(Instant instant) {
    return iso_date(vietnam().date_of(instant)) + ' ' + clock_time(vietnam().time_of(instant));
}

Deadline before(std::string_view iso) {
    return {.op = DueOperator::before, .span = {day(iso), day(iso)}, .written = ""};
}

Deadline by(std::string_view iso) {
    return {.op = DueOperator::by, .span = {day(iso), day(iso)}, .written = ""};
}

Deadline within_month(int year, unsigned month) {
    return {.op = DueOperator::within,
            .grain = Grain::month,
            .span = month_span(year, month),
            .written = ""};
}

Deadline undated() {
    return {};
}

Deadline after_event(const std::string& event, int count) {
    Deadline made = on_event(event);
    made.op = DueOperator::relative;
    made.count = count;
    made.working_days = true;
    made.roll = Roll::forward;
    return made;
}

Deadline on_event(const std::string& event) {
    Deadline made;
    made.op = DueOperator::on;
    made.anchor = Anchor{event, "Bế mạc Đại hội", {}};
    return made;
}

Decision submission() {
    return decision(Verb::submit, "nộp trực tiếp");
}

Decision acceptance() {
    return decision(Verb::accept, "");
}

Decision rework(std::string_view due) {
    Decision made = decision(Verb::return_for_rework, "thiếu biểu");
    if (!due.empty()) made.due = day(due);
    return made;
}

Decision extension(std::string_view due) {
    Decision made = decision(Verb::extend, "mưa lũ");
    made.due = day(due);
    made.approver = "Giám đốc Sở";
    return made;
}

Decision waiver() {
    Decision made = decision(Verb::waive, "đơn vị giải thể");
    made.approver = "Giám đốc Sở";
    return made;
}

Decision request(std::string_view to) {
    Decision made = decision(Verb::request, "mưa lũ");
    made.due = day(to);
    return made;
}

Decision declining() {
    return decision(Verb::decline, "đã đủ thời gian");
}

Decision reopening() {
    return decision(Verb::reopen, "ghi nhầm đơn vị");
}

Decision holding() {
    return decision(Verb::hold, "đơn vị đang xử lý bão");
}

Decision acknowledging() {
    return decision(Verb::acknowledge, "");
}

Decision releasing() {
    return decision(Verb::release, "đã trao đổi với đơn vị");
}

Ladder ladder(std::string_view rungs) {
    Ladder made{"tieu-chuan", {}};
    std::istringstream words{std::string(rungs)};
    for (std::string word; words >> word;)
        made.rungs.push_back(rung(word));
    return made;
}

std::string text_of(const Obligation& o) {
    std::string text = o.id.text() + ' ' + std::string(to_string(o.state)) + " round " +
                       std::to_string(o.round) + ' ' + o.round_why + ' ' + clock(o.round_began) +
                       ' ' + (o.term ? iso_date(o.term->last_permitted) : "undated") +
                       (o.granted ? " granted" : "") + (o.asking ? " asking" : "");
    const auto add = [&](const std::string& what) { text += what.empty() ? "" : "; " + what; };
    add(o.phase);
    add(o.arrived ? iso_date(*o.arrived) : "");
    add(o.document);
    add(o.dated ? iso_date(*o.dated) : "");
    add(o.signer);
    add(o.last_reason);
    if (o.request)
        add("asks for " + iso_date(o.request->to) + (o.request->told ? " told" : "") + ' ' +
            o.request->reason + o.request->document);
    if (o.requests > 0) add(std::to_string(o.requests) + " requests");
    for (const std::string& rung : o.rungs_done)
        add(rung);
    if (o.held) add("held " + o.held_reason);
    for (const std::string& rung : o.released)
        add("released " + rung);
    return text;
}

ObligationId owed_by(std::string_view duty, std::string_view unit) {
    return {campaign_id, std::string(duty), "1", std::string(unit)};
}

World::World() : years{year_2017()}, steps(ladder(usual_rungs)) {
    for (const std::string id : {"an", "binh", "chi", "dung", "giang", "hai", "khanh"}) {
        organisation.people[id] = {.id = id,
                                   .name = id,
                                   .title = "",
                                   .address = id + "@so-y-te.example",
                                   .phone = "",
                                   .channel = ""};
    }
    const auto add = [&](std::string id, std::string contact, std::string head) -> Unit& {
        Unit made;
        made.id = made.name = id;
        made.contact = std::move(contact);
        made.head = std::move(head);
        return organisation.units[id] = made;
    };
    add("so-y-te", "", "khanh").superior = "hai";
    add("phong-tccb", "giang", "");
    add("bv-da-khoa", "an", "binh");
    add("tt-y-te", "chi", "dung");
    campaign.id = campaign_id;
    campaign.title = "Công tác thi đua, khen thưởng năm 2017";
    campaign.issuer = "so-y-te";
    campaign.coordinator = "phong-tccb";
    campaign.participants = {"bv-da-khoa", "tt-y-te"};
    campaign.period = year_span(2017);
}

World& World::owes(std::string id, Deadline deadline, std::string phase,
                   std::vector<std::string> units) {
    Duty made;
    made.id = std::move(id);
    made.phase = std::move(phase);
    made.deliverable = "Bản đăng ký thi đua năm 2017";
    made.obligors = std::move(units);
    made.to = "so-y-te";
    made.occurrences = {{"1", std::move(deadline)}};
    made.ladder = steps.id;
    campaign.duties.push_back(std::move(made));
    return *this;
}

World& World::has_phase(std::string id, std::string_view from, std::string_view to,
                        PhaseKind kind) {
    Phase made;
    made.id = made.title = std::move(id);
    made.kind = kind;
    if (!from.empty()) made.from = day(from);
    if (!to.empty()) made.to = day(to);
    campaign.phases.push_back(std::move(made));
    return *this;
}

World& World::has_event(const std::string& id, const std::string& title) {
    campaign.events.push_back({id, title, ""});
    return *this;
}

World& World::has_ladder(std::string_view rungs) {
    steps = ladder(rungs);
    return *this;
}

World& World::has_off_days(const std::vector<std::string>& days) {
    for (const std::string& each : days) {
        years.front().days.push_back({day(each), DayKind::swapped, "nghỉ hoán đổi"});
    }
    return *this;
}

Duty& World::duty(std::string_view id) {
    const auto found = std::ranges::find(campaign.duties, id, &Duty::id);
    CHECK(found != campaign.duties.end());
    return *found;
}

Deadline& World::deadline(std::string_view id) {
    return duty(id).occurrences.front().deadline;
}

Unit& World::unit(const std::string& id) {
    return organisation.units.at(id);
}

Definition World::definition() const {
    return {campaign,
            std::make_shared<const Organisation>(organisation),
            std::make_shared<const WorkCalendar>(years),
            {{steps.id, steps}},
            sending,
            vietnam(),
            "fingerprint"};
}

}  // namespace dondoc::test
