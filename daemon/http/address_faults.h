// Addresses that letters come back from; shared by pages and API.
#pragma once

#include <string>
#include <vector>

#include <boost/json/array.hpp>

#include "daemon/http/vantage.h"

namespace dondoc {

struct FaultyAddress {
    AddressFault fault;
    const Person* person = nullptr;
};

// Of all people, or of a unit's contact and head; of those alone whose address is still that one.
Result<std::vector<FaultyAddress>> faulty_addresses(const Sight&);
Result<std::vector<FaultyAddress>> faulty_addresses(const Sight&, const std::string& unit);

// «Nguyễn Văn An <an@so.example>: thư bị trả lại từ 07:41 ngày 11/01/2017: 5.1.1, không có địa chỉ
// này; gọi 0912 345 678»
std::string fault_words(const Sight&, const FaultyAddress&);

boost::json::array faults_view(const Sight&, const std::vector<FaultyAddress>&);

}  // namespace dondoc
