#include "tests/daemon/http/api_world.h"

#include <stdlib.h>

#include <utility>

#include "daemon/http/api.h"
#include "daemon/web/pages.h"
#include "tests/daemon/http/wire.h"

namespace dondoc {

namespace {

template <class T>
T must(Result<T> result) {
    if (!result) {
        ADD_FAILURE() << result.error().text;
        std::abort();
    }
    return *std::move(result);
}

Zone hanoi() {
    return *Zone::find("Asia/Ho_Chi_Minh");
}

Date day(std::string_view iso) {
    return *parse_iso_date(iso);
}

Instant at(const std::string& time) {
    return *parse_rfc3339(time.substr(0, 10) + "T" + time.substr(11) + ":00+07:00");
}

void add_person(Organisation& organisation, const std::string& id, const std::string& name,
                const std::string& phone, const std::string& title) {
    organisation.people[id] = {.id = id,
                               .name = name,
                               .title = title,
                               .address = id + "@soyte.example",
                               .phone = phone,
                               .channel = ""};
}

void add_unit(Organisation& organisation, const std::string& id, const std::string& name,
              const std::string& contact, const std::string& head, const std::string& phone) {
    Unit unit;
    unit.id = id;
    unit.name = name;
    unit.parent = id == "so-y-te" ? "" : "so-y-te";
    unit.contact = contact;
    unit.head = head;
    unit.phone = phone;
    organisation.units[id] = unit;
}

// One unit has a name that must be escaped, one a contact without telephone, one a head without
// address, one nobody at all.
std::shared_ptr<Organisation> organisation_of(int more_units) {
    auto made = std::make_shared<Organisation>();
    add_person(*made, "binh", "Phạm Văn Bình", "0214 3840 001", "Giám đốc");
    add_person(*made, "chi", "Lê Thị Chi", "0214 3840 002", "Chuyên viên");
    add_person(*made, "dung", "Vũ Thị Dung", "0214 3840 111", "");
    add_person(*made, "giang", "Hoàng Văn Giang", "0214 3840 112", "Giám đốc");
    add_person(*made, "ha", "Đỗ Thị Hà", "", "");
    add_person(*made, "khanh", "Bùi Văn Khánh", "0214 3840 114", "Giám đốc");
    made->people["khanh"].address.clear();
    add_unit(*made, "so-y-te", "Sở Y tế", "chi", "binh", "0214 3840 000");
    made->units["so-y-te"].superior = "binh";
    add_unit(*made, "phong-tccb", "Phòng Tổ chức cán bộ", "chi", "", "");
    add_unit(*made, "bv-bao-thang", "Bệnh viện Đa khoa huyện Bảo Thắng", "dung", "giang", "");
    add_unit(*made, "bv-sa-pa", "Bệnh viện Đa khoa huyện Sa Pa", "dung", "khanh", "");
    add_unit(*made, "bv-lao-phoi", "Bệnh viện Lao và Bệnh phổi", "ha", "", "0214 3840 222");
    add_unit(*made, "tt-mat", "Trung tâm Mắt <script>alert(1)</script> & \"Kính\"", "dung", "giang",
             "");
    add_unit(*made, "tt-phap-y", "Trung tâm Pháp y", "dung", "giang", "");
    add_unit(*made, "tt-trong", "Trung tâm chưa có người", "", "", "");
    for (int i = 0; i < more_units; ++i) {
        const std::string number = std::to_string(1000 + i);
        add_unit(*made, "tram-" + number, "Trạm Y tế số " + number, "", "", "0214 000 " + number);
    }
    return made;
}

std::vector<std::string> obligors_of(const Organisation& organisation) {
    std::vector<std::string> ids;
    for (const auto& [id, unit] : organisation.units) {
        if (id != "so-y-te" && id != "phong-tccb") ids.push_back(id);
    }
    return ids;
}

Rung rung(int offset, Audience audience) {
    Rung made;
    made.offset = offset;
    made.audience = audience;
    made.id = rung_id(offset, audience);
    return made;
}

Duty duty(const std::string& id, const std::string& phase, const std::string& deliverable,
          Deadline deadline, std::vector<std::string> obligors) {
    Duty made;
    made.id = id;
    made.phase = phase;
    made.deliverable = deliverable;
    made.obligors = std::move(obligors);
    made.to = "so-y-te";
    made.occurrences = {{"1", std::move(deadline)}};
    made.quote = "Các đơn vị gửi " + deliverable + " về Sở Y tế.";
    made.ladder = "tieu-chuan";
    return made;
}

Deadline deadline(DueOperator op, std::string_view named) {
    Deadline made;
    made.op = op;
    made.span = {day(named), day(named)};
    return made;
}

std::shared_ptr<const WorkCalendar> calendar() {
    CalendarYear year;
    year.year = 2017;
    year.confirmed = true;
    for (const char* iso : {"2017-01-26", "2017-01-27", "2017-01-30", "2017-01-31", "2017-02-01"})
        year.days.push_back({day(iso), DayKind::holiday, "Tết Nguyên đán"});
    return std::make_shared<const WorkCalendar>(std::vector{year});
}

// A report on a congress whose day is not known, and a monthly one with its figures.
void add_congress(Campaign& campaign) {
    campaign.events = {{"be-mac", "Bế mạc Đại hội", "đến khi bế mạc Đại hội"}};
    Deadline after;
    after.op = DueOperator::relative;
    after.count = 10;
    after.working_days = true;
    after.anchor = Anchor{"be-mac", "Bế mạc Đại hội", {}};
    campaign.duties.push_back(
        duty("dai-hoi", "", "Báo cáo chào mừng Đại hội", after, {"bv-sa-pa", "tt-mat"}));
    campaign.duties.push_back(duty("hang-thang", "", "Báo cáo tháng",
                                   deadline(DueOperator::by, "2017-02-17"), {"bv-sa-pa"}));
    campaign.duties.back().occurrences.front() = {
        "2017-02", deadline(DueOperator::by, "2017-02-17"),
        Period{month_span(2017, 2), Grain::month, DateSpan{day("2017-01-15"), day("2017-02-14")}}};
}

Definition plan(std::shared_ptr<const Organisation> organisation, bool congress) {
    Campaign campaign;
    campaign.id = "plan";
    campaign.title = "Công tác thi đua, khen thưởng năm 2017";
    campaign.issuer = "so-y-te";
    campaign.coordinator = "phong-tccb";
    campaign.participants = obligors_of(*organisation);
    campaign.period = year_span(2017);
    Phase first;
    first.id = "dang-ky";
    first.kind = PhaseKind::registration;
    Phase second;
    second.id = "so-ket";
    second.kind = PhaseKind::midterm;
    campaign.phases = {first, second};
    const std::vector<std::string> six{"bv-bao-thang", "bv-sa-pa",  "bv-lao-phoi",
                                       "tt-mat",       "tt-phap-y", "tt-trong"};
    campaign.duties = {duty("dang-ky", "dang-ky", "Bản đăng ký thi đua năm 2017",
                            deadline(DueOperator::before, "2017-01-30"), campaign.participants),
                       duty("bao-cao", "so-ket", "Báo cáo sơ kết thi đua",
                            deadline(DueOperator::by, "2017-06-15"), six),
                       duty("chua-dinh", "", "Hồ sơ khen thưởng", Deadline{}, six)};
    if (congress) add_congress(campaign);
    Definition definition{.campaign = std::move(campaign),
                          .organisation = std::move(organisation),
                          .calendar = calendar(),
                          .ladders = {},
                          .sending = {},
                          .zone = hanoi(),
                          .fingerprint = "of this test"};
    definition.ladders["tieu-chuan"] = {"tieu-chuan",
                                        {rung(-5, Audience::contact), rung(-1, Audience::contact),
                                         rung(1, Audience::head), rung(3, Audience::superior)}};
    return definition;
}

// They may begin with a Host of their own.
std::string with_host(std::string_view headers) {
    return (headers.starts_with("Host: ") ? "" : "Host: localhost\r\n") + std::string(headers);
}

Reply reply_of(const std::string& answer) {
    const auto end = answer.find("\r\n\r\n");
    if (end == std::string::npos) {
        ADD_FAILURE() << "no answer: " << answer;
        return {};
    }
    return {std::stoi(answer.substr(9, 3)), answer.substr(0, end + 2), answer.substr(end + 4)};
}

}  // namespace

std::string registration(const std::string& unit) {
    return "plan.dang-ky.1." + unit;
}

// What `serve` would read, without any of the other campaigns.
void ApiWorld::take_shipped() {
    Reading reading = read_configuration(DONDOC_SOURCE_DIR "/config/samples/dondoc.toml", folder_);
    ASSERT_TRUE(reading.configuration);
    configuration_ = *std::move(reading.configuration);
    std::erase_if(configuration_.campaigns, [&](const auto& definition) {
        return definition->campaign.id != options_.shipped;
    });
    ASSERT_EQ(configuration_.campaigns.size(), 1u) << options_.shipped;
}

void ApiWorld::make_plan() {
    const auto organisation = organisation_of(options_.more_units);
    configuration_.organisation = organisation;
    configuration_.calendar = calendar();
    configuration_.zone = hanoi();
    configuration_.rehearsal = options_.rehearsal;
    configuration_.base_url = options_.base_url;
    Definition whole = plan(organisation, options_.congress);
    if (options_.edit) options_.edit(whole.campaign);
    configuration_.campaigns = {std::make_shared<const Definition>(whole)};
    if (!options_.part.empty()) {
        Definition part = whole;
        part.campaign.id = options_.part;
        part.campaign.parent = whole.campaign.id;
        part.campaign.phases.clear();
        part.campaign.duties.clear();
        configuration_.campaigns.push_back(std::make_shared<const Definition>(std::move(part)));
    }
}

ApiWorld::ApiWorld(ApiWorldOptions options) : options_(std::move(options)) {
    std::string pattern = (std::filesystem::temp_directory_path() / "dondoc-api-XXXXXX").string();
    folder_ = mkdtemp(pattern.data());
    options_.shipped.empty() ? make_plan() : take_shipped();
    ChannelSettings mail;
    mail.id = "mail";
    mail.transport = SpoolSettings{};
    mail.from = {"Sở Y tế", "thidua@soyte.example"};
    configuration_.channels = {mail};
    configuration_.links = options_.links;
    configuration_.http.open_reading = options_.open_reading;
    configuration_.http.trusted_proxies = options_.trusted_proxies;
    definitions_ = std::make_unique<Definitions>(configuration_.campaigns);
    composer_ = std::make_unique<Composer>(must(Composer::make({})));
    letters_ = std::make_unique<Letters>(configuration_, *definitions_, *composer_);
    store_ = must(Store::open(folder_ / "dondoc.db"));
    loop_ = std::make_unique<Loop>(
        *store_, *definitions_, *letters_, LoopSettings{},
        [this](Consignment consignment) { handed_over_.push_back(std::move(consignment)); },
        [this](const Step& step) { metrics_->observe(step); });
    now_ = at(options_.from);
    ahead_ = std::make_shared<Ahead>(Ahead::Needs{
        folder_ / "dondoc.db",
        [in_force = std::make_shared<const InForce>(configuration_)] { return in_force; },
        [this] { return now(); }, [] { return true; }});
    must(loop_->apply_definitions(now_));
    front_ = must(Front::start({.port = 0}, router()));
}

ApiWorld::~ApiWorld() {
    front_.reset();  // stops
    router_.reset();
    vantage_.reset();
    store_.reset();
    std::filesystem::remove_all(folder_);
}

const std::shared_ptr<Vantage>& ApiWorld::vantage() {
    if (vantage_) return vantage_;
    vantage_ = std::make_shared<Vantage>(Vantage::Needs{
        .now = [this] { return now(); },
        .open_reader = [this]() -> Result<std::unique_ptr<Reader>> {
            if (!options_.readable) return Error{"read store: input/output error"};
            return Reader::open(folder_ / "dondoc.db");
        },
        .execute = [this](Command command, std::chrono::milliseconds) { return execute(command); },
        .loop_alive = [this] { return options_.alive; },
        .standstill = [this] { return options_.standstill; },
        .report = [this](std::string_view line) { report(line); },
        .in_force = [in_force =
                         std::make_shared<const InForce>(configuration_)] { return in_force; },
        .preview = [this] { return options_.preview; },
        .apply =
            [this](const std::string& fingerprint, const std::string& by) {
                applied_ += fingerprint + " by " + by + '\n';
                return options_.applied;
            },
        .copy_store = [this] { return Store::copy_of(folder_ / "dondoc.db"); },
        .token = TokenHash::of(token),
        .uptime = [this] { return uptime_.load(); },
        .virtual_clock = options_.virtual_clock,
        .metrics = metrics_,
        .clock_runs = [runs = options_.virtual_clock] { return runs; },
        .ahead = [ahead = ahead_] { return ahead->look(); },
        .files = KeptFiles(files())});
    return vantage_;
}

Router ApiWorld::router() {
    Router made([this](std::string_view line) { report(line); });
    add_api(made, vantage());
    add_pages(made, vantage());
    return made;
}

void ApiWorld::report(std::string_view line) {
    const std::lock_guard lock(mutex_);
    reported_.emplace_back(line);
}

std::vector<std::string> ApiWorld::reported() {
    const std::lock_guard lock(mutex_);
    return reported_;
}

Heard ApiWorld::execute(const Command& command) {
    if (!options_.answers) return NotTakenUp{};
    const std::lock_guard lock(mutex_);
    Answer answer = loop_->execute(command, now_);
    if (options_.late-- > 0) return NotYetDone{};
    return answer;
}

Instant ApiWorld::now() {
    const std::lock_guard lock(mutex_);
    return now_;
}

void ApiWorld::live_until(const std::string& time) {
    const std::lock_guard lock(mutex_);
    const Instant end = at(time);
    while (true) {
        const Progress progress = must(loop_->run_once(now_));
        for (Consignment& one : std::exchange(handed_over_, {}))
            loop_->record({one.message, Sent{"250 OK"}});
        if (progress.more || loop_->in_flight() > 0) continue;
        if (!progress.next || *progress.next > end) break;
        now_ = std::max(now_, *progress.next);
    }
    now_ = end;
}

std::string ApiWorld::authorization() {
    return "Authorization: Bearer " + std::string(token) + "\r\n";
}

Reply ApiWorld::get(std::string_view target, std::string_view headers) {
    return send("GET", target, headers, "");
}

Reply ApiWorld::get_from(const std::string& peer, std::string_view target,
                         std::string_view headers) {
    return reply_of(
        answer("GET " + std::string(target) + " HTTP/1.1\r\n" + with_host(headers) + "\r\n", peer));
}

Reply ApiWorld::post(std::string_view target, std::string_view body) {
    return send("POST", target, authorization() + "Content-Type: application/json\r\n", body);
}

Reply ApiWorld::send(std::string_view method, std::string_view target, std::string_view headers,
                     std::string_view body) {
    Wire wire(front_->port());
    EXPECT_TRUE(wire.connected());
    std::string request =
        std::string(method) + " " + std::string(target) + " HTTP/1.1\r\n" + with_host(headers);
    if (method != "GET" && method != "HEAD")
        request += "Content-Length: " + std::to_string(body.size()) + "\r\n";
    wire.say(request + "\r\n" + std::string(body));
    const std::string answer = wire.hear(method == "HEAD");
    return reply_of(answer);
}

}  // namespace dondoc
