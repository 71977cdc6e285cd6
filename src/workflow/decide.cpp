#include "workflow/decide.hpp"

#include "model/event.hpp"
#include "workflow/judge.hpp"

#include <utility>

namespace ogp::workflow {

Decision decide(const CaseType& type, const model::Case* subject, const Actor& actor, const Intent& intent, const Facts& facts)
{
    try {
        return {Judge(type, subject, actor, intent, facts).run(), std::nullopt};
    } catch (Refused& refused) {
        return {std::nullopt, std::move(refused.refusal)};
    }
}

void fill(model::Event& event, const Intent& intent, const Permit& permit)
{
    event.op = intent.op;
    event.set = permit.set;
    event.add = permit.add;
    event.del = permit.del;
    event.detail = permit.detail;
    if (intent.op == model::Op::Open)
        event.to = permit.to;
    if (intent.op == model::Op::Move)
        event.transition = intent.transition;
    if (intent.op == model::Op::Move || intent.op == model::Op::Resolve) {
        event.from = permit.from;
        event.to = permit.to;
    }
    (intent.op == model::Op::Comment ? event.text : event.why) = permit.text;
}

} // namespace ogp::workflow
