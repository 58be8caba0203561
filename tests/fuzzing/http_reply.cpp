// What a web server answers to a webhook: through the real channel and the real library, from a
// server on this machine that says whatever it is told to.
#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <thread>

#include "notifiers/mail.h"
#include "notifiers/webhook.h"
#include "tests/fuzzing/target.h"

namespace dondoc::fuzzing {
namespace {

constexpr std::string_view token = "the-secret-token";

// Answers every connection with the same bytes once a whole request is in, and hangs up.
class Server {
public:
    Server() : listening_(::socket(AF_INET, SOCK_STREAM, 0)) {
        sockaddr_in end{};
        end.sin_family = AF_INET;
        end.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof end;
        auto* address = reinterpret_cast<sockaddr*>(&end);
        demand(::bind(listening_, address, size) == 0 && ::listen(listening_, 8) == 0 &&
                   ::getsockname(listening_, address, &size) == 0,
               "a server can listen");
        port_ = ntohs(end.sin_port);
    }
    ~Server() { ::close(listening_); }
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;

    int port() const { return port_; }

    void answer_once(std::string_view bytes) const {
        const int client = ::accept(listening_, nullptr, nullptr);
        if (client < 0) return;
        read_request(client);
        while (!bytes.empty()) {
            const auto sent = ::send(client, bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (sent <= 0) break;
            bytes.remove_prefix(static_cast<std::size_t>(sent));
        }
        ::shutdown(client, SHUT_WR);
        char rest[4096];
        while (::recv(client, rest, sizeof rest, 0) > 0) {
        }
        ::close(client);
    }

private:
    static void read_request(int client) {
        std::string request;
        char chunk[4096];
        while (request.find("\r\n\r\n{}") == request.npos) {
            const auto size = ::recv(client, chunk, sizeof chunk, 0);
            if (size <= 0) return;
            request.append(chunk, static_cast<std::size_t>(size));
        }
    }

    int listening_;
    int port_ = 0;
};

// A payload without names, so that the request ends in its two signs.
std::unique_ptr<Channel> channel_to(int port) {
    WebhookSettings settings;
    settings.url = "http://127.0.0.1:" + std::to_string(port) + "/secret-path";
    settings.token = token;
    settings.payload.text = "{}";
    auto made = make_channel(settings);
    demand(static_cast<bool>(made), "a webhook can be made");
    return *std::move(made);
}

Parcel parcel() {
    MailHead head;
    head.from = {"Sở Y tế", "dondoc@soyte.example"};
    head.to = {"Trần Văn Một", "gd@bv.example"};
    head.message_id = "m1@soyte.example";
    head.date = "Tue, 24 Jan 2017 07:30:00 +0700";
    const LetterText text{"Nhắc", "Kính gửi\n", "<p>Kính gửi</p>"};
    return {.id = head.message_id, .address = "987", .bytes = compose_mail(head, text)};
}

void judge(std::string_view words) {
    demand(is_sentence(words), "an outcome is a sentence", words);
    demand(words.size() < 2000, "and short", words);
    demand(words.find(token) == words.npos && words.find("secret-path") == words.npos,
           "and tells no secret", words);
}

void judge(const std::optional<std::chrono::seconds>& after) {
    demand(!after || (*after >= std::chrono::seconds(0) && *after <= retry_after_max),
           "patience has bounds");
}

}  // namespace

// The bytes of an answer. `Retry-After` and `Date` are also read from it as they are.
void fuzz_http_reply(std::string_view input) {
    static const Server server;
    static const auto channel = channel_to(server.port());
    static const Parcel letter = parcel();
    judge(retry_after(fields(input, 2)[0], fields(input, 2)[1]));
    std::thread answering([&] { server.answer_once(input); });
    const Outcome outcome = channel->send(letter);
    answering.join();
    if (const auto* sent = std::get_if<Sent>(&outcome)) {
        judge(sent->reply);
        demand(sent->reply.starts_with('2'), "sent is 2xx", sent->reply);
    } else if (const auto* later = std::get_if<RetryLater>(&outcome)) {
        judge(later->why);
        judge(later->after);
    } else if (const auto* rejected = std::get_if<Rejected>(&outcome)) {
        judge(rejected->why);
        demand(input.find(" 4") != input.npos, "only 4xx refuses for ever", rejected->why);
    } else {
        judge(std::get<Unknown>(outcome).why);
    }
}

std::vector<std::string> http_reply_seeds() {
    const std::string date = "Date: Tue, 24 Jan 2017 00:30:00 GMT\r\n";
    std::vector<std::string> seeds{
        "",
        "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n",
        "HTTP/1.1 400 Bad\r\nContent-Length: 20\r\n\r\nthe-secret-token /secret-path",
        "220 mail.example ESMTP\r\n",
        "HTTP/1.1 429 \r\nRetry-After: 120\r\n\r\n",
        "HTTP/1.1 503 x\r\n" + date + "Retry-After: Tue, 24 Jan 2017 01:30:00 GMT\r\n\r\nbusy",
        joined({"Tue, 24 Jan 2017 01:30:00 GMT", "Tue, 24 Jan 2017 00:30:00 GMT"})};
    for (const int status : {204, 301, 401, 404, 407, 408, 410, 425, 500, 502, 504, 600})
        seeds.push_back("HTTP/1.1 " + std::to_string(status) + " x\r\n" + date + "\r\nnói thêm");
    return seeds;
}

}  // namespace dondoc::fuzzing
