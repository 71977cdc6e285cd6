#pragma once

#include "model/case_chain.hpp"
#include "store/log.hpp"
#include "store/workflows.hpp"

#include <cstdint>
#include <optional>

namespace ogp::store {

/// The past of a case, folded from the chain of its events in the log. Reads all of it each time: for what is rare.
class CaseHistory
{
public:
    CaseHistory(const Log& log, Workflows& workflows) : m_log(log), m_workflows(workflows) {}

    /// Everything up to `last`, the newest event of the chain.
    model::CaseChain chain(std::int64_t last) const;
    /// The case after that many of its events.
    std::optional<model::Case> at(std::int64_t last, std::int64_t version) const;

private:
    void add(model::CaseChain& chain, const StoredEvent& stored) const;

    const Log& m_log;
    Workflows& m_workflows;
};

} // namespace ogp::store
