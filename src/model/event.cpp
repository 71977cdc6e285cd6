#include "model/event.hpp"

#include <array>
#include <utility>

namespace ogp::model {
namespace {

constexpr std::array<std::pair<Op, std::string_view>, ops.size()> op_codes{{
    {Op::Open, "open"},
    {Op::Set, "set"},
    {Op::Move, "move"},
    {Op::Comment, "comment"},
    {Op::Attach, "attach"},
    {Op::Link, "link"},
    {Op::Vote, "vote"},
    {Op::Tick, "tick"},
    {Op::Migrate, "migrate"},
    {Op::Resolve, "resolve"},
    {Op::Define, "define"},
    {Op::Grant, "grant"},
    {Op::Calendar, "calendar"},
    {Op::Revoke, "revoke"},
    {Op::Erase, "erase"},
    {Op::Lease, "lease"},
}};

} // namespace

std::string_view code(Op op)
{
    for (const auto& [value, name] : op_codes) {
        if (value == op) {
            return name;
        }
    }
    return {};
}

std::optional<Op> op_from(std::string_view code)
{
    for (const auto& [value, name] : op_codes) {
        if (name == code) {
            return value;
        }
    }
    return std::nullopt;
}

} // namespace ogp::model
