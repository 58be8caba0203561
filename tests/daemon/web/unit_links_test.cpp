// A unit's own page, opened by the link in its letters.
#include "daemon/web/unit_links.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json.hpp>

#include <fstream>
#include <iterator>
#include <regex>

#include "daemon/store/encoding.h"
#include "notifiers/mail.h"
#include "tests/daemon/http/api_world.h"
#include "tests/daemon/store/world.h"

namespace dondoc {
namespace {

using store_test::day;
using store_test::must;
using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

constexpr std::string_view elsewhere = "192.0.2.7";
const LinkSettings linked{.public_url = "https://dondoc.example"};

ApiWorldOptions with_links() {
    ApiWorldOptions options;
    options.links = linked;
    return options;
}

std::string link_of(const std::string& unit, const std::string& last_day = "2017-06-01",
                    int generation = 0) {
    return "/u/" + LinkKey().token({unit, day(last_day), generation});
}

Reply look(ApiWorld& world, const std::string& path) {
    return world.get_from(std::string(elsewhere), path);
}

Reply sent(ApiWorld& world, const std::string& path, const std::string& type,
           const std::string& body, const std::string& headers = "") {
    const std::string answer = world.answer(
        "POST " + path + " HTTP/1.1\r\nHost: dondoc.example\r\nContent-Type: " + type + "\r\n" +
            headers + "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body,
        std::string(elsewhere));
    const auto end = answer.find("\r\n\r\n");
    return {std::stoi(answer.substr(9, 3)), answer.substr(0, end + 2), answer.substr(end + 4)};
}

std::string code_in(const std::string& page) {
    std::smatch found;
    const std::regex code("name=\"csrf\" value=\"([A-Za-z0-9_-]+)\"");
    return std::regex_search(page, found, code) ? found[1].str() : "";
}

// What the unit's people send by a form of the page.
Reply by_form(ApiWorld& world, const std::string& link, const std::string& verb,
              const std::string& fields, const std::string& unit = "tt-mat") {
    return sent(
        world, link + "/" + verb, "application/x-www-form-urlencoded",
        "csrf=" + code_in(look(world, link).body) + "&obligation=" + registration(unit) + fields);
}

std::string part(const std::string& name, const std::string& value, const std::string& file = "") {
    return "--x\r\nContent-Disposition: form-data; name=\"" + name + "\"" +
           (file.empty() ? "" : "; filename=\"" + file + "\"") + "\r\n\r\n" + value + "\r\n";
}

Reply with_file(ApiWorld& world, const std::string& link, const std::string& fields,
                const std::string& bytes, const std::string& name = "C:\\nộp\\báo cáo.pdf") {
    return sent(world, link + "/submit", "multipart/form-data; boundary=x",
                part("csrf", code_in(look(world, link).body)) +
                    part("obligation", registration("tt-mat")) + fields +
                    part("file", bytes, name) + "--x--\r\n");
}

const std::string letter =
    part("document", "12/BC-TTM") + part("dated", "05/01/2017") + part("signer", "Giám đốc");

Obligation obligation(ApiWorld& world, const std::string& unit = "tt-mat") {
    return *must(world.store().read().obligation(registration(unit)));
}

std::vector<JournalEntry> history(ApiWorld& world, const std::string& unit = "tt-mat") {
    return must(world.store().read().history(registration(unit)));
}

TEST(UnitPage, ShowsWhatTheUnitOwesAndNothingOfOthers) {
    ApiWorld world(with_links());
    const Reply page = look(world, link_of("tt-mat"));
    EXPECT_EQ(page.status, 200);
    EXPECT_THAT(page.body, AllOf(HasSubstr("Trung tâm Mắt &lt;script&gt;"),
                                 HasSubstr("Bản đăng ký thi đua năm 2017"),
                                 HasSubstr("Báo cáo sơ kết thi đua"), HasSubstr("Xác nhận đã nhận"),
                                 HasSubstr("Xin gia hạn"), HasSubstr("dùng được đến hết ngày"),
                                 Not(HasSubstr("bv-sa-pa")), Not(HasSubstr("<script"))));
    EXPECT_EQ(page.header("Cache-Control"), "no-store");
    EXPECT_EQ(page.header("Referrer-Policy"), "no-referrer");
    EXPECT_THAT(page.header("X-Robots-Tag"), HasSubstr("noindex"));
    EXPECT_EQ(page.header("ETag"), "");
    EXPECT_THAT(look(world, link_of("tt-mat") + "?lang=en").body,
                AllOf(HasSubstr("Confirm receipt"), HasSubstr("acknowledge?lang=en")));
    EXPECT_EQ(look(world, "/unit.css").status, 200);
}

TEST(UnitPage, ChangesNothingWhoeverLooks) {
    ApiWorld world(with_links());
    const std::string before = must(dump_projections(world.store()));
    const auto rows = must(world.store().read().journal(0, 500)).rows.size();
    for (const char* method : {"GET", "HEAD"})
        for (const std::string more : {"", "?done=submit", "/acknowledge", "/submit", "/request"})
            world.answer(std::string(method) + " " + link_of("tt-mat") + more +
                             " HTTP/1.1\r\nHost: a\r\n\r\n",
                         std::string(elsewhere));
    EXPECT_EQ(must(dump_projections(world.store())), before);
    EXPECT_EQ(must(world.store().read().journal(0, 500)).rows.size(), rows);
    EXPECT_EQ(look(world, link_of("tt-mat") + "/acknowledge").status, 405);
}

TEST(UnitPage, ConfirmsReceiptOnceARound) {
    ApiWorld world(with_links());
    const std::string link = link_of("tt-mat");
    const Reply done = by_form(world, link, "acknowledge", "");
    EXPECT_EQ(done.status, 303) << done.body;
    EXPECT_EQ(done.header("Location"), link + "?done=acknowledge");
    EXPECT_THAT(look(world, done.header("Location")).body,
                AllOf(HasSubstr("đơn vị xác nhận đã nhận"), HasSubstr("Đơn vị đã xác nhận")));
    EXPECT_TRUE(obligation(world).acknowledged);
    EXPECT_EQ(history(world).back().by, "link:tt-mat");
    const Reply again = by_form(world, link, "acknowledge", "");
    EXPECT_EQ(again.status, 409);
    EXPECT_THAT(again.body,
                AllOf(HasSubstr("mỗi vòng nhắc chỉ xác nhận một lần"), Not(HasSubstr("(submit)"))));
}

TEST(UnitPage, RecordsASubmissionWithItsFileUnderItsHash) {
    ApiWorld world(with_links());
    const std::string link = link_of("tt-mat");
    const std::string bytes("%PDF\0\r\n--y\xff", 11);
    const Reply done = with_file(world, link, letter, bytes);
    ASSERT_EQ(done.status, 303) << done.body;
    const Obligation now = obligation(world);
    EXPECT_EQ(now.state, ObligationState::submitted);
    EXPECT_EQ(now.document, "12/BC-TTM");
    EXPECT_EQ(now.dated, day("2017-01-05"));
    const auto kept = std::get<FileHandedIn>(history(world).back().event);
    EXPECT_EQ(kept, (FileHandedIn{sha256_hex(bytes), "báo cáo.pdf", 11}));
    std::ifstream file(world.files() / kept.sha256, std::ios::binary);
    EXPECT_EQ(std::string(std::istreambuf_iterator<char>(file), {}), bytes);
    EXPECT_THAT(look(world, done.header("Location")).body,
                AllOf(HasSubstr("12/BC-TTM"), HasSubstr("báo cáo.pdf (SHA-256 " + kept.sha256)));
    const std::string path = "/obligations/" + registration("tt-mat") + "/files/";
    const Reply read = world.get(path + kept.sha256);
    EXPECT_EQ(read.body, bytes);
    EXPECT_THAT(read.header("Content-Disposition"), HasSubstr("attachment"));
    EXPECT_EQ(world.get(path + std::string(64, 'a')).status, 404);
    EXPECT_EQ(
        world.get("/obligations/" + registration("bv-sa-pa") + "/files/" + kept.sha256).status,
        404);
    must(world.rebuild());
    EXPECT_EQ(obligation(world).document, "12/BC-TTM");
}

TEST(UnitPage, TakesASubmissionWithoutAFileOrWithoutALetter) {
    ApiWorld world(with_links());
    EXPECT_EQ(by_form(world, link_of("tt-mat"), "submit",
                      "&document=1%2FBC&dated=2017-01-06&signer=G%C4%90")
                  .status,
              303);
    EXPECT_EQ(by_form(world, link_of("tt-phap-y"), "submit", "&reason=nop+tay", "tt-phap-y").status,
              303);
    EXPECT_EQ(obligation(world, "tt-phap-y").state, ObligationState::submitted);
    EXPECT_FALSE(std::filesystem::exists(world.files()));
}

TEST(UnitPage, KeepsNoFileOfASubmissionThatIsRefused) {
    ApiWorld world(with_links());
    const Reply refused = with_file(world, link_of("tt-mat"), part("document", "12/BC"), "abc");
    EXPECT_EQ(refused.status, 409);
    EXPECT_THAT(refused.body,
                AllOf(HasSubstr("Chưa ghi nhận được: Văn bản thiếu ngày văn bản, người ký"),
                      Not(HasSubstr("--dated"))));
    EXPECT_FALSE(std::filesystem::exists(world.files()));
    EXPECT_EQ(obligation(world).state, ObligationState::pending);
}

TEST(UnitPage, RefusesAFileThatIsTooLargeOrCannotBeKept) {
    ApiWorldOptions options = with_links();
    options.links.file_mb_max = 1;
    ApiWorld world(options);
    const std::string link = link_of("tt-mat");
    const Reply large = with_file(world, link, letter, std::string(1024 * 1024 + 1, 'x'));
    EXPECT_EQ(large.status, 413);
    EXPECT_THAT(large.body, HasSubstr("tối đa 1 MB"));
    std::ofstream(world.files()) << "no folder";
    const Reply unkept = with_file(world, link, letter, "abc");
    EXPECT_EQ(unkept.status, 503);
    EXPECT_THAT(unkept.body, HasSubstr("Chưa lưu được tệp nên chưa ghi gì"));
    EXPECT_EQ(obligation(world).state, ObligationState::pending);
    EXPECT_EQ(upload_max(options.links), 1024u * 1024u + 64u * 1024u);
}

TEST(UnitPage, AsksForMoreTime) {
    ApiWorld world(with_links());
    const std::string link = link_of("tt-mat");
    const Reply wrong = by_form(world, link, "request", "&to=mai&reason=x");
    EXPECT_EQ(wrong.status, 400);
    EXPECT_THAT(wrong.body, HasSubstr("Ngày chưa đúng: mai"));
    const Reply early = by_form(world, link, "request", "&to=2017-01-10&reason=x");
    EXPECT_EQ(early.status, 409);
    EXPECT_THAT(early.body, HasSubstr("sớm nhất là 30/01/2017"));
    EXPECT_EQ(by_form(world, link, "request", "&to=10%2F02%2F2017&reason=l%C5%A9").status, 303);
    EXPECT_EQ(obligation(world).request->to, day("2017-02-10"));
    EXPECT_THAT(look(world, link + "?done=request").body,
                HasSubstr("chờ quyết định; xin đến hết ngày 10/02/2017"));
}

TEST(UnitPage, ActsForItsOwnUnitAlone) {
    ApiWorld world(with_links());
    EXPECT_EQ(by_form(world, link_of("tt-mat"), "acknowledge", "", "bv-sa-pa").status, 404);
    EXPECT_FALSE(obligation(world, "bv-sa-pa").acknowledged);
}

TEST(UnitPage, TakesOnlyItsOwnForms) {
    ApiWorld world(with_links());
    const std::string link = link_of("tt-mat");
    const std::string form = "obligation=" + registration("tt-mat");
    const std::string type = "application/x-www-form-urlencoded";
    const std::string code = "&csrf=" + code_in(look(world, link).body);
    EXPECT_EQ(sent(world, link + "/acknowledge", type, form).status, 403);
    EXPECT_EQ(sent(world, link + "/acknowledge", type, form + "&csrf=guessed").status, 403);
    EXPECT_EQ(
        sent(world, link + "/acknowledge", type, form + code, "Sec-Fetch-Site: cross-site\r\n")
            .status,
        403);
    EXPECT_FALSE(obligation(world).acknowledged);
    EXPECT_EQ(sent(world, link + "/acknowledge", type, form + code,
                   "Sec-Fetch-Site: same-origin\r\nOrigin: null\r\n")
                  .status,
              303);
}

TEST(UnitPage, IsClosedToWhatIsExpiredRevokedOrNoneOfOurs) {
    ApiWorld world(with_links());
    EXPECT_EQ(look(world, link_of("tt-mat", "2017-01-09")).status, 200) << "its last day";
    const std::string expired = link_of("tt-mat", "2017-01-08");
    EXPECT_EQ(look(world, expired).status, 410);
    EXPECT_THAT(
        look(world, expired).body,
        AllOf(HasSubstr("đã hết hạn, dùng được đến hết ngày 08/01/2017"), HasSubstr("Lê Thị Chi"),
              HasSubstr("0214 3840 002"), Not(HasSubstr("Bản đăng ký"))));
    const std::string link = link_of("tt-mat");
    const std::string code = code_in(look(world, link).body);
    EXPECT_EQ(world.post("/api/v1/units/tt-mat/revoke-links", "{}").status, 409) << "why?";
    EXPECT_EQ(world.post("/api/v1/units/tt-mut/revoke-links", R"({"reason":"x"})").status, 404);
    EXPECT_EQ(world.post("/api/v1/units/tt-mat/revoke-links", R"({"reason":"lộ"})").status, 200);
    EXPECT_EQ(look(world, link).status, 410);
    EXPECT_THAT(look(world, link).body, HasSubstr("đã bị thu hồi"));
    EXPECT_EQ(sent(world, link + "/acknowledge", "application/x-www-form-urlencoded",
                   "csrf=" + code + "&obligation=" + registration("tt-mat"))
                  .status,
              410);
    EXPECT_EQ(look(world, link_of("tt-mat", "2017-06-01", 1)).status, 200);
    EXPECT_EQ(look(world, link_of("bv-sa-pa")).status, 200) << "another unit's go on";
    EXPECT_EQ(look(world, "/u/guessed").status, 404);
    EXPECT_EQ(look(world, "/u/" + LinkKey::random().token({"tt-mat", day("2017-06-01"), 1})).status,
              404);
}

TEST(UnitPage, SaysWhenTheDaemonIsBusy) {
    ApiWorldOptions options = with_links();
    options.answers = false;
    ApiWorld world(options);
    const Reply busy = by_form(world, link_of("tt-mat"), "acknowledge", "");
    EXPECT_EQ(busy.status, 503);
    EXPECT_THAT(busy.body, HasSubstr("chưa ghi gì; hãy gửi lại"));
}

TEST(UnitPage, IsOpenedByNothingThatTheOfficeIsShown) {
    ApiWorld world(with_links());
    world.live_until("2017-01-24 09:00");
    const auto all = must(world.store().read().messages({}, 500, "")).rows;
    int linked_letters = 0;
    for (const MessageRecord& message : all) {
        const std::string stored =
            must(world.store().read().message_text(message.key)).value_or("");
        std::smatch found;
        const std::string plain = plain_text_of(stored);
        if (!std::regex_search(plain, found, std::regex("/u/([A-Za-z0-9_-]{43,})"))) continue;
        ++linked_letters;
        const std::string token = found[1].str();
        EXPECT_TRUE(LinkKey().read(token));
        const std::string number = std::to_string(message.number);
        const Reply api = world.get("/api/v1/messages/" + number);
        const std::string text(api.object().at("text").as_string());
        EXPECT_THAT(plain_text_of(text), AllOf(HasSubstr("/u/…"), Not(HasSubstr(token))));
        EXPECT_THAT(contents_of(text)->html, AllOf(HasSubstr("/u/…"), Not(HasSubstr(token))));
        EXPECT_THAT(world.get("/messages/" + number).body,
                    AllOf(HasSubstr("/u/…"), Not(HasSubstr(token))));
        EXPECT_THAT(world.get("/api/v1/messages/" + number + "/why").body, Not(HasSubstr(token)));
    }
    EXPECT_GT(linked_letters, 0);
    for (const std::string& line : world.reported())
        EXPECT_THAT(line, Not(HasSubstr("/u/")));
}

}  // namespace
}  // namespace dondoc
