#include "model/event_detail.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <functional>
#include <utility>

namespace ogp::model {
namespace {

constexpr std::size_t longest_voter = 200;
constexpr std::size_t longest_basis = 1000;
constexpr std::size_t longest_series = 200;
constexpr std::size_t subject_digits = 32;

template <class Values>
auto from_code(const Values& values, std::string_view word) -> std::optional<typename Values::value_type>
{
    for (const auto value : values) {
        if (code(value) == word)
            return value;
    }
    return std::nullopt;
}

std::string word_in(const Json& json, std::string_view key)
{
    const Json& value = json[key];
    return value.is_text() && is_identifier(value.as_text()) ? value.as_text() : std::string();
}

std::optional<Hash> hash_in(const Json& json, std::string_view key)
{
    const Json& value = json[key];
    return value.is_text() ? Hash::from_hex(value.as_text()) : std::nullopt;
}

std::int64_t integer_in(const Json& json, std::string_view key)
{
    const Json& value = json[key];
    return value.is_integer() ? value.as_integer() : -1;
}

/// A reading counts only where writing it gives the same again.
template <class Detail>
std::optional<Detail> exact(Detail detail, const Json& json)
{
    return detail.to_json() == json ? std::optional(std::move(detail)) : std::nullopt;
}

bool is_subject(std::string_view hex)
{
    return hex.size() == subject_digits &&
           std::all_of(hex.begin(), hex.end(), [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

/// Sorted, and nothing twice.
template <class Values>
bool rises(const Values& values)
{
    return std::adjacent_find(values.begin(), values.end(), std::greater_equal<>()) == values.end();
}

} // namespace

std::string_view code(Choice choice)
{
    switch (choice) {
    case Choice::For: return "for";
    case Choice::Against: return "against";
    case Choice::Abstain: return "abstain";
    }
    return {};
}

std::optional<Choice> choice_from(std::string_view code)
{
    return from_code(choices, code);
}

std::string_view code(TickKind kind)
{
    switch (kind) {
    case TickKind::Warn: return "warn";
    case TickKind::Breach: return "breach";
    case TickKind::Escalate: return "escalate";
    case TickKind::Moved: return "moved";
    }
    return {};
}

std::optional<TickKind> tick_kind_from(std::string_view code)
{
    return from_code(tick_kinds, code);
}

Json LinkDetail::to_json() const
{
    Json json = Json::object({{"case", Json(to.hex())}, {"relation", Json(relation)}});
    if (remove)
        json.set("remove", Json(true));
    return json;
}

std::optional<LinkDetail> LinkDetail::from_json(const Json& json)
{
    const Json& uid = json["case"];
    const auto to = uid.is_text() ? CaseUid::from_hex(uid.as_text()) : std::nullopt;
    const std::string relation = word_in(json, "relation");
    if (!to || relation.empty())
        return std::nullopt;
    return exact(LinkDetail{relation, *to, json.find("remove") != nullptr}, json);
}

Json VoteDetail::to_json() const
{
    return Json::object({{"choice", Json(code(choice))}, {"group", Json(group)}, {"voter", Json(voter)}});
}

std::optional<VoteDetail> VoteDetail::from_json(const Json& json)
{
    const auto choice = json["choice"].is_text() ? choice_from(json.text("choice")) : std::nullopt;
    const std::string group = word_in(json, "group");
    const Json& voter = json["voter"];
    if (!choice || group.empty() || !voter.is_text() || trim(voter.as_text()).empty() ||
        voter.as_text().size() > longest_voter)
        return std::nullopt;
    return exact(VoteDetail{group, voter.as_text(), *choice}, json);
}

Json TickDetail::to_json() const
{
    Json json = Json::object({{"clock", Json(clock)},
                              {"cycle", Json(cycle)},
                              {"due", Json(due.milliseconds())},
                              {"index", Json(index)},
                              {"kind", Json(code(kind))}});
    if (before)
        json.set("before", Json(before->milliseconds()));
    return json;
}

std::optional<TickDetail> TickDetail::from_json(const Json& json)
{
    TickDetail detail;
    detail.clock = word_in(json, "clock");
    detail.cycle = integer_in(json, "cycle");
    detail.index = integer_in(json, "index");
    const auto kind = json["kind"].is_text() ? tick_kind_from(json.text("kind")) : std::nullopt;
    if (detail.clock.empty() || detail.cycle < 1 || detail.index < 0 || !kind || !json["due"].is_integer())
        return std::nullopt;
    detail.kind = *kind;
    detail.due = Instant::from_milliseconds(json["due"].as_integer());
    if (json["before"].is_integer())
        detail.before = Instant::from_milliseconds(json["before"].as_integer());
    if (detail.before.has_value() != (detail.kind == TickKind::Moved))
        return std::nullopt;
    return exact(std::move(detail), json);
}

Json MigrateDetail::to_json() const
{
    Json json = Json::object({{"previous", Json(previous.hex())}});
    if (clocks.size() != 0)
        json.set("clocks", clocks);
    return json;
}

std::optional<MigrateDetail> MigrateDetail::from_json(const Json& json)
{
    const auto previous = hash_in(json, "previous");
    if (!previous)
        return std::nullopt;
    MigrateDetail detail{*previous, Json::object()};
    if (const Json* clocks = json.find("clocks")) {
        if (!clocks->is_object() || clocks->size() == 0)
            return std::nullopt;
        for (const auto& [clock, word] : clocks->members()) {
            constexpr std::array words{"keep_start", "restart", "keep_due", "drop"};
            if (!word.is_text() || std::find(words.begin(), words.end(), word.as_text()) == words.end())
                return std::nullopt;
        }
        detail.clocks = *clocks;
    }
    return exact(std::move(detail), json);
}

Json CalendarDetail::to_json() const
{
    return Json::object({{"calendar", Json(calendar)}, {"source", Json(source.hex())}});
}

std::optional<CalendarDetail> CalendarDetail::from_json(const Json& json)
{
    const auto source = hash_in(json, "source");
    const std::string calendar = word_in(json, "calendar");
    if (!source || calendar.empty())
        return std::nullopt;
    return exact(CalendarDetail{calendar, *source}, json);
}

std::string_view code(Settlement choice)
{
    switch (choice) {
    case Settlement::Keep: return "keep";
    case Settlement::Replace: return "replace";
    case Settlement::Both: return "both";
    case Settlement::Adopt: return "adopt";
    }
    return {};
}

std::optional<Settlement> settlement_from(std::string_view code)
{
    return from_code(settlements, code);
}

Json ResolveDetail::to_json() const
{
    return Json::object({{"choice", Json(code(choice))}, {"event", Json(event.hex())}});
}

std::optional<ResolveDetail> ResolveDetail::from_json(const Json& json)
{
    const auto event = hash_in(json, "event");
    const auto choice = json["choice"].is_text() ? settlement_from(json.text("choice")) : std::nullopt;
    if (!event || !choice)
        return std::nullopt;
    return exact(ResolveDetail{*event, *choice}, json);
}

Json OpenDetail::to_json() const
{
    return Json::object({{"number", Json(number)}});
}

std::optional<OpenDetail> OpenDetail::from_json(const Json& json)
{
    const std::int64_t number = integer_in(json, "number");
    return number < 1 ? std::nullopt : exact(OpenDetail{number}, json);
}

Json EraseDetail::to_json() const
{
    Json hex = Json::array();
    for (const std::string& subject : subjects)
        hex.push(Json(subject));
    return Json::object({{"basis", Json(basis)}, {"subjects", std::move(hex)}});
}

std::optional<EraseDetail> EraseDetail::from_json(const Json& json)
{
    const Json& subjects = json["subjects"];
    const Json& basis = json["basis"];
    if (!subjects.is_array() || subjects.size() == 0 || !basis.is_text() || trim(basis.as_text()).empty() ||
        basis.as_text().size() > longest_basis)
        return std::nullopt;
    EraseDetail detail;
    detail.basis = basis.as_text();
    for (const Json& subject : subjects.items()) {
        if (!subject.is_text() || !is_subject(subject.as_text()))
            return std::nullopt;
        detail.subjects.push_back(subject.as_text());
    }
    return rises(detail.subjects) ? exact(std::move(detail), json) : std::nullopt;
}

Json LeaseDetail::to_json() const
{
    if (block)
        return Json::object({{"count", Json(block->count)},
                             {"first", Json(block->first)},
                             {"replica", Json(block->replica.hex())},
                             {"series", Json(block->series)},
                             {"type", Json(block->type)}});
    Json numbers = Json::array();
    for (const std::int64_t number : annulled)
        numbers.push(Json(number));
    return Json::object({{"annulled", std::move(numbers)}, {"lease", Json(ended.value_or(Hash{}).hex())}});
}

std::optional<LeaseDetail> LeaseDetail::from_json(const Json& json)
{
    LeaseDetail detail;
    if (json.find("lease") != nullptr) {
        detail.ended = hash_in(json, "lease");
        if (!detail.ended || !json["annulled"].is_array())
            return std::nullopt;
        for (const Json& number : json["annulled"].items()) {
            if (!number.is_integer() || number.as_integer() < 1)
                return std::nullopt;
            detail.annulled.push_back(number.as_integer());
        }
        return rises(detail.annulled) ? exact(std::move(detail), json) : std::nullopt;
    }
    const Json& hex = json["replica"];
    const auto replica = hex.is_text() ? ReplicaId::from_hex(hex.as_text()) : std::nullopt;
    const Json& series = json["series"];
    if (!replica || !series.is_text() || series.as_text().empty() || series.as_text().size() > longest_series)
        return std::nullopt;
    detail.block = Block{word_in(json, "type"), series.as_text(), integer_in(json, "first"), integer_in(json, "count"), *replica};
    if (detail.block->type.empty() || detail.block->first < 1 || detail.block->count < 1 || detail.block->count > most_leased)
        return std::nullopt;
    return exact(std::move(detail), json);
}

bool has_detail(Op op)
{
    switch (op) {
    case Op::Link: case Op::Vote: case Op::Tick: case Op::Migrate: case Op::Resolve: case Op::Calendar: case Op::Erase: case Op::Lease:
        return true;
    case Op::Open: case Op::Set: case Op::Move: case Op::Comment: case Op::Attach: case Op::Define: case Op::Grant: case Op::Revoke:
        return false;
    }
    return false;
}

bool is_detail(Op op, const Json& detail)
{
    if (!detail.is_object())
        return false;
    switch (op) {
    case Op::Link: return LinkDetail::from_json(detail).has_value();
    case Op::Vote: return VoteDetail::from_json(detail).has_value();
    case Op::Tick: return TickDetail::from_json(detail).has_value();
    case Op::Migrate: return MigrateDetail::from_json(detail).has_value();
    case Op::Resolve: return ResolveDetail::from_json(detail).has_value();
    case Op::Calendar: return CalendarDetail::from_json(detail).has_value();
    case Op::Erase: return EraseDetail::from_json(detail).has_value();
    case Op::Lease: return LeaseDetail::from_json(detail).has_value();
    case Op::Open: return detail.size() == 0 || OpenDetail::from_json(detail).has_value();
    case Op::Set: case Op::Move: case Op::Comment: case Op::Attach: case Op::Define: case Op::Grant: case Op::Revoke:
        return detail.size() == 0;
    }
    return false;
}

} // namespace ogp::model
