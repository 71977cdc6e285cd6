#pragma once

#include "base/error.hpp"
#include "base/json.hpp"
#include "irm/commitments_file.hpp"
#include "irm/derived.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace ogp::irm {

/// What the rows claim against what the rules give.
struct Comparison
{
    std::int64_t claimed = 0;           ///< rows that are coded
    std::int64_t derived = 0;           ///< rows for which the rule gives a value
    std::int64_t equal = 0;             ///< coded rows that agree with it
    std::vector<std::string> differing; ///< keys of rows whose claim the rule does not give
    std::vector<std::string> not_derived; ///< keys of coded rows that lack what the rule needs

    Json to_json() const;
};

struct Assessment
{
    std::int64_t rows = 0;
    /// Of the first four groups: a row is coded where any column of the group is, and differs where one does.
    Comparison starred;
    Comparison high_completion;
    Comparison change_in_completion;
    Comparison did_it_open_government;
    struct ByRule
    {
        const Rule* rule = nullptr;
        Comparison comparison;
    };
    std::vector<ByRule> columns; ///< in the order of the file
    Findings differences;        ///< a warning for each cell that differs; its place has the line where there is a file

    Json to_json() const;
};

/// `name` of the file, for places; "" where the rows come from a repository.
Assessment assess(const std::vector<Row>& rows, const std::string& name = {});

} // namespace ogp::irm
