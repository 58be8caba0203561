// libcurl's handles as owners. Part of the channels that use it.
#pragma once

#include <curl/curl.h>

#include <chrono>
#include <memory>

namespace dondoc {

struct FreeCurl {
    void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
    void operator()(CURLU* url) const { curl_url_cleanup(url); }
    void operator()(char* text) const { curl_free(text); }
};
using CurlHandle = std::unique_ptr<CURL, FreeCurl>;
using CurlList = std::unique_ptr<curl_slist, FreeCurl>;

inline CurlHandle make_curl_handle() {
    static const CURLcode ready = curl_global_init(CURL_GLOBAL_DEFAULT);
    return CurlHandle(ready == CURLE_OK ? curl_easy_init() : nullptr);
}

inline long milliseconds(std::chrono::seconds time) {
    return static_cast<long>(std::chrono::milliseconds(time).count());
}

}  // namespace dondoc
