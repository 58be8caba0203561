// Result<T>: a value, or the sentence that says why the world did not give one.
// The text grows from the inside out: `open store /var/lib/dondoc/dondoc.db: disk is full`.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "workflows/check.h"

namespace dondoc {

struct Error {
    std::string text;
    // The machine failed, whatever was asked: a full disk, one that does not read or write, another
    // process in the way. The same may work later.
    bool may_pass = false;

    // The same error as seen from the caller: `context: text`.
    Error within(std::string_view context) const {
        return {std::string(context) + ": " + text, may_pass};
    }
};

template <class T>
class [[nodiscard]] Result {
public:
    Result(T value) : held_(std::in_place_index<0>, std::move(value)) {}
    Result(Error error) : held_(std::in_place_index<1>, std::move(error)) {}

    explicit operator bool() const { return held_.index() == 0; }

    // The value; asking for one that is not there is a mistake of the caller.
    T& operator*() & { return value(); }
    const T& operator*() const& { return value(); }
    T&& operator*() && { return std::move(value()); }
    T* operator->() { return &value(); }
    const T* operator->() const { return &value(); }

    const Error& error() const {
        CHECK(held_.index() == 1);
        return std::get<1>(held_);
    }

private:
    T& value() {
        CHECK(held_.index() == 0);
        return std::get<0>(held_);
    }
    const T& value() const {
        CHECK(held_.index() == 0);
        return std::get<0>(held_);
    }

    std::variant<T, Error> held_;
};

// For what has nothing to return: `Done f() { ...; return done; }`.
using Done = Result<std::monostate>;
inline constexpr std::monostate done{};

}  // namespace dondoc
