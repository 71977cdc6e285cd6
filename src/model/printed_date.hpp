#pragma once

#include "base/json.hpp"
#include "base/time.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace ogp::model {

enum class Precision { Day, Month, Year };
std::string_view code(Precision precision);

/// A date as a document prints it: what stands on paper, what day, month or year it means, and how exactly.
///
/// As JSON: {"printed": "31.04.2019" or {"ka": ..., "en": ...}, "value": "2019-04-30" | "2018-12" | "2020" | null,
/// "precision": "day" | "month" | "year"}, and "impossible": true where the printed day does not exist, so that `value`
/// is a reading of it (named by the document's editor, or the last day of that month), not what was printed. "printed" is
/// null where nothing was printed; one of "printed" and "value" is there. Reading adds a precision that is left out.
class PrintedDate
{
public:
    /// Throws Error{Invalid} with the reason where the shape is wrong.
    static PrintedDate from_json(const Json& json);
    static PrintedDate day(Date date);
    /// "2019-04-30", "2018-12" or "2020": precision from the form. Nothing where it is none of these or no such day.
    static std::optional<PrintedDate> parse(std::string_view value);

    Json to_json() const;

    const Json& printed() const { return m_printed; }
    Precision precision() const { return m_precision; }
    bool impossible() const { return m_impossible; }
    /// Whether a date is known at all; a printed text may mean none.
    bool known() const { return !m_value.empty(); }
    /// "2019-04-30", "2018-12", "2020" or "".
    const std::string& value() const { return m_value; }
    /// First and last day that the value covers: a start counts as `first`, an end as `last`. Only where known().
    Date first() const;
    Date last() const;

    PrintedDate& set_printed(Json printed);
    PrintedDate& set_impossible();

private:
    Json m_printed;
    std::string m_value;
    Precision m_precision = Precision::Day;
    bool m_impossible = false;
};

} // namespace ogp::model
