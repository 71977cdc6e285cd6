#pragma once

#include "calendar/loader.hpp"
#include "workflow/judge.hpp"
#include "workflow/judge_event.hpp"
#include "workflow/shipped.hpp"

#include <algorithm>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace ogp::workflow::test {

/// Every case type of workflows/, linked.
inline const std::vector<CaseType>& all_types()
{
    static const std::vector<CaseType> all = [] {
        std::vector<std::string> files;
        for (const auto& entry : std::filesystem::directory_iterator(OGP_SOURCE_DIR "/workflows"))
            if (entry.path().extension() == ".yaml" && entry.path().stem() != "roles")
                files.push_back("workflows/" + entry.path().filename().string());
        std::sort(files.begin(), files.end());
        std::vector<CaseType> loaded;
        for (const std::string& file : files) {
            const YamlDocument parsed = document(file);
            std::vector<Fragment> fragments;
            for (const std::string& path : fragments_of(parsed))
                fragments.push_back({path, document("workflows/" + path)});
            loaded.push_back(load_case_type(parsed, roles(), fragments));
        }
        if (has_errors(link(loaded)))
            throw Error(Fault::Internal, both("the shipped case types do not fit together"));
        return loaded;
    }();
    return all;
}

inline const CaseType& type_of(std::string_view id)
{
    return *std::find_if(all_types().begin(), all_types().end(), [&](const CaseType& each) { return each.id == id; });
}

class GeorgianCalendars final : public Calendars
{
public:
    GeorgianCalendars()
    {
        m_known.emplace("always", calendar::always("Asia/Tbilisi"));
        m_known.emplace("ge", calendar::Calendar(calendar::load_calendar(document("workflows/calendars/ge.yaml"))));
    }
    const calendar::Calendar* find(std::string_view id) const override
    {
        const auto known = m_known.find(id);
        return known == m_known.end() ? nullptr : &known->second;
    }

private:
    std::map<std::string, calendar::Calendar, std::less<>> m_known;
};

/// The values out of a list of candidates that the field takes.
inline std::vector<Json> samples(const CaseType& type, const Field& field)
{
    const std::string uid[] = {std::string(32, 'b'), std::string(32, 'c')};
    std::vector<Json> candidates;
    for (const char* text : {"one", "two", "2026-06-01", "2026-07-01", "2026-06-01T10:00:00Z", "2026-07-01T10:00:00Z", "1.5", "2.5",
                             "a@example.org", "b@example.org", "+995322000000", "+995322000001", "https://example.org", "https://example.com",
                             "10 working_days", "20 working_days", "123456789", "012345678"})
        candidates.emplace_back(text);
    if (field.type == FieldType::Integer)
        candidates = {Json(4), Json(5), Json(2018), Json(2019), Json(100), Json(250)};
    if (field.type == FieldType::Boolean)
        candidates = {Json(true), Json(false)};
    if (field.type == FieldType::Enum) {
        candidates.clear();
        for (const EnumMember& member : type.enumeration(field.of)->members)
            candidates.emplace_back(member.id);
    }
    if (field.type == FieldType::Ref)
        candidates = {Json(uid[0]), Json(uid[1])};
    for (const char* object :
         {R"({"ka":"ერთი","en":"one"})", R"({"ka":"ორი","en":"two"})", R"({"name":"ნინო"})", R"({"name":"გიორგი"})",
          R"({"amount":"100","currency":"GEL"})", R"({"amount":"200","currency":"GEL"})", R"({"lat":"41.7","lon":"44.8"})",
          R"({"lat":"41.71","lon":"44.81"})", R"({"text":"one"})", R"({"text":"two"})"})
        candidates.push_back(parse_json(object));
    for (const char* media : {"application/pdf", "image/jpeg"})
        for (const char* name : {"a", "b"})
            candidates.push_back(to_json(model::Attachment{std::string(name) + ".bin", sha256(name), 7, media}));
    std::vector<Json> fitting;
    for (const Json& candidate : candidates) {
        CheckedValue checked = check_value(type, field, field.many ? Json(Json::Array{candidate}) : candidate);
        if (!checked.problem && !checked.value.is_null() && std::find(fitting.begin(), fitting.end(), checked.value) == fitting.end())
            fitting.push_back(std::move(checked.value));
    }
    return fitting;
}

/// One of them, null where none fits.
inline Json sample(const CaseType& type, const Field& field, std::size_t which)
{
    static std::map<const Field*, std::vector<Json>> known;
    auto found = known.find(&field);
    if (found == known.end())
        found = known.emplace(&field, samples(type, field)).first;
    return found->second.empty() ? Json() : found->second[which % found->second.size()];
}

