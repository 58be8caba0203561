#include "tests/daemon/cases/product.h"

#include <algorithm>
#include <fstream>
#include <map>
#include <utility>

#include "daemon/http/api.h"
#include "daemon/http/metrics.h"
#include "daemon/web/pages.h"

namespace dondoc::cases {

namespace {

namespace fs = std::filesystem;
using loop_test::must;

constexpr std::string_view token = "the-acting-token-of-this-test";

const fs::path& samples() {
    static const fs::path folder = fs::path(DONDOC_SOURCE_DIR) / "config/samples";
    return folder;
}

void write(const fs::path& file, const std::string& text) {
    std::ofstream(file, std::ios::binary) << text;
}

std::string main_file() {
    return "organisation = \"organisation.toml\"\nladders = \"" +
           (samples() / "ladders.toml").string() + "\"\ncalendar = \"" +
           (samples() / "calendars/vietnam.toml").string() +
           "\"\ncampaigns = [\"plan.toml\"]\n\n[channel.mail]\ntype = \"spool\"\n"
           "from = { name = \"Sở Y tế\", address = \"dondoc@so-y-te.example\" }\n";
}

std::string person(const std::string& id, const std::string& name, const std::string& title) {
    return "[[person]]\nid = \"" + id + "\"\nname = \"" + name + "\"\ntitle = \"" + title +
           "\"\naddress = \"" + id + "@so-y-te.example\"\n";
}

std::string unit(const std::string& id, const std::string& name, const std::string& contact,
                 const std::string& head) {
    return "[[unit]]\nid = \"" + id + "\"\nname = \"" + name + "\"\ncontact = \"" + contact +
           "\"\nhead = \"" + head + "\"\nsuperior = \"hai\"\n";
}

// Who is who: "an" and "binh" are contact and head of bv-mot, "chi" and "dung" of bv-hai; "giang"
// is the officer, "hai" the superior, "khanh" the director.
std::string organisation() {
    return person("an", "Nguyễn Thị An", "Nhân viên") +
           person("binh", "Trần Văn Bình", "Giám đốc") + person("chi", "Lê Thị Chi", "Nhân viên") +
           person("dung", "Vũ Thị Dung", "Giám đốc") +
           person("giang", "Hoàng Văn Giang", "Chuyên viên") +
           person("hai", "Phạm Văn Hải", "Phó Giám đốc") +
           person("khanh", "Bùi Văn Khánh", "Giám đốc") +
           unit("so-y-te", "Sở Y tế", "giang", "khanh") +
           unit("phong-tccb", "Phòng Tổ chức cán bộ", "giang", "giang") +
           unit("bv-mot", "Bệnh viện Một", "an", "binh") +
           unit("bv-hai", "Bệnh viện Hai", "chi", "dung");
}

std::string plan_file(const std::string& head, const std::string& body) {
    return "id = \"plan\"\ntitle = \"Phong trào thi đua\"\nissuer = \"so-y-te\"\n"
           "coordinator = \"phong-tccb\"\nparticipants = [\"bv-mot\", \"bv-hai\"]\n"
           "ladder = \"tieu-chuan\"\n" +
           head + "\n" + body;
}

// Without its last campaigns, those that are neither this one nor a part of it.
void keep_only(Configuration& configuration, const std::string& id) {
    std::erase_if(configuration.campaigns, [&](const auto& definition) {
        return definition->campaign.id != id && definition->campaign.parent != id;
    });
}

}  // namespace

Product::Product(const fs::path& file) : folder_(std::make_shared<loop_test::Folder>()) {
    Reading reading = read_configuration(file, folder_->path());
    diagnostics_ = std::move(reading.diagnostics);
    configuration_ = std::move(reading.configuration);
    if (!configuration_) {
        ADD_FAILURE() << check();
        std::abort();
    }
    campaign_ = configuration_->campaigns.front()->campaign.id;
}

Product Product::sample(const std::string& campaign) {
    Product product(samples() / "dondoc.toml");
    keep_only(*product.configuration_, campaign);
    product.campaign_ = campaign;
    return product;
}

Product Product::small(const std::string& head, const std::string& body) {
    const loop_test::Folder files;
    write(files.file("dondoc.toml"), main_file());
    write(files.file("organisation.toml"), organisation());
    write(files.file("plan.toml"), plan_file(head, body));
    return Product(files.file("dondoc.toml"));
}

std::string Product::check(std::string_view file) const {
    std::string lines;
    for (const Diagnostic& diagnostic : diagnostics_) {
        if (diagnostic.file.find(file) != diagnostic.file.npos) lines += diagnostic.str() + "\n";
    }
    return lines;
}

const Definition& Product::definition() const {
    const auto& all = configuration_->campaigns;
    const auto found = std::ranges::find_if(
        all, [&](const auto& definition) { return definition->campaign.id == campaign_; });
    return **found;
}

void Product::begin(Instant now) {
    now_ = now;
    definitions_ = std::make_unique<Definitions>(configuration_->campaigns);
    composer_ = std::make_unique<Composer>(must(Composer::make({})));
    letters_ = std::make_unique<Letters>(*configuration_, *definitions_, *composer_);
    store_ = must(Store::open(folder_->file("dondoc.db")));
    loop_ = std::make_unique<Loop>(
        *store_, *definitions_, *letters_, LoopSettings{},
        [this](Consignment consignment) { handed_over_.push_back(std::move(consignment)); },
        [](const Step&) {});
    must(loop_->apply_definitions(now_));
}

void Product::run_until(Instant end) {
    while (true) {
        const Progress progress = must(loop_->run_once(now_));
        for (const Consignment& one : std::exchange(handed_over_, {})) {
            const auto message = must(store_->read().message(one.message));
            for (const NoticeRecord& notice : must(store_->read().notices_in(one.message))) {
                if (notice.state == NoticeState::suppressed) continue;
                told_.push_back({test::clock(now_), notice.rung, notice.about.id, message->person,
                                 notice.because, loop_test::plain_text(one.parcel.bytes)});
            }
            loop_->record({one.message, Sent{"250 OK"}});
        }
        if (progress.more || loop_->in_flight() > 0) continue;
        if (!progress.next || *progress.next > end) break;
        now_ = std::max(now_, *progress.next);
    }
    now_ = end;
}

Product& Product::live(std::string_view from, std::string_view to) {
    begin(test::at(from));
    run_until(test::at(to));
    return *this;
}

Product& Product::live_on(std::string_view to) {
    run_until(test::at(to));
    return *this;
}

std::vector<Told> Product::told(std::string_view about) const {
    std::vector<Told> found;
    for (const Told& told : told_) {
        if (told.about == about || told.about.starts_with(std::string(about) + '.'))
            found.push_back(told);
    }
    return found;
}

std::string Product::times_told(std::string_view about) const {
    std::vector<std::pair<std::string, int>> lines;
    for (const Told& told : told(about)) {
        const std::string line = told.at + "  " + told.rung;
        const auto same = std::ranges::find(lines, line, &std::pair<std::string, int>::first);
        if (same != lines.end()) {
            ++same->second;
        } else {
            lines.emplace_back(line, 1);
        }
    }
    std::string text = "\n";
    for (const auto& [line, count] : lines)
        text += line + (count > 1 ? "  × " + std::to_string(count) : "") + "\n";
    return text;
}

Router Product::router() {
    const auto seen = std::make_shared<Vantage>(Vantage::Needs{
        .now = [this] { return now_; },
        .open_reader = [this] { return Reader::open(folder_->file("dondoc.db")); },
        .execute = [this](const Command& command, std::chrono::milliseconds) -> Heard {
            return loop_->execute(command, now_);
        },
        .loop_alive = [] { return true; },
        .standstill = [this] { return loop_->standstill(); },
        .report = [](std::string_view line) { ADD_FAILURE() << line; },
        .in_force = [force = std::make_shared<const InForce>(*configuration_)] { return force; },
        .preview = [] { return PreviewAnswer(Error{"not in this test"}); },
        .apply = [](const std::string&,
                    const std::string&) { return ApplyAnswer(Error{"not in this test"}); },
        .copy_store = [this] { return Store::copy_of(folder_->file("dondoc.db")); },
        .token = TokenHash::of(token),
        .uptime = [] { return std::chrono::microseconds{}; },
        .virtual_clock = true,
        .metrics = std::make_shared<Metrics>()});
    Router made([](std::string_view line) { ADD_FAILURE() << line; });
    add_api(made, seen);
    add_pages(made, seen);
    return made;
}

std::string Product::ask(const std::string& head, const std::string& body, int& status) {
    const std::string answer =
        router().answer(head + "Host: localhost\r\n\r\n" + body, "127.0.0.1", false);
    status = std::stoi(answer.substr(9, 3));
    return answer.substr(answer.find("\r\n\r\n") + 4);
}

boost::json::object Product::api(const std::string& target) {
    int status = 0;
    const std::string body = ask("GET /api/v1/" + target + " HTTP/1.1\r\n", "", status);
    EXPECT_EQ(status, 200) << target << ": " << body;
    return status == 200 ? boost::json::parse(body).as_object() : boost::json::object();
}

boost::json::object Product::part(const std::string& list, const std::string& id) {
    const auto detail = api("campaigns/" + campaign_);
    for (const auto& one : detail.at(list).as_array()) {
        if (text(one.at("id")) == id) return one.as_object();
    }
    ADD_FAILURE() << list << " has no " << id;
    std::abort();
}

std::string Product::page(const std::string& target) {
    int status = 0;
    std::string body = ask("GET " + target + " HTTP/1.1\r\n", "", status);
    EXPECT_EQ(status, 200) << target;
    return body;
}

int Product::act(const std::string& target, const std::string& body) {
    int status = 0;
    const std::string answer =
        ask("POST /api/v1/" + target + " HTTP/1.1\r\nAuthorization: Bearer " + std::string(token) +
                "\r\nContent-Type: application/json\r\n" +
                "Content-Length: " + std::to_string(body.size()) + "\r\n",
            body, status);
    EXPECT_EQ(status, 200) << answer;
    return status;
}

std::string text(const boost::json::value& value) {
    return value.is_string() ? std::string(value.as_string()) : boost::json::serialize(value);
}

}  // namespace dondoc::cases
