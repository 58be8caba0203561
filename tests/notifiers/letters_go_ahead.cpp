#include "tests/notifiers/letters.h"

namespace dondoc::letters {

LetterItem waits_for_a_go_ahead() {
    LetterItem item = midterm_report(NoticeKind::nudge, Audience::coordinator);
    item.because = "catch_up_held";
    item.deliverable.clear();
    item.quote.clear();
    item.waiting = {62, {"Giám đốc Trần Văn A", "Chuyên viên Lê Thị B"},
                    57, {"Báo cáo sơ kết thi đua 6 tháng đầu năm 2017"},
                    0,  day(2017, 6, 8)};
    return item;
}

std::vector<LetterItem> announced() {
    std::vector<LetterItem> items = three_late(Audience::coordinator);
    for (LetterItem& item : items) {
        item.kind = NoticeKind::nudge;
        item.because = "announced";
        item.ahead = {{day(2017, 6, 20), Audience::superior, "Phó Giám đốc Lê Văn C"}};
    }
    items[0].unit_phone = "0214 3000 111";
    items[1].ahead.front().needs_release = true;
    items[2].ahead = {{day(2017, 6, 16), Audience::director, "Giám đốc Nguyễn Thị A", true, true}};
    return items;
}

}  // namespace dondoc::letters
