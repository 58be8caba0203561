#include "daemon/cli/audit_proof.h"

#include <algorithm>

#include "daemon/cli/proof_words.h"
#include "notifiers/mail.h"
#include "notifiers/shown_mail.h"
#include "workflows/explain.h"
#include "workflows/wording.h"

namespace dondoc {

namespace {

class Document {
public:
    Document(const Proof& proof, const ProofSetting& setting)
        : proof_(proof),
          setting_(setting),
          plan_(configured_plan(proof, setting.configuration)),
          words_(proof.obligation, setting.language, plan_.definition) {}

    std::string text() {
        add_head();
        heading("KẾ HOẠCH VÀ LỊCH LÀM VIỆC", "THE PLAN AND ITS CALENDAR");
        for (const ProofLine& line : proof_.lines)
            if (is_version(line)) add(line);
        heading("DIỄN BIẾN", "WHAT HAPPENED");
        for (const ProofLine& line : proof_.lines)
            if (!is_version(line)) add(line);
        heading("THƯ", "MESSAGES");
        for (const ProvenMessage& message : proof_.messages)
            add(message);
        if (proof_.messages.empty()) text_ += pick("Không có thư nào.\n", "There is none.\n");
        return std::move(text_);
    }

private:
    std::string pick(const char* vi, const char* en) const {
        return in_words(setting_.language, vi, en);
    }
    static bool is_version(const ProofLine& line) {
        return std::holds_alternative<CampaignApplied>(line.entry.event);
    }
    void heading(const char* vi, const char* en) { text_ += "\n" + pick(vi, en) + "\n\n"; }
    void field(const char* vi, const char* en, const std::string& value) {
        if (!value.empty()) text_ += pick(vi, en) + ": " + value + "\n";
    }
    void add_head();
    void add_plan();
    void add(const ProofLine&);
    void add(const ProvenMessage&);

