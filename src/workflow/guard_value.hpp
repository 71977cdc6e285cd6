#pragma once

#include "base/decimal.hpp"
#include "base/json.hpp"
#include "base/language.hpp"
#include "base/time.hpp"
#include "calendar/duration.hpp"
#include "model/printed_date.hpp"

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace ogp::workflow {

/// What an expression of a guard is. `Opaque` can only be asked for with has() and size(), `Children` only be counted;
/// `Any` is the type of what stands in an empty list; `Wrong` follows an error that has been reported already.
enum class GuardKind {
    Boolean, Integer, Decimal, Text, Date, Instant, PrintedDate, Duration, Money, Enum, State, Opaque, Children, Any, Wrong
};

struct GuardType
{
    GuardKind kind = GuardKind::Wrong;
    bool list = false;
    std::string of; ///< Enum: the enumeration; Money: the currency; Opaque: the type of the field

    bool operator==(const GuardType&) const = default;
    bool is_wrong() const { return kind == GuardKind::Wrong; }
    bool is(GuardKind wanted) const { return kind == wanted && !list; }
};

/// "a date", "a list (a text)": for messages.
Localized describe(const GuardType& type);

struct GuardMoney
{
    Decimal amount; ///< whole units of the currency
    std::string currency;

    bool operator==(const GuardMoney&) const = default;
    /// "12.5 GEL".
    std::string text() const { return amount.text() + " " + currency; }
};

struct GuardValue
{
    using List = std::vector<GuardValue>;
    std::variant<bool, std::int64_t, Decimal, std::string, Date, Instant, model::PrintedDate, calendar::Duration, GuardMoney,
                 Json, List>
        value; ///< Json: what is opaque, as it is stored

    /// As messages show it: 3, 'fixed', 2019-04-30, ['a', 'b'].
    std::string text() const;
    /// By value; printed dates are never equal (the checker does not let them be compared).
    bool equals(const GuardValue& other) const;
};

} // namespace ogp::workflow
