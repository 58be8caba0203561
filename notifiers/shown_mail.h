// A letter as it may be shown to others than its reader: what opens a unit's page stands in it as
// `/u/…`.
#pragma once

#include <string>
#include <string_view>

namespace dondoc {

std::string without_unit_links(std::string text);
// Of the bytes of a mail that compose_mail made; those of one without links stay as they are.
std::string mail_without_unit_links(std::string_view mail);

}  // namespace dondoc
