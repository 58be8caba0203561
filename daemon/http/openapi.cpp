#include "daemon/http/openapi.h"

namespace dondoc {

extern "C" {
extern const char dondoc_openapi[];
extern const char dondoc_openapi_end[];
}

std::string_view openapi_document() {
    return {dondoc_openapi, static_cast<std::size_t>(dondoc_openapi_end - dondoc_openapi)};
}

}  // namespace dondoc
