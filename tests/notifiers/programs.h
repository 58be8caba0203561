// Real programs beside the tests: an SMTP server and a mail parser of other people's making.
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace dondoc::programs {

// An empty folder of its own, gone with the object.
class Folder {
public:
    Folder();
    ~Folder();
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
};

std::string read_file(const std::filesystem::path&);

// Runs it to its end and gives what it printed; a failure is a failure of the test.
std::string run(const std::vector<std::string>& command);

// A mail as Python's email package reads it: see parse_mail.py.
std::map<std::string, std::string> parse_mail(const std::string& bytes);

// A key and a certificate for 127.0.0.1 that nobody has signed: `cert.pem` and `key.pem` in the
// folder.
void make_certificate(const std::filesystem::path& folder);

// A server of Python's beside this file as a child, stopped with the object.
class Server {
public:
    Server(const char* script, std::vector<std::string> options);
    ~Server();
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;

    int port() const { return port_; }
    // Waits for the next message and gives its line, split at blanks. Empty if none comes in ten
    // seconds.
    std::vector<std::string> next_message();
    // Of those that came while nobody waited; does not wait.
    bool has_message();

protected:
    Folder folder_;

private:
    std::string read_line(int patience);

    pid_t child_ = -1;
    int to_child_ = -1;
    int from_child_ = -1;
    std::string unread_;
    int port_ = 0;
};

// smtp_server.py. A message: number, connection, "encrypted" or "plain", login, sender, recipient.
class SmtpServer : public Server {
public:
    explicit SmtpServer(std::vector<std::string> options = {});
    std::string bytes_of(const std::string& number) const;
};

// http_server.py. A message: number, path, "signed", "forged" or "unsigned".
class HttpServer : public Server {
public:
    explicit HttpServer(std::vector<std::string> options = {});
    std::string url(const std::string& path) const;
    std::string body_of(const std::string& number) const;
    std::string headers_of(const std::string& number) const;
};

}  // namespace dondoc::programs
