#include "base/text.hpp"
#include "ledger/signature.hpp"
#include "store/erasure.hpp"
#include "store/projection.hpp"
#include "store/state.hpp"

#include <algorithm>

namespace ogp::store {
namespace {

std::string text_at(const model::Event& event, std::string_view key)
{
    const Json& value = event.set[key];
    return value.is_text() ? value.as_text() : std::string();
}

} // namespace

GrantContent grant_content(const model::Event& event)
{
    GrantContent content{text_at(event, "actor"), {}, text_at(event, "role")};
    const std::string hex = text_at(event, "key");
    const auto key = ledger::PublicKey::from_hex(hex);
    const bool names_nothing = content.role.empty() && hex.empty() && event.op == model::Op::Grant;
    if (content.actor.empty() || names_nothing || (!hex.empty() && !key))
        throw Error(Fault::Invalid, {"უფლების მინიჭებას აკლია მომხმარებელი, როლი ან გასაღები",
                                     "a grant lacks its actor, its role or its key"});
    if (key)
        content.key = from_hex(hex).value();
    if (event.op == model::Op::Grant)
        content.handover = text_at(event, "handover");
    return content;
}

std::string conflict_fields_text(const std::vector<model::FieldConflict>& conflicts)
{
    Json fields = Json::array();
    for (const model::FieldConflict& conflict : conflicts)
        fields.push(Json::object({{"field", Json(conflict.field)}, {"kept", conflict.kept}, {"other", conflict.other}}));
    return to_json(Json::object({{"fields", std::move(fields)}}));
}

std::vector<ConflictRow::Field> conflict_fields(std::string_view text)
{
    const Json json = parse_json(text);
    std::vector<ConflictRow::Field> fields;
    if (!json["fields"].is_array())
        throw Error(Fault::Integrity, {"დაპირისპირებული ველები", "the fields in conflict"});
    for (const Json& field : json["fields"].items())
        fields.push_back({field.text("field"), field["kept"], field["other"]});
    return fields;
}

std::string numbers_text(const std::vector<std::int64_t>& numbers)
{
    Json json = Json::array();
    for (const std::int64_t number : numbers)
        json.push(Json(number));
    return to_json(json);
}

std::vector<std::int64_t> numbers_in(std::string_view text)
{
    const Json json = parse_json(text);
    std::vector<std::int64_t> numbers;
    for (const Json& number : json.items()) {
        if (!number.is_integer())
            throw Error(Fault::Integrity, {"გაუქმებული ნომრები", "the numbers that were annulled"});
        numbers.push_back(number.as_integer());
    }
    return numbers;
}

void Projection::fold_repository(std::int64_t sequence, const model::Event& event, const Hash& id)
{
    switch (event.op) {
    case model::Op::Define: return define(sequence, event);
    case model::Op::Grant: return grant(sequence, event);
    case model::Op::Calendar: return define_calendar(sequence, event);
    case model::Op::Revoke: return revoke(sequence, event);
    case model::Op::Erase: return erase(sequence, event);
    case model::Op::Lease: return lease(sequence, event, id);
    case model::Op::Open:
    case model::Op::Set:
    case model::Op::Move:
    case model::Op::Comment:
    case model::Op::Attach:
    case model::Op::Link:
    case model::Op::Vote:
    case model::Op::Tick:
    case model::Op::Migrate:
    case model::Op::Resolve: return;
    }
}

void Projection::define(std::int64_t sequence, const model::Event& event)
{
    const KeptWorkflow& workflow = workflow_of(event);
    Query(m_database,
          "INSERT INTO active(type, workflow, seq) VALUES(?1, ?2, ?3) "
          "ON CONFLICT(type) DO UPDATE SET workflow = excluded.workflow, seq = excluded.seq",
          event.type, workflow.id, sequence)
        .run();
}

void Projection::grant(std::int64_t sequence, const model::Event& event)
{
    const GrantContent content = grant_content(event);
    if (!content.handover.empty())
        hand_over(sequence, event, content);
    Query(m_database, "INSERT INTO grant_(seq, actor, key, role) VALUES(?1, ?2, ?3, ?4)", sequence, content.actor,
          BlobView{content.key}, content.role)
        .run();
}

/// The authority alone changes its key, with the consent of the one before.
void Projection::hand_over(std::int64_t sequence, const model::Event& event, const GrantContent& content)
{
    ledger::LogKeys keys = log_keys_of(m_database, m_identity);
    ledger::Handover handover = ledger::Handover::parse(content.handover);
    if (event.replica != m_identity.log_keeper() || static_cast<std::int64_t>(handover.from) != sequence ||
        to_hex(content.key) != handover.newer.key.hex())
        throw Error(Fault::Invalid, {"ჟურნალის გასაღების შეცვლა სხვისია ან სხვა ადგილისაა", "the change of the log's key is somebody else's, or of another place"});
    keys.add(handover);
    Query(m_database, "INSERT INTO log_key(seq, note) VALUES(?1, ?2)", sequence, handover.note).run();
    m_has_handover = true;
}

void Projection::revoke(std::int64_t sequence, const model::Event& event)
{
    const GrantContent content = grant_content(event);
    Query(m_database, "INSERT INTO revocation(seq, actor, key, role) VALUES(?1, ?2, ?3, ?4)", sequence, content.actor,
          BlobView{content.key}, content.role)
        .run();
}

void Projection::define_calendar(std::int64_t sequence, const model::Event& event)
{
    const auto detail = model::CalendarDetail::from_json(event.detail);
    if (!detail)
        throw Error(Fault::Invalid, {"კალენდრის მოვლენა უვარგისია", "the calendar's event is not valid"});
    Query(m_database,
          "INSERT INTO calendar(seq, id, source) VALUES(?1, ?2, ?3)", sequence, detail->calendar, BlobView{detail->source.view()})
        .run();
}

void Projection::erase(std::int64_t sequence, const model::Event& event)
{
    const auto detail = model::EraseDetail::from_json(event.detail);
    if (!detail)
        throw Error(Fault::Invalid, {"წაშლის მოვლენა უვარგისია", "the event of an erasure is not valid"});
    for (const std::string& subject : detail->subjects)
        mark_erased(m_database, from_hex(subject).value(), sequence);
    m_has_erased = true;
}

void Projection::lease(std::int64_t sequence, const model::Event& event, const Hash& id)
{
    const auto detail = model::LeaseDetail::from_json(event.detail);
    if (!detail)
        throw Error(Fault::Invalid, {"ნომრების გაცემის მოვლენა უვარგისია", "the event of a lease is not valid"});
    if (!detail->block)
        return end_lease(sequence, *detail);
    const model::LeaseDetail::Block& block = *detail->block;
    const std::int64_t last = last_of_series(block.series);
    if (block.first != last + 1)
        throw Error(Fault::Conflict, say("რიგის „{}“ შემდეგი ნომერია {} და არა {}", "the next number of the series \"{}\" is {}, not {}",
                                         printable(block.series), last + 1, block.first));
    Query(m_database,
          "INSERT INTO lease(seq, id, type, series, first, count, replica, ended, annulled) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, -1, '[]')",
          sequence, id, block.type, block.series, block.first, block.count, BlobView{block.replica.view()})
        .run();
    // The series goes on behind the block, so that no number of it is ever given to anybody else.
    m_series[block.series] = last + block.count;
}

void Projection::end_lease(std::int64_t sequence, const model::LeaseDetail& detail)
{
    std::vector<std::int64_t> left;
    {
        Query query(m_database, "SELECT series, first, count FROM lease WHERE id = ?1 AND ended = -1", detail.ended.value_or(Hash{}));
        if (!query.step())
            throw Error(Fault::Conflict, {"ნომრების ასეთი მოქმედი ბლოკი არ არის", "there is no such block of numbers in force"});
        left = numbers_without_case(m_database, query.bytes(0), query.integer(1), query.integer(2));
    }
    if (left != detail.annulled)
        throw Error(Fault::Conflict, {"უქმდება არა ის ნომრები, რომლებიც ბლოკში დარჩა",
                                      "the numbers to be annulled are not those that are left of the block"});
    Query(m_database, "UPDATE lease SET ended = ?2, annulled = ?3 WHERE id = ?1", *detail.ended, sequence, numbers_text(left)).run();
}

void Projection::check_leased(const std::string& series, std::int64_t number, const ReplicaId& replica)
{
    const auto lease = number_of(m_database,
                                 "SELECT seq FROM lease WHERE series = ?1 AND replica = ?2 AND ended = -1 AND ?3 >= first AND "
                                 "?3 - first < count",
                                 series, BlobView{replica.view()}, number);
    if (!lease || number_of(m_database, "SELECT 1 FROM leased WHERE series = ?1 AND number = ?2", series, number))
        throw Error(Fault::Conflict, say("ნომერი {} რიგში „{}“ ამ ასლს არ ეკუთვნის ან უკვე გაცემულია",
                                         "number {} of the series \"{}\" is not this replica's to give, or was given already", number,
                                         printable(series)));
}

std::vector<std::int64_t> numbers_without_case(Database& database, std::string_view series, std::int64_t first, std::int64_t count)
{
    std::vector<std::int64_t> left;
    Query query(database, "SELECT number FROM leased WHERE series = ?1 AND number >= ?2 AND number - ?2 < ?3 ORDER BY number", series, first,
                count);
    bool more = query.step();
    for (std::int64_t number = first; number - first < count; ++number) {
        const bool is_given = more && query.integer(0) == number;
        if (is_given)
            more = query.step();
        else
            left.push_back(number);
    }
    return left;
}

void Projection::write_conflict(std::int64_t sequence, std::int64_t case_id, const Hash& id,
                                const std::vector<model::FieldConflict>& conflicts)
{
    Query(m_database, "INSERT INTO conflict(seq, case_id, id, fields, resolved_by) VALUES(?1, ?2, ?3, ?4, -1)", sequence, case_id, id,
          conflict_fields_text(conflicts))
        .run();
}

void Projection::settle(std::int64_t sequence, std::int64_t case_id, const model::Event& event)
{
    if (const auto detail = model::ResolveDetail::from_json(event.detail))
        Query(m_database, "UPDATE conflict SET resolved_by = ?3 WHERE case_id = ?1 AND id = ?2 AND resolved_by = -1", case_id, detail->event,
              sequence)
            .run();
}

} // namespace ogp::store
