// The five shipped plans: each must say what its document says, in the document's own words.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "config/document.h"
#include "tests/config/world.h"

namespace dondoc {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::SizeIs;

const fs::path& samples() {
    static const fs::path folder = fs::path(DONDOC_SOURCE_DIR) / "config/samples";
    return folder;
}

const Configuration& configuration() {
    static const Reading reading = read_configuration(samples() / "dondoc.toml");
    if (!reading.configuration) std::abort();
    return *reading.configuration;
}

const Definition& plan(std::string_view id) {
    for (const auto& definition : configuration().campaigns) {
        if (definition->campaign.id == id) return *definition;
    }
    ADD_FAILURE() << "there is no " << id;
    std::abort();
}

constexpr const char* plans[] = {"dak-nong-2020", "ha-tinh-2016-2020", "kien-hai-2024-2025",
                                 "lao-cai-2017", "thua-thien-hue-2019"};

// The text of the document that a campaign stands in: its own, or that of the plan it is a part of.
const std::string& document_of(const Campaign& campaign) {
    static std::map<std::string, std::string> texts;
    const std::string& id = campaign.parent.empty() ? campaign.id : campaign.parent;
    const auto [text, fresh] = texts.try_emplace(id);
    if (fresh) text->second = read_bytes(samples() / "campaigns" / (id + ".txt"));
    return text->second;
}

// Every quote of a campaign, with what it belongs to.
std::vector<std::pair<std::string, std::string>> quotes_of(const Campaign& campaign) {
    std::vector<std::pair<std::string, std::string>> quotes;
    const auto add = [&](const std::string& what, const std::string& quote) {
        quotes.emplace_back(campaign.id + " " + what, quote);
    };
    add("period", campaign.period_quote);  // its own, or that of the plan it is a part of
    for (const Phase& phase : campaign.phases) {
        const bool groups_duties = phase.wave.empty() && !phase.from && !phase.to;
        if (!groups_duties || !phase.quote.empty()) add("phase " + phase.id, phase.quote);
    }
    for (const Duty& duty : campaign.duties) {
        add("duty " + duty.id, duty.quote);
        for (const DossierPart& part : duty.dossier)
            add(part.part, part.quote);
    }
    for (const Superior& superior : campaign.implements)
        add(superior.document, superior.quote);
    for (const LegalBasis& basis : campaign.legal_basis)
        add(basis.document, basis.quote);
    for (const Indicator& indicator : campaign.indicators)
        add("indicator " + indicator.id, indicator.quote);
    for (const Gate& gate : campaign.gates)
        add("gate " + gate.id, gate.quote);
    for (const Conflict& conflict : campaign.conflicts) {
        for (const std::string& quote : conflict.quotes)
            add("conflict " + conflict.text, quote);
    }
    return quotes;
}

std::string without_bold(std::string text) {
    for (auto at = text.find("**"); at != text.npos; at = text.find("**"))
        text.erase(at, 2);
    return text;
}

TEST(FivePlans, LoadTogetherWithTheWarningsThatTheyDeserve) {
    const Reading reading = read_configuration(samples() / "dondoc.toml");
    std::string lines;
    for (const auto& diagnostic : reading.diagnostics)
        lines += diagnostic.str() + "\n";
    EXPECT_TRUE(matches_golden(lines, "config/golden/samples.txt"));
    std::vector<std::string> whole;
    for (const auto& definition : configuration().campaigns) {
        if (definition->campaign.parent.empty()) whole.push_back(definition->campaign.id);
    }
    EXPECT_THAT(whole, testing::ElementsAreArray(plans));
}

TEST(FivePlans, QuoteTheirDocumentsWordForWord) {
    for (const auto& definition : configuration().campaigns) {
        const std::string& document = document_of(definition->campaign);
        EXPECT_EQ(document, to_nfc(document)) << definition->campaign.id;
        for (const auto& [what, quote] : quotes_of(definition->campaign)) {
            EXPECT_FALSE(quote.empty()) << what;
            EXPECT_NE(document.find(quote), std::string::npos) << what << ": " << quote;
        }
    }
}

// What a sample leaves aside stands in a file of its own, to be read beside the plans: greetings,
// reasons, ways of working, but no duty, day, target or condition.
TEST(FivePlans, LeaveOutOnlyTheseLinesOfTheirDocuments) {
    std::map<std::string, std::vector<std::string>> quotes;
    for (const auto& definition : configuration().campaigns) {
        const Campaign& campaign = definition->campaign;
        for (const auto& [what, quote] : quotes_of(campaign))
            quotes[campaign.parent.empty() ? campaign.id : campaign.parent].push_back(quote);
    }
    std::string left;
    for (const char* id : plans) {
        left += std::string("==== ") + id + "\n";
        std::istringstream document(document_of(plan(id).campaign));
        for (std::string line; std::getline(document, line);) {
            const bool quoted = std::ranges::any_of(quotes[id], [&](const std::string& quote) {
                return line.find(quote) != line.npos || quote.find(line) != quote.npos;
            });
            if (!line.empty() && !quoted) left += line + "\n";
        }
    }
    EXPECT_TRUE(matches_golden(left, "config/golden/unquoted.txt"));
}

// Bold marks of the original split some of these phrases.
TEST(FivePlans, WriteTheirDeadlinesInTheWordsOfTheDocument) {
    for (const auto& definition : configuration().campaigns) {
        const std::string document = without_bold(document_of(definition->campaign));
        for (const Duty& duty : definition->campaign.duties) {
            for (const Occurrence& occurrence : duty.occurrences) {
                const std::string& written = occurrence.deadline.written;
                EXPECT_NE(document.find(written), std::string::npos) << duty.id << ": " << written;
            }
        }
    }
}

TEST(FivePlans, NameNoSigner) {
    for (const char* id : plans) {
        const std::string& document = document_of(plan(id).campaign);
        EXPECT_TRUE(document.ends_with("\n(đã ký)\n")) << id;
    }
}

// Every day of every plan and part, in a file to be read beside the documents.
TEST(FivePlans, HaveNoDateThatTheDocumentDoesNotGive) {
    std::string dated;
    for (const auto& definition : configuration().campaigns) {
        const Campaign& campaign = definition->campaign;
        const auto day = [](const std::optional<Date>& date) {
            return date ? iso_date(*date) : std::string("?");
        };
        dated += campaign.id + " " + iso_date(campaign.period.first) + " to " +
                 iso_date(campaign.period.last) + "\n";
        for (const Phase& phase : campaign.phases) {
            if (!phase.from && !phase.to) continue;
            dated += "  " + phase.id + " " + day(phase.from) + " to " + day(phase.to) + "\n";
        }
        for (const Duty& duty : campaign.duties) {
            for (const Occurrence& occurrence : duty.occurrences) {
                const auto term = term_of(occurrence.deadline, *definition->calendar);
                if (!term) continue;
                dated += "  " + duty.id + ": " + phrase(occurrence.deadline, Language::vi) + " " +
                         iso_date(term->last_permitted) + " " + iso_date(term->last_working) + "\n";
            }
        }
    }
    EXPECT_TRUE(matches_golden(dated, "config/golden/dates.txt"));
}

TEST(FivePlans, CarryOutThreeSuperiorsInHaTinhAndOneInKienHai) {
    const auto& ha_tinh = plan("ha-tinh-2016-2020").campaign.implements;
    ASSERT_THAT(ha_tinh, SizeIs(3));
    EXPECT_EQ(ha_tinh[0].issuer, "Thủ tướng Chính phủ");
    for (const Superior& superior : ha_tinh)
        EXPECT_EQ(superior.due.op, DueOperator::none) << "the day stands in their document";
    const auto& kien_hai = plan("kien-hai-2024-2025").campaign.implements;
    ASSERT_THAT(kien_hai, SizeIs(1));
    EXPECT_EQ(kien_hai[0].document, "Kế hoạch số 3532/KH-SYT ngày 09/10/2024");
}

// One number a line, as the letter writes it.
TEST(FivePlans, HaveTheTwentySevenNumbersOfDakNong) {
    std::string numbers;
    for (const Indicator& indicator : plan("dak-nong-2020").campaign.indicators) {
        numbers += indicator.id + " " + std::string(to_string(indicator.comparator)) + " " +
                   indicator.written + " " + std::string(to_string(indicator.unit)) + " " +
                   std::string(to_string(indicator.better)) + (impossible(indicator) ? " !" : "") +
                   "\n";
        EXPECT_NE(indicator.quote.find(indicator.written), std::string::npos) << indicator.id;
        EXPECT_THAT(indicator.reviewed_in, ElementsAre("tong-ket"));
    }
    EXPECT_TRUE(matches_golden(numbers, "config/golden/dak-nong-indicators.txt"));
    EXPECT_EQ(std::count(numbers.begin(), numbers.end(), '\n'), 27);
    EXPECT_EQ(std::count(numbers.begin(), numbers.end(), '!'), 1) << "only «trên 100%»";
}

TEST(FivePlans, HaveTheGatesOfLaoCaiAndKienHai) {
    const auto& lao_cai = plan("lao-cai-2017").campaign.gates;
    ASSERT_THAT(lao_cai, SizeIs(1));
    EXPECT_EQ(lao_cai[0].blocks, Gate::Blocks::title);
    EXPECT_EQ(lao_cai[0].requirements.at(0).duty, "dang-ky-thi-dua");
    const auto& kien_hai = plan("kien-hai-2024-2025").campaign.gates;
    ASSERT_THAT(kien_hai, SizeIs(1));
    EXPECT_EQ(kien_hai[0].blocks, Gate::Blocks::provincial_award);
    EXPECT_THAT(kien_hai[0].requirements, SizeIs(3));
}

TEST(FivePlans, AskKienHaisThreeKindsOfUnitsForTheThreePartsOfADossier) {
    const Duty& duty = *plan("kien-hai-2024-2025").campaign.duty("ho-so-khen-thuong");
    EXPECT_THAT(duty.dossier, SizeIs(3));
    EXPECT_THAT(duty.obligors, SizeIs(9)) << "three departments, two offices, four stations";
    EXPECT_EQ(duty.via, "phòng Tổ chức cán bộ");
}

TEST(FivePlans, TellThePreviousCycleOfLaoCaiApart) {
    std::vector<std::string> of_2016;
    for (const Duty& duty : plan("lao-cai-2017").campaign.duties) {
        if (duty.cycle == 2016) of_2016.push_back(duty.id);
    }
    EXPECT_THAT(of_2016, ElementsAre("tong-ket-nam-2016", "huong-dan-tuyen-duong"));
}

TEST(FivePlans, HaveTheCampaignsThatTheyJoinAsParts) {
    std::map<std::string, std::vector<std::string>> parts;
    for (const auto& definition : configuration().campaigns) {
        const Campaign& campaign = definition->campaign;
        if (campaign.parent.empty()) continue;
        parts[campaign.parent].push_back(campaign.id);
        EXPECT_EQ(campaign.issuer, plan(campaign.parent).campaign.issuer);
        EXPECT_EQ(campaign.plan_title(), plan(campaign.parent).campaign.title);
    }
    EXPECT_THAT(parts.at("lao-cai-2017"), SizeIs(4));
    EXPECT_THAT(parts.at("thua-thien-hue-2019"), SizeIs(3));
    EXPECT_THAT(parts.at("dak-nong-2020"), SizeIs(5));
    EXPECT_EQ(parts.size(), 3u);
}

TEST(FivePlans, KnowThatKienHaisDecreeEndsInsideTheCampaign) {
    const auto& bases = plan("kien-hai-2024-2025").campaign.legal_basis;
    const auto decree = std::find_if(bases.begin(), bases.end(), [](const LegalBasis& basis) {
        return basis.document.starts_with("Nghị định số 98/2023");
    });
    ASSERT_NE(decree, bases.end());
    EXPECT_EQ(decree->to, make_date(2025, 6, 30));
    EXPECT_EQ(decree->replaced_by, "Nghị định số 152/2025/NĐ-CP");
}

TEST(FivePlans, HaveEveryRoleHeldAndEveryAddressInvented) {
    for (const auto& definition : configuration().campaigns) {
        for (const Duty& duty : definition->campaign.duties) {
            for (const std::string& unit : duty.obligors) {
                for (const Audience audience : {Audience::contact, Audience::head}) {
                    const Date begins = definition->campaign.begins();
                    EXPECT_NE(resolve(*definition, duty, unit, audience, begins).person, nullptr)
                        << unit;
                }
            }
        }
    }
    for (const auto& [id, person] : configuration().organisation->people)
        EXPECT_TRUE(person.address.ends_with(".example")) << person.address;
}

}  // namespace
}  // namespace dondoc
