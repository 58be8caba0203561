// Silences carried out (workflows/silence.h), what each holds now, and what one would hold.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "config/configuration.h"
#include "daemon/loop/command.h"
#include "daemon/loop/definitions.h"
#include "daemon/store/store.h"

namespace dondoc {

// The days on which the ladder of an obligation tells nobody; of those long past none is named.
Result<std::vector<DateSpan>> silent_days(const Reader&, const Definition&, const ObligationId&,
                                          Date today);

// All that ever were, by number.
Result<std::vector<Silence>> silences_known(const Reader&);

// Why it cannot be set; nothing if it can.
std::optional<Refusal> refused_silence(const std::vector<Silence>& known, const Definitions&,
                                       const SilenceAsked&, Date today, Language);

// Each adds its changes to the step, at whose moment it is done: what is covered is planned anew.
Answer set_silence(const Reader&, const Definitions&, const SetSilence&, const std::string& by,
                   Language, Step&);
Answer end_silence(const Reader&, const Definitions&, const EndSilence&, const std::string& by,
                   Language, Step&);

// A rung that has fallen due and waits for the end of a silence.
struct HeldRung {
    ObligationId obligation;
    std::string rung;
    Audience audience = Audience::contact;
    Date day{};  // on which it fell due
};
// In order of campaign, obligation and ladder.
Result<std::vector<HeldRung>> held_by(const Reader&, const Definitions&, const Silence&,
                                      Instant now);

// What ladders would tell while it runs, if it were not set.
struct SilencePreview {
    struct Notice {
        Instant at{};  // when its message leaves
        ObligationId obligation;
        std::string rung;
        std::string person;
        std::string subject;
    };
    std::vector<Notice> notices;  // in the order they would leave
    int people = 0;
};
// Runs ahead on `store`, which is changed by it: hand over a copy. `asked` is one that silence()
// does not refuse.
Result<SilencePreview> preview(Store& store, const Configuration&, const Definitions&,
                               const SilenceAsked& asked, Instant now);

}  // namespace dondoc
