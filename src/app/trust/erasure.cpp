#include "app/trust/erasure.hpp"

#include "app/cases/batch.hpp"
#include "app/cases/personal.hpp"
#include "app/cases/subjects.hpp"
#include "app/trust/tokens.hpp"
#include "base/text.hpp"
#include "model/event_detail.hpp"
#include "store/subject_keys.hpp"

#include <algorithm>
#include <set>

namespace ogp::app {
namespace {

using report::Align;
using report::Cell;

/// The names that the keys of a person may lie under, from those that are known of them.
void add_further(std::set<std::string>& subjects, const std::string& first, const store::SubjectKeys& keys)
{
    std::string subject = first;
    while (keys.find(subject) || keys.is_erased(subject)) {
        subjects.insert(subject);
        subject = next_subject(subject);
    }
}

/// The subjects of a case and those of the persons that it names, on whatever replica their keys were made.
std::set<std::string> subjects_of(Repository& repository, const store::CaseRow& row)
{
    const store::Store& store = repository.store();
    const store::SubjectKeys keys(repository.data_folder(), store::Access::Read);
    std::set<std::string> subjects;
    for (const std::string& subject : store.subjects_of(row.subject.uid))
        add_further(subjects, subject, keys);
    PersonalValues personal(repository);
    for (const workflow::Field& field : repository.type(row.subject.workflow).fields) {
        if (field.type != workflow::FieldType::Person || !workflow::is_sealed(field.privacy))
            continue;
        const auto person = personal.current(row.subject.uid, field.id);
        if (!person || person->is_null())
            continue;
        const std::string subject = person_subject(store, *person);
        add_further(subjects, subject, keys);
        for (const store::ReplicaAck& ack : store.replica_acks())
            add_further(subjects, replica_subject(subject, ack.replica), keys);
    }
    std::erase_if(subjects, [&](const std::string& subject) { return keys.is_erased(subject); });
    return subjects;
}

/// Every case that has a value under one of them.
std::vector<std::string> cases_of(const Repository& repository, const std::set<std::string>& subjects)
{
    std::vector<std::string> names;
    repository.store().each_case({}, [&](const store::CaseRow& row) {
        if (row.subject.sealed.empty() && row.subject.comments == 0)
            return true;
        for (const std::string& subject : repository.store().subjects_of(row.subject.uid))
            if (subjects.contains(subject)) {
                names.push_back(row.path.empty() ? row.subject.uid.hex() : row.path);
                break;
            }
        return true;
    });
    std::sort(names.begin(), names.end());
    return names;
}

} // namespace

Erased erase_case(Repository& repository, const store::CaseRow& row, const std::string& legal_basis, DryRun dry_run)
{
    check_administers(repository);
    if (trim(legal_basis).empty())
        throw Error(Fault::Usage, {"წაშლას სამართლებრივი საფუძველი სჭირდება", "an erasure needs its legal basis"},
                    {"მიუთითეთ --legal-basis", "say --legal-basis"});
    const std::set<std::string> subjects = subjects_of(repository, row);
    if (subjects.empty())
        throw Error(Fault::NotFound, say("{}: პირადი მნიშვნელობა არ აქვს", "{} holds nothing personal", row.path.empty() ? row.subject.uid.hex() : row.path));
    Erased erased{subjects.size(), cases_of(repository, subjects)};
    if (dry_run == DryRun::Yes)
        return erased;
    model::EraseDetail detail;
    detail.basis = std::string(trim(legal_basis));
    for (const std::string& subject : subjects)
        detail.subjects.push_back(to_hex(subject));
    std::sort(detail.subjects.begin(), detail.subjects.end());
    const workflow::Actor actor = repository.acting();
    Batch batch(repository.store(), repository.clock(), actor.id, actor.role);
    batch.append_detail(model::Op::Erase, detail.to_json());
    batch.commit([&](std::string_view text) { return repository.sign(text); });
    return erased;
}

report::Table pending_erasures(const Repository& repository)
{
    report::Table table{"erasures",
                        {"ვის არ დაუდასტურებია წაშლა", "Erasures that are not acknowledged"},
                        {{"replica", {"ასლი", "Replica"}},
                         {"missing", {"დაუდასტურებელია", "Not acknowledged"}, Align::Right},
                         {"erased_through", {"დადასტურებულია აქამდე", "Acknowledged through"}, Align::Right},
                         {"seen", {"ჟურნალი აქვს აქამდე", "Has the log through"}, Align::Right},
                         {"at", {"ბოლოს", "Last heard of"}}},
                        {}};
    std::set<std::uint64_t> erasures;
    for (const store::ErasedRow& row : repository.store().erased())
        erasures.insert(row.sequence);
    for (const store::ReplicaAck& ack : repository.store().replica_acks()) {
        const auto missing = std::distance(erasures.lower_bound(ack.erased_through), erasures.end());
        if (missing > 0)
            table.rows.push_back({Cell::of(ack.replica.hex()), Cell::of(static_cast<std::int64_t>(missing)),
                                  Cell::of(static_cast<std::int64_t>(ack.erased_through)), Cell::of(static_cast<std::int64_t>(ack.seen)),
                                  Cell::of(repository.zone().rfc3339(ack.at))});
    }
    return table;
}

} // namespace ogp::app
