// Composing a mail of whatever names, subjects, ids and texts there are. The reader here knows RFC
// 5322 and 2047 on its own: what it finds must be exactly what was composed, and nothing else.
#include "notifiers/mail.h"

#include <algorithm>
#include <array>

#include "notifiers/text.h"
#include "tests/fuzzing/base64.h"
#include "tests/fuzzing/target.h"

namespace dondoc::fuzzing {
namespace {

struct Header {
    std::string name;
    std::string value;  // unfolded
};

constexpr std::size_t line_max = 998;  // RFC 5322, without its end

// Every line ends in CRLF, and neither CR nor LF nor NUL stands anywhere else.
std::vector<std::string_view> lines_of_mail(std::string_view mail) {
    std::vector<std::string_view> lines;
    while (!mail.empty()) {
        const auto end = mail.find("\r\n");
        demand(end != mail.npos, "the last line has an end");
        lines.push_back(mail.substr(0, end));
        mail.remove_prefix(end + 2);
        const auto line = lines.back();
        demand(line.size() <= line_max, "no line is too long", line);
        demand(std::ranges::all_of(line, [](char c) { return c >= 0x20 && c < 0x7F; }),
               "a line is printable ASCII", line);
    }
    return lines;
}

std::vector<Header> take_headers(std::vector<std::string_view>& lines) {
    std::vector<Header> headers;
    std::size_t taken = 0;
    for (; taken < lines.size() && !lines[taken].empty(); ++taken) {
        const auto line = lines[taken];
        demand(line.find_first_not_of(' ') != line.npos, "no line of a header is blank", line);
        if (line.starts_with(' ')) {
            demand(!headers.empty(), "a header begins with its name", line);
            headers.back().value += line;
            continue;
        }
        const auto colon = line.find(": ");
        demand(colon != line.npos, "a header has a name", line);
        headers.push_back(
            {std::string(line.substr(0, colon)), std::string(line.substr(colon + 2))});
    }
    demand(taken < lines.size(), "an empty line ends the head");
    lines.erase(lines.begin(), lines.begin() + static_cast<std::ptrdiff_t>(taken) + 1);
    return headers;
}

std::string names_of(const std::vector<Header>& headers) {
    std::string names;
    for (const Header& header : headers)
        names += header.name + ' ';
    return names;
}

std::string value_of(const std::vector<Header>& headers, std::string_view name) {
    const auto found = std::ranges::find(headers, name, &Header::name);
    return found == headers.end() ? "" : found->value;
}

// RFC 2047: a line is wholly encoded words, each whole UTF-8, or wholly plain.
std::string decoded(std::string_view value) {
    std::string text;
    bool encoded = false;
    for (auto rest = value; rest.find_first_not_of(' ') != rest.npos;) {
        rest.remove_prefix(rest.find_first_not_of(' '));
        if (!rest.starts_with("=?UTF-8?B?")) {
            demand(!encoded && rest.find("=?") == rest.npos, "a text is encoded whole", value);
            return std::string(value);
        }
        encoded = true;
        const auto end = rest.find("?=");
        demand(end != rest.npos && end + 2 <= 75, "an encoded word ends within 75 signs", value);
        const std::string piece = from_base64(rest.substr(10, end - 10));
        demand(valid_utf8(piece), "an encoded word has whole characters", value);
        text += piece;
        rest.remove_prefix(end + 2);
        demand(rest.empty() || rest.front() == ' ', "encoded words stand apart", value);
    }
    return text;
}

// The display name of a mailbox, and the address behind it.
Mailbox mailbox(std::string_view value) {
    if (!value.ends_with('>')) return {"", std::string(value)};
    const auto open = value.rfind(" <");
    demand(open != value.npos, "an address stands in its brackets", value);
    const std::string address(value.substr(open + 2, value.size() - open - 3));
    const auto name = value.substr(0, open);
    if (!name.starts_with('"')) return {decoded(name), address};
    std::string text;
    for (std::size_t i = 1; i + 1 < name.size(); ++i) {
        demand(name[i] != '"', "a quotation mark in a name is escaped", value);
        if (name[i] == '\\') ++i;
        text += name[i];
    }
    demand(name.size() >= 2 && name.ends_with('"'), "a quoted name has an end", value);
    return {text, address};
}

// Nothing that would make two addresses of one, or begin a comment or a group.
void judge_mailbox(const std::string& value, const Mailbox& meant) {
    const Mailbox found = mailbox(value);
    demand(found.name == one_line(meant.name), "a name is read as it was written", value);
    if (valid_address(meant.address))
        demand(found.address == meant.address, "so is an address", value);
    demand(found.address.find_first_of(",;:()[]\\\"<> ") == std::string::npos,
           "an address is one address", value);
}

void judge_body(std::vector<std::string_view> lines, const std::string& boundary,
                const LetterText& meant, const MailHead& head) {
    std::vector<std::string> parts;
    std::size_t at = 0;
    const auto next = [&] { return at < lines.size() ? lines[at++] : std::string_view(); };
    for (const std::string_view type : {"text/plain", "text/html"}) {
        demand(next() == "--" + boundary, "a part begins with the boundary");
        demand(next() == "Content-Type: " + std::string(type) + "; charset=utf-8", "has its type");
        demand(next() == "Content-Transfer-Encoding: base64", "and its encoding");
        demand(next().empty(), "and the end of its head");
        std::string encoded;
        while (at < lines.size() && !lines[at].starts_with("--")) {
            demand(lines[at].size() <= 76, "base64 comes in short lines", lines[at]);
            encoded += lines[at++];
        }
        parts.push_back(from_base64(encoded));
        std::erase(parts.back(), '\r');
        demand(nfc(parts.back()) == parts.back(), "a body is UTF-8 in NFC", parts.back());
    }
    demand(next() == "--" + boundary + "--" && at == lines.size(), "the boundary ends the mail");
    if (!one_line(head.intended_for).empty()) return;  // the mark of a rehearsal stands in both
    demand(parts[0] == tidy_lines(meant.plain), "the text is read as it was written", parts[0]);
    demand(parts[1] == tidy_lines(meant.html), "so is the HTML", parts[1]);
}

void judge(const std::string& mail, const MailHead& head, const LetterText& text) {
    auto lines = lines_of_mail(mail);
    const auto headers = take_headers(lines);
    const bool rehearsal = !one_line(head.intended_for).empty();
    const std::string expected =
        std::string("From To ") + (head.reply_to.empty() ? "" : "Reply-To ") +
        "Subject Date Message-ID " + (head.references.empty() ? "" : "In-Reply-To References ") +
        "Auto-Submitted " + (rehearsal ? "X-Dondoc-Intended-For " : "") +
        "MIME-Version Content-Type ";
    demand(names_of(headers) == expected, "there are no other headers than ours",
           names_of(headers));
    judge_mailbox(value_of(headers, "From"), head.from);
    judge_mailbox(value_of(headers, "To"), head.to);
    if (head.reply_to.size() == 1) judge_mailbox(value_of(headers, "Reply-To"), head.reply_to[0]);
    const std::string subject = decoded(value_of(headers, "Subject"));
    if (rehearsal)
        demand(subject.ends_with(one_line(text.subject)), "a rehearsal has its subject", subject);
    else
        demand(subject == one_line(text.subject), "a subject is read as it was written", subject);
    const std::string type = value_of(headers, "Content-Type");
    const std::string mark = "multipart/alternative; boundary=\"";
    demand(type.starts_with(mark) && type.ends_with('"'), "the mail has two forms", type);
    judge_body(lines, type.substr(mark.size(), type.size() - mark.size() - 1), text, head);
}

// Our own reader, which payloads are made by, finds the same.
void judge_contents(const std::string& mail, const MailHead& head, const LetterText& text) {
    const auto contents = contents_of(mail);
    demand(contents.has_value(), "our mail can be taken apart");
    if (!one_line(head.intended_for).empty()) return;
    demand(contents->subject == one_line(text.subject), "with its subject", contents->subject);
    demand(contents->to.name == one_line(head.to.name), "its recipient", contents->to.name);
    demand(contents->from.name == one_line(head.from.name), "its sender", contents->from.name);
    demand(contents->plain == tidy_lines(text.plain), "its text", contents->plain);
    demand(contents->html == tidy_lines(text.html), "its HTML", contents->html);
    if (head.reply_to.size() == 1 && valid_address(head.reply_to[0].address))
        demand(contents->reply_to == head.reply_to[0].address, "whom to answer",
               contents->reply_to);
}

}  // namespace

void fuzz_mail(std::string_view input) {
    constexpr std::size_t count = 12;
    std::array<std::string, count> said;
    std::ranges::copy(fields(input, count), said.begin());
    const auto& [from, sender, to, recipient, desk, reply, id, thread, intended, subject, plain,
                 html] = said;
    MailHead head;
    head.from = {from, sender};
    head.to = {to, recipient};
    if (!reply.empty()) head.reply_to = {{desk, reply}};
    head.message_id = id;
    if (!thread.empty()) head.references.assign(thread.size() % 23, thread);
    head.date = "Tue, 24 Jan 2017 07:30:00 +0700";
    head.intended_for = intended;
    const LetterText text{subject, plain, html};
    const std::string mail = compose_mail(head, text);
    judge(mail, head, text);
    judge_contents(mail, head, text);
    demand(compose_mail(head, text) == mail, "the same letter gives the same bytes");
}

std::vector<std::string> mail_seeds() {
    const std::string evil = "x\r\nBcc: evil@x.example\r\n\r\nbody";
    const std::string name = "Sở Y tế tỉnh Lào Cai, Phòng \"Tổ chức\" \\ cán bộ và thi đua";
    const std::string html = "<html><body lang=\"vi\"><p>Kính gửi</p></body></html>";
    return {
        joined({name, "dondoc@soyte.example", "Trần Văn Một", "gd@bv.example", name,
                "tccb@soyte.example", "m1@soyte.example", "t1@soyte.example", "",
                "Nhắc: Bản đăng ký thi đua năm 2017", "Kính gửi\n\nĐề nghị\n", html}),
        joined({evil, evil, evil, evil, evil, evil, evil, evil, evil, evil, evil, evil}),
        joined({"", "a@b.example", "=?UTF-8?B?eA==?=", "a@b.example,c@d.example", "", "", "", "",
                "Trần <gd@bv.example>", "=?utf-8?q?x?=", "\r\n.\r\n", "<body><body>"}),
        joined({"A\xCC\x81", "a@b.example", std::string(70, 'x'), "a@b.example", "\xC2",
                "a@b.example", std::string(1000, 'i'), "t", "", std::string(800, '\t') + "\xF0\x9F",
                "--=_dondoc_\n", "\xE2\x80\xA8"}),
    };
}

}  // namespace dondoc::fuzzing
