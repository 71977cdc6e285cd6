#pragma once

#include "app/cases/personal.hpp"
#include "app/repository/outbox.hpp"
#include "report/wording.hpp"

#include <map>
#include <optional>
#include <string>

namespace ogp::app {

/// The case that an event is about; nothing for one on the repository.
std::optional<store::CaseRow> case_of(const Repository& repository, const store::StoredEvent& event);

/// Makes messages of entries of the outbox. Templates are loaded once.
class OutboxWriter
{
public:
    explicit OutboxWriter(const Repository& repository) : m_repository(repository), m_personal(repository) {}

    /// Nothing where the recipient's field has no value. Error{Integrity} where the event is gone.
    std::optional<Outgoing> write(const store::OutboxRow& row);

private:
    struct Recipient
    {
        std::string address; ///< e-mail address, telephone number, or "role:NAME"
        std::string name;
    };
    std::optional<Recipient> recipient(const store::CaseRow& row, const std::string& to);
    Json value_of(const store::CaseRow& row, const workflow::Field& field);
    Json letter_values(const store::CaseRow& row, const store::StoredEvent& event, const store::OutboxRow& entry,
                       const Recipient& recipient) const;
    const report::Wording& wording(const std::string& id);

    const Repository& m_repository;
    PersonalValues m_personal;
    std::map<std::string, report::Wording, std::less<>> m_wordings;
};

} // namespace ogp::app
