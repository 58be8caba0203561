#include "daemon/loop/rehearsal.h"

#include <algorithm>
#include <utility>

#include "daemon/loop/loop.h"
#include "notifiers/mail.h"
#include "notifiers/shown_mail.h"
#include "workflows/check.h"
#include "workflows/explain.h"

namespace dondoc {

std::string_view to_string(NoticeKind kind) {
    switch (kind) {
        case NoticeKind::reminder: return "reminder";
        case NoticeKind::escalation: return "escalation";
        case NoticeKind::nudge: return "nudge";
        case NoticeKind::digest: return "digest";
    }
    CHECK(false);
}

namespace {

std::vector<std::string> parts_of(const std::string& id) {
    std::vector<std::string> parts(1);
    for (const char c : id) {
        if (c == '.') {
            parts.emplace_back();
        } else {
            parts.back() += c;
        }
    }
    return parts;
}

// Tells of every message that left in a step.
class Teller {
public:
    Teller(const Store& store, const Letters& letters, Language language, const RehearsalPlan& plan,
           const RehearsalHooks& hooks)
        : store_(store), letters_(letters), language_(language), plan_(plan), hooks_(hooks) {}

    void operator()(const Step& step) {
        for (const Change& change : step.changes) {
            for (const Event& event : change.events) {
                const bool left = std::holds_alternative<DeliverySucceeded>(event);
                if (left && step.at >= plan_.from && failure_.text.empty()) {
                    tell(change.subject.id, step.at);
                }
            }
        }
    }
    const Error& failure() const { return failure_; }

private:
    void tell(const std::string& key, Instant at) {
        const auto message = store_.read().message(key);
        const auto notices = store_.read().notices_in(key);
        if (!message || !notices) {
            failure_ = !message ? message.error() : notices.error();
            return;
        }
        std::string body;
        if (plan_.bodies) {
            const auto mail = store_.read().message_text(key);
            if (mail && *mail) body = without_unit_links(plain_text_of(**mail));
        }
        for (const NoticeRecord& notice : *notices) {
            if (notice.state == NoticeState::suppressed) continue;
            Foreseen foreseen = describe(notice);
            if (!plan_.campaign.empty() && foreseen.campaign != plan_.campaign) continue;
            foreseen.at = at;
            foreseen.address = (*message)->address;
            foreseen.channel = (*message)->channel;
            foreseen.message = letters_.message_id(**message);
            foreseen.subject = (*message)->subject;
            foreseen.copy = (*message)->copy;
            foreseen.person = (*message)->person;
            foreseen.body = body;
            hooks_.notice(foreseen);
        }
    }

    Foreseen describe(const NoticeRecord& notice) const {
        Foreseen foreseen;
        foreseen.campaign = notice.campaign();
        if (notice.about.kind == Subject::Kind::unit) {
            foreseen.unit = notice.about.id;
        } else if (notice.about.kind != Subject::Kind::campaign &&
                   notice.about.kind != Subject::Kind::digest) {
            const auto parts = parts_of(notice.about.id);
            foreseen.duty = parts[1];
            if (parts.size() == 4) {
                foreseen.occurrence = parts[2];
                foreseen.unit = parts[3];
            }
        }
        foreseen.rung = notice.rung;
        foreseen.kind = notice.kind;
        foreseen.audience = notice.audience;
        foreseen.key = notice.key;
        foreseen.because = explain_code(notice.because, language_);
        const auto obligation = store_.read().obligation(notice.about.id);
        if (obligation && *obligation) {
            NoticeFellDue told;
            told.rung = notice.rung;
            told.kind = notice.kind;
            told.because = notice.because;
            foreseen.because = explain(**obligation, told, language_);
        }
        return foreseen;
    }

    const Store& store_;
    const Letters& letters_;
    const Language language_;
    const RehearsalPlan& plan_;
    const RehearsalHooks& hooks_;
    Error failure_;
};

// As if the clock were confirmed and the go-ahead given at once.
Done let_go(Store& store, Instant now) {
    const auto state = store.read().daemon_state();
    if (!state) return state.error();
    Change change{daemon_subject(), {}, {}};
    if (state->clock) change.events.push_back(ClockConfirmed{"outlook"});
    if (state->catch_up) change.events.push_back(CatchUpReleased{"outlook"});
    return change.events.empty() ? Done(done) : store.commit({now, {std::move(change)}});
}

}  // namespace

Done rehearse(Store& store, const Configuration& configuration, const Definitions& definitions,
              const Composer& composer, const RehearsalPlan& plan, const RehearsalHooks& hooks) {
    const Letters letters(configuration, definitions, composer);
    Teller teller(store, letters, configuration.language, plan, hooks);
    std::vector<Delivery> delivered;
    LoopSettings settings;
    settings.language = configuration.language;
    settings.script = plan.script;
    settings.on_refused = hooks.refused;
    settings.ask_go_ahead = false;
    Loop loop(
        store, definitions, letters, std::move(settings),
        [&](Consignment consignment) {
            delivered.push_back({std::move(consignment.message), Sent{"not sent: rehearsal"}});
        },
        [&](const Step& step) { teller(step); });

    const auto earliest = store.read().next_moment();
    if (!earliest) return earliest.error();
    Instant now = plan.from;
    if (*earliest)
        now = std::max(std::min(plan.from, **earliest), plan.now.value_or(Instant::min()));
    // The script is told from its beginning, however far another one had come on this store.
    if (auto begun = store.commit({now, {}, {}, 0}); !begun) return begun;
    if (auto freed = let_go(store, now); !freed) return freed;
    if (auto applied = loop.apply_definitions(now); !applied) return applied.error();
    if (hooks.begun) {
        if (auto told = hooks.begun(store.read()); !told) return told;
    }
    while (now < plan.to) {
        if (hooks.go_on && !hooks.go_on()) return Error{"the rehearsal was broken off"};
        for (Delivery& delivery : std::exchange(delivered, {}))
            loop.record(std::move(delivery));
        const auto progress = loop.run_once(now);
        if (!progress) return progress.error();
        if (!teller.failure().text.empty()) return teller.failure();
        if (progress->more || !delivered.empty()) continue;
        if (!progress->next) break;
        now = std::max(now, *progress->next);
    }
    return done;
}

}  // namespace dondoc
