// `audit`: what the journal proves. It reads the store's file and asks no daemon, so that it can be
// run on a copy, by somebody who trusts neither the daemon nor the machine.
#include <cstdio>

#include "daemon/cli/ask.h"
#include "daemon/cli/audit_proof.h"
#include "daemon/cli/audit_words.h"
#include "daemon/cli/store_place.h"
#include "daemon/service/startup.h"
#include "daemon/store/encoding.h"
#include "workflows/wording.h"

namespace dondoc {

namespace {

namespace json = boost::json;

// Where the store lies and in which words to speak. The configuration need not be there, since an
// auditor may have nothing but a copy of the file, nor be free of faults.
struct Place {
    std::filesystem::path store;
    std::vector<Language> languages;  // findings are told in each
};

Result<Place> place_of(const CommonOptions& common, const AuditOptions& options) {
    Place place;
    auto store = store_place(common, options.store);
    if (!store) return store.error();
    place.store = *std::move(store);
    if (options.language.empty()) {
        place.languages = {Language::vi, Language::en};
    } else {
        place.languages = {options.language == "en" ? Language::en : Language::vi};
    }
    return place;
}

void print(const Place& place, std::FILE* to, const auto& words) {
    for (const Language language : place.languages)
        std::fprintf(to, "%s\n", std::string(words(language)).c_str());
}

json::object head_object(const JournalHead& head) {
    return {{"row", head.number},
            {"hash", head.hash},
            {"recorded", head.at ? json::value(utc_text(*head.at)) : json::value(nullptr)},
            {"line", head_line(head)}};
}

struct Verdict {
    JournalHead head;
    std::size_t kept = 0;  // heads that were held against it
    std::optional<JournalFault> journal{};
    std::vector<ProjectionFault> projections{};
    std::string unreadable{};  // why the projections could not be compared

