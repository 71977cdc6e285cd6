#include "store/case_history.hpp"

#include "store/state.hpp"

namespace ogp::store {

void CaseHistory::add(model::CaseChain& chain, const StoredEvent& stored) const
{
    const bool opens = stored.event.op == model::Op::Open;
    const Hash hash = opens ? stored.event.workflow.value_or(Hash{}) : chain.now().workflow;
    const KeptWorkflow* workflow = m_workflows.find(hash);
    if (workflow == nullptr)
        throw Error(Fault::Internal, say("მოვლენის პროცესი ({}) საცავში არ არის", "the event's workflow ({}) is not kept", hash.hex()));
    chain.add(stored.event, stored.id, stored.leaf.verdict, stored.leaf.rule, workflow->profile.merge);
}

model::CaseChain CaseHistory::chain(std::int64_t last) const
{
    model::CaseChain chain;
    for (const StoredEvent& stored : m_log.chain(last))
        add(chain, stored);
    return chain;
}

std::optional<model::Case> CaseHistory::at(std::int64_t last, std::int64_t version) const
{
    model::CaseChain chain;
    for (const StoredEvent& stored : m_log.chain(last)) {
        add(chain, stored);
        if (chain.now().version == version)
            return chain.now();
    }
    return std::nullopt;
}

namespace {

std::optional<std::int64_t> last_event(Database& database, const CaseUid& uid)
{
    return number_of(database, "SELECT last FROM case_ WHERE uid = ?1", BlobView{uid.view()});
}

} // namespace

std::optional<model::Case> Store::case_at(const CaseUid& uid, std::int64_t version) const
{
    const auto last = last_event(m_state->database, uid);
    return last ? CaseHistory(m_state->log, m_state->workflows).at(*last, version) : std::nullopt;
}

std::optional<model::View> Store::seen_by(const model::Event& event) const
{
    const auto missing = [&] {
        return Error(Fault::NotFound, say("საქმე {} არ არის", "there is no case {}", event.case_uid ? event.case_uid->hex() : std::string()));
    };
    if (!event.case_uid)
        throw missing();
    std::int64_t last = 0;
    {
        Query query(m_state->database, "SELECT version, last, id FROM case_ WHERE uid = ?1", BlobView{event.case_uid->view()});
        if (!query.step())
            throw missing();
        // Where every event of the case counted, equal versions are the same one.
        if (query.integer(0) == event.base && !number_of(m_state->database, "SELECT 1 FROM conflict WHERE case_id = ?1 LIMIT 1", query.integer(2)))
            return std::nullopt;
        last = query.integer(1);
    }
    const model::CaseChain chain = CaseHistory(m_state->log, m_state->workflows).chain(last);
    if (auto view = chain.view_of(event))
        return view->since.empty() && view->base == chain.now() ? std::nullopt : std::move(view);
    throw Error(Fault::Conflict, say("საქმეს {} ვერსია {} არ ჰქონია", "case {} never had version {}", event.case_uid->hex(), event.base));
}

} // namespace ogp::store
