// What can be done about an obligation from its page: forms that need no script, and the routes
// that take them. They are shown to whoever is logged in and may do it; who sends one is asked the
// same by the guard (access.h). What was carried out leads back to the page, what was refused is
// said on it in the words of the refusal, with the form as it was filled in.
//
//   POST /obligations/{id}/submit | accept | return | extend | waive | request | decline | reopen
//                          | hold | release | remind | escalate
//   POST /silences/{number}/end
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "daemon/web/frame.h"
#include "daemon/web/parts.h"

namespace dondoc {

// What became of the last form.
struct ActTold {
    std::string done{};     // a sentence
    std::string warned{};   // what whoever did it should know; likewise
    std::string refused{};  // likewise
    std::string act{};      // its form is shown open
    Pairs entered{};        // what stood in it
};

// Puts the forms into the facts of the page: those that make sense as it stands.
void say_acts(Facts&, const Sight&, const Obligation&, const ActTold&);

// The page of one obligation.
Result<Response> obligation_sheet(const Sight&, const Request&, const Templates&, const Obligation&,
                                  const std::optional<DayAsked>&, const ActTold&, int status);

// GET /obligations/{id}
Result<Response> obligation_page(const Sight&, const Request&, const Templates&);
// GET /silences
Result<Response> silences_page(const Sight&, const Request&, const Templates&);
Result<Response> silences_sheet(const Sight&, const Request&, const Templates&,
                                const std::string& refused, int status);

// `form` of a request, empty optional if it carries none that can be read.
std::optional<Pairs> form_of(const Request&);
std::string field_in(const Pairs& form, std::string_view name);

void add_acts(Router&, const std::shared_ptr<Vantage>&,
              const std::shared_ptr<const Templates>& templates);

}  // namespace dondoc
