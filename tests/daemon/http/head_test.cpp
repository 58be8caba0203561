#include "daemon/http/head.h"

#include <gtest/gtest.h>

namespace dondoc {
namespace {

// The status the head is refused with; 0 if it passes.
int refusal(const std::string& head, const HeadLimits& limits = {}) {
    const auto judged = judge_head(head, limits);
    const auto* response = std::get_if<Response>(&judged);
    return response ? response->status : 0;
}

int refusal_of_line(const std::string& line) {
    return refusal(line + "\r\nHost: dondoc.test\r\n\r\n");
}

int refusal_of_header(const std::string& header) {
    return refusal("POST /x HTTP/1.1\r\nHost: dondoc.test\r\n" + header + "\r\n\r\n");
}

Head head(const std::string& text) {
    return std::get<Head>(judge_head(text, {}));
}

TEST(Head, TellsHowLongTheBodyIsAndWhetherToKeepTheConnection) {
    EXPECT_EQ(head("POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 42\r\n\r\n").body_size, 42u);
    EXPECT_TRUE(head("GET / HTTP/1.1\r\nHost: a\r\n\r\n").keep_alive);
    EXPECT_FALSE(head("GET / HTTP/1.1\r\nHost: a\r\nConnection: x, Close\r\n\r\n").keep_alive);
    EXPECT_FALSE(head("GET / HTTP/1.0\r\n\r\n").keep_alive);
    EXPECT_TRUE(head("GET / HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n").keep_alive);
}

TEST(Head, RefusesWhatIsNotARequestLine) {
    EXPECT_EQ(refusal_of_line("GET /a?b=c HTTP/1.1"), 0);
    EXPECT_EQ(refusal_of_line(""), 400);
    EXPECT_EQ(refusal_of_line("GET"), 400);
    EXPECT_EQ(refusal_of_line("GET /"), 400);
    EXPECT_EQ(refusal_of_line("GET  / HTTP/1.1"), 400);
    EXPECT_EQ(refusal_of_line("GET / HTTP/1.1 "), 400);
    EXPECT_EQ(refusal_of_line("G\xC4\x91T / HTTP/1.1"), 400);
    EXPECT_EQ(refusal_of_line("BREW / HTTP/1.1"), 501);
    EXPECT_EQ(refusal_of_line("CONNECT / HTTP/1.1"), 501);
    EXPECT_EQ(refusal_of_line("GET / HTTP/2.0"), 505);
    EXPECT_EQ(refusal_of_line("GET / HTTQ/1.1"), 400);
}

TEST(Head, RefusesATargetThatCouldBeReadInTwoWays) {
    EXPECT_EQ(refusal_of_line("GET /%C4%91on?don-vi=b%E1%BB%87nh+vi%E1%BB%87n HTTP/1.1"), 0);
    EXPECT_EQ(refusal_of_line("GET http://other.test/ HTTP/1.1"), 400);
    EXPECT_EQ(refusal_of_line("GET * HTTP/1.1"), 400);
    EXPECT_EQ(refusal_of_line("GET /a#b HTTP/1.1"), 400);
    EXPECT_EQ(refusal_of_line("GET /a\tb HTTP/1.1"), 400);
    EXPECT_EQ(refusal_of_line("GET /\xC4\x91 HTTP/1.1"), 400);
    EXPECT_EQ(refusal_of_line("GET /a%2Fb HTTP/1.1"), 400);
    EXPECT_EQ(refusal_of_line("GET /a%2fb HTTP/1.1"), 400);
    EXPECT_EQ(refusal_of_line("GET /a?b=%2F HTTP/1.1"), 0);
    EXPECT_EQ(refusal_of_line("GET /%ZZ HTTP/1.1"), 400);
    EXPECT_EQ(refusal_of_line("GET /a?%4 HTTP/1.1"), 400);
    EXPECT_EQ(refusal_of_line("GET /a?b=%FF HTTP/1.1"), 400);
    EXPECT_EQ(refusal_of_line("GET /a%00b HTTP/1.1"), 400);
    EXPECT_EQ(refusal_of_line("GET /a?b=%0D%0ASet-Cookie:x HTTP/1.1"), 400);
}

TEST(Head, RefusesATargetOverTheLimitAndTakesOneAtIt) {
    const HeadLimits limits;
    EXPECT_EQ(refusal_of_line("GET /" + std::string(limits.target_max - 1, 'a') + " HTTP/1.1"), 0);
    EXPECT_EQ(refusal_of_line("GET /" + std::string(limits.target_max, 'a') + " HTTP/1.1"), 414);
}

TEST(Head, TakesAFormWithFilesWhereUnitsHandInAndNowhereElse) {
    const HeadLimits limits{.upload_max = 1'000'000};
    const auto asked = [&](const std::string& line, const std::string& type, int size,
                           const HeadLimits& its) {
        return refusal(line + " HTTP/1.1\r\nHost: a\r\nContent-Type: " + type +
                           "\r\nContent-Length: " + std::to_string(size) + "\r\n\r\n",
                       its);
    };
    const std::string form = "Multipart/Form-Data; boundary=x";
    EXPECT_EQ(asked("POST /u/abc/submit", form, 1'000'000, limits), 0);
    EXPECT_EQ(asked("POST /u/abc/submit?lang=en", form, 10, limits), 0);
    EXPECT_EQ(asked("POST /u/abc/submit", form, 1'000'001, limits), 413);
    EXPECT_EQ(asked("POST /u/abc/submit", form, 10, {}), 415) << "no files are taken";
    EXPECT_EQ(asked("POST /u/abc/request", form, 10, limits), 415);
    EXPECT_EQ(asked("PUT /u/abc/submit", form, 10, limits), 415);
    EXPECT_EQ(asked("POST /api/v1/bounces?x=/u/abc/submit", form, 10, limits), 415);
    EXPECT_EQ(asked("POST /u/abc/submit", "multipart/mixed; boundary=x", 10, limits), 415);
    EXPECT_EQ(asked("POST /u/abc/submit", form + "\r\nContent-Type: " + form, 10, limits), 415);
    EXPECT_EQ(asked("POST /u/abc/submit", "text/plain", 65'537, limits), 413);
}

TEST(Head, RefusesHeadersThatAreNotPlain) {
    EXPECT_EQ(refusal_of_header("X-Note: B\xC3\xA1o c\xC3\xA1o\tqu\xC3\xBD"), 0);
    EXPECT_EQ(refusal_of_header("no colon here"), 400);
    EXPECT_EQ(refusal_of_header("X-Note : blank before the colon"), 400);
    EXPECT_EQ(refusal_of_header(": no name"), 400);
    EXPECT_EQ(refusal_of_header("X-Note: a\r\n folded"), 400);
    EXPECT_EQ(refusal_of_header("X-Note: a\nX-Other: b"), 400);
    EXPECT_EQ(refusal_of_header("X-Note: a\rb"), 400);
    EXPECT_EQ(refusal_of_header(std::string("X-Note: a\0b", 11)), 400);
    EXPECT_EQ(refusal_of_header("Host: second.test"), 400);
    EXPECT_EQ(refusal("GET / HTTP/1.1\r\n\r\n"), 400);
}

TEST(Head, RefusesABodyWhoseEndIsInDoubt) {
    EXPECT_EQ(refusal_of_header("Content-Length: 5"), 0);
    EXPECT_EQ(refusal_of_header("Content-Length: 5\r\nContent-Length: 5"), 400);
    EXPECT_EQ(refusal_of_header("Content-Length: 5, 5"), 400);
    EXPECT_EQ(refusal_of_header("Content-Length: -1"), 400);
    EXPECT_EQ(refusal_of_header("Content-Length: +5"), 400);
    EXPECT_EQ(refusal_of_header("Content-Length: 0x5"), 400);
    EXPECT_EQ(refusal_of_header("Content-Length:"), 400);
    EXPECT_EQ(refusal_of_header("Transfer-Encoding: chunked"), 411);
    EXPECT_EQ(refusal_of_header("Content-Length: 5\r\ntransfer-encoding: identity"), 411);
}

TEST(Head, RefusesABodyOverTheLimitHoweverLargeTheNumber) {
    EXPECT_EQ(refusal_of_header("Content-Length: 65536"), 0);
    EXPECT_EQ(refusal_of_header("Content-Length: 65537"), 413);
    EXPECT_EQ(refusal_of_header("Content-Length: 99999999999999999999999999"), 413);
}

TEST(Head, RefusesWhatTheParserBehindWouldTakeTooFar) {
    EXPECT_EQ(refusal_of_header("Content-Encoding: gzip"), 415);
    EXPECT_EQ(refusal_of_header("Content-Type: Multipart/form-data; boundary=b"), 415);
    EXPECT_EQ(refusal_of_header("Range: bytes=0-,0-,0-"), 400);
    EXPECT_EQ(refusal_of_header("Expect: 100-continue"), 417);
    EXPECT_EQ(refusal_of_header("Remote_Addr: 192.0.2.1"), 400);
    EXPECT_EQ(refusal_of_header("REMOTE_PORT: 1"), 400);
    EXPECT_EQ(refusal_of_header("LOCAL_ADDR: 192.0.2.1"), 400);
    EXPECT_EQ(refusal_of_header("LOCAL_PORT: 1"), 400);
}

TEST(Head, RefusesMoreHeadersThanTheLimit) {
    std::string headers = "X: 1";
    for (int i = 2; i <= 99; ++i)
        headers += "\r\nX: 1";
    EXPECT_EQ(refusal_of_header(headers), 0) << "with Host there are 100";
    EXPECT_EQ(refusal_of_header(headers + "\r\nX: 1"), 431);
}

}  // namespace
}  // namespace dondoc