    const Proof& proof_;
    const ProofSetting& setting_;
    const ConfiguredPlan plan_;
    ProofWords words_;
    std::string text_;
};

void Document::add_head() {
    const ObligationId& id = proof_.obligation;
    text_ += pick("TRÍCH NHẬT KÝ VỀ MỘT NGHĨA VỤ\n\n",
                  "EXTRACT OF THE JOURNAL ABOUT ONE OBLIGATION\n\n");
    if (setting_.fault) {
        text_ += pick("CẢNH BÁO: nhật ký không còn nguyên vẹn, ",
                      "WARNING: the journal is not as it was written, ") +
                 fault_words(*setting_.fault, setting_.language) + "\n\n";
    }
    field("Nghĩa vụ", "Obligation", id.text());
    field("Đầu chuỗi", "Head of the journal", head_line(setting_.head));
    if (!setting_.fault) {
        field("Chuỗi băm", "Hash chain",
              pick("đã kiểm tra từ dòng 1 đến dòng ", "checked from row 1 to row ") +
                  std::to_string(setting_.head.number) + pick(", nguyên vẹn", ", whole"));
    }
    field("Giờ ghi theo múi giờ", "Times are those of", words_.zone().name());
    text_ += "\n";
    add_plan();
}

void Document::add_plan() {
    using Standing = ConfiguredPlan::Standing;
    switch (plan_.standing) {
        case Standing::unread:
            text_ += pick("Không đọc được cấu hình: người và đơn vị ghi bằng mã.\n",
                          "No configuration can be read: people and units go by their ids.\n");
            return;
        case Standing::no_campaign:
            text_ += pick("Cấu hình hiện nay không có kế hoạch này: người và đơn vị ghi bằng mã.\n",
                          "Today's configuration does not have this plan: people and units go by "
                          "their ids.\n");
            return;
        case Standing::differs:
            text_ += pick(
                "Cấu hình hiện nay khác phiên bản áp dụng sau cùng trong nhật ký (mã kiểm "
                "tra không trùng), nên không lấy gì từ đó: người và đơn vị ghi bằng mã.\n",
                "Today's configuration differs from the version that the journal has "
                "last (its fingerprint is another), so nothing is taken from it: people "
                "and units go by their ids.\n");
            return;
        case Standing::as_applied: break;
    }
    text_ += pick(
        "Theo cấu hình hiện nay, không có trong nhật ký (mã kiểm tra trùng với phiên bản áp "
        "dụng sau cùng); tên người và tên đơn vị ở dưới cũng vậy:\n",
        "By today's configuration, not in the journal (its fingerprint is that of the "
        "version applied last), as are the names of people and units below:\n");
    const ObligationId& id = proof_.obligation;
    const Campaign& campaign = plan_.definition->campaign;
    const Unit* unit = plan_.definition->organisation->unit(id.unit);
    const Duty* duty = campaign.duty(id.duty);
    field("    Đơn vị", "    Unit", unit ? unit->name : "");
    field("    Kế hoạch", "    Plan", campaign.title);
    field("    Phải nộp", "    Deliverable", duty ? duty->deliverable : "");
    if (duty && !duty->quote.empty()) field("    Căn cứ", "    Quote", "«" + duty->quote + "»");
}

void Document::add(const ProofLine& line) {
    const JournalEntry& entry = line.entry;
    text_ += "#" + std::to_string(entry.number) + "  " + words_.moment(entry.at) + "  " + entry.by;
    if (line.version > 0)
        text_ += pick("  (phiên bản ", "  (version ") + std::to_string(line.version) + ")";
    text_ += "\n    " + words_(line) + "\n    " + line.seal.hash + "\n";
}

// The bytes of a mail are shown as a reader of mail shows them.
std::string indented(const std::string& bytes) {
    std::string text = without_unit_links(plain_text_of(bytes));
    if (text.empty()) text = bytes;
    std::string lines;
    for (std::size_t from = 0; from < text.size();) {
        const auto end = std::min(text.find('\n', from), text.size());
        std::string line = text.substr(from, end - from);
        if (line.ends_with('\r')) line.pop_back();
        lines += line.empty() ? "    |\n" : "    | " + line + "\n";
        from = end + 1;
    }
    return lines;
}

void Document::add(const ProvenMessage& message) {
    text_ += message.key + "\n";
    if (const auto& letter = message.letter) {
        const std::string name = letter->name.empty() ? "" : letter->name + " ";
        text_ += "    " + pick("gửi ", "to ") + name + "<" + letter->address + ">\n    " +
                 pick("mã thư ", "Message-ID ") + letter->id + "\n    SHA-256 " + letter->sha256 +
                 "\n";
    } else {
        text_ += pick("    chưa được soạn\n", "    not composed\n");
    }
    text_ += pick("    các dòng", "    rows");
    for (const std::int64_t row : message.rows)
        text_ += " #" + std::to_string(row);
    text_ += "\n";
    if (setting_.texts && message.letter) text_ += indented(message.bytes);
}

}  // namespace

ConfiguredPlan configured_plan(const Proof& proof, const Configuration* configuration) {
    using Standing = ConfiguredPlan::Standing;
    if (!configuration) return {Standing::unread};
    const auto& all = configuration->campaigns;
    const auto found = std::ranges::find_if(
        all, [&](const auto& one) { return one->campaign.id == proof.obligation.campaign; });
    if (found == all.end()) return {Standing::no_campaign};
    std::string applied;
    for (const ProofLine& line : proof.lines)
        if (const auto* e = std::get_if<CampaignApplied>(&line.entry.event))
            applied = e->fingerprint;
    if (applied != (*found)->fingerprint) return {Standing::differs};
    return {Standing::as_applied, found->get()};
}

std::string proof_text(const Proof& proof, const ProofSetting& setting) {
    return Document(proof, setting).text();
}

}  // namespace dondoc
