#include "budget/approved/variance.hpp"

namespace ogp::budget {

std::optional<CompositionVariance> composition_variance(std::span<const PlannedAndActual> heads)
{
    Rational planned;
    Rational actual;
    for (const PlannedAndActual& head : heads) {
        planned += Rational{head.planned};
        actual += Rational{head.actual};
    }
    if (planned <= Rational{0} || actual <= Rational{0})
        return std::nullopt;
    CompositionVariance result;
    result.outturn = actual / planned;
    Rational off;
    for (const PlannedAndActual& head : heads) {
        const Rational difference = Rational{head.actual} - Rational{head.planned} * result.outturn;
        off += difference < Rational{0} ? Rational{0} - difference : difference;
    }
    result.variance = off / actual; // the adjusted amounts add up to what was spent
    return result;
}

char variance_band(const Rational& variance)
{
    return variance < Rational{5, 100} ? 'A' : variance < Rational{10, 100} ? 'B' : variance < Rational{15, 100} ? 'C' : 'D';
}

} // namespace ogp::budget
