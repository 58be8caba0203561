// The route of the API's own description, OpenAPI 3.1. The document is daemon/http/openapi.json,
// byte for byte.
#include "daemon/http/api_routes.h"
#include "daemon/http/asked.h"
#include "daemon/http/openapi.h"

namespace dondoc {

void add_document_route(Router& router, const std::shared_ptr<Vantage>& vantage) {
    const auto look = [](const Sight& sight, const Request& request) -> Result<Response> {
        if (auto known = knows_query(request, {}, sight.language); !known)
            return problem(400, known.error().text);
        return json_response(std::string(openapi_document()));
    };
    router.get("/api/v1/openapi.json", reading_route(vantage, look));
}

}  // namespace dondoc
