#pragma once

#include "base/error.hpp"
#include "workflow/guard_value.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ogp::workflow {

inline constexpr std::size_t max_guard_bytes = 1'000;
inline constexpr std::size_t max_guard_nodes = 200;
inline constexpr int max_guard_depth = 32;
inline constexpr std::size_t max_guard_list = 64;

enum class GuardOp {
    None, Equal, NotEqual, Less, LessEqual, Greater, GreaterEqual, In, Add, Subtract, Multiply, Divide, Remainder
};

/// The syntax tree. `parts` by kind: List its elements; Call its arguments; Not, Negate one; And, Or two or more;
/// Binary two; Conditional the question and two answers; Index a list and a number.
struct GuardNode
{
    enum class Kind { Literal, List, Name, Call, Not, Negate, And, Or, Binary, Conditional, Index };

    Kind kind = Kind::Literal;
    GuardOp op = GuardOp::None;
    std::size_t begin = 0; ///< place in the source, in bytes
    std::size_t end = 0;
    std::vector<GuardNode> parts;
    std::vector<std::string> path; ///< Name: "case", "end"; Call: the function
    GuardValue literal;
    GuardType type;                ///< given by the checker; a literal has it from the parser

    /// A name of two parts with that root: case.end.
    bool is_under(std::string_view root) const { return kind == Kind::Name && path.size() == 2 && path.front() == root; }
};

/// Adds a finding whose column is the place within the source.
void add_guard_finding(Findings& findings, std::string_view source, const char* code, std::size_t offset, Localized message);

/// Nothing where the source does not parse or breaks a limit; the findings say why.
std::optional<GuardNode> parse_guard(std::string_view source, Findings& findings);

} // namespace ogp::workflow
