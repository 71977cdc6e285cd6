#include "app/cases/cases.hpp"

#include "app/bulk/incoming_file.hpp"
#include "base/file.hpp"
#include "base/text.hpp"
#include "base/yaml.hpp"
#include "workflow/option_labels.hpp"
#include "workflow/refuse.hpp"

#include <algorithm>

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

std::string without_line_ends(std::string content)
{
    while (content.ends_with('\n') || content.ends_with('\r'))
        content.pop_back();
    return content;
}

/// "@-" is standard input; "@@..." a text that begins with @.
std::string written(const std::string& word)
{
    if (word.starts_with("@@"))
        return word.substr(1);
    return word == "@-" ? without_line_ends(read_standard_input()) : word;
}

/// The value of a field that holds files.
Json kept_files(const Repository& repository, const workflow::CaseType& type, const workflow::Field& field,
                const std::vector<std::string>& files)
{
    if (!field.many && files.size() > 1)
        throw Error(Fault::Usage, say("ველი „{}“ ერთ ფაილს ინახავს", "the field \"{}\" holds one file", field.id));
    Json::Array values;
    for (const std::string& file : files)
        values.push_back(to_json(keep_attachment(repository, file, {}, rules_of(type, field.id))));
    return field.many ? Json(std::move(values)) : values.front();
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
        const std::string value = word.substr(equals + 1);
        const bool is_file = value.starts_with('@') && !value.starts_with("@@") && value != "@-";
        const auto earlier =
            std::find_if(assignments.begin(), assignments.end(), [&](const Assignment& one) { return one.field == field; });
        if (earlier != assignments.end() && !(is_file && !earlier->files.empty()))
            throw Error(Fault::Usage, say("ველი „{}“ ორჯერაა მოცემული", "the field \"{}\" is given twice", field));
        if (earlier != assignments.end())
            earlier->files.push_back(value.substr(1));
        else if (is_file)
            assignments.push_back({field, {}, {value.substr(1)}});
        else
            assignments.push_back({field, written(value), {}});
    }
    return assignments;
}

Json assign(const Repository& repository, const workflow::CaseType& type, const std::vector<Assignment>& assignments,
            const Json& present)
{
    Json values = Json::object();
    for (const auto& [name, words, files] : assignments) {
        const workflow::Field& field = field_named(type, name);
        if (!files.empty() && field.type == workflow::FieldType::Attachment) {
            values.set(name, kept_files(repository, type, field, files));
            continue;
        }
        if (files.size() > 1)
            throw Error(Fault::Usage, say("ველი „{}“ ორჯერაა მოცემული", "the field \"{}\" is given twice", name));
        const std::string given = files.empty() ? words : without_line_ends(read_file(files.front()));
        if (given.empty()) {
            values.set(name, Json());
            continue;
        }
        const bool by_number = field.type == workflow::FieldType::Ref && !field.many && !CaseUid::from_hex(given);
        const std::string text = by_number ? repository.resolve(given, field.to).subject.uid.hex() : given;
        workflow::CheckedValue checked = workflow::parse_given(type, field, text, present[name]);
        if (checked.problem)
            throw Error(Fault::Invalid,
                        workflow::joined(workflow::joined(workflow::labelled(name, field.label), both(": ")), *checked.problem));
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
                                             ? workflow::parse_given(type, *field, member.value.scalar)
                                             : workflow::check_value(
                                                   type, *field, workflow::with_option_ids(type, *field, to_plain_json(member.value)));
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
