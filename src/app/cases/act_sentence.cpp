#include "app/cases/act_sentence.hpp"

#include "base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <map>
#include <utility>

namespace ogp::app {
namespace {

Localized sentence_of(const model::LinkDetail& detail)
{
    const std::string other = detail.to.hex().substr(0, 12);
    return detail.remove ? say("კავშირი მოიხსნა: {} → {}", "link taken away: {} → {}", detail.relation, other)
                         : say("დაუკავშირდა: {} → {}", "linked: {} → {}", detail.relation, other);
}

Localized sentence_of(const model::VoteDetail& detail, const workflow::CaseType& type)
{
    const Localized choice = label_of(detail.choice);
    const Localized group = label_of_group(type, detail.group);
    const std::string voter = printable(detail.voter);
    return {fmt::format("ხმა: {} – {} ({})", voter, choice.ka, group.in(Language::Ka)),
            fmt::format("vote: {} – {} ({})", voter, choice.en, group.in(Language::En))};
}

Localized sentence_of(const model::TickDetail& detail, const workflow::CaseType& type)
{
    const workflow::Sla* sla = type.sla(detail.clock);
    const Localized name = sla != nullptr ? sla->label : both(detail.clock);
    const auto with = [&](const char* ka, const char* en) {
        return Localized{fmt::format("{}: {}", name.in(Language::Ka), ka), fmt::format("{}: {}", name.in(Language::En), en)};
    };
    switch (detail.kind) {
    case model::TickKind::Warn: return with("გაფრთხილება, ვადა ახლოვდება", "warning, the term is running out");
    case model::TickKind::Breach: return with("ვადა დაირღვა", "the term has passed");
    case model::TickKind::Escalate: return with("ვადის დარღვევა გადაეცა ზემდგომს", "the breach was passed on");
    case model::TickKind::Moved: return with("კალენდარმა ვადა გადასწია", "the calendar moved the due time");
    }
    return {};
}

Localized sentence_of(const model::ResolveDetail& detail)
{
    const std::string event = detail.event.hex().substr(0, 12);
    switch (detail.choice) {
    case model::Settlement::Keep: return say("კონფლიქტი გადაწყდა, დარჩა რაც იყო: {}", "conflict settled, what stood stays: {}", event);
    case model::Settlement::Replace: return say("კონფლიქტი გადაწყდა, შესრულდა მეორე: {}", "conflict settled, the other takes its place: {}", event);
    case model::Settlement::Both: return say("კონფლიქტი გადაწყდა, ძალაშია ორივე: {}", "conflict settled, both count: {}", event);
    case model::Settlement::Adopt: return say("კონფლიქტი სხვანაირად გადაწყდა: {}", "conflict settled in another way: {}", event);
    }
    return {};
}

Localized sentence_of(const model::LeaseDetail& detail)
{
    if (!detail.block)
        return say("ნომრების ბლოკი დაიხურა, გაუქმდა {}", "block of numbers ended, {} annulled", detail.annulled.size());
    return say("ნომრების ბლოკი: {0}{1}–{2}", "block of numbers: {0}{1}–{2}", printable(detail.block->series), detail.block->first,
               detail.block->first + detail.block->count - 1);
}

} // namespace

Localized label_of(model::Choice choice)
{
    switch (choice) {
    case model::Choice::For: return {"მომხრე", "for"};
    case model::Choice::Against: return {"წინააღმდეგი", "against"};
    case model::Choice::Abstain: return {"თავი შეიკავა", "abstained"};
    }
    return {};
}

Localized label_of_group(const workflow::CaseType& type, std::string_view group)
{
    const auto& groups = type.votes.groups;
    const auto found = std::find_if(groups.begin(), groups.end(), [&](const auto& known) { return known.id == group; });
    return found == groups.end() || found->label.empty() ? both(std::string(group)) : found->label;
}

report::Cell votes_cell(const workflow::CaseType& type, const model::Case& subject)
{
    if (type.votes.empty())
        return report::Cell::none();
    static const std::map<std::string, model::Choice> nobody;
    Json json = Json::object();
    Localized lines;
    for (const workflow::VoteGroup& group : type.votes.groups) {
        const auto found = subject.votes.find(group.id);
        const auto& votes = found == subject.votes.end() ? nobody : found->second;
        Json voters = Json::object();
        for (const auto& [voter, choice] : votes)
            voters.set(voter, Json(model::code(choice)));
        Json counted = Json::object();
        Localized line = label_of_group(type, group.id);
        const char* separator = ": ";
        for (const model::Choice choice : model::choices) {
            const std::int64_t number = std::count_if(votes.begin(), votes.end(), [&](const auto& vote) { return vote.second == choice; });
            counted.set(std::string(model::code(choice)), Json(number));
            const Localized word = label_of(choice);
            line.ka += fmt::format("{}{} {}", separator, word.ka, number);
            line.en += fmt::format("{}{} {}", separator, word.en, number);
            separator = ", ";
        }
        counted.set("voters", std::move(voters));
        json.set(group.id, std::move(counted));
        lines.ka += (lines.ka.empty() ? "" : "\n") + line.ka;
        lines.en += (lines.en.empty() ? "" : "\n") + line.en;
    }
    return {std::move(json), std::move(lines)};
}

report::Cell links_cell(const Repository& repository, const model::Case& subject)
{
    if (subject.links.empty())
        return {Json::array(), {}};
    Json json = Json::array();
    std::string lines;
    for (const model::CaseLink& link : subject.links) {
        const auto other = repository.store().find(link.to);
        const std::string path = other && !other->path.empty() ? other->path : link.to.hex().substr(0, 12);
        json.push(Json::object({{"relation", Json(link.relation)}, {"case", Json(link.to.hex())}, {"path", Json(path)}}));
        lines += (lines.empty() ? "" : "\n") + link.relation + ": " + path;
    }
    return {std::move(json), both(lines)};
}

Localized sentence_of_right(const model::Event& event)
{
    const std::string actor = printable(event.set.text("actor"));
    const std::string role = printable(event.set.text("role"));
    const bool has_key = event.set.find("key") != nullptr;
    if (event.op == model::Op::Grant && event.set.find("handover") != nullptr)
        return say("{} – ჟურნალის ახალი გასაღები", "{} – new key of the log", actor);
    if (event.op == model::Op::Grant)
        return role.empty() ? say("{} – გასაღები", "{} – key", actor) : say("{} – როლი {}", "{} – role {}", actor, role);
    if (!role.empty())
        return say("{} – გაუქმდა როლი {}", "{} – role {} revoked", actor, role);
    return has_key ? say("{} – გაუქმდა გასაღები", "{} – key revoked", actor)
                   : say("{} – გაუქმდა ყველა უფლება", "{} – everything revoked", actor);
}

Localized sentence_of_detail(const model::Event& event, const workflow::CaseType* type)
{
    if (event.op == model::Op::Calendar)
        return say("განისაზღვრა კალენდარი {}", "calendar {} defined", event.detail.text("calendar"));
    if (event.op == model::Op::Migrate)
        return say("გადავიდა ტიპის სხვა ვერსიაზე: {} → {}", "goes on under another version of its type: {} → {}", event.from, event.to);
    if (const auto resolved = model::ResolveDetail::from_json(event.detail))
        return sentence_of(*resolved);
    if (const auto erased = model::EraseDetail::from_json(event.detail))
        return say("წაიშალა პირადი მონაცემები: {}", "personal values erased: {}", printable(erased->basis));
    if (const auto lease = model::LeaseDetail::from_json(event.detail))
        return sentence_of(*lease);
    if (const auto link = model::LinkDetail::from_json(event.detail))
        return sentence_of(*link);
    const auto vote = model::VoteDetail::from_json(event.detail);
    if (vote && type != nullptr)
        return sentence_of(*vote, *type);
    const auto tick = model::TickDetail::from_json(event.detail);
    return tick && type != nullptr ? sentence_of(*tick, *type) : Localized();
}

} // namespace ogp::app
