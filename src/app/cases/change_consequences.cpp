#include "app/cases/change.hpp"

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

void Change::carry_out(const std::vector<workflow::Consequence>& consequences, const store::CaseRow& row)
{
    for (const workflow::Consequence& consequence : consequences) {
        for (const workflow::FurtherAct& act : m_facts.further_acts(consequence, row.subject.uid))
            follow_up(act, consequence.why);
    }
}

void Change::follow_up(const workflow::FurtherAct& act, const std::string& why)
{
    const std::string before = std::exchange(m_why, why);
    carry_out(act);
    m_why = before;
}

void Change::write_worked_out(const CaseUid& uid, const Json& values)
{
    const auto row = m_repository.store().find(uid);
    if (!row)
        return;
    const AsSystem system(m_actor, m_batch, m_depth);
    model::Event event = m_batch.blank(model::Op::Set);
    event.case_uid = uid;
    event.type = row->subject.type;
    event.base = row->subject.version;
    event.set = values;
    event.why = "merge";
    const model::Event written = event;
    const store::CaseRow changed = m_batch.append(std::move(event));
    if (ClockTable::follows(m_repository.type(row->subject.workflow), model::Op::Set))
        m_clocks.follow(m_batch.transaction(), row->subject, changed, written);
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
