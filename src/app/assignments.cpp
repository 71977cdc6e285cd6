#include "app/cases.hpp"

#include "base/file.hpp"
#include "base/text.hpp"
#include "base/yaml.hpp"
#include "workflow/decide.hpp"

namespace ogp::app {
namespace {

const workflow::Field& field_named(const workflow::CaseType& type, const std::string& name)
{
    if (const workflow::Field* field = type.field(name))
        return *field;
    std::vector<std::string> known;
    for (const workflow::Field& field : type.fields)
        known.push_back(field.id);
    const auto near = nearest(name, known);
    throw Error(Fault::Usage, say("ტიპს {} ველი „{}“ არ აქვს", "{} has no field \"{}\"", type.id, name),
                near ? say("იქნებ {}?", "did you mean {}?", *near) : say("ველები: {}", "its fields: {}", join(known, ", ")));
}

/// "@FILE" is the file's content, "@-" standard input; "@@..." a text that begins with @.
std::string written(const std::string& word)
{
    if (!word.starts_with('@'))
        return word;
    if (word.starts_with("@@"))
        return word.substr(1);
    std::string content = word == "@-" ? read_standard_input() : read_file(word.substr(1));
    while (content.ends_with('\n') || content.ends_with('\r'))
        content.pop_back();
    return content;
}

Json to_plain_json(const YamlNode& node)
{
    switch (node.kind) {
    case YamlNode::Kind::Null:
        return {};
    case YamlNode::Kind::Scalar:
        return Json(node.scalar);
    case YamlNode::Kind::Sequence: {
        Json list = Json::array();
        for (const YamlNode& item : node.items)
            list.push(to_plain_json(item));
        return list;
    }
    case YamlNode::Kind::Mapping: {
        Json object = Json::object();
        for (const YamlNode::Member& member : node.members)
            object.set(member.key, to_plain_json(member.value));
        return object;
    }
    }
    return {};
}

} // namespace

std::vector<Assignment> read_assignments(const std::vector<std::string>& words)
{
    std::vector<Assignment> assignments;
    for (const std::string& word : words) {
        const std::size_t equals = word.find('=');
        if (equals == std::string::npos || equals == 0)
            throw Error(Fault::Usage, say("„{}“: საჭიროა ველი=მნიშვნელობა", "\"{}\": field=value is needed", word));
        const std::string field = word.substr(0, equals);
        for (const Assignment& earlier : assignments)
            if (earlier.field == field)
                throw Error(Fault::Usage, say("ველი „{}“ ორჯერაა მოცემული", "the field \"{}\" is given twice", field));
        assignments.push_back({field, written(word.substr(equals + 1))});
    }
    return assignments;
}

Json assign(const Repository& repository, const workflow::CaseType& type, const std::vector<Assignment>& assignments,
            const Json& present)
{
    Json values = Json::object();
    for (const auto& [name, given] : assignments) {
        const workflow::Field& field = field_named(type, name);
        if (given.empty()) {
            values.set(name, Json());
            continue;
        }
        const bool by_number = field.type == workflow::FieldType::Ref && !field.many && !CaseUid::from_hex(given);
        const std::string text = by_number ? repository.resolve(given, field.to).subject.uid.hex() : given;
        workflow::CheckedValue checked = workflow::parse_value(type, field, text, present[name]);
        if (checked.problem)
            throw Error(Fault::Invalid, {fmt::format("{}: {}", name, checked.problem->in(Language::Ka)),
                                         fmt::format("{}: {}", name, checked.problem->in(Language::En))});
        values.set(name, std::move(checked.value));
    }
    return values;
}

Json values_from_yaml(const workflow::CaseType& type, const YamlDocument& document)
{
    Findings findings;
    Json values = Json::object();
    if (!document.root().is_mapping())
        findings.push_back({Severity::Error, "wrong_shape", document.place(document.root()), {},
                            say("აქ საჭიროა ველები და მნიშვნელობები", "fields and values are needed here")});
    for (const YamlNode::Member& member : document.root().members) {
        const Place place = document.place(member.line, member.column);
        const workflow::Field* field = type.field(member.key);
        if (field == nullptr) {
            std::vector<std::string> known;
            for (const workflow::Field& one : type.fields)
                known.push_back(one.id);
            const auto near = nearest(member.key, known);
            findings.push_back({Severity::Error, "unknown_field", place, {},
                                near ? say("უცნობი ველი „{}“; იქნებ „{}“?", "unknown field \"{}\"; did you mean \"{}\"?",
                                           member.key, *near)
                                     : say("უცნობი ველი „{}“", "unknown field \"{}\"", member.key)});
            continue;
        }
        if (member.value.is_null()) {
            values.set(member.key, Json());
            continue;
        }
        workflow::CheckedValue checked = member.value.is_scalar()
                                             ? workflow::parse_value(type, *field, member.value.scalar)
                                             : workflow::check_value(type, *field, to_plain_json(member.value));
        if (checked.problem)
            findings.push_back({Severity::Error, "bad_value", document.place(member.value), member.key, *checked.problem});
        else
            values.set(member.key, std::move(checked.value));
    }
    if (!findings.empty())
        throw InvalidInput(say("{}: მნიშვნელობები ვერ წაიკითხება", "{}: the values cannot be read", document.file()),
                           std::move(findings));
    return values;
}

} // namespace ogp::app
