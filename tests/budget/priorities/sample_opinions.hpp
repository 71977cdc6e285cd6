#pragma once

#include "budget/priorities/opinions.hpp"

#include <initializer_list>
#include <vector>

namespace ogp::budget {

struct SampleVoter
{
    std::vector<std::uint32_t> values;
    std::vector<Answer> answers;
};

/// Themes: 0 streets, 1 lighting (a part of it), 2 parks. Traits: district (Vake, Gldani), sex (F, M).
inline Opinions sample_opinions(const std::vector<SampleVoter>& voters, OpinionKind kind = OpinionKind::Rating)
{
    Opinions opinions;
    opinions.kind = kind;
    if (kind == OpinionKind::Allocation) {
        opinions.least = 0;
        opinions.most = 10;
    }
    opinions.themes = {{"streets", {}}, {"lighting", 0}, {"parks", {}}};
    opinions.traits = {{"district", {"Vake", "Gldani"}}, {"sex", {"F", "M"}}};
    opinions.first.push_back(0);
    for (const SampleVoter& voter : voters) {
        opinions.answers.insert(opinions.answers.end(), voter.answers.begin(), voter.answers.end());
        opinions.first.push_back(opinions.answers.size());
        opinions.values.insert(opinions.values.end(), voter.values.begin(), voter.values.end());
    }
    return opinions;
}

/// Six voters, five of them from Vake.
inline Opinions six_voters()
{
    return sample_opinions({{{0, 0}, {{0, 5}, {2, 1}}},
                            {{0, 0}, {{0, 4}}},
                            {{0, 1}, {{0, 4}, {1, 2}}},
                            {{0, 1}, {{2, 2}}},
                            {{0, 1}, {{0, 3}, {2, 3}}},
                            {{1, 0}, {{0, 1}, {2, 5}}}});
}

} // namespace ogp::budget
