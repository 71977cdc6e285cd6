#pragma once

#include "base/language.hpp"
#include "budget/suppression.hpp"
#include "store/ballot_box.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace ogp::app {

/// Who took part, by traits, so that nobody can be told apart: margins of each trait, and one table of districts against the other traits
/// in which small cells, and enough others, are withheld.

enum class Bands { Narrow, Wide }; ///< ten years as on the roll; or 0-24, 25-44, 45-64, 65+
struct TurnoutTraits
{
    bool district = false;
    bool sex = false;
    bool age = false;
    Bands bands = Bands::Narrow;

    bool none() const { return !district && !sex && !age; }
};
/// "district,sex,age" or fewer; "none". Error{Usage}.
TurnoutTraits traits_from(const std::string& by, const std::string& bands);
std::string text_of(const TurnoutTraits& traits);
/// Those that the roll has.
TurnoutTraits traits_on_roll(const std::vector<store::TurnoutRow>& rows);

struct TurnoutLine
{
    store::VoterTraits traits; ///< "" for all
    std::int64_t voted = 0;
    std::int64_t eligible = -1; ///< -1: not told
    bool hidden = false;
};
struct Turnout
{
    std::vector<TurnoutLine> lines;
    std::vector<Localized> refusals; ///< why it cannot be published so; empty: it can
    std::size_t small = 0;
    std::size_t further = 0;
    std::int64_t hidden_people = 0;
};

/// A margin is refused below 5 people, or below k where that is less; a cell of the table below k is withheld, with what else would give it
/// away. Refused too where there is nothing to hide behind, and where more than a quarter of all people would be withheld.
Turnout make_turnout(const std::vector<store::TurnoutRow>& rows, const TurnoutTraits& traits, std::int64_t k);
/// The most detailed choice of fewer traits or wider bands that can be published.
TurnoutTraits publishable(const std::vector<store::TurnoutRow>& rows, const TurnoutTraits& wanted, std::int64_t k);

/// CSV: district, sex, age, voted, eligible; a withheld count is "..".
std::string turnout_csv(const Turnout& turnout);
/// What is wrong with such a file: sums that do not fit, small counts.
std::vector<Localized> check_turnout_csv(const std::string& csv, std::int64_t k);

} // namespace ogp::app
