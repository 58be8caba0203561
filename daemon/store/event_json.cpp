#include "daemon/store/event_json.h"

#include <boost/json.hpp>

#include <array>
#include <concepts>
#include <cstdint>
#include <limits>

#include "daemon/store/encoding.h"
#include "daemon/store/event_fields.h"
#include "daemon/store/words.h"
#include "workflows/zone.h"

namespace dondoc {

// ---- no field is forgotten: as many are described as the struct can be made of

struct AnyField {
    template <class T>
    operator T() const;  // never defined: only asked whether it would compile
};

namespace {

namespace json = boost::json;

template <class T, class... Fields>
constexpr std::size_t count_fields() {
    if constexpr (requires { T{Fields{}..., AnyField{}}; })
        return count_fields<T, Fields..., AnyField>();
    else
        return sizeof...(Fields);
}

template <class T>
constexpr bool described = boost::mp11::mp_size<FieldsOf<T>>::value == count_fields<T>();

template <class... Events>
constexpr bool all_described(const std::variant<Events...>*) {
    return (described<Events> && ...);
}
static_assert(described<Term>, "a field of Term is missing in event_fields.h");
static_assert(described<Figure>, "a field of Figure is missing in event_fields.h");
static_assert(all_described(static_cast<Event*>(nullptr)), "a field is missing in event_fields.h");

// ---- writing

json::value written(const std::string& value) {
    return json::value(value);
}
json::value written(bool value) {
    return value;
}
json::value written(int value) {
    return value;
}
json::value written(Date value) {
    return json::value(iso_date(value));
}
json::value written(Instant value) {
    return json::value(utc_text(value));
}
template <Worded Enum>
json::value written(Enum value) {
    return json::value(to_word(value));
}
// With a decimal point, and with all the decimals it was handed in with.
json::value written(const Decimal& value) {
    return json::value(to_text(value, DecimalMark::point));
}
json::value written(const Term&);
json::value written(const std::vector<Figure>&);

template <class Struct>
json::object object_of(const Struct& value) {
    json::object object;
    for_each_field(value, [&]<class Field>(const char* name, const Field& field) {
        if constexpr (requires { field.has_value(); }) {
            if (field) object.emplace(name, written(*field));
        } else if constexpr (std::same_as<Field, std::vector<Figure>>) {
            if (!field.empty()) object.emplace(name, written(field));
        } else {
            object.emplace(name, written(field));
        }
    });
    return object;
}

json::value written(const Term& term) {
    return object_of(term);
}

json::value written(const std::vector<Figure>& figures) {
    json::array list;
    for (const Figure& figure : figures)
        list.push_back(object_of(figure));
    return list;
}

// ---- reading: each says whether the value could be read

bool read(const json::value& from, std::string& to) {
    if (!from.is_string()) return false;
    to = from.get_string();
    return true;
}

bool read(const json::value& from, bool& to) {
    if (!from.is_bool()) return false;
    to = from.get_bool();
    return true;
}

bool read(const json::value& from, int& to) {
    if (!from.is_int64() || from.get_int64() < std::numeric_limits<int>::min() ||
        from.get_int64() > std::numeric_limits<int>::max())
        return false;
    to = static_cast<int>(from.get_int64());
    return true;
}

template <class T>
bool take(std::optional<T> value, T& to) {
    if (value) to = *value;
    return value.has_value();
}

bool read(const json::value& from, Date& to) {
    return from.is_string() && take(parse_iso_date(std::string_view(from.get_string())), to);
}

bool read(const json::value& from, Instant& to) {
    return from.is_string() && take(parse_rfc3339(std::string_view(from.get_string())), to);
}

template <Worded Enum>
bool read(const json::value& from, Enum& to) {
    return from.is_string() && take(from_word<Enum>(std::string_view(from.get_string())), to);
}

bool read(const json::value& from, Decimal& to) {
    return from.is_string() && take(parse_decimal(std::string_view(from.get_string())), to);
}

bool read(const json::value&, Term&);
bool read(const json::value&, std::vector<Figure>&);

template <class T>
bool read(const json::value& from, std::optional<T>& to) {
    return read(from, to.emplace());
}

template <class Field>
constexpr bool must_be_there =
    std::same_as<Field, Date> || std::same_as<Field, Instant> || std::same_as<Field, Decimal>;

// What is wrong, or nothing.
template <class Struct>
std::string read_fields(const json::value& from, Struct& to) {
    const auto* object = from.if_object();
    if (object == nullptr) return "is not an object";
    std::size_t found = 0;
    std::string wrong;
    for_each_field(to, [&]<class Field>(const char* name, Field& field) {
        const json::value* value = object->if_contains(name);
        if (value != nullptr) ++found;
        if (value != nullptr ? !read(*value, field) : must_be_there<Field>)
            wrong = std::string("field `") + name +
                    (value != nullptr ? "` makes no sense" : "` is missing");
    });
    if (wrong.empty() && found != object->size()) wrong = "has an unknown field";
    return wrong;
}

bool read(const json::value& from, Term& to) {
    return read_fields(from, to).empty();
}

bool read(const json::value& from, std::vector<Figure>& to) {
    if (!from.is_array()) return false;
    for (const json::value& one : from.get_array()) {
        if (!read_fields(one, to.emplace_back()).empty()) return false;
    }
    return true;
}

template <class OneEvent>
Result<Event> event_of(const json::value& from) {
    OneEvent event{};
    auto wrong = read_fields(from, event);
    if (!wrong.empty()) return Error{"event " + std::string(name_of(Event{event})) + ": " + wrong};
    return Event{std::move(event)};
}

struct Reading {
    std::string_view name;
    Result<Event> (*read)(const json::value&);
};

template <class... Events>
std::array<Reading, sizeof...(Events)> readings(const std::variant<Events...>*) {
    return {Reading{name_of(Event{Events{}}), &event_of<Events>}...};
}

}  // namespace

std::string event_to_json(const Event& event) {
    return std::visit([](const auto& one) { return json::serialize(object_of(one)); }, event);
}

Result<Event> event_from_json(std::string_view name, std::string_view text) {
    static const auto known = readings(static_cast<Event*>(nullptr));
    boost::system::error_code fault;
    const json::value parsed = json::parse(json::string_view(text.data(), text.size()), fault);
    if (fault) return Error{"event " + std::string(name) + ": is not JSON: " + fault.message()};
    for (const auto& one : known)
        if (one.name == name) return one.read(parsed);
    return Error{"event `" + std::string(name) + "` is not known"};
}

Event with_valid_text(Event event) {
    std::visit(
        [](auto& one) {
            for_each_field(one, []<class Field>(const char*, Field& field) {
                if constexpr (std::same_as<Field, std::string>)
                    field = valid_utf8(std::move(field));
            });
        },
        event);
    return event;
}

}  // namespace dondoc
