#pragma once

#include "app/repository/repository.hpp"
#include "report/table.hpp"

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace ogp::app {

/// Invisible characters of no width (INVISIBLE SEPARATOR and PLUS) mark a hit in a text for people; where they stand in what is
/// stored they are left out.
inline constexpr std::string_view hit_begin = "\u2063";
inline constexpr std::string_view hit_end = "\u2064";

struct SearchWish
{
    std::string words;        ///< store/search_query.hpp
    std::string type{};       ///< "" for all; Error{NotFound} with the nearest where there is none
    std::int64_t limit = 20;
    enum class Marks { None, Hits } marks = Marks::None; ///< in the snippets for people
};

/// Cases in whose number, titles, texts, comments, reasons or names of files all the words occur, best first: type, path, title,
/// state, snippet (the words around the first hit), and on request number, id, field. Personal and secret values and comments are
/// never searched. Error{Usage} where there is no word to search for.
report::Table search_cases(const Repository& repository, const SearchWish& wish,
                           const std::function<void(std::uint64_t done, std::uint64_t total)>& progress = {});

} // namespace ogp::app
