#include "cli/args.hpp"

#include "base/error.hpp"
#include "base/text.hpp"

namespace ogp::cli {

const std::vector<std::string>& Args::all(std::string_view name) const
{
    const auto found = m_values.find(name);
    if (found == m_values.end())
        throw Error{Fault::Internal, say("ბრძანებას არ აქვს არგუმენტი {}", "the command has no argument {}", name)};
    return found->second;
}

bool Args::has(std::string_view name) const
{
    return !all(name).empty();
}

const std::string& Args::text(std::string_view name) const
{
    static const std::string nothing;
    const std::vector<std::string>& values = all(name);
    return values.empty() ? nothing : values.back();
}

std::optional<std::int64_t> Args::number(std::string_view name) const
{
    if (!has(name))
        return {};
    return to_integer(text(name));
}

std::optional<Date> Args::date(std::string_view name) const
{
    if (!has(name))
        return {};
    return Date::parse(text(name));
}

} // namespace ogp::cli