/// What people at several desks do with one case, and what an authority makes of it.
struct Office
{
    explicit Office(const CaseType& of, Instant at = *Instant::parse("2026-06-10T12:00:00+04:00")) : type(of)
    {
        facts.now = at;
        facts.today = *Date::parse("2026-06-10");
        facts.calendars = &calendars();
        for (const std::string& part : counted_parts(type))
            facts.children[part] = {{model::StateCategory::Open, 0}, {model::StateCategory::Done, 2}};
    }

    static const Calendars& calendars()
    {
        static const GeorgianCalendars known;
        return known;
    }

    /// A case in that state. `variant` chooses values; from 4 on, what no transition requires stays empty.
    model::Case in_state(const std::string& state, std::size_t variant) const
    {
        model::Case subject;
        subject.uid = CaseUid::from_hex(std::string(32, 'a')).value();
        subject.type = type.id;
        subject.state = state;
        subject.version = 7;
        subject.opened = subject.entered = subject.updated = *Instant::parse("2026-06-08T10:00:00+04:00");
        subject.mover = "somebody";
        for (const Field& field : type.fields) {
            if (!field.computed.empty() || (variant >= 4 && !field.required))
                continue;
            if (is_sealed(field.privacy))
                subject.sealed.push_back(field.id);
            else if (const Json value = sample(type, field, variant); !value.is_null())
                subject.fields.set(field.id, value);
        }
        std::sort(subject.sealed.begin(), subject.sealed.end());
        for (const VoteGroup& group : type.votes.groups)
            for (const char* voter : {"v1", "v2", "v3", "v4", "v5", "v6"})
                subject.votes[group.id][group.id + voter] = variant % 2 == 0 ? model::Choice::For : model::Choice::Against;
        return with_computed(std::move(subject));
    }

    model::Case with_computed(model::Case subject) const
    {
        const Intent nothing;
        const Actor nobody{"nobody", {}, ""};
        try {
            const Json values = Judge(type, &subject, nobody, nothing, facts).computed();
            for (const auto& [field, value] : values.members())
                if (value.is_null())
                    subject.fields.erase(field);
                else
                    subject.fields.set(field, value);
        } catch (const Refused&) {
        }
        return subject;
    }

    /// The event that a writer makes of an intent, as a replica keeps it; nothing where it is refused.
    std::optional<model::Event> write(const model::Case* subject, const Actor& actor, const Intent& intent, char replica = 'd',
                                      std::string_view why = {}) const
    {
        const Decision decision = decide(type, subject, actor, intent, facts);
        if (!decision.allowed())
            return std::nullopt;
        model::Event event;
        fill(event, intent, *decision.permit);
        event.type = type.id;
        event.at = facts.now;
        event.actor = actor.id;
        event.role = actor.role;
        event.replica = ReplicaId::from_hex(std::string(32, replica)).value();
        event.number = 1;
        event.attachments = decision.permit->attachments;
        if (subject != nullptr) {
            event.case_uid = subject->uid;
            event.base = subject->version;
        } else {
            event.workflow = Hash();
        }
        if (is_sealed(type.comments)) {
            event.text.clear();
            event.why.clear();
        }
        if (intent.cause == Cause::Consequence)
            event.why = why;
        if (event.op != model::Op::Attach)
            event.blobs = blobs(event);
        for (const std::string& name : decision.permit->to_seal) {
            event.sealed.emplace(name, sha256(name + actor.id));
            if (name == model::sealed_files)
                event.attachments.clear(), event.blobs = {sha256("ciphertext")};
            else
                event.set.erase(name);
        }
        return event;
    }

    std::vector<Hash> blobs(const model::Event& event) const
    {
        std::vector<Hash> found;
        for (const Field& field : type.fields) {
            if (field.type != FieldType::Attachment || is_sealed(field.privacy))
                continue;
            for (const Json* values : {&event.set, &event.add}) {
                const Json& value = (*values)[field.id];
                for (const Json& one : value.is_array() ? value.items() : Json::Array{value})
                    if (const auto file = model::attachment_from(one))
                        found.push_back(file->hash);
            }
        }
        return found;
    }

    EventVerdict judge(const model::Case* now, const model::Event& event, const model::View* seen = nullptr,
                       const model::Event* disputed = nullptr, const std::vector<model::View>* others = nullptr) const
    {
        return judge_event(type, {.now = now, .seen = seen, .others = others, .disputed = disputed}, {event.actor, {event.role}, event.role}, event, facts);
    }

    const CaseType& type;
    Facts facts;
};

/// A role that a person may have, "" where there is none.
inline std::string role_of(const std::vector<std::string>& names)
{
    const auto found = std::find_if(names.begin(), names.end(), [](const std::string& role) { return role != system_role; });
    return found == names.end() ? std::string() : *found;
}

inline Actor clerk(const std::string& id, const std::string& role)
{
    return {id, {role}, role};
}

} // namespace ogp::workflow::test
