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

}  // namespace dondoc::letters
