#include "notifiers/smtp.h"

#include <algorithm>
#include <cstring>
#include <string_view>
#include <utility>

#include "notifiers/curl_handle.h"
#include "notifiers/mail.h"
#include "notifiers/smtp_verdict.h"
#include "notifiers/text.h"

namespace dondoc {
namespace {

// What is seen of one transaction while it runs.
struct Transaction {
    std::string_view bytes;
    std::size_t read = 0;
    SmtpCourse course;
};

std::size_t read_message(char* into, std::size_t size, std::size_t count, void* user) {
    auto& transaction = *static_cast<Transaction*>(user);
    const std::size_t rest = transaction.bytes.size() - transaction.read;
    const std::size_t taken = std::min(size * count, rest);
    std::memcpy(into, transaction.bytes.data() + transaction.read, taken);
    transaction.read += taken;
    // Once it has the last byte, the library writes the final dot by itself: the server may have it
    // all.
    if (transaction.read == transaction.bytes.size()) transaction.course.handed_over = true;
    return taken;
}

// libcurl hands every line the server says to the header callback.
std::size_t read_reply(char* line, std::size_t size, std::size_t count, void* user) {
    auto& transaction = *static_cast<Transaction*>(user);
    transaction.course.saw_reply(one_line({line, size * count}));
    return size * count;
}

std::size_t drop_body(char*, std::size_t size, std::size_t count, void*) {
    return size * count;
}

// The commands go by here. Only their first word is looked at: what follows AUTH is a secret.
int watch_commands(CURL*, curl_infotype type, char* text, std::size_t size, void* user) {
    auto& transaction = *static_cast<Transaction*>(user);
    if (type == CURLINFO_HEADER_OUT) transaction.course.saw_command({text, size});
    return 0;
}

std::string url_of(const SmtpSettings& settings) {
    const bool bare_ipv6 =
        settings.host.find(':') != std::string::npos && !settings.host.starts_with('[');
    return std::string(settings.tls == Tls::tls ? "smtps://" : "smtp://") +
           (bare_ipv6 ? "[" + settings.host + "]" : settings.host) + ":" +
           std::to_string(settings.port);
}

SmtpEnd end_of(CURLcode code) {
    switch (code) {
        case CURLE_OK: return SmtpEnd::accepted;
        case CURLE_LOGIN_DENIED: return SmtpEnd::login_refused;
        case CURLE_PEER_FAILED_VERIFICATION:
        case CURLE_SSL_CACERT_BADFILE:
        case CURLE_SSL_CERTPROBLEM:
        case CURLE_SSL_CONNECT_ERROR:
        case CURLE_SSL_ISSUER_ERROR:
        case CURLE_USE_SSL_FAILED: return SmtpEnd::not_trusted;
        case CURLE_UNSUPPORTED_PROTOCOL:
        case CURLE_URL_MALFORMAT: return SmtpEnd::not_a_server;
        default:  // the library has some ninety codes and adds to them
            return SmtpEnd::broken;
    }
}

std::string_view word(Tls tls) {
    switch (tls) {
        case Tls::none: return "none";
        case Tls::starttls: return "starttls";
        case Tls::tls: return "tls";
    }
    return "";
}

}  // namespace

struct SmtpChannel::Try {
    Outcome outcome;
    bool connection_ended = false;  // one that was kept, before the server had the message
};

struct SmtpChannel::Connection {
    CurlHandle handle = make_curl_handle();
    bool kept = false;  // it has carried something

    // Resetting forgets the options and keeps the connection.
    void set_up(const SmtpSettings& settings) const {
        CURL* const curl = handle.get();
        curl_easy_reset(curl);
        curl_easy_setopt(curl, CURLOPT_URL, url_of(settings).c_str());
        curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
        curl_easy_setopt(curl, CURLOPT_PROXY, "");  // none, whatever the environment says
        curl_easy_setopt(curl, CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
        curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
        curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, milliseconds(settings.connect_time_max));
        curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, milliseconds(settings.send_time_max));
        // Waiting for an answer after the message is not bounded by the former in this version.
        curl_easy_setopt(curl, CURLOPT_SERVER_RESPONSE_TIMEOUT,
                         std::max(1L, static_cast<long>(settings.send_time_max.count())));
        curl_easy_setopt(
            curl, CURLOPT_USE_SSL,
            static_cast<long>(settings.tls == Tls::starttls ? CURLUSESSL_ALL : CURLUSESSL_NONE));
        if (!settings.ca_file.empty())
            curl_easy_setopt(curl, CURLOPT_CAINFO, settings.ca_file.c_str());
        if (settings.user.empty()) return;
        curl_easy_setopt(curl, CURLOPT_USERNAME, settings.user.c_str());
        curl_easy_setopt(curl, CURLOPT_PASSWORD, settings.password.c_str());
    }

