// The posts of people, as greetings and signatures give them.
#pragma once

#include <string>
#include <vector>

#include "notifiers/letter.h"

namespace dondoc {

// The post of the letter's reader: «Cán bộ tổ chức Bệnh viện Đa khoa huyện A, trưởng cụm số 1».
std::string reader_post(const Letter&);

// «đồng chí Phó Giám đốc Sở Y tế ngày 17/12/2026 và đồng chí Giám đốc Sở Y tế ngày 21/12/2026»;
// empty if nobody was told.
std::string reported_words(const std::vector<LetterItem::Reported>&, Language);

// Who is away and is stood in for by the reader, each once; empty: nobody.
std::string absent_words(const Letter&);

}  // namespace dondoc
