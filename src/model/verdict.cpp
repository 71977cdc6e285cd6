#include "model/verdict.hpp"

namespace ogp::model {

std::string_view code(Verdict verdict)
{
    switch (verdict) {
    case Verdict::Applied: return "applied";
    case Verdict::Merged: return "merged";
    case Verdict::Duplicate: return "duplicate";
    case Verdict::Conflict: return "conflict";
    case Verdict::Rejected: return "rejected";
    case Verdict::Quarantined: return "quarantined";
    }
    return {};
}

std::optional<Verdict> verdict_from(std::string_view word)
{
    for (const Verdict verdict : {Verdict::Applied, Verdict::Merged, Verdict::Duplicate, Verdict::Conflict, Verdict::Rejected,
                                  Verdict::Quarantined}) {
        if (code(verdict) == word)
            return verdict;
    }
    return std::nullopt;
}

} // namespace ogp::model
