#include "store/case_record.hpp"

#include "base/text.hpp"
#include "model/official_number.hpp"

#include <fmt/format.h>

namespace ogp::store {
namespace {

constexpr int category_count = 4;

std::vector<std::string> split_sealed(std::string_view names)
{
    std::vector<std::string> sealed;
    if (!names.empty())
        for (const std::string_view name : split(names, ' '))
            sealed.emplace_back(name);
    return sealed;
}

std::vector<model::Attachment> attachments_in(std::string_view text)
{
    std::vector<model::Attachment> attachments;
    if (text.empty())
        return attachments;
    const Json files = parse_json(text);
    if (!files.is_array())
        throw Error(Fault::Integrity, {"დართული ფაილები", "attachments"});
    for (const Json& json : files.items()) {
        const auto hash = json.is_text() ? Hash::from_hex(json.as_text()) : std::nullopt;
        const auto plain = model::attachment_from(json);
        if (!hash && !plain)
            throw Error(Fault::Integrity, {"დართული ფაილი", "an attachment"});
        attachments.push_back(plain ? *plain : model::Attachment{{}, *hash, 0, {}});
    }
    return attachments;
}

/// What acts_text() wrote. Throws Error{Integrity} for anything else.
void read_acts(std::string_view text, model::Case& subject)
{
    if (text.empty())
        return;
    const Json acts = parse_json(text);
    const auto broken = [] { return Error(Fault::Integrity, {"კენჭისყრა და კავშირები", "votes and links"}); };
    for (const Json& link : acts["links"].items()) {
        const auto to = link.size() == 2 && link.items()[1].is_text() ? CaseUid::from_hex(link.items()[1].as_text()) : std::nullopt;
        if (!to || !link.items()[0].is_text())
            throw broken();
        subject.links.push_back({link.items()[0].as_text(), *to});
    }
    for (const auto& [group, votes] : acts["votes"].members()) {
        for (const auto& [voter, word] : votes.members()) {
            const auto choice = word.is_text() ? model::choice_from(word.as_text()) : std::nullopt;
            if (!choice)
                throw broken();
            subject.votes[group][voter] = *choice;
        }
    }
}

/// In the machine's own order: an image never leaves the process.
void put(std::string& out, std::int64_t value)
{
    out.append(reinterpret_cast<const char*>(&value), sizeof value);
}

void put(std::string& out, std::string_view bytes)
{
    put(out, static_cast<std::int64_t>(bytes.size()));
    out += bytes;
}

/// Which columns are integers; root and parent are left out of an image.
enum class Kind { Integer, Bytes, Skipped };
constexpr Kind kinds[case_column_count] = {Kind::Integer, Kind::Bytes,   Kind::Bytes,   Kind::Integer, Kind::Bytes,
                                           Kind::Integer, Kind::Bytes,   Kind::Skipped, Kind::Skipped, Kind::Integer,
                                           Kind::Integer, Kind::Integer, Kind::Integer, Kind::Integer, Kind::Integer,
                                           Kind::Bytes,   Kind::Bytes,   Kind::Bytes,   Kind::Bytes,   Kind::Bytes,
                                           Kind::Bytes,   Kind::Bytes};

} // namespace

CaseRecord read_record(const Database& database, Workflows& workflows, const Query& query)
{
    const auto broken = [&] {
        return damaged(database.file(), say("საქმის სტრიქონი {}", "the row of case {}", query.integer(0)));
    };
    CaseRecord record;
    record.id = query.integer(0);
    const auto uid = CaseUid::from_bytes(query.bytes(1));
    record.workflow = query.integer(3);
    const KeptWorkflow* workflow = workflows.find(record.workflow);
    const std::int64_t category = query.integer(5);
    if (!uid || workflow == nullptr || category < 0 || category >= category_count)
        throw broken();
    model::Case& subject = record.subject;
    subject.uid = *uid;
    subject.type = query.text(2);
    subject.workflow = workflow->hash;
    subject.state = query.text(4);
    record.category = static_cast<model::StateCategory>(category);
    record.number = query.text(6);
    record.root = query.integer(7);
    record.parent = query.integer(8);
    subject.version = query.integer(9);
    subject.comments = query.integer(10);
    subject.opened = Instant::from_milliseconds(query.integer(11));
    subject.entered = Instant::from_milliseconds(query.integer(12));
    subject.updated = Instant::from_milliseconds(query.integer(13));
    record.last = query.integer(14);
    record.title = {query.text(15), query.text(16)};
    try {
        subject.fields = parse_json(query.bytes(17));
        subject.attachments = attachments_in(query.bytes(19));
        read_acts(query.bytes(21), subject);
    } catch (const Error&) {
        throw broken();
    }
    if (!subject.fields.is_object())
        throw broken();
    subject.sealed = split_sealed(query.bytes(18));
    subject.mover = query.text(20);
    return record;
}

void derive(CaseRecord& record, const model::TypeProfile& profile)
{
    const Json& fields = record.subject.fields;
    if (profile.numbering.empty())
        record.number = profile.number_field.empty() || !fields[profile.number_field].is_text()
                        ? std::string()
                        : fields.text(profile.number_field);
    record.title = {};
    if (!profile.title_field.empty()) {
        const Json& title = fields[profile.title_field];
        if (title.is_text())
            record.title = both(title.as_text());
        else if (title.is_object())
            record.title = {title["ka"].is_text() ? title.text("ka") : "", title["en"].is_text() ? title.text("en") : ""};
    }
    const auto state = profile.states.find(record.subject.state);
    record.category = state == profile.states.end() ? model::StateCategory::Open : state->second;
}

std::optional<CaseUid> parent_uid(const model::Case& subject, const model::TypeProfile& profile)
{
    const Json* parent = profile.parent_field.empty() ? nullptr : subject.fields.find(profile.parent_field);
    if (parent == nullptr || parent->is_null())
        return std::nullopt;
    const auto uid = parent->is_text() ? CaseUid::from_hex(parent->as_text()) : std::nullopt;
    if (!uid)
        throw Error(Fault::Invalid,
                    say("ველი „{}“ საქმეს არ ასახელებს", "the field \"{}\" names no case", profile.parent_field));
    return uid;
}

std::string join_sealed(const std::vector<std::string>& names)
{
    return join(names, " ");
}

std::string files_text(const std::vector<model::Attachment>& attachments)
{
    if (attachments.empty())
        return {};
    Json files = Json::array();
    for (const model::Attachment& attachment : attachments)
        files.push(attachment.is_sealed() ? Json(attachment.hash.hex()) : to_json(attachment));
    return to_json(files);
}

std::string acts_text(const model::Case& subject)
{
    if (subject.links.empty() && subject.votes.empty())
        return {};
    Json links = Json::array();
    for (const model::CaseLink& link : subject.links)
        links.push(Json(Json::Array{Json(link.relation), Json(link.to.hex())}));
    Json groups = Json::object();
    for (const auto& [group, votes] : subject.votes) {
        Json choices = Json::object();
        for (const auto& [voter, choice] : votes)
            choices.set(voter, Json(model::code(choice)));
        groups.set(group, std::move(choices));
    }
    return to_json(Json::object({{"links", std::move(links)}, {"votes", std::move(groups)}}));
}

Date NumberWriter::day(const model::TypeProfile& profile, const model::Event& open)
{
    const std::string& name = profile.numbering.zone;
    auto zone = m_zones.find(name);
    if (zone == m_zones.end())
        zone = m_zones.emplace(name, name.empty() ? TimeZone::utc() : TimeZone::load(name)).first;
    return zone->second.date_at(open.counts_from());
}

std::string NumberWriter::series(const model::TypeProfile& profile, const model::Event& open)
{
    return model::series_of(profile, open, day(profile, open));
}

std::string NumberWriter::number(const model::TypeProfile& profile, const model::Event& open, std::uint64_t official,
                                 const CaseUid& uid)
{
    return model::format_number(profile.numbering.pattern, open, day(profile, open), official, uid);
}

std::string NumberWriter::provisional(const model::TypeProfile& profile, const model::Event& open)
{
    constexpr std::string_view digits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    const auto& id = open.replica.bytes;
    const unsigned first = static_cast<unsigned>(id[0]) << 16U | static_cast<unsigned>(id[1]) << 8U | id[2];
    std::string mark = "~";
    for (const unsigned shift : {19U, 14U, 9U, 4U})
        mark += digits[first >> shift & 31U];
    mark += fmt::format("-{}", open.number);
    std::string pattern = profile.numbering.pattern;
    const std::size_t from = pattern.find("{seq");
    const std::size_t end = from == std::string::npos ? from : pattern.find('}', from);
    if (end == std::string::npos)
        pattern += mark;
    else
        pattern.replace(from, end - from + 1, mark);
    return model::format_number(pattern, open, day(profile, open), 0, CaseUid{});
}

std::string image(const CaseRecord& record)
{
    const model::Case& subject = record.subject;
    std::string out;
    put(out, record.id);
    put(out, subject.uid.view());
    put(out, subject.type);
    put(out, record.workflow);
    put(out, subject.state);
    put(out, static_cast<std::int64_t>(record.category));
    put(out, record.number);
    put(out, subject.version);
    put(out, subject.comments);
    put(out, subject.opened.milliseconds());
    put(out, subject.entered.milliseconds());
    put(out, subject.updated.milliseconds());
    put(out, record.last);
    put(out, record.title.ka);
    put(out, record.title.en);
    put(out, to_json(subject.fields));
    put(out, join_sealed(subject.sealed));
    put(out, files_text(subject.attachments));
    put(out, subject.mover);
    put(out, acts_text(subject));
    return out;
}

std::string image(const Query& query)
{
    std::string out;
    for (int column = 0; column < case_column_count; ++column) {
        if (kinds[column] == Kind::Integer)
            put(out, query.integer(column));
        else if (kinds[column] == Kind::Bytes)
            put(out, query.bytes(column));
    }
    return out;
}

} // namespace ogp::store
