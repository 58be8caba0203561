#include "daemon/loop/handover.h"

#include <utility>

#include "daemon/loop/migration.h"
#include "daemon/loop/not_found.h"

namespace dondoc {

namespace {

class Giving {
public:
    Giving(const Reader& reader, const Definition& definition, const HandOverShares& asked,
           const std::string& by, Language language, Step& step)
        : reader_(reader),
          definition_(definition),
          asked_(asked),
          by_(by),
          language_(language),
          step_(step) {}

    Answer all() {
        const auto obligations = obligations_of(reader_, asked_.campaign);
        if (!obligations) return obligations.error();
        int given = 0;
        for (const Obligation& one : *obligations) {
            if (one.id.unit != asked_.unit || !one.owed() || !definition_.names(one)) continue;
            Answer answer = give(one);
            if (!std::holds_alternative<Carried>(answer)) return answer;
            ++given;
        }
        if (given > 0) return Carried{};
        return Refusal{
            "nothing_open",
            say("Đơn vị «" + asked_.unit + "» không còn việc nào chờ nộp trong kế hoạch «" +
                    asked_.campaign + "»; chỉ bàn giao được việc chưa nộp",
                "The unit «" + asked_.unit + "» has nothing open in the campaign «" +
                    asked_.campaign + "»; only what it still owes can be handed over")};
    }

    Answer give(const Obligation& obligation) {
        ObligationId other = obligation.id;
        other.unit = asked_.asked.to;
        const auto own = reader_.obligation(other.text());
        if (!own) return own.error();
        // It goes on as who takes it over stands: a suspension of who gives it away stays behind.
        Obligation taken = obligation;
        taken.id = other;
        const auto around = surroundings_of(reader_, definition_, taken, step_.at);
        if (!around) return around.error();
        const auto dates = reader_.event_dates(asked_.campaign);
        if (!dates) return dates.error();
        auto decided = decide(definition_, *dates, obligation, *own ? &**own : nullptr, *around,
                              asked_.asked, step_.at, language_);
        if (auto* refusal = std::get_if<Refusal>(&decided)) return *std::move(refusal);
        auto& handed = std::get<HandedTo>(decided);
        Obligation after = obligation;
        apply(after, handed.given, step_.at);
        after.next.reset();
        step_.changes.push_back({subject_of(obligation.id), {std::move(handed.given)}, {}, by_});
        step_.changes.push_back(
            {subject_of(handed.id), std::move(handed.taken.events), handed.taken.next, by_});
        // A question about it may have waited for the end of a suspension of the unit that had it.
        if (obligation.asking || !obligation.term) {
            step_.changes.push_back(
                {{Subject::Kind::duty, asked_.campaign + '.' + obligation.id.duty},
                 {Rescheduled{"planned_anew"}},
                 step_.at,
                 by_});
        }
        return Carried{std::move(after)};
    }

private:
    static Subject subject_of(const ObligationId& id) {
        return {Subject::Kind::obligation, id.text()};
    }
    std::string say(std::string vi, std::string en) const {
        return language_ == Language::vi ? std::move(vi) : std::move(en);
    }

    const Reader& reader_;
    const Definition& definition_;
    const HandOverShares& asked_;
    const std::string& by_;
    const Language language_;
    Step& step_;
};

}  // namespace

Answer hand_over_shares(const Reader& reader, const Definitions& definitions,
                        const HandOverShares& asked, const std::string& by, Language language,
                        Step& step) {
    const bool vi = language == Language::vi;
    const auto definition = definitions.find(asked.campaign);
    if (!definition) return no_campaign(asked.campaign, language);
    Giving giving(reader, *definition, asked, by, language, step);
    if (!asked.one) {
        if (definition->organisation->unit(asked.unit)) return giving.all();
        return Refusal{
            "unknown_unit",
            vi ? "Không có đơn vị «" + asked.unit + "»; cần ghi mã của đơn vị đang chịu trách nhiệm"
               : "There is no unit «" + asked.unit + "»; give the id of the one that owes"};
    }
    const std::string id = asked.one->text();
    const auto found = reader.obligation(id);
    if (!found) return found.error();
    if (!*found || !definition->names(**found)) return no_obligation(id, language);
    return giving.give(**found);
}

}  // namespace dondoc
