// A unit as a line of a list; the whole of it is in views.h.
#pragma once

#include <boost/json/object.hpp>

#include "daemon/http/vantage.h"

namespace dondoc {

// As it stands today.
boost::json::object unit_line_view(const Sight&, const Unit&);

}  // namespace dondoc
