#include "app/change.hpp"

#include "base/text.hpp"

#include <utility>

namespace ogp::app {
namespace {

/// One step further from what somebody wanted: acts in the role system until the end of its scope.
class AsSystem
{
public:
    AsSystem(workflow::Actor& actor, Batch& batch, int& depth)
        : m_actor(actor), m_batch(batch), m_depth(depth), m_role(std::exchange(actor.role, std::string(workflow::system_role)))
    {
        ++m_depth;
        m_batch.act_as(m_actor.role);
    }
    ~AsSystem()
    {
        --m_depth;
        m_actor.role = m_role;
        m_batch.act_as(m_role);
    }
    AsSystem(const AsSystem&) = delete;
    AsSystem& operator=(const AsSystem&) = delete;

private:
    workflow::Actor& m_actor;
    Batch& m_batch;
    int& m_depth;
    std::string m_role;
};

std::string name_of(const store::CaseRow& row)
{
    return printable(row.path.empty() ? row.subject.uid.hex() : row.path);
}

} // namespace

std::vector<workflow::Part> Change::parts_of(const CaseUid& uid, const std::string& type) const
{
    std::vector<workflow::Part> parts;
    m_repository.store().each_case({.type = type, .parent = uid}, [&](const store::CaseRow& row) {
        const workflow::State* state = m_repository.type(row.subject.workflow).state(row.subject.state);
        parts.push_back({row.subject.uid, state != nullptr && state->terminal});
        return true;
    });
    return parts;
}

void Change::carry_out(const std::vector<workflow::Consequence>& consequences, const store::CaseRow& row)
{
    for (const workflow::Consequence& consequence : consequences) {
        const bool opens = consequence.kind == workflow::EffectKind::CreateChild;
        const bool closes = consequence.kind == workflow::EffectKind::CloseChildren;
        const std::string parent_field = opens ? m_repository.active_type(consequence.what).parent_field : std::string();
        const std::vector<workflow::Part> parts =
            closes ? parts_of(row.subject.uid, consequence.what) : std::vector<workflow::Part>();
        for (const workflow::FurtherAct& act : workflow::further_acts(consequence, row.subject.uid, parts, parent_field)) {
            const std::string before = std::exchange(m_why, consequence.why);
            carry_out(act);
            m_why = before;
        }
    }
}

/// A part that cannot follow keeps the whole act from happening: the reason names it.
void Change::carry_out(const workflow::FurtherAct& further)
{
    if (m_depth >= workflow::deepest_consequence || ++m_followed > workflow::most_consequences)
        throw Error(Fault::Forbidden, {"ამ მოქმედებას ზედმეტად ბევრი სხვა მოჰყვება", "too much follows from this act"},
                    {"გაამარტივეთ საქმის ტიპის effects და cascade", "simplify the effects and cascades of the case type"});
    const AsSystem system(m_actor, m_batch, m_depth);
    try {
        if (further.subject)
            act(*further.subject, further.intent);
        else
            open(further.type, further.intent);
    } catch (const Error& error) {
        if (error.fault() != Fault::Forbidden && error.fault() != Fault::Invalid && error.fault() != Fault::Usage)
            throw;
        const auto row = further.subject ? m_repository.store().find(*further.subject) : std::nullopt;
        const std::string name = row ? name_of(*row) : further.type;
        throw Error(error.fault(),
                    {fmt::format("{}: {}", name, error.message().ka), fmt::format("{}: {}", name, error.message().en)},
                    error.hint());
    }
}

} // namespace ogp::app
