// A store that a stranger laid hands on: bytes of its file changed or cut off, or values of its
// rows. Whoever reads it gets an answer or a sentence; what was changed is found out.
#include "daemon/store/store.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "daemon/store/audit.h"
#include "daemon/store/projected_tables.h"
#include "daemon/store/sqlite.h"
#include "tests/daemon/store/world.h"
#include "tests/fuzzing/target.h"

namespace dondoc::fuzzing {
namespace {

using namespace store_test;

std::string file_of(const std::string& name) {
    return scratch_folder() + "/" + name + ".db";
}

void live(store_test::World world) {
    world.happens(campaign(), {CampaignApplied{"of this test", 1, "calendar"}});
    world.happens(phase(), {PhaseBorn{PhaseState::open}}, at("2017-02-15 07:30"));
    for (const std::string unit : {"u1", "u2", "u3"})
        world.is_born(owed(unit), {"register", term("2017-01-29", "2017-01-25"), false},
                      at("2017-01-18 07:30"));
    world.is_born(owed("u4", "undated"), {"register", std::nullopt, false});
    world.happens(owed("u1"), {passed("k0"), notice("k1")}, at("2017-01-18 07:30"));
    world.happens(owed("u2"), {notice("k2", "binh")}, at("2017-01-18 07:30"));
    world.compose(an_at_0730);
    const Subject letter = message(world.message(an_at_0730));
    world.happens(letter, {DeliveryDelayed{1, "451 4.7.1 later", true}}, at("08:30"));
    world.happens(letter, {DeliverySucceeded{2, "250 2.0.0 queued"}});
    world.happens(owed("u3"), {Submitted{day("2017-01-11"),
                                         "12/BC",
                                         "",
                                         day("2017-01-10"),
                                         "Giám đốc",
                                         {{"ho", FigureRole::actual, {15, 1}}}}});
    world.happens(campaign(),
                  {EventDated{"be-mac", day("2017-05-31"), "Thông báo 15"},
                   UnitSuspended{"u2", day("2017-01-12"), day("2017-01-20"), "lũ", "Giám đốc Sở"}});
    world.happens(store_test::daemon(), {SendingPaused{"bão"}, ContactConfirmed{"u1", "an"},
                                         ChannelDown{"mail", "refused", 2, at("09:30")},
                                         SetAside{"duty", "plan.form", "its row is damaged"}});
}

// One file, without a log beside it.
const std::string& sound_file() {
    static const std::string bytes = [] {
        const std::string file = file_of("sound");
        live(store_test::World(must(Store::open(file))));
        const auto database = must(Database::open(file, Database::Mode::read_write));
        must(database->script("PRAGMA journal_mode = DELETE"));
        std::ifstream stream(file, std::ios::binary);
        return std::string{std::istreambuf_iterator<char>(stream), {}};
    }();
    return bytes;
}

const std::string& sound_tables() {
    static const std::string lines = [] {
        std::ofstream(file_of("whole"), std::ios::binary) << sound_file();
        return must(dump_projections(*must(Store::open(file_of("whole")))));
    }();
    return lines;
}

template <class T>
bool told(const Result<T>& result) {
    demand(result || !result.error().text.empty(), "a fault is told in words");
    return static_cast<bool>(result);
}

void read_all(const Reader& reader) {
    const Instant now = at("2017-03-01 07:30");
    for (const std::string unit : {"u1", "u2", "u3"}) {
        told(reader.obligation(owed(unit).id));
        told(reader.history(owed(unit).id));
        told(reader.notices_about(owed(unit)));
    }
    told(reader.phases("plan"));
    told(reader.duty_watch("plan", "undated"));
    told(reader.message(an_at_0730));
    told(reader.message_text(an_at_0730));
    told(reader.notices_in(an_at_0730));
    told(reader.daemon_state());
    told(reader.campaigns());
    told(reader.event_dates("plan"));
    told(reader.suspensions("plan"));
    told(reader.contacts());
    told(reader.figures("plan"));
    told(reader.due(now, 100));
    told(reader.next_moment());
    told(reader.set_aside());
    told(reader.channels_down());
    told(reader.outbox_channels());
    told(reader.claimable("mail", now, 10, {}));
    told(reader.unreadable(now));
    told(reader.obligations({}, 10, ""));
    told(reader.messages({}, 10, ""));
    told(reader.journal(0, 100));
    told(reader.deeds("u1"));
    told(reader.counters(day("2017-01-11"), day("2017-01-16")));
}

struct Judged {
    bool journal_holds = false;
    bool tables_hold = false;
};

Judged audit(const std::string& file) {
    const auto opened = Audit::open(file);
    if (!told(opened)) return {};
    told((*opened)->head());
    told((*opened)->prove(*ObligationId::parse("plan.form.1.u1")));
    const auto journal = (*opened)->verify_journal({});
    const auto tables = (*opened)->verify_projections();
    return {told(journal) && !*journal, told(tables) && tables->empty()};
}

Judged read_damaged(const std::string& file) {
    const Judged judged = audit(file);
    if (const auto reader = Reader::open(file); told(reader)) read_all(**reader);
    return judged;
}

// Bytes put in the place of others: three for where, one for what.
void change_bytes(std::string& bytes, std::string_view edits) {
    for (; edits.size() >= 4; edits.remove_prefix(4)) {
        std::size_t place = 0;
        for (std::size_t i = 0; i < 3; ++i)
            place = place << 8 | static_cast<unsigned char>(edits[i]);
        bytes[place % bytes.size()] = edits[3];
    }
}

struct Place {
    std::string table, column;
    std::string is_row;  // in SQL
};

// A value of a row: which table, row and column.
std::optional<Place> place_of(Database& database, std::string_view where) {
    std::vector<ProjectedTable> tables(std::begin(projected_tables), std::end(projected_tables));
    tables.push_back({"journal", "*", "number", "number"});
    const auto pick = [&](std::size_t at, std::size_t count) {
        return static_cast<unsigned char>(where[at]) % count;
    };
    const auto texts = [&](const std::string& sql) {
        auto statement = database.prepare(sql);
        return must(all_rows(statement, [](Statement& row) { return row.text(); }));
    };
    const ProjectedTable& table = tables[pick(0, tables.size())];
    const std::string name = table.name;
    const std::string keys = name == "daemon" ? "row" : table.order;
    std::string quoted = "quote(" + keys + ")";
    for (auto at = quoted.find(", "); at != quoted.npos; at = quoted.find(", ", at + 1))
        quoted.replace(at, 2, ") || ',' || quote(");
    const auto rows = texts("SELECT " + quoted + " FROM " + name);
    const auto columns = texts("SELECT name FROM pragma_table_info('" + name + "')");
    if (rows.empty()) return {};
    return Place{name, columns[pick(2, columns.size())],
                 " WHERE (" + keys + ") = (" + rows[pick(1, rows.size())] + ")"};
}

// Whether the row says something else now.
bool change_value(Database& database, const Place& place, char kind, std::string_view value) {
    static_cast<void>(database.script("PRAGMA ignore_check_constraints = ON"));
    const std::string what =
        "SELECT quote(" + place.column + ") FROM " + place.table + place.is_row;
    const auto stands = [&] {
        auto statement = database.prepare(what);
        return must(first_row(statement, [](Statement& row) { return row.text(); }));
    };
    const auto before = stands();
    const std::string set = "UPDATE " + place.table + " SET " + place.column;
    if (kind == 'n') {
        static_cast<void>(database.run(set + " = NULL" + place.is_row));
    } else if (kind == 'b') {
        static_cast<void>(database.run(set + " = $1" + place.is_row, Blob{value}));
    } else if (kind == '+') {
        static_cast<void>(database.run(set + " = " + place.column + " + $1" + place.is_row, value));
    } else {
        static_cast<void>(database.run(set + " = $1" + place.is_row, value));
    }
    return stands() != before;
}

bool of_the_journal(const Place& place) {
    if (place.table != "daemon") return true;
    return place.column.starts_with("pause");
}

void fuzz_values(const std::string& file, std::string_view input) {
    if (input.size() < 4) return;
    std::optional<Place> place;
    bool changed = false;
    {
        const auto database = must(Database::open(file, Database::Mode::read_write));
        place = place_of(*database, input);
        changed = place && change_value(*database, *place, input[3], input.substr(4));
    }
    const Judged judged = read_damaged(file);
    const std::string shown = place ? place->table + "." + place->column : "";
    const bool journal = place && place->table == "journal";
    demand(!changed || !journal || !judged.journal_holds, "a changed journal is found out", shown);
    demand(!changed || journal || !of_the_journal(*place) || !judged.tables_hold,
           "a changed table is found out", shown);
    if (!changed) demand(judged.journal_holds && judged.tables_hold, "a sound store holds", shown);
    if (journal || shown == "daemon.row") return;
    const auto store = Store::open(file);
    if (!told(store)) return;
    const auto rebuilt = (*store)->rebuild();
    demand(told(rebuilt), "tables are made anew from a sound journal",
           rebuilt ? shown : shown + ": " + rebuilt.error().text);
    demand(must(dump_projections(**store)) == sound_tables(), "and say what they said", shown);
}

}  // namespace

// `v` and a value of a row, `c` and where the file ends, or changed bytes.
void fuzz_store(std::string_view input) {
    const std::string file = file_of("damaged");
    for (const char* const end : {"", "-wal", "-shm", "-journal"})
        std::filesystem::remove(file + end);
    std::string bytes = sound_file();
    const char how = input.empty() ? 'v' : input.front();
    input.remove_prefix(std::min<std::size_t>(1, input.size()));
    if (how == 'c' && input.size() >= 2)
        bytes.resize(bytes.size() * static_cast<unsigned char>(input[0]) / 256 +
                     static_cast<unsigned char>(input[1]));
    else if (how != 'v')
        change_bytes(bytes, input);
    std::ofstream(file, std::ios::binary) << bytes;
    if (how == 'v') return fuzz_values(file, input);
    read_damaged(file);
    const auto store = Store::open(file);
    if (!told(store)) return;
    told((*store)->rebuild());
    told(dump_projections(**store));
}

std::vector<std::string> store_seeds() {
    std::vector<std::string> seeds{std::string("c\x80\x10"), std::string("c\0\0", 3),
                                   std::string("c\xFF\xFF"), "b\x01\x02\x03\x04"};
    for (char table = 0; table < 16; ++table)
        for (const std::string value : {"n", "t9223372036854775807", "+1", "tx"})
            seeds.push_back(std::string{'v', table, 0, static_cast<char>(table % 3 + 3)} + value);
    return seeds;
}

}  // namespace dondoc::fuzzing
