#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace ogp {

/// Walks over the members of an object, or the items of an array, in compact JSON that this program wrote itself (to_json), and
/// gives each value as it is written: what is only passed on need not be taken apart. Form is checked as far as the walk needs
/// it; a text that cannot be walked over throws Error{Invalid}.
class JsonWalk
{
public:
    /// `text` must outlive the walk.
    explicit JsonWalk(std::string_view text);

    struct Member
    {
        std::string_view name; ///< of an object's member, without quotes; field names have no escapes
        std::string_view value;
    };
    std::optional<Member> next();

private:
    std::string_view take_text();
    std::string_view take_value();

    std::string_view m_rest;
    bool m_object = false;
    bool m_first = true;
};

/// The text of a JSON string with its quotes. Where there are escapes in it, it is put together in `scratch`.
std::string_view json_text(std::string_view value, std::string& scratch);

} // namespace ogp
