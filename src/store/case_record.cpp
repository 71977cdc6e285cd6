#include "store/case_record.hpp"

#include "base/text.hpp"

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
                                           Kind::Bytes,   Kind::Bytes,   Kind::Bytes,   Kind::Bytes};

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
    } catch (const Error&) {
        throw broken();
    }
    if (!subject.fields.is_object())
        throw broken();
    subject.sealed = split_sealed(query.bytes(18));
    return record;
}

void derive(CaseRecord& record, const model::TypeProfile& profile)
{
    const Json& fields = record.subject.fields;
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
