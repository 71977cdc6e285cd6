#include "workflow/further_acts.hpp"

#include <utility>

namespace ogp::workflow {
namespace {

/// The relation of a case to one that its person follows.
constexpr const char* follows = "follows";

Intent consequent(model::Op op)
{
    Intent intent;
    intent.op = op;
    intent.cause = Cause::Consequence;
    return intent;
}

FurtherAct opening(const Consequence& consequence, const CaseUid& subject, const std::string& parent_field)
{
    FurtherAct act{std::nullopt, consequence.what, consequent(model::Op::Open)};
    act.intent.set = consequence.values;
    if (!parent_field.empty() && act.intent.set.find(parent_field) == nullptr)
        act.intent.set.set(parent_field, Json(subject.hex()));
    return act;
}

} // namespace

std::vector<FurtherAct> further_acts(const Consequence& consequence, const CaseUid& subject, const std::vector<Part>& parts,
                                     const std::string& parent_field)
{
    std::vector<FurtherAct> acts;
    if (consequence.kind == EffectKind::CreateChild) {
        acts.push_back(opening(consequence, subject, parent_field));
    } else if (consequence.kind == EffectKind::CloseChildren) {
        for (const Part& part : parts) {
            if (part.is_closed)
                continue;
            FurtherAct act{part.uid, consequence.what, consequent(model::Op::Move)};
            act.intent.transition = consequence.by;
            acts.push_back(std::move(act));
        }
    } else if (consequence.kind == EffectKind::Follow) {
        if (const auto followed = CaseUid::from_hex(consequence.to); followed && *followed != subject) {
            FurtherAct act{subject, {}, consequent(model::Op::Link)};
            act.intent.link = model::LinkDetail{follows, *followed, false};
            acts.push_back(std::move(act));
        }
    }
    return acts;
}

} // namespace ogp::workflow