    bool holds() const { return !journal && projections.empty() && unreadable.empty(); }
};

Result<Verdict> verdict_on(const Audit& audit, const std::vector<JournalHead>& kept) {
    auto head = audit.head();
    if (!head) return head.error();
    Verdict verdict{*std::move(head), kept.size()};
    auto journal = audit.verify_journal(kept);
    if (!journal) return journal.error();
    verdict.journal = *std::move(journal);
    // What is made of a journal that was changed proves nothing.
    if (verdict.journal) return verdict;
    auto projections = audit.verify_projections();
    if (projections) {
        verdict.projections = *std::move(projections);
    } else {
        verdict.unreadable = projections.error().text;
    }
    return verdict;
}

json::object verdict_object(const Verdict& verdict) {
    json::array projections;
    for (const ProjectionFault& fault : verdict.projections) {
        json::array columns;
        for (const auto& column : fault.columns)
            columns.push_back({{"name", column.name},
                               {"stands", column.stands},
                               {"by_journal", column.by_right}});
        projections.push_back({{"table", fault.table},
                               {"row", fault.row},
                               {"what", code_of(fault.what)},
                               {"columns", std::move(columns)}});
    }
    json::value journal = nullptr;
    if (verdict.journal) {
        journal = {{"row", verdict.journal->row},
                   {"what", code_of(verdict.journal->what)},
                   {"words_vi", fault_words(*verdict.journal, Language::vi)},
                   {"words_en", fault_words(*verdict.journal, Language::en)}};
    }
    return {{"holds", verdict.holds()},
            {"journal", std::move(journal)},
            {"projections", std::move(projections)},
            {"error", verdict.unreadable},
            {"heads_kept", verdict.kept},
            {"head", head_object(verdict.head)}};
}

void print_faults(const Place& place, const Verdict& verdict) {
    if (verdict.journal)
        print(place, stdout, [&](Language l) { return fault_words(*verdict.journal, l); });
    for (const ProjectionFault& fault : verdict.projections)
        print(place, stdout, [&](Language l) { return fault_words(fault, l); });
    if (!verdict.unreadable.empty()) std::printf("%s\n", verdict.unreadable.c_str());
    if (verdict.journal) {
        print(place, stdout, [](Language l) {
            return in_words(l, "chưa so các bảng với nhật ký, vì nhật ký không còn nguyên vẹn",
                            "the tables were not compared, because the journal is not whole");
        });
    }
}

void print_verdict(const Place& place, const Verdict& verdict) {
    if (!verdict.holds()) return print_faults(place, verdict);
    const std::string rows = std::to_string(verdict.head.number);
    print(place, stdout, [&](Language l) {
        return in_words(l, "nhật ký nguyên vẹn, số dòng: ", "the journal is whole, rows: ") + rows +
               in_words(l, "; các bảng đúng như nhật ký",
                        "; the tables say what the journal says") +
               (verdict.kept == 0 ? ""
                                  : in_words(l, "; có đủ đầu chuỗi đã lưu, số lượng: ",
                                             "; heads that were kept and are in it: ") +
                                        std::to_string(verdict.kept));
    });
    std::printf("%s\n", head_line(verdict.head).c_str());
}

int verify(const CommonOptions& common, const AuditOptions& options, const Place& place,
           const Audit& audit) {
    std::vector<JournalHead> kept;
    for (const std::string& text : options.heads) {
        const auto head = parse_head(text);
        if (!head) {
            print(place, stderr, [&](Language l) {
                return "--head: «" + text + "» " +
                       in_words(l,
                                "không phải là đầu chuỗi; hãy ghi cả dòng mà `dondoc audit head` "
                                "đã in, hoặc MÃ-BĂM:SỐ-DÒNG",
                                "is no head; write the line that `dondoc audit head` printed, or "
                                "HASH:ROW");
            });
            return 2;
        }
        kept.push_back(*head);
    }
    const auto verdict = verdict_on(audit, kept);
    if (!verdict) return print_failure(verdict.error());
    if (common.json) {
        print_json(verdict_object(*verdict));
    } else {
        print_verdict(place, *verdict);
    }
    return verdict->holds() ? 0 : 1;
}

int print_head(const CommonOptions& common, const Audit& audit) {
    const auto head = audit.head();
    if (!head) return print_failure(head.error());
    if (common.json) {
        print_json(head_object(*head));
    } else {
        std::puts(head_line(*head).c_str());
    }
    return 0;
}

int prove(const CommonOptions& common, const AuditOptions& options, const Place& place,
          const Audit& audit) {
    const auto id = ObligationId::parse(options.obligation);
    if (!id) {
        print(place, stderr, [&](Language l) {
            return "«" + options.obligation + "» " +
                   in_words(l,
                            "không phải là mã nghĩa vụ; hãy ghi "
                            "PHONG-TRÀO.NGHĨA-VỤ.LẦN.ĐƠN-VỊ",
                            "is not the id of an obligation; write CAMPAIGN.DUTY.OCCURRENCE.UNIT");
        });
        return 2;
    }
    const auto proof = audit.prove(*id);
    if (!proof) return print_failure(proof.error());
    if (!*proof) {
        print(place, stderr, [&](Language l) {
            return in_words(l, "nhật ký không có nghĩa vụ ", "the journal has no obligation ") +
                   "«" + options.obligation + "»";
        });
        return 1;
    }
    const auto head = audit.head();
    if (!head) return print_failure(head.error());
    auto fault = audit.verify_journal({});
    if (!fault) return print_failure(fault.error());
    const auto configuration = load(common.config, common.state_directory);
    ProofSetting setting{place.languages.front(), configuration ? &*configuration : nullptr, *head,
                         *std::move(fault), options.texts};
    if (options.language.empty() && configuration) setting.language = configuration->language;
    if (common.json || options.format == "json") {
        print_json(proof_json(**proof, setting));
    } else {
        std::fputs(proof_text(**proof, setting).c_str(), stdout);
    }
    return setting.fault ? 1 : 0;
}

}  // namespace

int run_audit(const CommonOptions& common, const AuditOptions& options) {
    const auto place = place_of(common, options);
    if (!place) return print_failure(place.error());
    const auto audit = Audit::open(place->store);
    if (!audit) return print_failure(audit.error());
    switch (options.what) {
        case AuditOptions::What::verify: return verify(common, options, *place, **audit);
        case AuditOptions::What::head: return print_head(common, **audit);
        case AuditOptions::What::proof: return prove(common, options, *place, **audit);
    }
    return 2;
}

}  // namespace dondoc
