// A client made of a bare socket, for saying things no proper client would say. Every wait ends
// after ten seconds, so that a test fails instead of hanging.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdlib>
#include <string>
#include <string_view>
#include <utility>

namespace dondoc {

class Wire {
public:
    explicit Wire(int port, int receive_buffer = 0) : fd_(::socket(AF_INET, SOCK_STREAM, 0)) {
        const timeval limit{.tv_sec = 10, .tv_usec = 0};
        ::setsockopt(fd_, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
        ::setsockopt(fd_, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
        if (receive_buffer > 0) {
            ::setsockopt(fd_, SOL_SOCKET, SO_RCVBUF, &receive_buffer, sizeof receive_buffer);
        }
        sockaddr_in end{};
        end.sin_family = AF_INET;
        end.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        end.sin_port = htons(static_cast<unsigned short>(port));
        connected_ = ::connect(fd_, reinterpret_cast<const sockaddr*>(&end), sizeof end) == 0;
    }
    Wire(Wire&& other) noexcept
        : fd_(std::exchange(other.fd_, -1)),
          connected_(other.connected_),
          pending_(std::move(other.pending_)) {}
    Wire& operator=(Wire&&) = delete;
    ~Wire() {
        if (fd_ >= 0) ::close(fd_);
    }

    bool connected() const { return connected_; }

    // False once the other end has hung up.
    bool say(std::string_view text) {
        while (!text.empty()) {
            const auto sent = ::send(fd_, text.data(), text.size(), MSG_NOSIGNAL);
            if (sent <= 0) return false;
            text.remove_prefix(static_cast<std::size_t>(sent));
        }
        return true;
    }

    // The next whole answer; what came of it if the connection ends first.
    std::string hear(bool to_head = false) {
        while (true) {
            const auto end = pending_.find("\r\n\r\n");
            if (end != std::string::npos) {
                const auto size = end + 4 + (to_head ? 0 : length(pending_.substr(0, end)));
                if (pending_.size() >= size) {
                    const auto answer = pending_.substr(0, size);
                    pending_.erase(0, size);
                    return answer;
                }
            }
            if (!receive()) return std::exchange(pending_, {});
        }
    }

    // Whatever has come by now; waits if that is nothing.
    std::string hear_some() {
        receive();
        return pending_;
    }

    // Everything up to the end of the connection.
    std::string hear_all() {
        while (receive()) {
        }
        return std::exchange(pending_, {});
    }

    // True if nothing more comes and the other end has hung up, gently or not.
    bool hears_the_end() { return !receive() && ended_ && pending_.empty(); }

    // Waits until either has something to read; true if it is the first.
    static bool first_speaks_before(const Wire& first, const Wire& second) {
        pollfd ends[] = {{first.fd_, POLLIN, 0}, {second.fd_, POLLIN, 0}};
        ::poll(ends, 2, 10'000);
        return (ends[0].revents & POLLIN) != 0;
    }

private:
    bool receive() {
        char chunk[16 * 1024];
        const auto size = ::recv(fd_, chunk, sizeof chunk, 0);
        ended_ = size == 0 || (size < 0 && errno == ECONNRESET);
        if (size <= 0) return false;
        pending_.append(chunk, static_cast<std::size_t>(size));
        return true;
    }

    static std::size_t length(const std::string& head) {
        const auto at = head.find("Content-Length: ");
        return at == std::string::npos ? 0 : std::strtoul(head.c_str() + at + 16, nullptr, 10);
    }

    int fd_;
    bool connected_ = false;
    bool ended_ = false;
    std::string pending_;
};

}  // namespace dondoc
