// What the API is, as OpenAPI 3.1 for programs and people: every route with its parameters, bodies
// and answers. Written by hand; tests hold it against the routes and against what they answer.
#pragma once

#include <string_view>

namespace dondoc {

// daemon/http/openapi.json, put into the program by the build.
std::string_view openapi_document();

}  // namespace dondoc
