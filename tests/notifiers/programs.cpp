#include "tests/notifiers/programs.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <fstream>
#include <sstream>

namespace dondoc::programs {
namespace {

constexpr int patience = 10'000;  // milliseconds
const char* const python = "/usr/bin/python3";

std::string script(const char* name) {
    return std::string(DONDOC_TESTS_DIR) + "/notifiers/" + name;
}

struct Child {
    pid_t pid = -1;
    int to = -1;
    int from = -1;
};

Child start(std::vector<std::string> command) {
    std::array<int, 2> in{};
    std::array<int, 2> out{};
    EXPECT_EQ(::pipe2(in.data(), O_CLOEXEC), 0);
    EXPECT_EQ(::pipe2(out.data(), O_CLOEXEC), 0);
    posix_spawn_file_actions_t actions{};
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, in[0], STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions, out[1], STDOUT_FILENO);
    std::vector<char*> arguments;
    for (std::string& argument : command)
        arguments.push_back(argument.data());
    arguments.push_back(nullptr);
    Child child{.pid = -1, .to = in[1], .from = out[0]};
    EXPECT_EQ(
        ::posix_spawnp(&child.pid, arguments[0], &actions, nullptr, arguments.data(), environ), 0)
        << command[0];
    posix_spawn_file_actions_destroy(&actions);
    ::close(in[0]);
    ::close(out[1]);
    return child;
}

}  // namespace

Folder::Folder() {
    std::string name = (std::filesystem::temp_directory_path() / "dondoc-test-XXXXXX").string();
    EXPECT_NE(::mkdtemp(name.data()), nullptr);
    path_ = name;
}

Folder::~Folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

std::string read_file(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    EXPECT_TRUE(in) << file;
    std::stringstream bytes;
    bytes << in.rdbuf();
    return bytes.str();
}

std::string run(const std::vector<std::string>& command) {
    const Child child = start(command);
    ::close(child.to);
    std::string output;
    std::array<char, 4096> buffer{};
    for (ssize_t size = 0; (size = ::read(child.from, buffer.data(), buffer.size())) > 0;)
        output.append(buffer.data(), static_cast<std::size_t>(size));
    ::close(child.from);
    int status = 0;
    ::waitpid(child.pid, &status, 0);
    EXPECT_EQ(status, 0) << command[0];
    return output;
}

std::map<std::string, std::string> parse_mail(const std::string& bytes) {
    const Folder folder;
    const auto file = folder.path() / "mail.eml";
    std::ofstream(file, std::ios::binary) << bytes;
    const std::string output = run({python, script("parse_mail.py"), file.string()});
    std::map<std::string, std::string> fields;
    std::size_t at = 0;
    for (auto end = output.find('\x1e'); end != std::string::npos; end = output.find('\x1e', at)) {
        const auto middle = output.find('\x1f', at);
        fields.emplace(output.substr(at, middle - at), output.substr(middle + 1, end - middle - 1));
        at = end + 1;
    }
    return fields;
}

void make_certificate(const std::filesystem::path& folder) {
    run({"openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1",
         "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1",
         "-keyout", (folder / "key.pem").string(), "-out", (folder / "cert.pem").string()});
}

Server::Server(const char* name, std::vector<std::string> options) {
    std::vector<std::string> command{python, script(name), folder_.path().string()};
    command.insert(command.end(), options.begin(), options.end());
    const Child child = start(std::move(command));
    child_ = child.pid;
    to_child_ = child.to;
    from_child_ = child.from;
    const std::string port = read_line(patience);
    EXPECT_FALSE(port.empty()) << name << " did not start";
    port_ = port.empty() ? 0 : std::stoi(port);
}

Server::~Server() {
    ::close(to_child_);
    ::close(from_child_);
    if (child_ <= 0) return;
    ::kill(child_, SIGKILL);
    ::waitpid(child_, nullptr, 0);
}

std::vector<std::string> Server::next_message() {
    std::istringstream line(read_line(patience));
    std::vector<std::string> words;
    for (std::string word; line >> word;)
        words.push_back(word);
    return words;
}

bool Server::has_message() {
    return !read_line(0).empty();
}

std::string Server::read_line(int patience_now) {
    while (unread_.find('\n') == std::string::npos) {
        pollfd ready{.fd = from_child_, .events = POLLIN, .revents = 0};
        if (::poll(&ready, 1, patience_now) <= 0) return {};
        std::array<char, 1024> buffer{};
        const ssize_t size = ::read(from_child_, buffer.data(), buffer.size());
        if (size <= 0) return {};
        unread_.append(buffer.data(), static_cast<std::size_t>(size));
    }
    const auto end = unread_.find('\n');
    std::string line = unread_.substr(0, end);
    unread_.erase(0, end + 1);
    return line;
}

SmtpServer::SmtpServer(std::vector<std::string> options)
    : Server("smtp_server.py", std::move(options)) {}

std::string SmtpServer::bytes_of(const std::string& number) const {
    return read_file(folder_.path() / (number + ".eml"));
}

HttpServer::HttpServer(std::vector<std::string> options)
    : Server("http_server.py", std::move(options)) {}

std::string HttpServer::url(const std::string& path) const {
    return "http://127.0.0.1:" + std::to_string(port()) + path;
}

std::string HttpServer::body_of(const std::string& number) const {
    return read_file(folder_.path() / (number + ".body"));
}

std::string HttpServer::headers_of(const std::string& number) const {
    return read_file(folder_.path() / (number + ".headers"));
}

}  // namespace dondoc::programs