    void set_up(Transaction& transaction) const {
        CURL* const curl = handle.get();
        curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
        curl_easy_setopt(curl, CURLOPT_INFILESIZE_LARGE,
                         static_cast<curl_off_t>(transaction.bytes.size()));
        curl_easy_setopt(curl, CURLOPT_READFUNCTION, read_message);
        curl_easy_setopt(curl, CURLOPT_READDATA, &transaction);
        curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, read_reply);
        curl_easy_setopt(curl, CURLOPT_HEADERDATA, &transaction);
        curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, drop_body);
        curl_easy_setopt(curl, CURLOPT_VERBOSE, 1L);  // all of it goes to watch_commands
        curl_easy_setopt(curl, CURLOPT_DEBUGFUNCTION, watch_commands);
        curl_easy_setopt(curl, CURLOPT_DEBUGDATA, &transaction);
    }
};

SmtpChannel::SmtpChannel(SmtpSettings settings)
    : settings_(std::move(settings)), connection_(std::make_unique<Connection>()) {}

SmtpChannel::~SmtpChannel() = default;

Outcome SmtpChannel::send(const Parcel& parcel) {
    if (!valid_address(parcel.address))
        return Rejected{"«" + one_line(parcel.address) +
                        "» is not an address that mail can be sent to"};
    if (!valid_address(settings_.sender))
        return later_for_all("configuration: the sender «" + one_line(settings_.sender) +
                             "» is not an address");
    Try made = try_once(parcel);
    if (!made.connection_ended) return std::move(made.outcome);
    rest();
    return try_once(parcel).outcome;
}

void SmtpChannel::rest() {
    connection_ = std::make_unique<Connection>();
}

SmtpChannel::Try SmtpChannel::try_once(const Parcel& parcel) {
    CURL* const curl = connection_->handle.get();
    if (!curl) return {later_for_all("the mail library does not start")};

    const std::string sender = "<" + settings_.sender + ">";
    const std::string recipient = "<" + parcel.address + ">";
    const CurlList recipients(curl_slist_append(nullptr, recipient.c_str()));
    Transaction transaction{.bytes = parcel.bytes, .read = 0, .course = {}};
    char fault[CURL_ERROR_SIZE] = "";
    connection_->set_up(settings_);
    connection_->set_up(transaction);
    curl_easy_setopt(curl, CURLOPT_MAIL_FROM, sender.c_str());
    curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, recipients.get());
    curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, fault);
    const CURLcode code = curl_easy_perform(curl);
    curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, nullptr);

    SmtpCourse& course = transaction.course;
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &course.reply_code);
    course.end = end_of(code);
    course.fault = fault[0] ? fault : curl_easy_strerror(code);
    Try made{verdict(course, settings_.host + ":" + std::to_string(settings_.port))};
    long new_connections = 0;
    curl_easy_getinfo(curl, CURLINFO_NUM_CONNECTS, &new_connections);
    const bool was_kept = std::exchange(connection_->kept, true) && new_connections == 0;
    made.connection_ended =
        was_kept && course.connection_ended() && std::holds_alternative<RetryLater>(made.outcome);
    return made;
}

Done SmtpSettings::take_secret(std::string_view, const std::string& secret) {
    password = secret;
    return done;
}

std::string words_of(const SmtpSettings& smtp) {
    std::string words = "smtp " + smtp.host + ":" + std::to_string(smtp.port) + " " +
                        std::string(word(smtp.tls)) + " sender " + smtp.sender + " timeouts " +
                        std::to_string(smtp.connect_time_max.count()) + "s " +
                        std::to_string(smtp.send_time_max.count()) + "s";
    if (!smtp.user.empty()) words += " user " + smtp.user;
    if (!smtp.ca_file.empty()) words += " ca_file " + smtp.ca_file;
    return words;
}

Result<std::unique_ptr<Channel>> make_channel(SmtpSettings settings) {
    return std::unique_ptr<Channel>(std::make_unique<SmtpChannel>(std::move(settings)));
}

}  // namespace dondoc
